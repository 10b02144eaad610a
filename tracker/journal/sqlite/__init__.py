"""The SQLite file itself: rows checked, every write kept, undo."""
