"""What is printed: the card of a routine and the page for a clinician, as PDF and HTML."""
