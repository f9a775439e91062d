"""How often and how long a call is tried again before the clerk is told."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime

from netmile_desktop.domain.calendar import system_clock


@dataclass(frozen=True, slots=True)
class Patience:
    """Waits between tries grow twofold up to `longest_s`; each is drawn at random below that bound, so that
    clients that were cut off together do not come back together."""

    tries: int = 4
    first_s: float = 0.5
    longest_s: float = 8.0
    longest_asked_s: float = 60.0
    """Longest pause accepted from a portal; if it asks for more, the request fails."""

    def wait_s(self, tried: int, asked_s: float | None = None) -> float | None:
        """Return the seconds to wait after this many tries, or None if it is time to give up."""
        if tried >= self.tries:
            return None
        if asked_s is not None:
            return asked_s if asked_s <= self.longest_asked_s else None
        return random.uniform(0, min(self.longest_s, self.first_s * 2 ** (tried - 1)))


ONCE = Patience(tries=1)


def retry_after_s(header: str | None, now: datetime | None = None) -> float | None:
    """Seconds that a `Retry-After` header asks for, given as seconds or as a date; None where it says nothing."""
    if not header:
        return None
    text = header.strip()
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        at = parsedate_to_datetime(text)
    except ValueError:
        return None
    if at.tzinfo is None:
        return None
    return max(0.0, (at - (now or system_clock())).total_seconds())
