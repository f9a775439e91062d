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
    """Border of buttons."""
    input_line: str
    """Border of what is filled in or ticked; seen at a glance."""
    ghost: str
    """Bars of the period before, behind those of this one; the empty part of a bar that fills up."""
    accent_light: str
    """The part of a bar that is still to come."""
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

    # The frame of the window.
    key_hint: str
    """Keys beside the words that they belong to."""
    float_line: str
    """Border of what floats above the page."""
    scrim: str
    """What dims the page under a list that floats; with its opacity."""

    def of(self, tone: Tone, over: str = "") -> tuple[str, str]:
        """Text and ground of a tone; `over` names the ground of the row that it is put on, if that is no panel.

        There the ground is stronger, because that of some tones is the very ground of a selected row, and the text
        as much as it takes to be read on it.
        """
        if over:
            ink, tint = self.of(tone)
            ground = mixed(tint, getattr(self, over), _ROW_IN_GROUND)
            return mixed(ink, self.text, _TEXT_IN_INK), mixed(ground, ink, _INK_IN_GROUND)
        if tone is Tone.NEUTRAL:
            return self.muted, self.header
        if tone is Tone.ACCENT:
            return self.accent, self.selection
        return getattr(self, tone.value), getattr(self, f"{tone.value}_tint")


_ROW_IN_GROUND = 0.7
_INK_IN_GROUND = 0.14
_TEXT_IN_INK = 0.4


def mixed(first: str, second: str, share: float) -> str:
    """Return a colour with a share of a second one, such as `#CFEADB`."""
    pairs = ((int(first[at : at + 2], 16), int(second[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(one * (1 - share) + other * share):02X}" for one, other in pairs)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours such as `#CFEADB`, from 1 to 21 (WCAG 2)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


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
    hover="#E9EFF6",
    field_line="#C5CDD7",
    input_line="#808E9E",
    ghost="#D5DBE3",
    accent_light="#9CC4EE",
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
    key_hint="#6B7888",
    float_line="#B4BECA",
    scrim="#471B2430",
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
    hover="#27313C",
    field_line="#46525F",
    input_line="#627182",
    ghost="#3A4552",
    accent_light="#2F5F8F",
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
    key_hint="#8A97A7",
    float_line="#4A5766",
    scrim="#73000000",
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
