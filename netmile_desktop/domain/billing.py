"""What issued miles cost the merchant (guide L236)."""

from __future__ import annotations

MILES_PER_RATE = 1000


def yen(miles: int, yen_per_1000_miles: int) -> int:
    """Miles times the site's contract rate, without tax, fractions of a yen cut off."""
    return miles * yen_per_1000_miles // MILES_PER_RATE
