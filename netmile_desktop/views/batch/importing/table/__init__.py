"""The table of a file before it is imported: its lines, heads and painting, and what is decided about it."""
