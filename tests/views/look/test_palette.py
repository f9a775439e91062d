from __future__ import annotations

import itertools

import pytest

from netmile_desktop.views.look.palette import DARK, LIGHT, Tokens, Tone, qt_palette

THEMES = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
READABLE = 4.5
"""Contrast at which text of any size can be read (WCAG 2 AA)."""


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@THEMES
def test_text_can_be_read_on_every_ground_it_stands_on(tokens: Tokens) -> None:
    grounds = (tokens.window, tokens.panel, tokens.header, tokens.hover, tokens.selection)
    for text, ground in itertools.product((tokens.text, tokens.muted, tokens.accent), grounds):
        assert contrast(text, ground) >= READABLE, (text, ground)
    for ground in (tokens.accent, tokens.accent_hover):
        assert contrast(tokens.on_accent, ground) >= READABLE


@THEMES
@pytest.mark.parametrize("tone", list(Tone))
def test_every_tone_can_be_read_on_its_tint_and_in_a_table(tokens: Tokens, tone: Tone) -> None:
    text, tint = tokens.of(tone)
    for ground in (tint, tokens.panel, tokens.window, tokens.selection):
        assert contrast(text, ground) >= READABLE, (tone, ground)


@THEMES
@pytest.mark.parametrize("tone", list(Tone))
@pytest.mark.parametrize("row", ["selection", "hover"])
def test_badges_stand_out_from_rows_that_are_selected_or_hovered(tokens: Tokens, tone: Tone, row: str) -> None:
    text, ground = tokens.of(tone, row)
    assert contrast(text, ground) >= READABLE
    assert contrast(ground, getattr(tokens, row)) >= 1.12, (tone, row, ground)


@THEMES
def test_the_focus_ring_stands_out(tokens: Tokens) -> None:
    for ground in (tokens.window, tokens.panel, tokens.selection):
        assert contrast(tokens.accent, ground) >= 3


@THEMES
def test_qt_draws_with_our_colours(tokens: Tokens) -> None:
    palette = qt_palette(tokens)
    assert palette.window().color().name().upper() == tokens.window
    assert palette.text().color().name().upper() == tokens.text
