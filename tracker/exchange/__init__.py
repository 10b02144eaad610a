"""Histories brought along and taken elsewhere: one module a format."""
