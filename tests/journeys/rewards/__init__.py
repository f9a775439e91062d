"""A reward campaign from its application to its results."""
