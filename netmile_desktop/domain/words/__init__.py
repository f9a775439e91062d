"""What the domain says, in Japanese and English: one catalogue for window, command line and portal."""

from netmile_desktop.domain.words.language import Language, Words

__all__ = ["Language", "Words"]
