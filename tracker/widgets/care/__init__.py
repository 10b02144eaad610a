"""The panel that takes care of a journal: backups, files, damage."""
