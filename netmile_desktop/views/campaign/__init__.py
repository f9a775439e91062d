"""One campaign in its own tab."""
