"""What every page is laid out with: lengths, heads, bodies that scroll, lists to choose from, dialogs."""
