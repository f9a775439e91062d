"""The plain rules of a row: its cells, what makes them acceptable, what other rows say about it."""
