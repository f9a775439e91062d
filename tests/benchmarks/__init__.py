"""How fast the program is, each figure beside a reference that ran in the same minutes."""
