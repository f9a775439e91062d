"""An opened batch in memory: its rows under edits, and what is to be said about them."""
