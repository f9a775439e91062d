"""Identities made by the application: UUIDs of version 7, so that no database needs a sequence.

They begin with the time, which keeps the newest rows beside each other in every index.
"""

from __future__ import annotations

import secrets
import time
from uuid import UUID

NETMILE = UUID(int=0)
"""NetMile's own side, where merchants' rows have their site."""

_VERSION = 0x7 << 76
_VARIANT = 0x2 << 62
_LOW_MASK = (1 << 62) - 1
_RANDOM_BITS = 73  # of 74: the last one is left free, so that a run of identities never overflows


def new_id() -> UUID:
    """One new identity."""
    return new_ids(1)[0]


def new_ids(count: int) -> list[UUID]:
    """Identities in ascending order, cheap enough for every row of a batch."""
    milliseconds = time.time_ns() // 1_000_000
    return ids_at(milliseconds, secrets.randbits(_RANDOM_BITS), count)


def ids_at(milliseconds: int, start: int, count: int) -> list[UUID]:
    """Identities as of an instant, counted up from `start`; the same arguments give the same ones."""
    head = milliseconds << 80 | _VERSION | _VARIANT
    return [UUID(int=head | (n >> 62) << 64 | n & _LOW_MASK) for n in range(start, start + count)]
