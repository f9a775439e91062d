"""Numbers, days and instants as the window writes them; the same in both languages."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from netmile_desktop.domain.calendar import JST, Period
from netmile_desktop.lazy_imports import import_lazily

if TYPE_CHECKING:
    from netmile_desktop.domain.tables.column_letters import column_letters
else:
    # The first screens have no columns of a file.
    column_letters = import_lazily("netmile_desktop.domain.tables.column_letters", "column_letters")


def number(value: int) -> str:
    """1234567 as `1,234,567`."""
    return f"{value:,}"


def counted(count: int, one: str, many: str, *more: object) -> str:
    """A count with its noun: `one` and `many` are the sentences, whose first gap is for the number."""
    return (one if count == 1 else many).format(number(count), *more)


def miles(value: int) -> str:
    """1234 as `1,234 mile`."""
    return f"{value:,} mile"


def yen(value: int) -> str:
    """1234 as `¥1,234`."""
    return f"¥{value:,}"


def day(value: date) -> str:
    """`2026/11/21`."""
    return value.strftime("%Y/%m/%d")


def moment(value: datetime) -> str:
    """An aware instant in Japanese time, as `2026/11/21 14:03`."""
    return value.astimezone(JST).strftime("%Y/%m/%d %H:%M")


def moment_of(timestamp: float) -> str:
    """Seconds since 1970, as file systems keep them, as `moment` writes an instant."""
    return moment(datetime.fromtimestamp(timestamp, JST))


def clock(value: datetime) -> str:
    """The time of day of an aware instant in Japanese time, as `14:03`."""
    return value.astimezone(JST).strftime("%H:%M")


def column_letter(at: int) -> str:
    """A for 0, as spreadsheets count."""
    return column_letters(at + 1)


def span(period: Period) -> str:
    """`2026/10/01 – 2026/11/30`."""
    return f"{day(period.first)} – {day(period.last)}"


def campaign(id_: str, name: str) -> str:
    """ID and name of a campaign for a button, the name short enough for it."""
    return f"{id_} {shorten(name, 16)}"


def shorten(text: str, length: int = 40) -> str:
    """A text for a tab or a menu, cut in the middle so that an ending such as `.xlsx` stays readable."""
    if len(text) <= length:
        return text
    tail = length // 3
    return f"{text[: length - tail - 1]}…{text[-tail:]}"
