"""Language, theme and text size."""
