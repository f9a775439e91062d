"""Widgets shared by all views; they know the look, not the trade."""
