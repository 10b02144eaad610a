"""What a notebook calls: each page joined from widgets to a journal."""
