"""A batch on the desk: edits, exclusions, undo, filters, and what survives a crash."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from netmile_desktop.domain.batches import Action, BatchSettings
from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.domain.codes import Code, Warned
from netmile_desktop.domain.failures import NotAllowed, Obstacle, StoreFault, WorkspaceUnusable
from netmile_desktop.domain.rows.issuances import NOTHING
from netmile_desktop.domain.rows.rows import Column
from netmile_desktop.workspace.batches.batches import Batches
from netmile_desktop.workspace.drafts.draft import Draft
from netmile_desktop.workspace.drafts.draft_facts import CodeGroup, Counts, Show
from netmile_desktop.workspace.store.store import Store
from tests.support.campaigns import TODAY
from tests.support.files import good_rows

KEY = bytes(range(32))

ROWS = [
    *good_rows(3),
    ("taro@example", "K4", "1,000"),
    ("member00001@example.jp", "K000001", "100"),
    ("hanako@docomo.ne.jp", "2026/11/21", "100"),
    ("ｘ@example.jp", "K7", "200"),
]


@pytest.fixture
def draft(imported: Callable[..., Draft]) -> Draft:
    return imported(ROWS)


def facts(draft: Draft) -> tuple[object, ...]:
    """All that is to be seen of a draft."""
    rows = [draft.snapshot().row(n) for n in range(len(draft.snapshot()))]
    return (
        rows,
        [draft.snapshot().findings(row.id) for row in rows],
        [draft.snapshot().is_excluded(row.id) for row in rows],
        draft.snapshot().counts(),
        draft.snapshot().groups(),
        draft.settings,
        draft.can_undo,
        draft.can_redo,
    )


def test_findings_stand_by_their_rows(draft: Draft) -> None:
    assert draft.snapshot().findings(1) == NOTHING
    assert [finding.code for finding in draft.snapshot().findings(3).errors] == [Code.ADDRESS, Code.MILES]
    assert [finding.code for finding in draft.snapshot().findings(5).warnings] == [Warned.EXCEL, Warned.MOBILE]
    assert draft.snapshot().findings(4).warnings[0].detail == "2", "row 1 of the batch is record 2 of the file"
    assert draft.snapshot().outcome(3) is None


def test_counts_and_groups_add_up(draft: Draft) -> None:
    assert draft.snapshot().counts() == Counts(
        total=7, errors=2, warnings=3, edited=0, excluded=0, sendable=5, miles=500
    )
    assert draft.snapshot().groups() == [
        CodeGroup(Code.ADDRESS, 2, is_warning=False),
        CodeGroup(Code.MILES, 1, is_warning=False),
        CodeGroup(Code.AMOUNT_RULE, 1, is_warning=False),
        CodeGroup(Warned.SAME, 2, is_warning=True),
        CodeGroup(Warned.EXCEL, 1, is_warning=True),
        CodeGroup(Warned.MOBILE, 1, is_warning=True),
    ]
    assert draft.snapshot().first_codes() == [CodeGroup(Code.ADDRESS, 2, is_warning=False)]


@pytest.mark.parametrize(
    ("show", "text", "code", "expected"),
    [
        (Show.ALL, "", "", [0, 1, 2, 3, 4, 5, 6]),
        (Show.ERRORS, "", "", [3, 6]),
        (Show.WARNINGS, "", "", [0, 4, 5]),
        (Show.EDITED, "", "", []),
        (Show.EXCLUDED, "", "", []),
        (Show.ALL, "", Code.MILES, [3]),
        (Show.ALL, "", Warned.SAME, [0, 4]),
        (Show.ERRORS, "", Code.AMOUNT_RULE, [6]),
        (Show.ERRORS, "", Warned.SAME, []),
        (Show.ALL, "MEMBER0000", "", [0, 1, 2, 4]),
        (Show.ALL, " k000001 ", "", [0, 4]),
        (Show.ALL, "3", "", [1, 2]),
        (Show.ALL, "8", "", [6]),
        (Show.WARNINGS, "docomo", "", [5]),
        (Show.ALL, "nobody", "", []),
    ],
)
def test_rows_are_found_by_what_they_say_and_hold(
    draft: Draft, show: Show, text: str, code: str, expected: list[int]
) -> None:
    assert list(draft.snapshot().select(show, text, code)) == expected


def test_the_number_of_a_group_is_that_of_the_rows_it_opens(imported: Callable[..., Draft]) -> None:
    """A row with an error and a warning stands among the errors alone."""
    draft = imported(
        [
            ("a@example.jp", "1.23E+11", "1,000"),
            ("b@example.jp", "1.24E+11", "100"),
            ("c@docomo.ne.jp", "K3", "x"),
            ("d@docomo.ne.jp", "2026/3/1", "100"),
            ("", "", ""),
            ("", "", ""),
            ("e@example.jp", "K5", "100"),
            ("e@example.jp", "K5", "100"),
        ]
    )
    rows = draft.snapshot()
    assert [(each.code, each.rows) for each in rows.groups() if each.is_warning] == [
        (Warned.SAME, 2),
        (Warned.EXCEL, 2),
        (Warned.MOBILE, 1),
    ]
    for group in rows.groups():
        show = Show.WARNINGS if group.is_warning else Show.ERRORS
        assert len(rows.select(show, code=group.code)) == group.rows, group.code
    counts = rows.counts()
    assert len(rows.select(Show.WARNINGS)) == counts.warnings == 4
    assert len(rows.select(Show.ERRORS)) == counts.errors == 4
    assert rows.warned() == [each for each in rows.groups() if each.is_warning]
    example = rows.example(Warned.EXCEL)
    assert example is not None
    assert example.key == "1.24E+11", "that of row 1 is not sent"
    draft.set_cells([(1, Column.KEY, "K1")])
    example = draft.snapshot().example(Warned.EXCEL)
    assert example is not None
    assert example.key == "2026/3/1"


def test_an_edited_cell_is_judged_at_once_and_keeps_its_original(draft: Draft) -> None:
    draft.set_cells([(3, Column.ADDRESS, " taro@example.jp　"), (3, Column.MILES, "100")])
    assert draft.snapshot().findings(3) == NOTHING
    assert draft.snapshot().row(3).address == "taro@example.jp"
    assert draft.snapshot().original(3, Column.ADDRESS) == "taro@example"
    assert draft.snapshot().is_edited(3, Column.ADDRESS)
    assert not draft.snapshot().is_edited(3, Column.KEY)
    assert not draft.snapshot().is_edited(2, Column.ADDRESS)
    assert list(draft.snapshot().select(Show.EDITED)) == [3]
    assert draft.snapshot().counts().edited == 1
    draft.set_cells([(3, Column.ADDRESS, "taro@example"), (3, Column.MILES, "1,000")])
    assert list(draft.snapshot().select(Show.EDITED)) == []
    assert not draft.snapshot().is_edited(3, Column.ADDRESS)


def test_excluded_rows_take_part_in_nothing(imported: Callable[..., Draft]) -> None:
    draft = imported([*[("a@example.jp", f"K{n}", "100") for n in range(3)], ("x", "K9", "100")], per_member=1)
    assert [draft.snapshot().findings(n).code for n in range(3)] == [None, Code.PER_MEMBER, Code.PER_MEMBER]
    draft.exclude([0, 3, 0])
    assert [draft.snapshot().findings(n).code for n in range(3)] == [None, None, Code.PER_MEMBER]
    assert draft.snapshot().findings(0) == draft.snapshot().findings(3) == NOTHING
    assert list(draft.snapshot().select(Show.EXCLUDED)) == [0, 3]
    assert draft.snapshot().counts() == Counts(
        total=4, errors=1, warnings=0, edited=0, excluded=2, sendable=1, miles=100
    )
    draft.exclude([3], excluded=False)
    assert draft.snapshot().findings(3).code is Code.ADDRESS
    assert not draft.snapshot().is_excluded(3)


def test_an_edited_row_may_be_excluded_and_an_excluded_one_edited(draft: Draft) -> None:
    draft.exclude([3])
    draft.set_cells([(3, Column.ADDRESS, "taro@example.jp"), (3, Column.MILES, "100")])
    assert draft.snapshot().findings(3) == NOTHING
    assert draft.snapshot().counts().edited == 0
    draft.exclude([3], excluded=False)
    assert draft.snapshot().findings(3) == NOTHING
    assert draft.snapshot().counts().edited == 1


def test_steps_are_taken_back_whole_and_done_again(draft: Draft) -> None:
    seen = [facts(draft)]
    draft.set_cells([(0, Column.KEY, "A"), (1, Column.KEY, "A"), (1, Column.MILES, "5")])
    seen.append(facts(draft))
    draft.exclude([0, 3])
    seen.append(facts(draft))
    draft.set_cells([(0, Column.KEY, "B")])
    last = facts(draft)
    for before in reversed(seen):
        assert draft.undo()
        assert facts(draft)[:5] == before[:5]
    assert not draft.can_undo
    assert not draft.undo()
    while draft.redo():
        pass
    assert facts(draft) == last
    assert not draft.redo()


def test_a_new_step_forgets_what_was_undone(draft: Draft, batches: Batches) -> None:
    draft.set_cells([(0, Column.KEY, "A")])
    draft.set_cells([(0, Column.KEY, "B")])
    draft.undo()
    draft.set_cells([(0, Column.KEY, "C")])
    assert not draft.can_redo
    assert batches.open(draft.batch_id).snapshot().row(0).key == "C"
    draft.undo()
    assert draft.snapshot().row(0).key == "A"


def test_what_changes_nothing_is_no_step(draft: Draft) -> None:
    draft.set_cells([(0, Column.KEY, draft.snapshot().row(0).key), (1, Column.MILES, " 100 ")])
    draft.exclude([0], excluded=False)
    draft.set_cells([])
    assert not draft.can_undo


def test_of_several_texts_for_one_cell_the_last_counts(draft: Draft) -> None:
    draft.set_cells([(0, Column.KEY, "A"), (0, Column.KEY, "B")])
    assert draft.snapshot().row(0).key == "B"
    draft.undo()
    draft.set_cells([(0, Column.KEY, "A"), (0, Column.KEY, "K000001")])
    assert not draft.can_undo


def test_halves_of_characters_are_no_obstacle(draft: Draft, batches: Batches) -> None:
    draft.set_cells([(0, Column.KEY, "a\ud83d"), (1, Column.KEY, "\ud83d\ude00"), (2, Column.KEY, "a\0b")])
    assert batches.open(draft.batch_id).snapshot().row(0).key == "a\ufffd"
    assert batches.open(draft.batch_id).snapshot().row(1).key == "😀"
    assert batches.open(draft.batch_id).snapshot().row(2).key == "a\0b"


def test_an_opened_draft_is_as_it_was_left_undone_steps_included(draft: Draft, batches: Batches) -> None:
    draft.set_cells([(3, Column.ADDRESS, "taro@example.jp")])
    draft.exclude([6])
    draft.set_cells([(0, Column.KEY, "A")])
    draft.undo()
    again = batches.open(draft.batch_id)
    assert facts(again) == facts(draft)
    assert again.can_redo
    again.redo()
    assert again.snapshot().row(0).key == "A"
    (summary,) = batches.all()
    assert summary.errors == again.snapshot().counts().errors == 1


def test_two_windows_on_one_draft_do_not_write_over_each_other(draft: Draft, batches: Batches) -> None:
    other = batches.open(draft.batch_id)
    other.set_cells([(0, Column.KEY, "A")])
    before = facts(draft)
    with pytest.raises(NotAllowed, match=Obstacle.OVERTAKEN):
        draft.set_cells([(0, Column.KEY, "B")])
    with pytest.raises(NotAllowed, match=Obstacle.OVERTAKEN):
        draft.exclude([0])
    with pytest.raises(NotAllowed, match=Obstacle.OVERTAKEN):
        draft.change_settings(BatchSettings(campaign_id="C-1024", mode=Mode.MOBILE))
    assert facts(draft) == before, "what could not be kept was not done"
    assert other.undo()
    with pytest.raises(NotAllowed, match=Obstacle.OVERTAKEN):
        draft.set_cells([(0, Column.KEY, "B")])


def test_undo_and_redo_that_cannot_be_kept_are_not_done(draft: Draft, batches: Batches) -> None:
    draft.set_cells([(0, Column.KEY, "A")])
    draft.set_cells([(0, Column.KEY, "B")])
    draft.undo()
    batches.open(draft.batch_id).redo()
    before = facts(draft)
    with pytest.raises(NotAllowed, match=Obstacle.OVERTAKEN):
        draft.undo()
    with pytest.raises(NotAllowed, match=Obstacle.OVERTAKEN):
        draft.redo()
    assert facts(draft) == before


def test_settings_are_kept_and_another_mode_judges_again(draft: Draft, batches: Batches) -> None:
    assert draft.snapshot().findings(5).warnings[-1].code is Warned.MOBILE
    changed = BatchSettings(
        campaign_id="C-1024", mode=Mode.MOBILE, transfer_after_days=3, notify=True, message="こんにちは"
    )
    draft.change_settings(changed)
    assert draft.snapshot().findings(5).warnings[-1].code is Warned.EXCEL
    assert draft.snapshot().findings(1).warnings[-1].code is Warned.MOBILE
    again = batches.open(draft.batch_id)
    assert again.settings == changed
    assert facts(again) == facts(draft)
    draft.set_cells([(1, Column.ADDRESS, "a..b@docomo.ne.jp")])
    assert draft.snapshot().findings(1) == NOTHING


@pytest.mark.parametrize("changes", [{"message": "x" * 501}, {"transfer_after_days": 91}, {"campaign_id": "?"}])
def test_settings_no_portal_would_read_are_refused(draft: Draft, changes: dict[str, object]) -> None:
    fields: dict[str, Any] = {"campaign_id": "C-1024"} | changes
    with pytest.raises(ValueError, match=r".+"):
        draft.change_settings(BatchSettings(**fields))
    assert draft.settings.campaign_id == "C-1024"


def test_a_draft_may_be_edited_sent_and_discarded(draft: Draft) -> None:
    assert {action for action in Action if draft.may(action)} == {Action.EDIT, Action.SEND, Action.DISCARD}


def test_an_edit_that_finds_the_disk_full_is_not_done(draft: Draft, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise WorkspaceUnusable(StoreFault.DISK_FULL)

    before = facts(draft)
    monkeypatch.setattr(draft._records, "append", full)
    with pytest.raises(WorkspaceUnusable):
        draft.set_cells([(0, Column.KEY, "A")])
    assert facts(draft) == before


@pytest.mark.durable
def test_a_killed_program_loses_no_edit(tmp_path: Path, draft: Draft, store: Store) -> None:
    store.close()
    code = (
        "import sys, datetime; from pathlib import Path\n"
        "from netmile_desktop.domain.rows.rows import Column\n"
        "from netmile_desktop.workspace.batches.batches import Batches\n"
        "from netmile_desktop.workspace.store.store import Store\n"
        "store = Store.open(Path(sys.argv[1]), bytes(range(32)))\n"
        "draft = Batches(store, lambda: datetime.date(2026, 11, 21)).open(sys.argv[2])\n"
        "draft.set_cells([(0, Column.KEY, 'A')])\n"
        "draft.exclude([3])\n"
        "draft.set_cells([(1, Column.KEY, 'B')])\n"
        "draft.undo()\n"
        "print('now', flush=True); sys.stdin.read()\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "site.db"), draft.batch_id],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "now\n"
        process.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
    store = Store.open(tmp_path / "site.db", KEY)
    again = Batches(store, lambda: TODAY).open(draft.batch_id)
    assert (again.snapshot().row(0).key, again.snapshot().row(1).key) == ("A", "K000002")
    assert again.snapshot().is_excluded(3)
    assert again.can_undo
    assert again.redo()
    assert again.snapshot().row(1).key == "B"
    store.close()
