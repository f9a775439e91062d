"""Colours, icons, fonts and formats: how things look, whatever they are."""
