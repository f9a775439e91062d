"""Reading the file of a command: which table is in it, what must be asked, and what was noticed."""
