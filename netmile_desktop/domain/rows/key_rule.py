"""What a specified key may be, as the portal tells it (guide L322, L760): the guide leaves the rule to 導入ガイド."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

import msgspec

LONGEST = 64
"""Characters of the longest key that this program and the portal's tables hold."""

CHARACTERS = "".join(chr(code) for code in range(0x21, 0x7F) if chr(code) not in ',"')
"""All that a key can hold: printable half-width characters without space, comma and double quote."""


class KeyRule(msgspec.Struct, frozen=True, kw_only=True):
    """Keys have 1 to `longest` of the `characters`. Another rule has another `version`."""

    version: str
    longest: int
    characters: str
    """Every character that may be used, U+0021 to U+007E without comma and double quote at most."""

    @property
    def is_understood(self) -> bool:
        """Whether this program can check by it: it allows nothing that cannot be sent."""
        return 1 <= self.longest <= LONGEST and bool(self.characters) and set(self.characters) <= set(CHARACTERS)

    @property
    def is_narrower(self) -> bool:
        """Whether it refuses keys that `BUILT_IN` allows."""
        return self.longest < LONGEST or len(set(self.characters)) < len(CHARACTERS)

    def allows(self, key: str) -> bool:
        """Return whether a text may be a key."""
        return _matcher(self.characters, self.longest)(key) is not None


BUILT_IN = KeyRule(version="1", longest=LONGEST, characters=CHARACTERS)
"""The rule of this program, for portals that tell none or one that it does not understand."""


def in_force(served: KeyRule | None) -> KeyRule:
    """Return the rule to check by: the one a portal serves, or ours."""
    return served if served is not None and served.is_understood else BUILT_IN


@lru_cache(maxsize=8)
def _matcher(characters: str, longest: int) -> Callable[[str], re.Match[str] | None]:
    return re.compile(f"[{re.escape(characters)}]{{1,{longest}}}").fullmatch
