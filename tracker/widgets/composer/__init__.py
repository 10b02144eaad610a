"""Routines composed from pictures, and the library of exercises."""
