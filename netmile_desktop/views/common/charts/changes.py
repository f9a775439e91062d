"""How a figure compares with that of the period before, in words."""

from __future__ import annotations


def change_words(now: int, before: int) -> str:
    """Return a change in percent with its direction, such as ▲ 16.4 %; never colour, because more is not better.

    Raises:
        ValueError: there was nothing before.
    """
    if before <= 0:
        raise ValueError("nothing to compare with")
    share = 100 * (now - before) / before
    sign = "▲" if share > 0 else "▼" if share < 0 else "±"
    return f"{sign} {abs(share):,.1f} %"
