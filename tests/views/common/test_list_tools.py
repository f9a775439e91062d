from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from netmile_desktop.domain.wire import CampaignSearch
from netmile_desktop.tasks.runner import TaskRunner
from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.common.tables.list_tools import csv_of
from netmile_desktop.views.common.tables.saved_filters import SavedFilters
from netmile_desktop.views.common.tables.table import TableColumn
from netmile_desktop.views.common.tables.table_view import RecordTable
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look.theme import Theme
from netmile_desktop.views.search.view import SearchView
from netmile_desktop.workspace.desk import Desk
from tests.support.window import ScriptedDialogs, settle

Show = Callable[[QWidget], QWidget]

COLUMNS: list[TableColumn[str]] = [
    TableColumn("word", "Word", lambda word: word, stretch=True),
    TableColumn("length", "Length", lambda word: str(len(word)), 80),
    TableColumn("link", "", lambda _: "Open", 60),
]


@pytest.fixture
def search(desk: Desk, toolbox: Toolbox, tasks: TaskRunner, shown: Show) -> SearchView:
    view = SearchView(desk, toolbox)
    shown(view)
    view.entered()
    settle(tasks)
    return view


def table(theme: Theme, toolbox: Toolbox) -> RecordTable[str]:
    return RecordTable(COLUMNS, theme, name="words", memory=toolbox.memory)


def test_a_column_taken_away_stays_away_with_its_width(theme: Theme, toolbox: Toolbox, shown: Show) -> None:
    first = table(theme, toolbox)
    shown(first)
    first.horizontalHeader().resizeSection(1, 123)
    first.columns.show_column("length", False)
    assert [column.key for column in first.columns.shown()] == ["word"]
    second = table(theme, toolbox)
    shown(second)
    assert second.isColumnHidden(1)
    second.columns.show_column("length", True)
    assert second.columnWidth(1) == 123
    assert not table(theme, toolbox).isColumnHidden(1)


def test_what_a_row_is_cannot_be_taken_away(theme: Theme, toolbox: Toolbox) -> None:
    words = table(theme, toolbox)
    words.columns.show_column("word", False)
    assert not words.isColumnHidden(0)
    entries = {entry.text(): entry for entry in words.columns.menu().actions()}
    assert not entries["Word"].isEnabled()
    entries["Length"].trigger()
    assert words.isColumnHidden(1)
    entries["Show all columns"].trigger()
    assert not words.isColumnHidden(1)


@pytest.mark.parametrize("cell", ["=1+1", "+81", "-5", "@SUM(A1)", "\t=1"])
def test_a_spreadsheet_calculates_nothing(cell: str) -> None:
    text = csv_of(COLUMNS[:1], [cell, "plain"]).decode("utf-8-sig")
    assert text.split("\r\n") == ["Word", f"'{cell}", "plain", ""]


def test_all_pages_that_were_found_are_saved_as_they_are_seen(
    search: SearchView, desk: Desk, dialogs: ScriptedDialogs, tasks: TaskRunner, tmp_path: Path
) -> None:
    said: list[Notice] = []
    search.noticed.connect(said.append)
    search.pager.asked.emit(1, 10)
    settle(tasks)
    search.table.columns.show_column("amount", False)
    path = tmp_path / "list.csv"
    dialogs.script(path)
    search.campaigns.tools.save.click()
    settle(tasks)
    total = desk.catalogue.search(CampaignSearch()).total
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    lines = content.decode("utf-8-sig").splitlines()
    assert len(lines) == total + 1 > 11
    assert lines[0] == "Campaign ID,Campaign name,Campaign state,Campaign period,Issuance period,Miles issued"
    assert said[-1].kind == "success"
    assert str(total) in said[-1].text


def test_a_list_that_cannot_be_written_says_why(
    search: SearchView, dialogs: ScriptedDialogs, tasks: TaskRunner, tmp_path: Path
) -> None:
    said: list[Notice] = []
    search.noticed.connect(said.append)
    dialogs.script(tmp_path / "nowhere" / "list.csv")
    search.campaigns.tools.save.click()
    settle(tasks)
    assert said[-1].kind == "error"
    dialogs.script(None)
    search.campaigns.tools.save.click()
    assert tasks.live() == 0


def test_conditions_are_kept_under_a_name(toolbox: Toolbox, dialogs: ScriptedDialogs) -> None:
    shown: list[str] = []
    filters = SavedFilters(toolbox, "f", lambda: '{"id":"C-1"}', shown.append)
    assert not filters.menu_now().actions()[0].isEnabled()
    dialogs.script("  Mine  ", None)
    save = next(entry for entry in filters.menu_now().actions() if entry.text().startswith("Save"))
    save.trigger()
    save.trigger()
    again = SavedFilters(toolbox, "f", lambda: "", shown.append)
    assert again.names() == ["Mine"]
    again.menu_now().actions()[0].trigger()
    assert shown == ['{"id":"C-1"}']
    again.drop("Mine")
    assert filters.names() == []
    filters.deleteLater()
    again.deleteLater()


def test_kept_conditions_search_again(search: SearchView, tasks: TaskRunner) -> None:
    search.form.name.setText("there is no such campaign")
    search.form.saved.save("Nothing")
    search.form.clear()
    settle(tasks)
    assert search.table.records_model.records
    search.form.saved.choose("Nothing")
    settle(tasks)
    assert search.form.name.text() == "there is no such campaign"
    assert search.nothing.isVisible()
