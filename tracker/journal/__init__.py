"""Keeping a journal: the store and the widgets that ask for scores."""
