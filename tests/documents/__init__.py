"""The commands that the documents show, run as they stand there."""
