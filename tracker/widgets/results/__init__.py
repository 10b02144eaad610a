"""Charts on a page, what opens it, and buttons that save a page."""
