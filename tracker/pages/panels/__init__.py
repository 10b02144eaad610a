"""Parts of a page, each joined to the journal."""
