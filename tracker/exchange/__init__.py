"""Histories brought along and taken elsewhere: one module a format."""

IMPORTS = ("archive", "loop", "bearable", "apple_health", "csv_table")
"""What can be brought along, as it is offered: modules here, each with its `IMPORT`. Whose file one
is, they are asked in this order."""
