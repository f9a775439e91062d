"""Addresses by postal code, for 「住所を入れる」.

The table of the whole country changes every month and is not ours to ship. A portal reads the one that Japan Post
publishes, where its operator keeps it; without it the page has no such button, and the address is typed. The sandbox
has a few codes to try it with.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from functools import cache
from pathlib import Path

from netmile_desktop.portal.pages.templates import folder

PostalLookup = Callable[[str], str]
"""Takes a code such as `231-0002` and returns the address as far as the code tells it, or nothing."""


_COLUMNS = 15
"""Columns of the table of Japan Post; those that count hold the code, prefecture, city and part of the city."""

_NO_PART = "以下に掲載がない場合"
"""What stands for a part of a city that has no name of its own."""


class NotATable(ValueError):
    """The file is not the table of postal codes that it should be."""


def lookup_in(file: Path) -> PostalLookup:
    """Return a look-up in the table of Japan Post (`utf_ken_all.csv`), which is read at once.

    A code that stands for several parts of a city leads to what they have in common.

    Raises:
        NotATable: it has other columns, or is not in UTF-8.
        OSError: it cannot be read.
    """
    found: dict[str, str] = {}
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            for row in csv.reader(lines):
                code, address = _of(row)
                found[code] = _in_common(found[code], address) if code in found else address
    except UnicodeDecodeError:
        raise NotATable("not in UTF-8") from None
    return lambda code: found.get(code.replace("-", ""), "")


def _of(row: list[str]) -> tuple[str, str]:
    if len(row) != _COLUMNS or len(row[2]) != 7 or not row[2].isdigit():
        raise NotATable(f"{_COLUMNS} columns with a code of 7 digits in the third are expected")
    prefecture, city, part = row[6:9]
    part = "" if part == _NO_PART else part.partition("（")[0]
    return row[2], prefecture + city + part


def _in_common(one: str, other: str) -> str:
    for at, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return one[:at]
    return min(one, other, key=len)


def sandbox_lookup(code: str) -> str:
    """Return the address of one of the sandbox's postal codes."""
    return _sample().get(code, "")


@cache
def _sample() -> dict[str, str]:
    text = (folder() / "postal-sample.tsv").read_text("utf-8")
    lines = (line.partition("\t") for line in text.splitlines() if not line.startswith("#"))
    return {code: address for code, _, address in lines}
