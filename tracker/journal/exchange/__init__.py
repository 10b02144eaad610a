"""Taking a journal elsewhere and bringing a history along: one module a format."""
