"""An opened batch in memory: its rows with edits, and their findings."""
