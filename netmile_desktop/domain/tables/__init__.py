"""Reading a table, once: where it is in a file, what its columns are, what lies around it, and what is in doubt."""
