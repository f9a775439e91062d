"""The domains of a file's addresses: few, so the plain rules are asked once about each.

A domain is known again by all its bytes, not by a hash of them.
"""

from __future__ import annotations

from threading import Lock
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from netmile_desktop.domain import addresses
from netmile_desktop.domain.fast_lane.words import BEHIND, Offsets, Words, word

LONGEST = 32
"""Bytes; a longer domain is left to the plain rules."""

MOST = 50_000
"""So many are remembered; those beyond are left to the plain rules."""

GOOD = 1
CARRIER = 2

_PIECES = LONGEST // BEHIND
_ODD = tuple(
    np.uint64(each) for each in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5)
)


class _Known(NamedTuple):
    """Domains by ascending hash."""

    hashes: Words
    pieces: tuple[Words, ...]
    verdicts: NDArray[np.uint8]


class DomainBook:
    """What is known about domains met so far; shared by the threads that read one file."""

    def __init__(self) -> None:
        nothing = np.zeros(1, np.uint64)
        self._known = _Known(nothing, (nothing,) * _PIECES, np.zeros(1, np.uint8))
        self._learning = Lock()

    def verdicts(self, words: Words, begins: Offsets, lengths: Offsets) -> NDArray[np.uint8]:
        """GOOD and CARRIER for each domain; 0 for those that are bad, empty, too long or too many."""
        pieces = tuple(word(words, begins + at, np.maximum(lengths - at, 0)) for at in range(0, LONGEST, BEHIND))
        hashes = pieces[0] * _ODD[0]
        for piece, odd in zip(pieces[1:], _ODD[1:], strict=True):
            hashes ^= piece * odd
        fits = (lengths > 0) & (lengths <= LONGEST)
        found, is_known = self._look_up(hashes, pieces)
        strangers = np.flatnonzero(~is_known & fits)
        if len(strangers):
            self._learn(hashes[strangers], tuple(piece[strangers] for piece in pieces))
            found, _ = self._look_up(hashes, pieces)
        return np.where(fits, found, np.uint8(0))

    def _look_up(self, hashes: Words, pieces: tuple[Words, ...]) -> tuple[NDArray[np.uint8], NDArray[np.bool_]]:
        known = self._known
        at = np.minimum(np.searchsorted(known.hashes, hashes), len(known.hashes) - 1)
        same = known.hashes[at] == hashes
        for ours, theirs in zip(pieces, known.pieces, strict=True):
            same &= theirs[at] == ours
        return np.where(same, known.verdicts[at], np.uint8(0)), same

    def _learn(self, hashes: Words, pieces: tuple[Words, ...]) -> None:
        """Ask the plain rules about each new domain. Of two with one hash only one can be known."""
        with self._learning:
            known = self._known
            news, first = np.unique(hashes, return_index=True)
            is_new = ~np.isin(news, known.hashes)
            news, first = news[is_new], first[is_new]
            if not len(news) or len(known.hashes) + len(news) > MOST:
                return
            chosen = [piece[first] for piece in pieces]
            verdicts = [
                _verdict(b"".join(int(n).to_bytes(BEHIND, "little") for n in each))
                for each in zip(*chosen, strict=True)
            ]
            order = np.argsort(np.concatenate((known.hashes, news)), kind="stable")
            self._known = _Known(
                np.concatenate((known.hashes, news))[order],
                tuple(np.concatenate(both)[order] for both in zip(known.pieces, chosen, strict=True)),
                np.concatenate((known.verdicts, np.array(verdicts, np.uint8)))[order],
            )


def _verdict(padded: bytes) -> int:
    """What the plain rules say of a domain behind a local part that is beyond doubt; also of mobile batches."""
    address = "a@" + padded.rstrip(b"\0").decode("latin-1")
    if addresses.fault(address, mobile=False) is not None:
        return 0
    return GOOD | (CARRIER if addresses.is_carrier(address) else 0)
