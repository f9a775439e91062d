"""Ctrl+K: open anything by a part of its name."""
