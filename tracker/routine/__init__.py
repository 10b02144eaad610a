"""Routines as data: exercises, their order, every second of it, what suits which knot."""
