"""Which entries are meant by what was typed, in which order, and which of their letters were typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from netmile_desktop.domain.matching import bare, mentions

MOST, MOST_OF_A_GROUP = 12, 6
"""Entries found at most, and of one group while others were found as well; more letters narrow them down."""

_VOICED = ("ﾞ", "ﾟ", "\u3099", "\u309a")
"""Marks that are one letter with the one before them."""


class EntryGroup(StrEnum):
    """The kinds of entries, in the order in which they are shown while nothing is typed."""

    RECENT = "recent"
    DEED = "deed"
    PLACE = "place"
    CAMPAIGN = "campaign"
    BATCH = "batch"
    REGISTRATION = "registration"
    HELP = "help"


@dataclass(frozen=True, slots=True)
class QuickOpenItem:
    """Something that can be opened."""

    text: str
    group: EntryGroup
    icon: str
    deed: Callable[[], None]
    fact: str = ""
    """What one wants to know of it: state, progress, day."""
    keys: tuple[str, ...] = ()
    """The keys that do the same anywhere, such as `("Ctrl", "O")`."""
    key: str = ""
    """What it is remembered by; empty if it isn't."""


def found(entries: Sequence[QuickOpenItem], typed: str, kinds: dict[EntryGroup, str]) -> list[QuickOpenItem]:
    """Return the entries that what was typed means, best first, `MOST` at most, those of one group together.

    Each word is a part of the name, the fact or the kind of an entry, which `kinds` names.
    """
    words = typed.split()
    ranked = [(rank, each) for each in entries if (rank := _rank(each, typed, words, kinds[each.group])) is not None]
    every = [each for _, each in sorted(ranked, key=lambda pair: pair[0])]
    counts: dict[EntryGroup, int] = {}
    first: list[QuickOpenItem] = []
    beyond: list[QuickOpenItem] = []
    for each in every:
        counts[each.group] = counts.get(each.group, 0) + 1
        (first if counts[each.group] <= MOST_OF_A_GROUP else beyond).append(each)
    best = [*first, *beyond][:MOST]
    order: dict[EntryGroup, int] = {}
    for each in best:
        order.setdefault(each.group, len(order))
    return sorted(best, key=lambda each: order[each.group])


def _rank(entry: QuickOpenItem, typed: str, words: Sequence[str], kind: str) -> int | None:
    name, whole = bare(entry.text), bare(typed)
    if name == whole:
        return 0
    if name.startswith(whole):
        return 1
    if all(mentions(entry.text, word) for word in words):
        return 2
    if all(mentions(f"{entry.text} {entry.fact} {kind}", word) for word in words):
        return 3
    return None


def marked(text: str, typed: str) -> list[tuple[str, bool]]:
    """Cut a text into pieces, each with whether it was typed, whatever its width and case."""
    letters: list[str] = []
    for letter in text:
        if letters and letter in _VOICED:
            letters[-1] += letter
        else:
            letters.append(letter)
    plain, owners = "", []
    for at, letter in enumerate(letters):
        for sign in bare(letter):
            plain += sign
            owners.append(at)
    hit: set[int] = set()
    for word in filter(None, map(bare, typed.split())):
        start = plain.find(word)
        if start >= 0:
            hit.update(owners[start : start + len(word)])
    # What does not count in comparing, such as a hyphen, belongs to what stands around it.
    inside = {at for at in range(1, len(letters)) if not bare(letters[at]) and {at - 1, at + 1} <= hit}
    hit |= inside
    pieces: list[tuple[str, bool]] = []
    for at, letter in enumerate(letters):
        if pieces and pieces[-1][1] is (at in hit):
            pieces[-1] = (pieces[-1][0] + letter, pieces[-1][1])
        else:
            pieces.append((letter, at in hit))
    return pieces
