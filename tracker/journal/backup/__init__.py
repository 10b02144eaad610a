"""Copies of the journal: made, kept, compared, locked, brought back."""
