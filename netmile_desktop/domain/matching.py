"""How IDs and names are searched: by any part, whatever its width and case, with or without hyphens and blanks."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

IGNORED = (" ", "-", "ー", "‐", "–", "—", "−")
"""What does not count: blanks and hyphens, also the ones that a Japanese keyboard puts in their place."""

_NOTHING = str.maketrans(dict.fromkeys(IGNORED, ""))


def folded(text: str) -> str:
    """A text without its width and case."""
    return unicodedata.normalize("NFKC", text).casefold()


def bare(text: str) -> str:
    """A text as it is compared."""
    return folded(text).translate(_NOTHING)


def mentions(name: str, text: str) -> bool:
    """Whether a text is a part of a name."""
    return bare(text) in bare(name)


def meant(ids: Iterable[str], text: str) -> frozenset[str]:
    """The IDs that a text means: the one that it is, else all of which it is a part."""
    ids = frozenset(ids)
    wanted = bare(text)
    return frozenset(each for each in ids if bare(each) == wanted) or frozenset(
        each for each in ids if wanted in bare(each)
    )
