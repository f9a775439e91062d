"""確認・修正: counts follow every edit, problems lead to their rows, the way on says what it leaves out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from netmile_desktop.domain.calendar import Period
from netmile_desktop.domain.rows.rows import Recipe
from netmile_desktop.views.batch.commands import BatchCommands
from netmile_desktop.views.batch.correcting.correction_page import CorrectionPage
from netmile_desktop.views.batch.grid.columns import GridColumn
from netmile_desktop.views.batch.grid.model import GridModel
from netmile_desktop.views.common.buttons import LinkButton
from netmile_desktop.views.common.code_help import CodeHelpButton
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.workspace.desk import Desk
from netmile_desktop.workspace.drafts.draft import Draft
from netmile_desktop.workspace.drafts.draft_facts import Show
from netmile_desktop.workspace.sources.source import load_source
from tests.support.files import HEADER, csv_file
from tests.support.problems import problem_link
from tests.support.window import widget_in
from tests.views.batch.conftest import DAMAGED


@pytest.fixture
def open_draft(desk: Desk, tmp_path: Path) -> Callable[..., Draft]:
    def open_(rows: list[tuple[str, str, str]] = DAMAGED, **changes: object) -> Draft:
        campaign = msgspec.structs.replace(desk.catalogue.detail("C-1024"), **changes)
        source = load_source(csv_file(tmp_path / "a.csv", rows, encoding="cp932", header=HEADER))
        return desk.batches.open(desk.batches.take_in(source, Recipe(), campaign).batch_id)

    return open_


@pytest.fixture
def page(desk: Desk, toolbox: Toolbox, commands: BatchCommands, shown: Callable[[QWidget], QWidget]) -> CorrectionPage:
    page = CorrectionPage(desk, toolbox, commands)
    shown(page)
    return page


def grid(page: CorrectionPage) -> GridModel:
    model = page.rows.grid.grid_model()
    assert model is not None
    return model


def segment(page: CorrectionPage, show: Show) -> str:
    return page.rows.bar.segments.button(show).text()


def figures(page: CorrectionPage) -> list[str]:
    totals = page.totals
    return [figure.value for figure in (totals.rows, totals.miles, totals.yen, totals.parts)]


def test_a_batch_opens_on_its_errors(page: CorrectionPage, open_draft: Callable[..., Draft]) -> None:
    page.show_draft(open_draft())
    assert page.rows.listed() == 4
    assert [segment(page, show) for show in Show] == ["All 10", "Errors 4", "Warnings 2", "Edited 0", "Excluded 0"]
    assert figures(page)[:2] == ["6", "600 mile"]
    assert page.confirm_button.text() == "Confirm without error rows"


def test_counts_totals_and_problems_follow_an_edit(
    page: CorrectionPage, open_draft: Callable[..., Draft], qtbot: QtBot
) -> None:
    page.show_draft(open_draft())
    assert grid(page).setData(grid(page).index(0, GridColumn.MILES), "100")
    qtbot.waitUntil(lambda: segment(page, Show.ERRORS) == "Errors 3")
    assert segment(page, Show.EDITED) == "Edited 1"
    assert figures(page)[:2] == ["7", "700 mile"]
    assert "19015" not in page.problems.lines()
    page.undo_button.click()
    qtbot.waitUntil(lambda: "19015" in page.problems.lines())
    assert page.redo_button.isEnabled()
    assert not page.undo_button.isEnabled()


def test_a_problem_leads_to_its_rows_and_back(
    page: CorrectionPage, open_draft: Callable[..., Draft], qtbot: QtBot
) -> None:
    page.show_draft(open_draft())
    line = page.problems.lines()["19014"]
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    assert page.rows.listed() == 1
    assert line.isChecked()
    assert page.rows.grid.hasFocus()
    assert page.rows.bar.code_button.text() == "19014"
    page.rows.bar.code_button.click()
    assert page.rows.listed() == 4
    assert not line.isChecked()


def test_problems_can_be_used_from_the_keyboard_and_are_spoken(
    page: CorrectionPage, open_draft: Callable[..., Draft], qtbot: QtBot
) -> None:
    page.show_draft(open_draft())
    line = page.problems.lines()["12006"]
    assert line.accessibleName().startswith("12006 ")
    assert line.accessibleName().endswith("1 row")
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Space)
    assert page.rows.listed() == 1


def test_every_code_leads_to_what_the_help_says_about_it(
    page: CorrectionPage, toolbox: Toolbox, open_draft: Callable[..., Draft]
) -> None:
    page.show_draft(open_draft())
    asked: list[str] = []
    toolbox.navigation.help_chosen.connect(asked.append)
    for link in page.problems.findChildren(CodeHelpButton):
        link.click()
    assert asked == [f"codes#{code}" for code in page.problems.lines()] != []


def test_what_is_listed_anew_leaves_nothing_behind(
    page: CorrectionPage, open_draft: Callable[..., Draft], qtbot: QtBot
) -> None:
    page.show_draft(open_draft())
    for _ in range(3):
        page.refresh_plan()
    qtbot.waitUntil(problem_link(page.problems, "19015", "Do not issue").isVisible)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    shown = [each for each in page.problems.findChildren(LinkButton) if each.isVisible()]
    places = {each.mapTo(page, each.rect().topLeft()).toTuple() for each in shown}
    assert len(places) == len(shown), "one stands on the other"
    assert len([each for each in shown if each.text().startswith("Do not issue")]) == 4


def test_warnings_stand_apart_and_lead_to_theirs(page: CorrectionPage, open_draft: Callable[..., Draft]) -> None:
    page.show_draft(open_draft())
    page.problems.lines()["L-DUP"].click()
    assert page.rows.listed() == 2
    assert page.rows.bar.filter.show is Show.WARNINGS


def test_text_narrows_what_is_listed(page: CorrectionPage, open_draft: Callable[..., Draft], qtbot: QtBot) -> None:
    page.show_draft(open_draft())
    page.rows.bar.choose(Show.ALL)
    page.rows.bar.text.setText("K000007")
    qtbot.waitUntil(lambda: page.rows.listed() == 1)
    page.rows.bar.text.setText("no such thing")
    qtbot.waitUntil(lambda: page.rows.listed() == 0)
    assert page.rows._nothing.isVisible()
    page.rows._nothing.button.click()
    assert page.rows.listed() == 10


def test_an_edited_row_leaves_only_when_the_filter_is_applied_again(
    page: CorrectionPage, open_draft: Callable[..., Draft]
) -> None:
    page.show_draft(open_draft())
    assert grid(page).setData(grid(page).index(0, GridColumn.MILES), "100")
    assert page.rows.listed() == 4
    page.rows.bar.segments.button(Show.ERRORS).click()
    assert page.rows.listed() == 3


def test_without_problems_everything_goes_on(page: CorrectionPage, open_draft: Callable[..., Draft]) -> None:
    page.show_draft(open_draft(DAMAGED[6:]))
    assert page.rows.listed() == 4
    assert page.confirm_button.text() == "Confirm"
    assert page.confirm_button.isEnabled()


def test_with_errors_only_nothing_goes_on(page: CorrectionPage, open_draft: Callable[..., Draft]) -> None:
    page.show_draft(open_draft(DAMAGED[:3]))
    assert not page.confirm_button.isEnabled()
    assert page.confirm_button.toolTip()


def test_what_speaks_against_the_whole_batch_stands_on_top(
    page: CorrectionPage, open_draft: Callable[..., Draft]
) -> None:
    page.show_draft(open_draft(issuance_period=Period(date(2020, 1, 1), date(2020, 1, 31))))
    assert page.plan is not None
    assert [str(finding.code) for finding in page.plan.refused] == ["44019"]
    assert widget_in(page.problems._list, 0).accessibleName().startswith("44019")


def test_how_the_file_was_read_is_told_until_it_is_dismissed(
    page: CorrectionPage, open_draft: Callable[..., Draft]
) -> None:
    draft = open_draft([*DAMAGED, ("member00020@example.jp ", "K20", "100"), ("", "", "")])
    page.show_draft(draft, is_new=True)
    line = page._report_line
    assert line is not None
    assert "Shift_JIS" in line.notice.text
    assert "row 1 is a heading" in line.notice.text
    assert "outer spaces: 1" in line.notice.text
    assert "left out at the end: 1" in line.notice.text
    line.closed.emit()
    assert page._report_line is None
    page.show_draft(draft)
    assert page._report_line is None, "told once; later it is found in the history"
