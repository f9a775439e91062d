"""Rows of a table that share an address or a key, found by fingerprints.

Equal cells always have equal fingerprints. Rows that only share a fingerprint are found along with them:
whoever asks looks at the cells themselves, so it costs time and changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from netmile_desktop.domain.fast_lane.byte_table import ByteTable
from netmile_desktop.domain.fast_lane.packed_cells import (
    BEHIND,
    ROWS_AT_A_TIME,
    Words,
    fingerprint,
    fingerprints,
    words_of,
)
from netmile_desktop.domain.rows.addresses import normalised
from netmile_desktop.domain.rows.rows import Column

Rows = NDArray[np.int64]

_BITS_PER_VALUE = 8
"""Bits per value searched for, in the table that excludes most rows before the exact search."""

_SLOTS_PER_ROW = 2
_SIEVES = 3
_BITS = 64


def address_print(address: str) -> int:
    """The fingerprint of an address; case does not count."""
    return fingerprint(_address_bytes(address), ignore_case=True)


def key_print(key: str) -> int:
    return fingerprint(_key_bytes(key), ignore_case=False)


@dataclass(frozen=True, slots=True)
class ValuePrints:
    """The fingerprints of all addresses and keys of a table; 0 stands for an empty cell."""

    addresses: Words
    keys: Words

    @classmethod
    def of(cls, table: ByteTable) -> ValuePrints:
        return cls(address_prints(table), key_prints(table))


def address_prints(table: ByteTable) -> Words:
    return _prints(table, Column.ADDRESS, _address_bytes, ignore_case=True)


def key_prints(table: ByteTable) -> Words:
    return _prints(table, Column.KEY, _key_bytes, ignore_case=False)


def sharing(prints: Words) -> Rows:
    """Rows whose cell another row may have, too; empty cells are shared by nobody."""
    some = _crowded(prints, 0)
    some = some[prints[some] != 0]
    for n in range(1, _SIEVES):
        some = some[_crowded(prints[some], n)]
    values = prints[some]
    order = np.argsort(values)
    values = values[order]
    twice = np.zeros(len(values) + 1, np.bool_)
    twice[1:-1] = values[1:] == values[:-1]
    found: Rows = np.sort(some[order[twice[1:] | twice[:-1]]])
    return found


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


def _crowded(prints: Words, n: int) -> Rows:
    """Rows that share a slot of a table with another one; each n chooses slots by other bits."""
    bits = (len(prints) * _SLOTS_PER_ROW).bit_length()
    aside, lowest = np.uint64(max(0, _BITS - (n + 1) * bits)), np.uint64((1 << bits) - 1)

    def slots() -> Iterator[tuple[Rows, NDArray[np.int32]]]:
        """The slots of rows, and which rows they are."""
        for at in range(0, len(prints), ROWS_AT_A_TIME):
            some = prints[at : at + ROWS_AT_A_TIME]
            yield (some >> aside & lowest).view(np.int64), np.arange(at, at + len(some), dtype=np.int32)

    last = np.empty(1 << bits, np.int32)
    for slot, rows in slots():
        last[slot] = rows
    is_crowded = np.zeros(1 << bits, np.bool_)
    for slot, rows in slots():
        is_crowded[slot[np.flatnonzero(last[slot] != rows)]] = True
    found = [rows[np.flatnonzero(is_crowded[slot])] for slot, rows in slots()]
    return np.concatenate(found).astype(np.int64) if found else np.zeros(0, np.int64)


def _prints(table: ByteTable, column: Column, as_bytes: Callable[[str], bytes], *, ignore_case: bool) -> Words:
    found = np.zeros(len(table), np.uint64)
    for some, begins, lengths in table.spans(column):
        found[some] = fingerprints(table.words, begins, lengths, ignore_case=ignore_case)
    odd = table.odd_rows()
    found[odd] = _prints_beside([as_bytes(text) for text in table.texts_of(odd, column)], ignore_case=ignore_case)
    return found


def _prints_beside(cells: list[bytes], *, ignore_case: bool) -> Words:
    """Fingerprints of cells that do not lie in the file as they are."""
    lengths = np.array([len(cell) for cell in cells], np.int64)
    words = words_of(b"".join(cells) + bytes(BEHIND))
    return fingerprints(words, np.cumsum(lengths) - lengths, lengths, ignore_case=ignore_case)


def _address_bytes(address: str) -> bytes:
    return normalised(address).encode("utf-8", "replace")


def _key_bytes(key: str) -> bytes:
    return key.encode("utf-8", "replace")
