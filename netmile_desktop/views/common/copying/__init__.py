"""What an engineer copies from the window: code, and secrets that are shown once."""
