"""Moves of a batch, its parts and their keys."""

import pytest

from netmile_desktop.domain.batches import (
    Action,
    BatchSettings,
    BatchState,
    ProcessingState,
    digest,
    make_parts,
    may,
    part_key,
    split,
)
from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.domain.reading import read
from netmile_desktop.domain.rows.issuances import MAX_BYTES, MAX_ROWS
from netmile_desktop.domain.rows.rows import Recipe, Row, RowList

SETTINGS = BatchSettings(campaign_id="C-1024")


def rows(count: int, first: int = 0) -> list[Row]:
    return [Row(n, n + 2, n + 2, f"m{n}@example.jp", f"K{n}", "100") for n in range(first, first + count)]


@pytest.mark.parametrize(
    ("state", "actions"),
    [
        (BatchState.DRAFT, {Action.EDIT, Action.SEND, Action.DISCARD}),
        (BatchState.SENDING, {Action.RESUME, Action.WITHDRAW}),
        (BatchState.JUDGING, {Action.FETCH}),
        (BatchState.DONE, {Action.READ_LISTS, Action.DELETE_LISTS, Action.CORRECT}),
        (BatchState.DONE_WITH_ERRORS, {Action.READ_LISTS, Action.DELETE_LISTS, Action.CORRECT}),
    ],
)
def test_what_is_sent_can_neither_be_edited_nor_discarded(state: BatchState, actions: set[Action]) -> None:
    assert {action for action in Action if may(state, action)} == actions


def test_every_state_knows_its_moves() -> None:
    for state in BatchState:
        assert any(may(state, action) for action in Action)


@pytest.mark.parametrize(
    ("state", "final"),
    [
        (ProcessingState.RECEIVED, False),
        (ProcessingState.RUNNING, False),
        (ProcessingState.COMPLETED, True),
        (ProcessingState.COMPLETED_WITH_ERRORS, True),
        (ProcessingState.INTERRUPTED, True),
    ],
)
def test_polling_ends_with_a_final_state(state: ProcessingState, final: bool) -> None:
    assert state.is_final is final


@pytest.mark.parametrize(
    ("count", "sizes"),
    [(0, []), (1, [1]), (MAX_ROWS, [MAX_ROWS]), (MAX_ROWS + 1, [MAX_ROWS, 1]), (25_001, [MAX_ROWS, MAX_ROWS, 5_001])],
)
def test_parts_take_as_many_rows_as_may_be_issued_at_a_time(count: int, sizes: list[int]) -> None:
    assert [len(part) for part in split(range(count))] == sizes  # type: ignore[arg-type]


def test_lines_of_a_part_lead_back_to_their_rows() -> None:
    every = rows(MAX_ROWS + 3, first=5)
    parts = make_parts("site", SETTINGS, RowList(every), "salt")
    assert [part.number for part in parts] == [1, 2]
    assert [row_id for part in parts for row_id in part.row_ids] == [row.id for row in every]
    for part in parts:
        read_back = read(part.body, Recipe("utf-8", header=False)).rows
        by_id = {row.id: row for row in every}
        assert [row.key for row in read_back] == [by_id[row_id].key for row_id in part.row_ids]


def test_the_widest_rows_of_a_part_stay_below_the_size_limit() -> None:
    address = "a" * 64 + "@" + "b" * 186 + ".jp"
    widest = [Row(n, 0, 0, address, "k" * 64, "99999999") for n in range(MAX_ROWS)]
    (part,) = make_parts("site", SETTINGS, RowList(widest), "salt")
    assert len(part.body) < MAX_BYTES * 0.8


def test_the_key_tells_everything_that_matters() -> None:
    key = part_key("site", SETTINGS, b"body", 1, "salt")
    others = {
        part_key("other", SETTINGS, b"body", 1, "salt"),
        part_key("site", BatchSettings(campaign_id="C-1024", mode=Mode.MOBILE), b"body", 1, "salt"),
        part_key("site", SETTINGS, b"other", 1, "salt"),
        part_key("site", SETTINGS, b"body", 2, "salt"),
        part_key("site", SETTINGS, b"body", 1, "other"),
    }
    assert len(others | {key}) == 6
    assert part_key("site", SETTINGS, b"body", 1, "salt") == key
    assert len(key) == 64
    assert int(key, 16) >= 0


def test_the_digest_is_of_the_bytes_sent() -> None:
    assert digest(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
