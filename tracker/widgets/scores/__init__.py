"""Scores from 0 to 10: the map of the back and the card."""
