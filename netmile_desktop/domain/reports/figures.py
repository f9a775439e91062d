"""What is done with a report's figures once they are there: sums, layers of a stack, ticks of an axis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from netmile_desktop.domain.language import Language
from netmile_desktop.domain.reports.shape import ReportColumn

Figure = int | None
"""A figure of a report; None if it is not known, which is never the same as 0."""

DAYS_SHOWN = 30
"""Days of a small chart; as many before them are compared."""
MINUS = "\N{MINUS SIGN}"
UNKNOWN = "–"
"""What stands in the place of a figure that is not known."""

OTHERS_ID = ""
"""ID of the layer that holds all campaigns without one of their own."""


@dataclass(frozen=True, slots=True)
class Layer:
    """One campaign's share of every bar, or that of all the small ones together (`OTHERS_ID`)."""

    campaign_id: str
    campaign_name: str
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the value axis."""

    value: int
    ja: str
    en: str

    def text(self, language: Language) -> str:
        return self.ja if language is Language.JAPANESE else self.en


def known(values: Sequence[Figure]) -> list[int]:
    """Return the figures of a column that is always known.

    Raises:
        ValueError: one is not known.
    """
    found = [value for value in values if value is not None]
    if len(found) < len(values):
        raise ValueError("figures are not known")
    return found


def sum_of(values: Sequence[Figure]) -> Figure:
    """The sum of the figures that are known; None where there are some, and none is known."""
    found = [value for value in values if value is not None]
    return sum(found) if found or not values else None


def totals(columns: Sequence[ReportColumn], values: Mapping[str, Sequence[Figure]]) -> dict[str, int]:
    """Sums over time of the columns that add up; those of which nothing is known are left out."""
    sums = {each.id: sum_of(values[each.id]) for each in columns if each.adds_up and each.id in values}
    return {id_: total for id_, total in sums.items() if total is not None}


def stacked(shares: Sequence[tuple[str, str, Sequence[int]]], most: int = 5) -> list[Layer]:
    """Return the largest campaigns as layers, at most `most`, with the rest in the last one.

    Args:
        shares: ID, name and values of each campaign.
    """
    layers = [Layer(id_, name, tuple(values)) for id_, name, values in shares if any(values)]
    layers.sort(key=lambda each: (-sum(map(abs, each.values)), each.campaign_id))
    if len(layers) <= most:
        return layers
    rest = layers[most - 1 :]
    others = tuple(sum(column) for column in zip(*(each.values for each in rest), strict=True))
    return [*layers[: most - 1], Layer(OTHERS_ID, "", others)]


def ticks(highest: int, lowest: int = 0, most: int = 5) -> list[Tick]:
    """Whole values for the lines of an axis from `lowest` to at least `highest`, 0 among them.

    At most about `most` steps of 1, 2, 2.5 or 5 times a power of ten; all written in one unit (万, 億).
    """
    highest, lowest = max(highest, 0), min(lowest, 0)
    step = _step(max(highest - lowest, 1), most)
    first, last = -(-lowest // step) * step, -(-highest // step) * step
    if first > lowest:
        first -= step
    values = range(first, max(last, first + step) + 1, step)
    largest = max(abs(values[0]), abs(values[-1]))
    said = ((value, _japanese(value, largest), _english(value, largest)) for value in values)
    return [Tick(value, ja.replace("-", MINUS), en.replace("-", MINUS)) for value, ja, en in said]


def _step(span: int, most: int) -> int:
    power = 1
    while True:
        for tenths in (10, 20, 25, 50):
            step, odd = divmod(tenths * power, 10)
            if not odd and step * most >= span:
                return step
        power *= 10


def _japanese(value: int, largest: int) -> str:
    for unit, word in ((100_000_000, "億"), (10_000, "万")):
        if largest >= unit:
            return f"{_scaled(value, unit)}{word}" if value else "0"
    return f"{value:,}"


def _english(value: int, largest: int) -> str:
    for least, unit, word in ((1_000_000_000,) * 2 + ("B",), (1_000_000,) * 2 + ("M",), (10_000, 1_000, "k")):
        if largest >= least:
            return f"{_scaled(value, unit)}{word}" if value else "0"
    return f"{value:,}"


def _scaled(value: int, unit: int) -> str:
    return f"{value / unit:,.4f}".rstrip("0").rstrip(".")
