"""From a file to a draft: the reading is shown and can be changed, nothing is silent, failures stand in place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from netmile_desktop.api.client import PortalClient
from netmile_desktop.domain import wire
from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.domain.rows.rows import Column
from netmile_desktop.views.batch.importing.import_page import ImportPage
from netmile_desktop.views.batch.view import BatchView
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.workspace.desk import Desk
from tests.support.files import HEADER, Sheets, csv_file, good_rows, xlsx_file
from tests.support.window import ScriptedDialogs, settle

CAMPAIGN = "C-1024"
"""A running campaign of fixed 100 miles."""


@pytest.fixture
def view(desk: Desk, toolbox: Toolbox, shown: Callable[[QWidget], QWidget]) -> BatchView:
    view = BatchView(desk, toolbox)
    shown(view)
    view.entered()
    settle(toolbox.tasks)
    return view


@pytest.fixture
def page(view: BatchView) -> ImportPage:
    return view.beginnings.import_page


def choose(box: QComboBox, data: object) -> None:
    """As a clerk does: the choice, and the signal only a hand gives."""
    box.setCurrentIndex(next(at for at in range(box.count()) if box.itemData(at) == data))
    box.activated.emit(box.currentIndex())


def headings(page: ImportPage) -> list[str]:
    model = page.table.preview_model
    return [str(model.headerData(at, Qt.Orientation.Horizontal)) for at in range(model.columnCount())]


def shown_cell(page: ImportPage, row: int, column: int) -> str:
    return str(page.table.preview_model.index(row, column).data())


def test_a_file_becomes_a_batch_and_is_opened(
    view: BatchView, page: ImportPage, damaged_file: Path, toolbox: Toolbox
) -> None:
    view.start_import(damaged_file)
    settle(toolbox.tasks)
    assert headings(page) == ["Row", "A  E-mail address", "B  Specified key", "C  Miles"]
    assert not page.import_button.isEnabled(), "without a campaign nothing is taken in"
    page.campaign.table.select(CAMPAIGN)
    page.campaign.table.clicked.emit(page.campaign.table.currentIndex())
    assert page.campaign.campaign_id == CAMPAIGN
    page.import_button.click()
    settle(toolbox.tasks, lambda: view.opened.draft is not None)
    draft = view.opened.draft
    assert draft is not None
    assert (draft.name, draft.campaign.id, len(draft.snapshot())) == (damaged_file.name, CAMPAIGN, 10)
    assert view.opened.correction.isVisible()
    assert view.primary() is view.opened.correction.confirm_button


def test_the_campaign_it_was_started_from_is_chosen_already(
    view: BatchView, page: ImportPage, damaged_file: Path, toolbox: Toolbox
) -> None:
    view.start_import(damaged_file, CAMPAIGN)
    settle(toolbox.tasks)
    assert page.campaign.campaign_id == CAMPAIGN
    assert page.import_button.isEnabled()
    page.campaign.change_button.click()
    settle(toolbox.tasks)
    assert page.campaign.campaign_id == ""
    assert page.campaign.search.isVisible()


@pytest.mark.parametrize("text", ["C-1024", "来店"])
def test_running_campaigns_are_found_by_id_and_by_name(
    view: BatchView, page: ImportPage, damaged_file: Path, toolbox: Toolbox, text: str
) -> None:
    view.start_import(damaged_file)
    settle(toolbox.tasks)
    page.campaign.search.setText(text)
    settle(toolbox.tasks, lambda: len(page.campaign.table.records_model.records) == 1)
    assert page.campaign.table.records_model.record(0).id == CAMPAIGN


def test_the_guess_can_be_overruled(view: BatchView, page: ImportPage, tmp_path: Path, toolbox: Toolbox) -> None:
    path = csv_file(tmp_path / "a.csv", good_rows(3), encoding="cp932", header=HEADER)
    view.start_import(path, CAMPAIGN)
    settle(toolbox.tasks)
    assert page.form.encoding_box.currentText() == "Guessed: Shift_JIS (CP932, Excel CSV)"
    assert shown_cell(page, 0, 0) == "heading"
    choose(page.form.header_box, False)
    settle(toolbox.tasks)
    assert shown_cell(page, 0, 0) == "1"
    choose(page.form.encoding_box, "utf-8")
    settle(toolbox.tasks)
    assert "\ufffd" in shown_cell(page, 0, 1)
    recipe = page.form.recipe()
    assert (recipe.encoding, recipe.header, recipe.columns) == ("utf-8", False, None)


def test_columns_are_mapped_by_hand(view: BatchView, page: ImportPage, tmp_path: Path, toolbox: Toolbox) -> None:
    rows = [("1", "K1", "100", "member00001@example.jp")]
    view.start_import(csv_file(tmp_path / "a.csv", rows, header=("番", "キー", "数", "宛先")), CAMPAIGN)
    settle(toolbox.tasks)
    choose(page.form.column_boxes[Column.ADDRESS], 4)
    choose(page.form.column_boxes[Column.MILES], 3)
    settle(toolbox.tasks)
    assert headings(page)[1:] == ["A", "B  Specified key", "C  Miles", "D  E-mail address"]
    page.import_button.click()
    settle(toolbox.tasks, lambda: view.opened.draft is not None)
    draft = view.opened.draft
    assert draft is not None
    assert (draft.snapshot().row(0).address, draft.snapshot().row(0).key, draft.snapshot().row(0).miles) == (
        "member00001@example.jp",
        "K1",
        "100",
    )


def test_a_column_mapped_to_two_fields_is_warned_of(
    view: BatchView, page: ImportPage, tmp_path: Path, toolbox: Toolbox
) -> None:
    view.start_import(csv_file(tmp_path / "a.csv", good_rows(3)), CAMPAIGN)
    settle(toolbox.tasks)
    assert not page.form.twice.isVisible()
    choose(page.form.column_boxes[Column.KEY], 1)
    settle(toolbox.tasks)
    assert page.form.twice.isVisible()
    assert page.form.twice.text() == "Column A is used more than once: E-mail address / Specified key. Is this meant?"
    assert headings(page)[1:] == ["A  E-mail address / Specified key", "B", "C  Miles"]
    assert page.import_button.isEnabled(), "addresses may be keys"
    choose(page.form.column_boxes[Column.KEY], 2)
    settle(toolbox.tasks)
    assert not page.form.twice.isVisible()
    choose(page.form.column_boxes[Column.MILES], 2)
    view.start_import(csv_file(tmp_path / "b.csv", good_rows(3)), CAMPAIGN)
    settle(toolbox.tasks)
    assert not page.form.twice.isVisible(), "another file begins anew"


def test_a_sheet_is_chosen_and_what_the_workbook_lost_is_told(
    view: BatchView, page: ImportPage, tmp_path: Path, toolbox: Toolbox
) -> None:
    sheets: Sheets = {"説明": [("読んでください",)], "十一月": [HEADER, ("member00001@example.jp", 12, "100")]}
    view.start_import(xlsx_file(tmp_path / "a.xlsx", sheets), CAMPAIGN)
    settle(toolbox.tasks)
    assert page.form.sheet_box.isVisible()
    assert not page.form.encoding_box.isVisible()
    choose(page.form.header_box, False)
    settle(toolbox.tasks)
    choose(page.form.sheet_box, "十一月")
    settle(toolbox.tasks)
    assert shown_cell(page, 1, 1) == "member00001@example.jp"
    assert page.notice.line is not None
    assert "leading zeros may be lost: 1" in page.notice.line.notice.text
    assert page.form.recipe().header is None, "what was said of another sheet does not hold for this one"


def test_what_was_tidied_away_is_told(view: BatchView, page: ImportPage, tmp_path: Path, toolbox: Toolbox) -> None:
    rows = [("member00001@example.jp ", "K1", "100"), ("", "", "")]
    view.start_import(csv_file(tmp_path / "a.csv", rows), CAMPAIGN)
    settle(toolbox.tasks)
    assert page.facts.text() == "1 row · cells rid of outer spaces: 1 · empty rows left out at the end: 1"


def test_an_unreadable_file_is_told_in_place_and_read_again(
    view: BatchView, page: ImportPage, tmp_path: Path, toolbox: Toolbox
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"")
    view.start_import(path, CAMPAIGN)
    settle(toolbox.tasks)
    assert page.notice.line is not None
    assert "has no rows" in page.notice.line.notice.text
    assert not page.import_button.isEnabled()
    csv_file(path, good_rows(1))
    page.notice.line.notice.actions[0][1]()
    settle(toolbox.tasks)
    assert page.import_button.isEnabled()


def test_asking_for_a_file_and_not_choosing_one_changes_nothing(
    view: BatchView, dialogs: ScriptedDialogs, toolbox: Toolbox
) -> None:
    dialogs.script(None)
    view.list.empty.button.click()
    settle(toolbox.tasks)
    assert view.list.isVisible()


def test_the_page_that_comes_next_is_built_while_the_clerk_looks_at_the_import(
    view: BatchView, tmp_path: Path, qtbot: QtBot, toolbox: Toolbox
) -> None:
    assert "correction" not in vars(view.opened)
    view.start_import(csv_file(tmp_path / "a.csv", good_rows(3)), CAMPAIGN)
    qtbot.waitUntil(lambda: "correction" in vars(view.opened))
    settle(toolbox.tasks)
    assert view.beginnings.page() is view.beginnings.import_page


def test_a_cancelled_import_leaves_nothing(
    view: BatchView, page: ImportPage, tmp_path: Path, toolbox: Toolbox, desk: Desk
) -> None:
    view.start_import(csv_file(tmp_path / "a.csv", good_rows(5_000)), CAMPAIGN)
    settle(toolbox.tasks)
    page.import_button.click()
    page.progress.cancel_button.click()
    settle(toolbox.tasks)
    assert desk.batches.all() == []
    assert page.import_button.isEnabled()
    assert not page.progress.isVisible()


def test_the_preview_is_a_sound_model(
    view: BatchView, page: ImportPage, damaged_file: Path, toolbox: Toolbox, qtmodeltester: ModelTester
) -> None:
    view.start_import(damaged_file)
    settle(toolbox.tasks)
    qtmodeltester.check(page.table.preview_model)


def test_the_mode_is_chosen_before_the_rows_are_judged(
    view: BatchView, page: ImportPage, tmp_path: Path, toolbox: Toolbox
) -> None:
    view.start_import(csv_file(tmp_path / "a.csv", good_rows(2)), CAMPAIGN)
    settle(toolbox.tasks)
    page.mode.buttons[Mode.MOBILE].click()
    assert "no mail" in page.mode.hint.text()
    page.import_button.click()
    settle(toolbox.tasks, lambda: view.opened.draft is not None)
    assert view.opened.draft is not None
    assert view.opened.draft.settings.mode is Mode.MOBILE


def test_the_mapping_of_the_last_file_is_taken_again_and_told(
    view: BatchView, page: ImportPage, tmp_path: Path, toolbox: Toolbox
) -> None:
    header = ("番", "キー", "数", "宛先")
    for name in ("a", "b"):
        rows = [("1", "K1", "100", f"{name}00001@example.jp")]
        view.start_import(csv_file(tmp_path / f"{name}.csv", rows, header=header), CAMPAIGN)
        settle(toolbox.tasks)
        if name == "a":
            choose(page.form.column_boxes[Column.ADDRESS], 4)
            choose(page.form.column_boxes[Column.MILES], 3)
            settle(toolbox.tasks)
            page.import_button.click()
            settle(toolbox.tasks, lambda: view.opened.draft is not None)
    assert page.form.recipe().columns == (4, 2, 3)
    assert headings(page)[1:] == ["A", "B  Specified key", "C  Miles", "D  E-mail address"]
    assert page.notice.line is not None
    assert "as in the last file for this campaign" in page.notice.line.notice.text


def test_the_very_same_file_is_told_of(view: BatchView, page: ImportPage, tmp_path: Path, toolbox: Toolbox) -> None:
    path = csv_file(tmp_path / "a.csv", good_rows(2))
    view.start_import(path, CAMPAIGN)
    settle(toolbox.tasks)
    page.import_button.click()
    settle(toolbox.tasks, lambda: view.opened.draft is not None)
    view.start_import(path, CAMPAIGN)
    settle(toolbox.tasks)
    assert page.notice.line is not None
    assert page.notice.line.notice.text.startswith("L-DUPFILE  The very same file was taken in on ")
    assert page.import_button.isEnabled()


def test_text_in_utf_16_is_shown_when_it_is_chosen(
    view: BatchView, page: ImportPage, tmp_path: Path, toolbox: Toolbox
) -> None:
    path = tmp_path / "unicode.txt"
    path.write_bytes("宛先\tキー\t数\r\nmember00001@example.jp\tK1\t100\r\n".encode("utf-16-le"))
    view.start_import(path, CAMPAIGN)
    settle(toolbox.tasks)
    choose(page.form.encoding_box, "utf-16")
    settle(toolbox.tasks)
    assert shown_cell(page, 0, 1) == "宛先"
    assert shown_cell(page, 1, 1) == "member00001@example.jp"


def test_a_batch_without_a_file_is_made_and_opened(view: BatchView, toolbox: Toolbox, desk: Desk) -> None:
    view.list.typed_button.click()
    settle(toolbox.tasks)
    page = view.beginnings.typed_page
    assert page.isVisible()
    assert not page.make_button.isEnabled()
    page.name.setText("手入力")
    page.mode.buttons[Mode.MOBILE].click()
    page.campaign.table.select(CAMPAIGN)
    page.campaign.table.clicked.emit(page.campaign.table.currentIndex())
    assert view.primary() is page.make_button
    page.make_button.click()
    settle(toolbox.tasks, lambda: view.opened.draft is not None)
    draft = view.opened.draft
    assert draft is not None
    assert (draft.name, len(draft.snapshot()), draft.campaign.id) == ("手入力", 0, CAMPAIGN)
    assert draft.settings.mode is Mode.MOBILE, "so a single mobile member gets miles"
    assert view.opened.correction.rows._nothing.isVisible()
    assert not view.opened.correction.confirm_button.isEnabled()


def test_without_the_portal_campaigns_are_chosen_from_memory(
    view: BatchView, page: ImportPage, desk: Desk, damaged_file: Path, toolbox: Toolbox
) -> None:
    desk.catalogue.detail(CAMPAIGN)
    desk.catalogue.search(wire.CampaignSearch())
    desk.catalogue._campaigns = PortalClient("http://127.0.0.1:9").campaigns
    page.campaign.start("")
    view.start_import(damaged_file)
    settle(toolbox.tasks)
    assert not toolbox.connection.is_online
    notice = page.campaign.notice.line
    assert notice is not None
    assert "as they were at" in notice.notice.text
    page.campaign.table.select(CAMPAIGN)
    page.campaign.table.clicked.emit(page.campaign.table.currentIndex())
    page.import_button.click()
    settle(toolbox.tasks, lambda: view.opened.draft is not None)
    assert view.opened.draft is not None
    assert view.opened.draft.campaign.id == CAMPAIGN
