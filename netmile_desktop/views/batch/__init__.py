"""The batch screens: list, import, correction, confirmation, sending and results."""
