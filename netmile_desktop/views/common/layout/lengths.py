"""The lengths between things, in pixels at the usual text size; there are no others."""

from __future__ import annotations

TIGHT = 4
"""Between what is read as one, such as a name and its field."""
NEAR = 8
"""Between buttons of a row."""
APART = 12
"""Between cards, and between the rows of a form."""
INSET = 16
"""Between the edge of a card and its content."""
PAGE_MARGIN = 24
"""Between the edge of a page and its content."""
SECTION = 32
"""Between sections of a form."""

NARROW_MARGIN = 16
"""`PAGE_MARGIN` of a page narrower than `NARROW`."""
NARROW = 900
"""Pixels. A page is that wide in a window of 1100 with its places shown."""
FORM_WIDTH = 640
"""Widest form: a field longer than its text says nothing."""
FORM_CARD = FORM_WIDTH + 2 * INSET
"""Widest card around a form."""
PAGE_WIDTH = 1440
"""Widest page: a line that is longer is not followed by the eye."""
LEAST_TABLE = 160
"""Lowest table: its heading, four whole rows and a bar."""


def margin_of(width: int) -> int:
    """Return the margin of a page that is so many pixels wide."""
    return PAGE_MARGIN if width >= NARROW else NARROW_MARGIN
