"""What runs in the browser: a folder a family; none knows the journal."""
