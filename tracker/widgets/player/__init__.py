"""The player: a routine led hands-free, on the page."""
