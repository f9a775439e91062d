"""Finding campaigns."""
