"""Widgets, layout and words of the window. Decides nothing."""
