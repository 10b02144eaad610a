"""The journal: one file, all that is written to it, all that is read from it."""
