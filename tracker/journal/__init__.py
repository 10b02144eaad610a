"""The journal and its file: all that is written to it, all that is read from it."""
