"""The domains of a file's addresses: few, so the plain rules are asked once about each.

A domain is known again by all its bytes, not by a hash of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from netmile_desktop.domain.fast_lane.packed_cells import BEHIND, Flags, Octets, Offsets, Positions, Words, word
from netmile_desktop.domain.rows import addresses

LONGEST = 32
"""Bytes; a longer domain is left to the plain rules."""

MOST = 50_000
"""Domains remembered at most; further ones are left to the plain rules."""

GOOD = 1
CARRIER = 2

_PIECES = LONGEST // BEHIND
_SLOTS = 1 << 16
_BITS_ASIDE = np.uint64(64 - 16)
"""Shift that leaves the bits of a hash that choose its slot."""

_ODD = tuple(
    np.uint64(each) for each in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5)
)


class _Known(NamedTuple):
    """Domains by ascending hash. The first is the empty one, which is not good."""

    hashes: Words
    pieces: tuple[Words, ...]
    verdicts: Octets
    slots: NDArray[np.int32]
    """Index of the domain whose hash begins with the slot's bits; of two such domains only one is stored."""

    def verdicts_at(self, places: Offsets, pieces: Sequence[Words]) -> tuple[Octets, Flags]:
        """The verdict of each domain where it is the one known at a place, and whether it is."""
        same = np.ones(len(places), np.bool_)
        for n, ours in enumerate(self.pieces):
            same &= ours[places] == (pieces[n] if n < len(pieces) else 0)
        return self.verdicts[places] * same, same


class EmailDomains:
    """What is known about domains met so far; shared by the threads that read one file."""

    def __init__(self) -> None:
        nothing = np.zeros(1, np.uint64)
        self._known = _known(nothing, (nothing,) * _PIECES, np.zeros(1, np.uint8))
        self._learning = Lock()

    def verdicts(self, words: Words, begins: Offsets, lengths: Offsets) -> Octets:
        """GOOD and CARRIER for each domain; 0 for those that are bad, empty, too long or too many."""
        fits = lengths <= LONGEST
        longest = int(lengths[fits].max(initial=0))
        pieces = [word(words, begins + at, np.maximum(lengths - at, 0)) for at in range(0, longest, BEHIND)]
        hashes = np.zeros(len(begins), np.uint64)
        for piece, odd in zip(pieces, _ODD, strict=False):
            hashes ^= piece * odd
        known = self._known
        found, is_known = known.verdicts_at(known.slots[_slots(hashes)], pieces)
        others = np.flatnonzero(~is_known & fits)
        if len(others):
            found[others] = self._closer(hashes[others], [piece[others] for piece in pieces])
        return found * fits

    def _closer(self, hashes: Words, pieces: Sequence[Words]) -> Octets:
        """The verdicts of domains that have no slot of their own, or were never met."""
        self._learn(hashes, pieces)
        known = self._known
        places = np.minimum(np.searchsorted(known.hashes, hashes), len(known.hashes) - 1)
        return known.verdicts_at(places, pieces)[0]

    def _learn(self, hashes: Words, pieces: Sequence[Words]) -> None:
        """Ask the plain rules about each new domain. Of two with one hash only one can be known."""
        with self._learning:
            known = self._known
            news, first = np.unique(hashes, return_index=True)
            is_new = ~np.isin(news, known.hashes)
            news, first = news[is_new], first[is_new]
            if not len(news) or len(known.hashes) + len(news) > MOST:
                return
            none = np.zeros(len(news), np.uint64)
            chosen = [pieces[n][first] if n < len(pieces) else none for n in range(_PIECES)]
            verdicts = [
                _verdict(b"".join(int(n).to_bytes(BEHIND, "little") for n in each))
                for each in zip(*chosen, strict=True)
            ]
            self._known = _known(
                np.concatenate((known.hashes, news)),
                tuple(np.concatenate(both) for both in zip(known.pieces, chosen, strict=True)),
                np.concatenate((known.verdicts, np.array(verdicts, np.uint8))),
            )


def _known(hashes: Words, pieces: tuple[Words, ...], verdicts: Octets) -> _Known:
    """Domains in any order."""
    order = np.argsort(hashes, kind="stable")
    slots = np.zeros(_SLOTS, np.int32)
    slots[_slots(hashes[order])] = np.arange(len(hashes))
    return _Known(hashes[order], tuple(piece[order] for piece in pieces), verdicts[order], slots)


def _slots(hashes: Words) -> Positions:
    return (hashes >> _BITS_ASIDE).view(np.int64)


def _verdict(padded: bytes) -> int:
    """What the plain rules say of a domain behind a local part that is beyond doubt; also of mobile batches."""
    address = "a@" + padded.rstrip(b"\0").decode("latin-1")
    if addresses.fault(address, mobile=False) is not None:
        return 0
    return GOOD | (CARRIER if addresses.is_carrier(address) else 0)
