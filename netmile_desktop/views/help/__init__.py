"""The built-in help."""
