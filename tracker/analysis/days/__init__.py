"""The diary as days: one row a day, and what can be said of days alone."""
