"""Reading a journal: what one session did, and later what the weeks show."""
