"""Registrations of a file that share a phone number or an e-mail address."""

from __future__ import annotations

from netmile_desktop.domain.rewards import RewardResult
from netmile_desktop.domain.rewards.entries import EntryField
from netmile_desktop.domain.rewards.result_drafts import ResultDraft, ResultRow
from netmile_desktop.domain.rewards.shared_entries import are_told, shared_entries

PHONE, EMAIL, ADDRESS = EntryField.PHONE, EntryField.EMAIL, EntryField.ADDRESS


def row(number: int, *replaced: EntryField, **fields: str) -> ResultRow:
    typed = {EntryField(name): text for name, text in fields.items()}
    return ResultRow(number, f"W-{number}", "C-7001", None, fields=typed, replaced=replaced)


ROWS = [
    row(1, phone="090-0000-4821", email="hina@example.jp"),
    row(2, phone="０９０ ００００ ４８２１", email="aoi@example.jp"),
    row(3, phone="+81 90 0000 4821", email="Hina@Example.jp"),
    row(4, phone="090-0000-4822", email="ren@example.jp", address="横浜市"),
    row(5, email="yui@example.jp", address="横浜市"),
    row(6, email="ao〓i@example.jp"),
    row(7, EMAIL, email="ao〓i@example.jp"),
]


def test_the_same_number_is_found_however_it_is_written() -> None:
    assert shared_entries(ROWS) == {
        "W-1": {PHONE: (2, 3), EMAIL: (3,)},
        "W-2": {PHONE: (1, 3)},
        "W-3": {PHONE: (1, 2), EMAIL: (1,)},
    }


def test_an_entry_that_is_not_told_is_like_no_other() -> None:
    assert shared_entries([row(1, phone="", email=""), row(2, phone="-", email=" ")]) == {}
    assert not are_told([row(1, address="横浜市"), row(2, address="横浜市")])
    assert are_told(ROWS)


def test_shared_entries_are_counted_and_keep_nothing_from_being_uploaded() -> None:
    draft = ResultDraft(ROWS)
    draft.answer([each.code for each in ROWS], RewardResult.APPROVED)
    checks = draft.checks()
    assert checks.shared == 3
    assert checks.may_be_uploaded
    assert ResultDraft(ROWS[3:]).checks().shared == 0
    assert ResultDraft([row(1), row(2)]).checks().shared is None, "not known, which is not none"
