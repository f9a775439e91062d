"""The colours of the window as named tokens, light and dark, and the `QPalette` made from them."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from PySide6.QtGui import QColor, QPalette


class Tone(StrEnum):
    """What a colour means. Never the only sign: an icon or a word stands beside it."""

    NEUTRAL = "neutral"
    ACCENT = "accent"
    SUCCESS = "success"
    WARNING = "warning"
    ERROR = "error"
    SANDBOX = "sandbox"


class Tokens(NamedTuple):
    """One theme. `*_tint` is the ground on which the text of the same name stands."""

    window: str
    panel: str
    line: str
    header: str
    text: str
    muted: str
    accent: str
    on_accent: str
    accent_hover: str
    selection: str
    hover: str
    field_line: str
    """Border of buttons and fields."""
    faint: str
    """Text and icons of disabled elements."""
    error: str
    error_tint: str
    warning: str
    warning_tint: str
    warning_line: str
    """Border of what waits for an answer."""
    success: str
    success_tint: str
    sandbox: str
    sandbox_tint: str

    def of(self, tone: Tone) -> tuple[str, str]:
        """Text and ground of a tone."""
        if tone is Tone.NEUTRAL:
            return self.muted, self.header
        if tone is Tone.ACCENT:
            return self.accent, self.selection
        return getattr(self, tone.value), getattr(self, f"{tone.value}_tint")


LIGHT = Tokens(
    window="#F6F7F9",
    panel="#FFFFFF",
    line="#E1E5EA",
    header="#EEF1F5",
    text="#1B2430",
    muted="#5C6A7A",
    accent="#0B66C3",
    on_accent="#FFFFFF",
    accent_hover="#0A58A8",
    selection="#E3EFFC",
    hover="#F1F5FA",
    field_line="#C9D1DB",
    faint="#8C98A6",
    error="#B3261E",
    error_tint="#FDECEA",
    warning="#8A5A00",
    warning_tint="#FFF4DB",
    warning_line="#DFA93C",
    success="#1E6B3A",
    success_tint="#E6F4EA",
    sandbox="#7A3FB8",
    sandbox_tint="#F1E8FB",
)

DARK = Tokens(
    window="#14181D",
    panel="#1C2229",
    line="#2E3742",
    header="#232B34",
    text="#E6EAF0",
    muted="#9AA7B6",
    accent="#5AA9F5",
    on_accent="#0B1622",
    accent_hover="#7FBDF8",
    selection="#1F3A57",
    hover="#222A33",
    field_line="#3D4855",
    faint="#6B7888",
    error="#FF8A80",
    error_tint="#3B1F1F",
    warning="#F2C14E",
    warning_tint="#3A2F14",
    warning_line="#8F742F",
    success="#7BD89B",
    success_tint="#173323",
    sandbox="#C79BF2",
    sandbox_tint="#32223F",
)


def qt_palette(tokens: Tokens) -> QPalette:
    """The palette Fusion draws with, so that widgets without a style rule fit in as well."""
    palette = QPalette()
    role = QPalette.ColorRole
    colours = {
        role.Window: tokens.window,
        role.WindowText: tokens.text,
        role.Base: tokens.panel,
        role.AlternateBase: tokens.hover,
        role.ToolTipBase: tokens.panel,
        role.ToolTipText: tokens.text,
        role.PlaceholderText: tokens.muted,
        role.Text: tokens.text,
        role.Button: tokens.panel,
        role.ButtonText: tokens.text,
        role.BrightText: tokens.error,
        role.Light: tokens.panel,
        role.Midlight: tokens.header,
        role.Mid: tokens.line,
        role.Dark: tokens.faint,
        role.Shadow: tokens.line,
        role.Highlight: tokens.selection,
        role.HighlightedText: tokens.text,
        role.Link: tokens.accent,
        role.LinkVisited: tokens.accent,
        role.Accent: tokens.accent,
    }
    for where, colour in colours.items():
        palette.setColor(where, QColor(colour))
    for where in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        palette.setColor(QPalette.ColorGroup.Disabled, where, QColor(tokens.faint))
    return palette
