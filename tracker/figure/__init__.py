"""The posable figure: a skeleton with a body, put into poses, seen from one side, drawn."""
