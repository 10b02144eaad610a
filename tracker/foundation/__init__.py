"""What everything stands on: errors, clock, the back, the tables, the look, words."""
