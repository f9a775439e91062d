"""Rows of a table that share an address or a key, found by fingerprints.

Equal cells always have equal fingerprints. Rows that only share a fingerprint are found along with them:
whoever asks looks at the cells themselves, so it costs time and changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from netmile_desktop.domain.addresses import normalised
from netmile_desktop.domain.fast_lane.proofs import PLAIN
from netmile_desktop.domain.fast_lane.table import ByteTable
from netmile_desktop.domain.fast_lane.words import ROWS_AT_A_TIME, Words, fingerprint, fingerprints
from netmile_desktop.progress import SILENT, Progress

Rows = NDArray[np.int64]

_BITS_PER_VALUE = 8
"""Of the table that sorts out most rows before the exact search: so many bits for each value looked for."""


def address_print(address: str) -> int:
    """The fingerprint of an address; case does not count."""
    return fingerprint(normalised(address).encode("utf-8", "replace"), ignore_case=True)


def key_print(key: str) -> int:
    return fingerprint(key.encode("utf-8", "replace"), ignore_case=False)


class Prints:
    """The fingerprints of all addresses and keys of a table; 0 stands for an empty cell."""

    def __init__(self, table: ByteTable, progress: Progress = SILENT) -> None:
        self.addresses = _column(table, 0, progress)
        self.keys = _column(table, 2, progress)
        odd = np.flatnonzero((table.marks & PLAIN) == 0)
        for n, row in enumerate(table.these(odd.tolist())):
            if n % ROWS_AT_A_TIME == 0:
                progress.report(n, len(odd), "checking")
            self.addresses[row.id] = address_print(row.address) if row.address else 0
            self.keys[row.id] = key_print(row.key) if row.key else 0


def sharing(prints: Words) -> Rows:
    """Rows whose cell another row may have, too; empty cells are shared by nobody."""
    ordered = np.sort(prints)
    twice = ordered[1:][ordered[1:] == ordered[:-1]]
    return having(prints, np.unique(twice[twice != 0]))


def having(prints: Words, wanted: Words) -> Rows:
    """Rows whose fingerprint is among the wanted ones, which are ascending; in file order."""
    if not len(wanted):
        return np.zeros(0, np.int64)
    size = 1 << (len(wanted) * _BITS_PER_VALUE).bit_length()
    lowest = np.uint64(size - 1)
    seen = np.zeros(size, np.bool_)
    seen[wanted & lowest] = True
    rows = np.flatnonzero(seen[prints & lowest])
    at = np.minimum(np.searchsorted(wanted, prints[rows]), len(wanted) - 1)
    found: Rows = rows[wanted[at] == prints[rows]]
    return found


def ascending(values: Iterable[int]) -> Words:
    """Fingerprints as `having` wants them."""
    return np.unique(np.fromiter(values, np.uint64))


def _column(table: ByteTable, column: int, progress: Progress) -> Words:
    begins, ends = table.cells[column], table.cells[column + 1]
    found = np.empty(len(table), np.uint64)
    for at in range(0, len(table), ROWS_AT_A_TIME):
        progress.report(at, len(table), "checking")
        some = slice(at, at + ROWS_AT_A_TIME)
        plain = np.flatnonzero(table.marks[some] & PLAIN)
        begin = begins[some][plain]
        length = ends[some][plain] - begin
        prints = fingerprints(table.words, begin, length, ignore_case=column == 0)
        prints[length == 0] = 0
        found[some][plain] = prints
    return found
