"""A run of a routine without a page: its clock, its sound, its words."""
