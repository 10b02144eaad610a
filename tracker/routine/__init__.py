"""Running a routine: the library, its timeline and the guided player."""
