"""From a file to a draft: the reading is shown and can be changed, nothing is silent, failures stand in place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from netmile_desktop.api.client import PortalClient
from netmile_desktop.domain import wire
from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.domain.codes import Code
from netmile_desktop.domain.rows.rows import Recipe
from netmile_desktop.domain.tables.table import ColumnRole
from netmile_desktop.views.batch.importing.import_page import ImportPage
from netmile_desktop.views.batch.importing.table.lines import LineKind
from netmile_desktop.views.batch.view import BatchView
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.workspace.batches.recent import recent_campaigns
from netmile_desktop.workspace.desk import Desk
from netmile_desktop.workspace.sources.source import load_source
from tests.support.files import HEADER, Sheets, csv_file, good_rows, xlsx_file
from tests.support.importing import (
    action_of,
    checks_shown,
    choose_encoding,
    choose_role,
    chooser,
    heads,
    pick_campaign,
    shown_cell,
)
from tests.support.window import ScriptedDialogs, settle, texts

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


def test_a_file_becomes_a_batch_and_is_opened(
    view: BatchView, page: ImportPage, damaged_file: Path, toolbox: Toolbox
) -> None:
    view.start_import(damaged_file)
    settle(toolbox.tasks)
    assert heads(page.card) == ["A E-mail address", "B Specified key", "C Miles"]
    assert not page.import_button.isEnabled(), "without a campaign nothing is taken in"
    pick_campaign(page.campaign, CAMPAIGN)
    settle(toolbox.tasks)
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
    pick_campaign(page.campaign, "C-1013")
    settle(toolbox.tasks)
    assert page.campaign.campaign_id == "C-1013", "in a wide window the list stays"
    view.resize(900, 700)
    QApplication.processEvents()
    assert not page.campaign.search.isVisible(), "in a narrow one there is a block with a way to change it"
    page.campaign.change_button.click()
    assert page.campaign.campaign_id == ""
    assert page.campaign.search.isVisible()
    assert not page.import_button.isEnabled()


@pytest.mark.parametrize("text", ["C-1024", "来店", "1024", "c1024", "ｃ-１０２４", " 来店 "])
def test_running_campaigns_are_found_by_any_part_of_id_and_name(
    view: BatchView, page: ImportPage, damaged_file: Path, toolbox: Toolbox, qtbot: QtBot, text: str
) -> None:
    view.start_import(damaged_file)
    settle(toolbox.tasks)
    page.campaign.search.setText(text)
    assert [line.campaign.id for line in page.campaign.list.campaigns.lines] == [CAMPAIGN]
    qtbot.keyClick(page.campaign.search, Qt.Key.Key_Return)
    assert page.campaign.campaign_id == CAMPAIGN, "the only hit is taken"


def test_a_search_without_a_hit_says_so(
    view: BatchView, page: ImportPage, damaged_file: Path, toolbox: Toolbox, qtbot: QtBot
) -> None:
    view.start_import(damaged_file)
    settle(toolbox.tasks)
    page.campaign.search.setText("Z-9")
    assert page.campaign.list.campaigns.lines == []
    assert page.campaign.said.text() == "No running campaign has “Z-9” in its name or ID."
    qtbot.keyClick(page.campaign.search, Qt.Key.Key_Return)
    assert page.campaign.campaign_id == ""


def test_the_campaign_used_last_stands_on_top(
    view: BatchView, page: ImportPage, desk: Desk, tmp_path: Path, toolbox: Toolbox
) -> None:
    last = desk.catalogue.issuable().campaigns[-1].id
    for campaign_id in (CAMPAIGN, last):
        source = load_source(csv_file(tmp_path / f"{campaign_id}.csv", good_rows(1)))
        desk.batches.take_in(source, Recipe(), desk.catalogue.detail(campaign_id))
    assert recent_campaigns(desk.store) == [last, CAMPAIGN]
    view.start_import(csv_file(tmp_path / "a.csv", good_rows(2)))
    settle(toolbox.tasks)
    assert [line.campaign.id for line in page.campaign.list.campaigns.lines][:2] == [last, CAMPAIGN]


def test_the_guess_can_be_overruled(view: BatchView, page: ImportPage, tmp_path: Path, toolbox: Toolbox) -> None:
    path = csv_file(tmp_path / "a.csv", good_rows(3), encoding="cp932", header=HEADER)
    view.start_import(path, CAMPAIGN)
    settle(toolbox.tasks)
    assert checks_shown(page.checks)["encoding"] == "Shift_JIS (CP932, Excel CSV) · commas"
    assert [line.kind for line in page.card.table.preview_model.lines[:2]] == [LineKind.HEADING, LineKind.ROW]
    page.card.table.line_menu(0).actions()[-1].trigger()  # there is no heading
    settle(toolbox.tasks)
    assert {line.kind for line in page.card.table.preview_model.lines} == {LineKind.ROW}
    choose_encoding(page.checks, "utf-8")
    settle(toolbox.tasks)
    assert "\ufffd" in shown_cell(page.card, 0, 1)
    choices = page.card.choices
    assert (choices.encoding, choices.header, choices.roles) == ("utf-8", False, ())


def test_columns_are_chosen_by_hand(view: BatchView, page: ImportPage, tmp_path: Path, toolbox: Toolbox) -> None:
    rows = [("1", "K1", "100", "member00001@example.jp")]
    view.start_import(csv_file(tmp_path / "a.csv", rows, header=("番", "キー", "数", "宛先")), CAMPAIGN)
    settle(toolbox.tasks)
    assert page.card.band.question.text() == "Which column holds the miles?", "the word tells too little"
    choose_role(page.card, 3, ColumnRole.MILES)
    settle(toolbox.tasks)
    choose_role(page.card, 4, ColumnRole.ADDRESS)
    settle(toolbox.tasks)
    assert heads(page.card) == ["A Not sent", "B Specified key", "C Miles", "D E-mail address"]
    page.import_button.click()
    settle(toolbox.tasks, lambda: view.opened.draft is not None)
    draft = view.opened.draft
    assert draft is not None
    assert (draft.snapshot().row(0).address, draft.snapshot().row(0).key, draft.snapshot().row(0).miles) == (
        "member00001@example.jp",
        "K1",
        "100",
    )


def test_a_thousand_that_a_comma_has_split_is_an_error_under_chosen_columns(
    view: BatchView, page: ImportPage, tmp_path: Path, toolbox: Toolbox
) -> None:
    """`1,000` without quotes makes five cells under four headings; 1 mile must not go out in silence."""
    path = tmp_path / "a.csv"
    path.write_text(
        "氏名,メール,番号,マイル\n佐藤,member00001@example.jp,A1,1,000\n鈴木,member00002@example.jp,A2,100\n",
        encoding="utf-8",
    )
    view.start_import(path, CAMPAIGN)
    settle(toolbox.tasks)
    for column, role in ((2, ColumnRole.ADDRESS), (3, ColumnRole.KEY), (4, ColumnRole.MILES)):
        choose_role(page.card, column, role)
        settle(toolbox.tasks)
    page.import_button.click()
    settle(toolbox.tasks, lambda: view.opened.draft is not None)
    draft = view.opened.draft
    assert draft is not None
    assert [draft.snapshot().findings(row_id).code for row_id in range(2)] == [Code.MILES, None]
    assert draft.snapshot().row(0).miles == "1,000"
    view.opened.correction.confirm_button.click()
    settle(toolbox.tasks)
    summary = view.opened.confirm.summary
    assert summary.figures["rows"].value == "1 row"
    assert summary.figures["miles"].value == "100 mile"
    assert "1 row is left out" in texts(summary)
    assert "The number of miles cannot be read\n1" in texts(summary)


def test_a_role_that_loses_its_column_is_asked_for(
    view: BatchView, page: ImportPage, tmp_path: Path, toolbox: Toolbox
) -> None:
    view.start_import(csv_file(tmp_path / "a.csv", good_rows(3)), CAMPAIGN)
    settle(toolbox.tasks)
    choose_role(page.card, 2, ColumnRole.MILES)
    settle(toolbox.tasks)
    assert not page.import_button.isEnabled()
    assert page.row.reason.text() == "Choose the column of the specified key to import"
    assert page.card.band.question.text() == "Which column holds the specified key?"
    choose_role(page.card, 3, ColumnRole.KEY)
    settle(toolbox.tasks)
    assert page.import_button.isEnabled()
    assert page.card.band.isHidden()


def test_addresses_may_be_keys_as_well(view: BatchView, page: ImportPage, tmp_path: Path, toolbox: Toolbox) -> None:
    view.start_import(csv_file(tmp_path / "a.csv", good_rows(3)), CAMPAIGN)
    settle(toolbox.tasks)
    action_of(chooser(page.card, 1).menu_of_roles(), "Use the addresses as specified keys").trigger()
    settle(toolbox.tasks)
    assert heads(page.card) == ["A E-mail address / Specified key", "B Not sent", "C Miles"]
    assert page.import_button.isEnabled()
    view.start_import(csv_file(tmp_path / "b.csv", good_rows(3)), CAMPAIGN)
    settle(toolbox.tasks)
    assert heads(page.card)[0] == "A E-mail address", "another file begins anew"


def test_a_sheet_is_chosen_and_what_the_workbook_lost_is_told(
    view: BatchView, page: ImportPage, tmp_path: Path, toolbox: Toolbox
) -> None:
    sheets: Sheets = {"説明": [("読んでください",)], "十一月": [HEADER, ("member00001@example.jp", 12, "100")]}
    view.start_import(xlsx_file(tmp_path / "a.xlsx", sheets), CAMPAIGN)
    settle(toolbox.tasks)
    assert page.card.sheets.isVisible()
    assert "encoding" not in checks_shown(page.checks)
    assert "has no rows" in page.card.placeholder.text.text()
    page.card.sheets.setCurrentIndex(1)
    settle(toolbox.tasks)
    assert shown_cell(page.card, 1, 1) == "member00001@example.jp"
    assert checks_shown(page.checks)["number keys"] == "1 Leading zeros may be lost."
    assert page.card.choices.header is None, "what was said of another sheet does not hold for this one"


def test_what_was_tidied_away_is_told(view: BatchView, page: ImportPage, tmp_path: Path, toolbox: Toolbox) -> None:
    rows = [("member00001@example.jp ", "K1", "100"), ("", "", "")]
    view.start_import(csv_file(tmp_path / "a.csv", rows), CAMPAIGN)
    settle(toolbox.tasks)
    shown = checks_shown(page.checks)
    assert shown["rows"].startswith("1 row ")
    assert shown["trimmed"] == "1 Spaces at both ends of a cell are removed."
    assert shown["dropped"] == "1 left out at the end of the file"


def test_an_unreadable_file_is_told_in_place_and_read_again(
    view: BatchView, page: ImportPage, tmp_path: Path, toolbox: Toolbox
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"")
    view.start_import(path, CAMPAIGN)
    settle(toolbox.tasks)
    assert page.card.placeholder.isVisible()
    assert "has no rows" in page.card.placeholder.text.text()
    assert not page.import_button.isEnabled()
    csv_file(path, good_rows(1))
    page.card.placeholder.again_button.click()
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
    page.row.progress.cancel_button.click()
    settle(toolbox.tasks)
    assert desk.batches.all() == []
    assert page.import_button.isEnabled()
    assert not page.row.progress.isVisible()


def test_the_preview_is_a_sound_model(
    view: BatchView, page: ImportPage, damaged_file: Path, toolbox: Toolbox, qtmodeltester: ModelTester
) -> None:
    view.start_import(damaged_file)
    settle(toolbox.tasks)
    qtmodeltester.check(page.card.table.preview_model)


def test_the_mode_is_chosen_before_the_rows_are_judged(
    view: BatchView, page: ImportPage, tmp_path: Path, toolbox: Toolbox
) -> None:
    view.start_import(csv_file(tmp_path / "a.csv", good_rows(2)), CAMPAIGN)
    settle(toolbox.tasks)
    page.mode.buttons[Mode.MOBILE].click()
    assert "no mail" in page.mode.hint.text()
    assert not page.import_button.isEnabled(), "it is read again for the other mode"
    settle(toolbox.tasks)
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
            choose_role(page.card, 4, ColumnRole.ADDRESS)
            settle(toolbox.tasks)
            choose_role(page.card, 3, ColumnRole.MILES)
            settle(toolbox.tasks)
            page.import_button.click()
            settle(toolbox.tasks, lambda: view.opened.draft is not None)
    assert heads(page.card) == ["A Not sent", "B Specified key", "C Miles", "D E-mail address"]
    assert chooser(page.card, 4).accessibleDescription() == "as last time"


def test_the_very_same_file_is_told_of(view: BatchView, page: ImportPage, tmp_path: Path, toolbox: Toolbox) -> None:
    path = csv_file(tmp_path / "a.csv", good_rows(2))
    view.start_import(path, CAMPAIGN)
    settle(toolbox.tasks)
    page.import_button.click()
    settle(toolbox.tasks, lambda: view.opened.draft is not None)
    view.start_import(path, CAMPAIGN)
    settle(toolbox.tasks)
    assert checks_shown(page.checks)["earlier"].startswith("1 time L-DUPFILE\n")
    assert "a.csv" in checks_shown(page.checks)["earlier"]
    assert page.import_button.isEnabled()


def test_text_in_utf_16_is_shown_when_it_is_chosen(
    view: BatchView, page: ImportPage, tmp_path: Path, toolbox: Toolbox
) -> None:
    path = tmp_path / "unicode.txt"
    path.write_bytes("宛先\tキー\t数\r\nmember00001@example.jp\tK1\t100\r\n".encode("utf-16-le"))
    view.start_import(path, CAMPAIGN)
    settle(toolbox.tasks)
    assert shown_cell(page.card, 0, 1) == "宛先", "found out by itself"
    choose_encoding(page.checks, "utf-8")
    settle(toolbox.tasks)
    assert page.card.placeholder.encoding_button.isVisible()
    choose_encoding(page.checks, "utf-16")
    settle(toolbox.tasks)
    assert shown_cell(page.card, 0, 1) == "宛先"
    assert shown_cell(page.card, 1, 1) == "member00001@example.jp"


def test_a_batch_without_a_file_is_made_and_opened(view: BatchView, toolbox: Toolbox, desk: Desk) -> None:
    view.list.typed_button.click()
    settle(toolbox.tasks)
    page = view.beginnings.typed_page
    assert page.isVisible()
    assert not page.make_button.isEnabled()
    page.name.setText("手入力")
    page.mode.buttons[Mode.MOBILE].click()
    pick_campaign(page.campaign, CAMPAIGN)
    settle(toolbox.tasks)
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
    pick_campaign(page.campaign, CAMPAIGN)
    settle(toolbox.tasks)
    page.import_button.click()
    settle(toolbox.tasks, lambda: view.opened.draft is not None)
    assert view.opened.draft is not None
    assert view.opened.draft.campaign.id == CAMPAIGN
