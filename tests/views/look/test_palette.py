from __future__ import annotations

import itertools

import pytest

from netmile_desktop.views.look.palette import DARK, LIGHT, Tokens, Tone, contrast, qt_palette
from netmile_desktop.views.reports.charts import colours
from netmile_desktop.views.site.heat_map import readable_cell
from netmile_desktop.workspace.reports.workbook import BELOW, COLOURS

THEMES = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
READABLE = 4.5
"""Contrast at which text of any size can be read (WCAG 2 AA)."""


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
def test_what_is_filled_in_ticked_or_pointed_at_is_seen(tokens: Tokens) -> None:
    """Borders of fields and boxes, icons: 3 to 1 is what a shape needs that says something (WCAG 2, 1.4.11)."""
    for ground in (tokens.panel, tokens.window):
        for line in (tokens.input_line, tokens.key_hint, tokens.muted, tokens.warning, tokens.error, tokens.success):
            assert contrast(line, ground) >= 3, (line, ground)
    assert contrast(tokens.key_hint, tokens.window) >= 3


@THEMES
def test_a_disabled_primary_button_is_read(tokens: Tokens) -> None:
    assert contrast(tokens.muted, tokens.header) >= READABLE


@pytest.mark.parametrize(
    ("ground", "series"),
    [(LIGHT.panel, (*COLOURS, BELOW)), (DARK.panel, (*colours._ON_DARK, colours._BELOW_ON_DARK)), ("#FFFFFF", COLOURS)],
    ids=["light", "dark", "paper"],
)
def test_every_bar_stands_out_from_its_ground(ground: str, series: tuple[str, ...]) -> None:
    assert {colour: contrast(colour, ground) for colour in series if contrast(colour, ground) < 3} == {}


@THEMES
def test_figures_are_read_on_every_shade_of_the_heat_map(tokens: Tokens) -> None:
    shades = [readable_cell(at / 100, tokens.header, tokens.error, (tokens.text, tokens.panel)) for at in range(101)]
    assert min(contrast(ink, ground) for ground, ink in shades) >= READABLE
    assert len({ground for ground, _ in shades}) > 60, "and still tell many from few"


@THEMES
def test_qt_draws_with_our_colours(tokens: Tokens) -> None:
    palette = qt_palette(tokens)
    assert palette.window().color().name().upper() == tokens.window
    assert palette.text().color().name().upper() == tokens.text
