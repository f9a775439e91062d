"""People of a file."""
