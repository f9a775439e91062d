"""Jobs off the GUI thread, their news back in it. Knows no trade."""
