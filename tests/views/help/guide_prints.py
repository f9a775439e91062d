"""Fingerprints of the operation guide and of the document about NetMile Reward: they tell their sentences, which are not
ours to copy, from our own words.

`python -m tests.views.help.guide_prints GUIDE.txt REWARD.txt` makes `guide_prints.txt` anew from the texts of both.
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
_SHORTEST = 10
"""Letters of a whole sentence, less its ending, from which on it counts as copied although it is shorter than that."""
_BETWEEN = re.compile(r"[。\n\t※【】]")
_ENDING = re.compile(r"(?:ました|ません|ます|でした|です|ください)$")
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


def short_sentences(text: str) -> Iterator[str]:
    """Yield the whole sentences that are too short for a window, without their endings: を開きます is を開きました."""
    for each in map(normalised, _BETWEEN.split(text)):
        stem = _ENDING.sub("", each)
        if stem != each:
            yield stem


def print_of(window: str) -> str:
    """Return the fingerprint of a window."""
    return blake2b(window.encode(), digest_size=_DIGEST_BYTES).hexdigest()


def known_prints() -> frozenset[str]:
    """Return the fingerprints of both documents."""
    return frozenset(PRINTS.read_text(encoding="ascii").split())


def copied(text: str, prints: frozenset[str]) -> list[str]:
    """Return the windows and the ends of sentences of a text that stand in a document."""
    found = [window for window in windows(normalised(text)) if print_of(window) in prints]
    for stem in short_sentences(text):
        ends = (stem[-length:] for length in range(_SHORTEST, min(WINDOW, len(stem) + 1)))
        found += [end for end in ends if print_of(end) in prints]
    return found


def prints_of(document: str) -> list[str]:
    """Return the fingerprints of all sentences of a document that are long enough."""
    sentences = {normalised(each) for each in _BETWEEN.split(document)}
    long = {print_of(window) for each in sentences for window in windows(each, _STEP)}
    short = {print_of(stem) for stem in short_sentences(document) if _SHORTEST <= len(stem) < WINDOW}
    return sorted(long | short)


if __name__ == "__main__":
    made = {each for file in sys.argv[1:] for each in prints_of(Path(file).read_text(encoding="utf-8"))}
    PRINTS.write_text("\n".join(sorted(made)) + "\n", encoding="ascii")
