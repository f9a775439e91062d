"""Widths of the columns of a preview: by their content, and together no wider than the view if that can be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

_GROWTH = 0.5
"""Share of its ideal width by which every column grows before the rest goes to those that take slack."""


@dataclass(frozen=True, slots=True)
class Need:
    """What one column needs, in pixels."""

    least: int
    ideal: int
    takes_slack: bool = False
    """Whether it grows if there is room left."""


def fits(needs: Sequence[Need], room: int) -> bool:
    """Return whether columns can be shown side by side without scrolling."""
    return sum(need.least for need in needs) <= room


def shared(needs: Sequence[Need], room: int, hardest: int) -> list[int]:
    """Return the width of each column.

    It is the ideal one if all fit, less for those that can give, at worst `hardest`. If not even that fits, every
    column gets its least and the view scrolls.
    """
    over = sum(need.ideal for need in needs) - room
    if over <= 0:
        return _grown(needs, -over)
    if fits(needs, room):
        return _shrunk([need.ideal for need in needs], [need.least for need in needs], over)
    least = [need.least for need in needs]
    floors = [min(each, hardest) for each in least]
    over = sum(least) - room
    return _shrunk(least, floors, over) if sum(floors) <= room else least


def _shrunk(widths: Sequence[int], floors: Sequence[int], over: int) -> list[int]:
    """Take `over` pixels from columns, of each in proportion to what it can give."""
    give = [width - floor for width, floor in zip(widths, floors, strict=True)]
    part = over / sum(give)
    return [width - ceil(each * part) for width, each in zip(widths, give, strict=True)]


def _grown(needs: Sequence[Need], slack: int) -> list[int]:
    """Let every column grow a little, and give what is left to those that take it, or to the last one."""
    widths = [need.ideal for need in needs]
    total = sum(widths)
    part = min(slack / total, _GROWTH) if total else 0.0
    widths = [width + int(width * part) for width in widths]
    takers = [at for at, need in enumerate(needs) if need.takes_slack] or [len(needs) - 1]
    left = slack + total - sum(widths)
    for n, at in enumerate(takers):
        widths[at] += left // len(takers) + (1 if n < left % len(takers) else 0)
    return widths
