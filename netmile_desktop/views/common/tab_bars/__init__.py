"""Rows of tabs that never scroll."""
