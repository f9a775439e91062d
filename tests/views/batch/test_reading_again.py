"""A draft's file read in another way, its campaign changed, its history: in the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from PySide6.QtWidgets import QWidget

from netmile_desktop.domain.calendar import Period
from netmile_desktop.domain.failures import FileUnreadable, ReadFault
from netmile_desktop.domain.rows.rows import Column, Recipe
from netmile_desktop.domain.tables.table import Choices, ColumnRole, Inclusion
from netmile_desktop.views.batch.importing.table.deciding import SENT_ROLES, choices_of, kept_choices
from netmile_desktop.views.batch.move_dialog import MoveDialog
from netmile_desktop.views.batch.results.history_dialog import HistoryDialog
from netmile_desktop.views.batch.view import BatchView
from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.workspace.desk import Desk
from netmile_desktop.workspace.drafts.draft import Draft
from netmile_desktop.workspace.drafts.draft_facts import Show
from netmile_desktop.workspace.sources.looks import look_at
from netmile_desktop.workspace.sources.source import load_source
from tests.support.files import HEADER, csv_file, good_rows, xlsx_file
from tests.support.importing import checks_shown, choose_encoding, choose_role, heads, pick_campaign
from tests.support.problems import problem_link
from tests.support.window import settle, texts

ROWS = [(address, "備考", miles, key) for address, key, miles in good_rows(4)]
"""The key stands in column D."""


@pytest.fixture
def view(desk: Desk, toolbox: Toolbox, shown: Callable[[QWidget], QWidget]) -> BatchView:
    view = BatchView(desk, toolbox)
    shown(view)
    return view


@pytest.fixture
def opened(view: BatchView, desk: Desk, tmp_path: Path, toolbox: Toolbox) -> Callable[..., Draft]:
    def open_(recipe: Recipe, **campaign: object) -> Draft:
        detail = msgspec.structs.replace(desk.catalogue.detail("C-1024"), **campaign)
        source = load_source(csv_file(tmp_path / "夏.csv", ROWS, encoding="cp932"))
        roles = tuple(zip(SENT_ROLES, recipe.columns or (), strict=False))
        read = look_at(source, Choices(recipe.encoding, header=recipe.header, roles=roles)).table.recipe
        view.open_batch(desk.batches.take_in(source, read, detail).batch_id)
        settle(toolbox.tasks, lambda: view.opened.draft is not None)
        assert view.opened.draft is not None
        return view.opened.draft

    return open_


def history(view: BatchView, toolbox: Toolbox) -> HistoryDialog:
    def open_ones() -> list[HistoryDialog]:
        return [each for each in view.findChildren(HistoryDialog) if each.isVisible()]

    view.opened.header.history.click()
    settle(toolbox.tasks, lambda: bool(open_ones()))
    return open_ones()[0]


def test_another_column_is_chosen_and_the_clerk_is_asked_about_what_no_longer_fits(
    view: BatchView, opened: Callable[..., Draft], toolbox: Toolbox
) -> None:
    draft = opened(Recipe(columns=(1, 2, 3)))
    draft.set_cells([(0, Column.KEY, "MINE"), (1, Column.MILES, "200")])
    history(view, toolbox).reading_button.click()
    settle(toolbox.tasks)
    page = view.opened.reading
    assert page.isVisible()
    assert view.primary() is page.read_button
    assert heads(page.card) == ["A E-mail address", "B Specified key", "C Miles", "D Not sent"]
    assert not page.read_button.isEnabled(), "it is read this way already"
    choose_role(page.card, 4, ColumnRole.KEY)
    settle(toolbox.tasks)
    assert "Stay as they are: 1" in page.kept.text()
    assert page.misfits.text() == "Row 1, Specified key: “MINE” was typed, the file says “K000001”"
    assert not page.read_button.isEnabled()
    assert "no longer fit" in page.row.reason.text()
    page.keep_typed.click()
    page.read_button.click()
    settle(toolbox.tasks, lambda: view.opened.correction.isVisible())
    again = view.opened.draft
    assert again is not None
    assert [again.snapshot().row(at).key for at in range(4)] == ["MINE", "K000002", "K000003", "K000004"]
    assert again.snapshot().row(1).miles == "200"
    assert "The file was read in another way" in texts(history(view, toolbox))


def test_a_reading_that_fails_is_told_and_can_be_chosen_again(
    view: BatchView, opened: Callable[..., Draft], desk: Desk, toolbox: Toolbox
) -> None:
    draft = opened(Recipe(columns=(1, 2, 3)))
    view.opened.show_reading()
    settle(toolbox.tasks)
    page = view.opened.reading
    choose_role(page.card, 4, ColumnRole.KEY)
    settle(toolbox.tasks)
    told: list[Notice] = []
    view.noticed.connect(told.append)
    desk.batches.open(draft.batch_id).set_cells([(0, Column.MILES, "200")])  # as another program would
    page.read_button.click()
    assert not page.isEnabled(), "one at a time"
    settle(toolbox.tasks)
    assert page.isVisible()
    assert page.isEnabled()
    assert [notice.kind for notice in told] == ["error"]
    choose_role(page.card, 2, ColumnRole.KEY)
    choose_role(page.card, 4, ColumnRole.KEY)
    settle(toolbox.tasks)
    assert "Stay as they are: 1" in page.kept.text()
    page.read_button.click()
    settle(toolbox.tasks, lambda: view.opened.correction.isVisible())
    again = view.opened.draft
    assert again is not None
    row = again.snapshot().row(0)
    assert (row.key, row.miles) == ("K000001", "200")


@pytest.mark.parametrize(
    ("choices", "kept"),
    [
        (Choices(marked=Inclusion.LEAVE_OUT), (Inclusion.LEAVE_OUT, ())),
        (Choices(marked=Inclusion.LEAVE_OUT, put_back=(3,)), (Inclusion.LEAVE_OUT, (3,))),
        (Choices(marked=Inclusion.INCLUDE), (Inclusion.INCLUDE, ())),
    ],
)
def test_what_was_decided_about_marked_rows_is_shown_again(
    view: BatchView,
    desk: Desk,
    tmp_path: Path,
    toolbox: Toolbox,
    choices: Choices,
    kept: tuple[Inclusion, tuple[int, ...]],
) -> None:
    states = ["確定", "取消", "確定", "返品"]
    rows = [(*row, state) for row, state in zip(good_rows(4), states, strict=True)]
    source = load_source(csv_file(tmp_path / "受注.csv", rows, header=(*HEADER, "状態")))
    recipe = look_at(source, choices).table.recipe
    view.open_batch(desk.batches.take_in(source, recipe, desk.catalogue.detail("C-1024")).batch_id)
    settle(toolbox.tasks, lambda: view.opened.draft is not None)
    view.opened.show_reading()
    settle(toolbox.tasks)
    page = view.opened.reading
    assert (page.card.choices.marked, page.card.choices.put_back) == kept
    assert not page.read_button.isEnabled(), "it is read this way already"
    page.checks.lines["marked"].link.click()
    settle(toolbox.tasks)
    assert page.card.choices.marked is kept[0].other
    assert page.read_button.isEnabled()


@pytest.mark.parametrize(
    "decided",
    [
        Choices(hidden=Inclusion.INCLUDE, marked=Inclusion.LEAVE_OUT),
        Choices(hidden=Inclusion.LEAVE_OUT, marked=Inclusion.LEAVE_OUT),
        Choices(hidden=Inclusion.LEAVE_OUT, marked=Inclusion.INCLUDE),
        Choices(hidden=Inclusion.INCLUDE, marked=Inclusion.LEAVE_OUT, put_back=(4,)),
    ],
)
def test_choices_about_hidden_and_marked_rows_are_found_again_in_what_was_kept(
    tmp_path: Path, decided: Choices
) -> None:
    states = ["確定", "取消", "取消", "確定", "確定", "返品"]
    rows = [(*row, state) for row, state in zip(good_rows(6), states, strict=True)]
    source = load_source(xlsx_file(tmp_path / "受注.xlsx", {"受注": [(*HEADER, "状態"), *rows]}))
    source = replace(source, facts=replace(source.facts, hidden_rows=((4, 5),)))
    recipe = look_at(source, decided).table.recipe
    look = look_at(source, choices_of(recipe))
    again = look_at(source, kept_choices(look.table, recipe, look.records)).table
    assert (again.recipe.without, again.recipe.tail) == (recipe.without, recipe.tail)
    assert again.is_certain
    assert (again.choices.hidden, again.choices.marked) == (decided.hidden, decided.marked)


def test_another_sheet_of_the_workbook_is_taken(view: BatchView, desk: Desk, tmp_path: Path, toolbox: Toolbox) -> None:
    path = xlsx_file(tmp_path / "夏.xlsx", {"七月": good_rows(2), "八月": [HEADER, *good_rows(3, first=7)], "空": []})
    source = load_source(path)
    recipe = look_at(source).table.recipe
    view.open_batch(desk.batches.take_in(source, recipe, desk.catalogue.detail("C-1024")).batch_id)
    settle(toolbox.tasks, lambda: view.opened.draft is not None)
    view.opened.show_reading()
    settle(toolbox.tasks)
    page = view.opened.reading
    assert page.card.sheets.isVisible()
    assert page.card.sheets.tabData(page.card.sheets.currentIndex()) == "七月"
    assert not page.read_button.isEnabled(), "it is read this way already"
    page.card.sheets.setCurrentIndex(2)
    settle(toolbox.tasks)
    assert "has no rows" in texts(page)
    assert not page.read_button.isEnabled()
    page.card.sheets.setCurrentIndex(1)
    settle(toolbox.tasks)
    assert checks_shown(page.checks)["rows"] == "3 rows without: heading", "its heading is found out anew"
    page.read_button.click()
    settle(toolbox.tasks, lambda: view.opened.correction.isVisible())
    draft = view.opened.draft
    assert draft is not None
    assert [draft.snapshot().row(at).key for at in range(len(draft.snapshot()))] == ["K000007", "K000008", "K000009"]
    assert "Another sheet of the workbook was taken: 八月" in texts(history(view, toolbox))


def test_going_back_changes_nothing(view: BatchView, opened: Callable[..., Draft], toolbox: Toolbox) -> None:
    draft = opened(Recipe(columns=(1, 4, 3)))
    view.opened.show_reading()
    settle(toolbox.tasks)
    choose_encoding(view.opened.reading.checks, "utf-8")
    settle(toolbox.tasks)
    assert "cannot be read" in texts(view.opened.reading)
    assert view.back()
    assert view.opened.correction.isVisible()
    assert view.opened.draft is draft
    view.opened.show_reading()
    settle(toolbox.tasks)
    assert view.opened.reading.card.choices.encoding == "cp932", "it begins anew"


def test_the_history_tells_how_the_file_was_read_as_often_as_it_is_asked(
    view: BatchView, opened: Callable[..., Draft], toolbox: Toolbox
) -> None:
    opened(Recipe(columns=(1, 4, 3)))
    assert view.opened.correction._report_line is None
    for _ in range(2):
        dialog = history(view, toolbox)
        assert "Shift_JIS" in texts(dialog)
        assert "Created: 夏.csv" in texts(dialog)
        dialog.accept()


def test_a_batch_whose_period_is_over_goes_to_another_campaign(
    view: BatchView, opened: Callable[..., Draft], desk: Desk, toolbox: Toolbox
) -> None:
    last = desk.today() - timedelta(days=3)
    over = Period(last - timedelta(days=30), last)
    draft = opened(Recipe(columns=(1, 4, 3)), id="C-0001", issuance_period=over)
    problems = view.opened.correction.problems
    assert "44019" in texts(problems)
    problems.moving_asked.emit()
    dialog = view.findChild(MoveDialog)
    assert dialog is not None
    assert dialog.move_button.text() == "Move 4 rows"
    assert not dialog.move_button.isEnabled()
    settle(toolbox.tasks)
    pick_campaign(dialog.campaign, "C-1024")
    dialog.move_button.click()
    settle(toolbox.tasks, lambda: view.opened.draft is not draft)
    moved = view.opened.draft
    assert moved is not None
    assert (moved.batch_id, moved.campaign.id) == (draft.batch_id, "C-1024")
    assert "44019" not in texts(problems)
    assert view.opened.correction.confirm_button.isEnabled()


def test_a_whole_group_is_closed_with_a_reason_from_the_list_of_problems(
    view: BatchView, opened: Callable[..., Draft], toolbox: Toolbox
) -> None:
    draft = opened(Recipe(columns=(1, 4, 2)))
    page = view.opened.correction
    page.rows.bar.text.setText("K000001")
    problem_link(page.problems, "19015", "Do not issue").click()
    assert page.rows.closing.isVisible()
    assert page.rows.closing.ask.text() == "Why are 4 rows not issued?"
    page.rows.closing.reason.setText("退会")
    page.rows.closing.close_rows_button.click()
    settle(toolbox.tasks)
    assert len(draft.snapshot().select(Show.EXCLUDED)) == 4
    assert {draft.snapshot().closing_reason(row_id) for row_id in range(4)} == {"退会"}


def test_rows_refused_because_the_campaign_was_closed_go_to_another(
    view: BatchView, desk: Desk, tmp_path: Path, toolbox: Toolbox
) -> None:
    source = load_source(csv_file(tmp_path / "a.csv", good_rows(3)))
    batch_id = desk.batches.take_in(source, Recipe(), desk.catalogue.detail("C-1024")).batch_id
    desk.sending.send(batch_id)
    with desk.store.write() as transaction:  # as if the period had ended before the last two were judged
        transaction.run("UPDATE verdict SET code = '44019' WHERE batch_id = ? AND row_id > 0", batch_id)
        transaction.run("UPDATE part SET errors = 2 WHERE batch_id = ?", batch_id)
        transaction.run("UPDATE batch SET state = 'done_with_errors' WHERE id = ?", batch_id)
    view.open_batch(batch_id)
    settle(toolbox.tasks, lambda: view.opened.sent.isVisible())
    sent = view.opened.sent
    assert sent.move_button.text() == "Move 2 rows to another campaign…"
    sent.move_button.click()
    dialog = view.findChild(MoveDialog)
    assert dialog is not None
    settle(toolbox.tasks)
    pick_campaign(dialog.campaign, "C-1013")
    assert dialog.move_button.text() == "Move 2 rows"
    dialog.move_button.click()
    settle(toolbox.tasks, lambda: view.opened.correction.isVisible())
    moved = view.opened.draft
    assert moved is not None
    assert (moved.campaign.id, moved.settings.campaign_id, len(moved.snapshot())) == ("C-1013", "C-1013", 2)
    assert [origin.code for row_id in (0, 1) if (origin := moved.snapshot().origin(row_id))] == ["44019", "44019"]


def test_a_draft_whose_file_cannot_be_read_says_so_in_place(
    view: BatchView, opened: Callable[..., Draft], desk: Desk, toolbox: Toolbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = opened(Recipe(columns=(1, 2, 3)))
    fault = FileUnreadable(ReadFault.DAMAGED_WORKBOOK, draft.name)

    def fail(_batch_id: str) -> None:
        raise fault

    with monkeypatch.context() as broken:
        broken.setattr(desk.batches, "source", fail)
        view.opened.show_reading()
        settle(toolbox.tasks)
    page = view.opened.reading
    assert page.card.placeholder.title.text() == "This file cannot be read"
    assert page.row.reason.text() == "Nothing can be read."
    assert not page.card.placeholder.progress.isVisible()
    page.card.placeholder.again_button.click()
    settle(toolbox.tasks)
    assert page.card.table.isVisible()
