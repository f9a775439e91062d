"""What the domain says, in Japanese and English: one catalogue for window, command line and portal."""
