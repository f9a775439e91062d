"""What is found by what was typed, in which order, and which letters are marked."""

from __future__ import annotations

import pytest

from netmile_desktop.domain.matching import bare
from netmile_desktop.views.quick_open.hits import MOST, MOST_OF_A_GROUP, EntryGroup, QuickOpenItem, found, marked

KINDS = {group: group.value for group in EntryGroup}


def entry(text: str, group: EntryGroup = EntryGroup.CAMPAIGN, fact: str = "") -> QuickOpenItem:
    return QuickOpenItem(text, group, "flag", lambda: None, fact)


def names(typed: str, *entries: QuickOpenItem) -> list[str]:
    return [each.text for each in found(entries, typed, KINDS)]


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("107", ["C-1071", "C-0107"]),
        ("C-10", ["C-1071", "C-1022"]),
        ("c10", ["C-1071", "C-1022"]),
        ("１０２", ["C-1022"]),
        ("-", ["C-0107", "C-1071", "C-1022"]),
    ],
)
def test_ids_are_found_by_any_part(typed: str, ids: list[str]) -> None:
    every = [entry(each) for each in ("C-0107", "C-1071", "C-1022")]
    assert sorted(names(typed, *every)) == sorted(ids)


def test_what_is_named_in_full_is_first_then_what_begins_so() -> None:
    every = [entry("Old settings"), entry("Settings of the site"), entry("Settings"), entry("A", fact="settings")]
    assert names("settings", *every) == ["Settings", "Settings of the site", "Old settings", "A"]


def test_the_best_hits_of_all_groups_stay_together() -> None:
    every = [
        entry("C-1024 book", EntryGroup.CAMPAIGN),
        entry("book.csv", EntryGroup.BATCH),
        entry("C-1025 book", EntryGroup.CAMPAIGN),
        entry("old book.csv", EntryGroup.BATCH),
    ]
    assert names("book", *every) == ["book.csv", "old book.csv", "C-1024 book", "C-1025 book"]


def test_one_group_does_not_push_out_the_others() -> None:
    every = [entry(f"C-10{at}") for at in range(20, 50)] + [entry("20261010-000001", EntryGroup.REGISTRATION)]
    listed = names("10", *every)
    assert len(listed) == MOST
    assert "20261010-000001" in listed
    assert names("10", *every[:30]) == [each.text for each in every[:MOST]], "alone a group takes all lines"
    assert MOST_OF_A_GROUP < MOST


@pytest.mark.parametrize(
    ("text", "typed", "hits"),
    [
        ("C-1024 ご来店", "1024", ["1024"]),
        ("C-1024 ご来店", "c10", ["C-10"]),
        ("C-1024 ご来店", "来店 24", ["24", "来店"]),
        ("Ｃ－１０２４", "c-1024", ["Ｃ－１０２４"]),
        ("ｶﾞｲﾄﾞ", "ガイ", ["ｶﾞｲ"]),
        ("ホーム", "ホム", ["ホーム"]),
        ("Campaigns", "x", []),
        ("Campaigns", "", []),
    ],
)
def test_letters_that_were_typed_are_marked(text: str, typed: str, hits: list[str]) -> None:
    pieces = marked(text, typed)
    assert "".join(piece for piece, _ in pieces) == text
    assert [piece for piece, is_typed in pieces if is_typed] == hits
    assert all(bare(piece) for piece, is_typed in pieces if is_typed)
