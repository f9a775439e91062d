"""How much may be asked in a time, so that one merchant's storm, or a stranger's, leaves the others alone.

Allowances are counted by each process for itself: several processes allow together as much as the sum of theirs.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Pace:
    """So many calls a second in the long run, and so many at once."""

    per_second: float
    at_once: int


@dataclass(frozen=True, slots=True)
class Rates:
    """The allowances of automatic issuance."""

    calls: Pace = Pace(20, 100)
    """Of one merchant: calls that are really its own."""
    unreadable: Pace = Pace(1, 30)
    """To one merchant: parameters that cannot be read, which anybody can send."""
    unknown: Pace = Pace(5, 50)
    """Of all together: merchant IDs that are not known yet, each of which is looked up."""


class _Bucket:
    """Allowance left, by the rule of the token bucket."""

    def __init__(self, rate: Pace, now: float) -> None:
        self._rate = rate
        self._left = float(rate.at_once)
        self._counted_at = now

    def take(self, now: float) -> float:
        """Take one and return 0, or return the seconds until there is one."""
        grown = self._left + (now - self._counted_at) * self._rate.per_second
        self._left, self._counted_at = min(float(self._rate.at_once), grown), now
        if self._left < 1:
            return (1 - self._left) / self._rate.per_second
        self._left -= 1
        return 0


class Allowances:
    """What is left of each allowance; merchants are those that exist, so their number is bounded."""

    def __init__(self, rates: Rates, seconds: Callable[[], float] = time.monotonic) -> None:
        self._rates = rates
        self._seconds = seconds
        self._buckets: dict[tuple[str, UUID | None], _Bucket] = {}
        self._lock = threading.Lock()

    def call(self, site_id: UUID) -> float:
        """Count a call of a merchant; return 0, or the seconds after which it may be repeated."""
        return self._take("calls", site_id, self._rates.calls)

    def unreadable(self, site_id: UUID) -> float:
        """Count an unreadable parameter; return as `call`."""
        return self._take("unreadable", site_id, self._rates.unreadable)

    def unknown(self) -> float:
        """Count the look-up of an unknown merchant; return as `call`."""
        return self._take("unknown", None, self._rates.unknown)

    def _take(self, kind: str, site_id: UUID | None, rate: Pace) -> float:
        with self._lock:
            now = self._seconds()
            bucket = self._buckets.get((kind, site_id))
            if bucket is None:
                bucket = self._buckets[kind, site_id] = _Bucket(rate, now)
            return bucket.take(now)
