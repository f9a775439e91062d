"""Fingerprints of the operation guide: they tell its sentences, which are not ours to copy, from our own words.

`python -m tests.views.help.guide_prints GUIDE.txt` makes `guide_prints.txt` anew from the text of the guide.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

WINDOW = 20
"""Characters in which two texts must agree to count as copied, spaces and signs left out."""
_STEP = 5
"""Distance of the windows kept of a sentence: a whole sentence is always found, a part of one from 24 characters on."""
_DIGEST_BYTES = 6
PRINTS = Path(__file__).with_suffix(".txt")


def normalised(text: str) -> str:
    """Return the letters and digits alone, each in its usual width."""
    return "".join(char for char in unicodedata.normalize("NFKC", text) if char.isalnum())


def windows(text: str, step: int = 1) -> Iterator[str]:
    """Yield the windows of a normalised text, the last one always."""
    last = len(text) - WINDOW
    if last >= 0:
        yield from (text[at : at + WINDOW] for at in range(0, last, step))
        yield text[last:]


def print_of(window: str) -> str:
    """Return the fingerprint of a window."""
    return blake2b(window.encode(), digest_size=_DIGEST_BYTES).hexdigest()


def known_prints() -> frozenset[str]:
    """Return the fingerprints of the guide."""
    return frozenset(PRINTS.read_text(encoding="ascii").split())


def copied(text: str, prints: frozenset[str]) -> list[str]:
    """Return the windows of a text that stand in the guide."""
    return [window for window in windows(normalised(text)) if print_of(window) in prints]


def prints_of(guide: str) -> list[str]:
    """Return the fingerprints of all sentences of a guide that are long enough."""
    sentences = {normalised(each) for each in re.split(r"[。\n\t※【】]", guide)}
    return sorted({print_of(window) for each in sentences for window in windows(each, _STEP)})


if __name__ == "__main__":
    made = prints_of(Path(sys.argv[1]).read_text(encoding="utf-8"))
    PRINTS.write_text("\n".join(made) + "\n", encoding="ascii")
