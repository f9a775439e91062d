"""What a file leaves open is asked, never decided silently; nothing goes on before it is answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from netmile_desktop.domain.lists import COMPLETED_HEADER
from netmile_desktop.domain.tables.table import (
    Choices,
    ColumnRole,
    Doubt,
    DoubtCause,
    Inclusion,
    Witness,
)
from netmile_desktop.views.batch.importing.action_row import WAITS, ActionRow
from netmile_desktop.views.batch.importing.import_page import ImportPage
from netmile_desktop.views.batch.importing.looking import Seen
from netmile_desktop.views.batch.importing.table.lines import LineKind
from netmile_desktop.views.batch.importing.table_card import TableCard
from netmile_desktop.views.batch.view import BatchView
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.reading_order import in_reading_order
from netmile_desktop.workspace.desk import Desk
from netmile_desktop.workspace.sources.books.facts import SheetFacts, ShownNumber
from netmile_desktop.workspace.sources.looks import Candidate, IssueSums, SourceLook
from tests.support.files import csv_file, good_rows
from tests.support.importing import checks_shown, choose_role, chooser, heads, shown_cell
from tests.support.looks import column, look, orders, purchases, visitors
from tests.support.window import settle

CAMPAIGN = "C-1025"
"""A running campaign in which any number of miles from 1 to 5,000 can be issued."""


@pytest.fixture
def view(desk: Desk, toolbox: Toolbox, shown: Callable[[QWidget], QWidget]) -> BatchView:
    view = BatchView(desk, toolbox)
    shown(view)
    return view


@pytest.fixture
def page(view: BatchView, toolbox: Toolbox, tmp_path: Path) -> ImportPage:
    """The page with a campaign, and with a file that leaves nothing open."""
    view.start_import(csv_file(tmp_path / "平易.csv", good_rows(3)), CAMPAIGN)
    settle(toolbox.tasks)
    page = view.beginnings.import_page
    assert page.import_button.isEnabled()
    return page


def decisions(card: TableCard) -> list[Choices]:
    """What is decided from now on; the file is not read again."""
    found: list[Choices] = []
    card.decided.disconnect()
    card.decided.connect(found.append)
    return found


def kinds(page: ImportPage) -> list[LineKind]:
    return [line.kind for line in page.card.table.preview_model.lines]


def test_two_columns_for_the_miles_are_asked_about(page: ImportPage) -> None:
    page.show_seen(Seen(purchases()))
    assert page.card.band.isVisible()
    assert page.card.band.question.text() == "Which of the two columns holds the miles?"
    assert [card.isChecked() for card in page.card.band.cards] == [False, False], "none is chosen beforehand"
    points, miles = (card.accessibleName() for card in page.card.band.cards)
    assert "ポイント" in points
    assert "4,481,260 mile" in points
    assert "312 rows are outside the campaign's amount" in points
    assert "44,412 mile" in miles
    assert "All rows are within" in miles
    assert not page.import_button.isEnabled()
    assert page.row.reason.text() == "Choose the column of the miles to import"
    assert page.checks.badge.text == "1 to answer"
    shown = checks_shown(page.checks)
    assert shown["miles"].startswith("not known yet"), "what is not known is no zero"
    assert shown["column miles"].startswith("2 candidates")
    assert [heads(page.card)[at] for at in (4, 5)] == ["E Choose…", "F Choose…"]


def test_both_columns_in_doubt_wait_visibly(page: ImportPage) -> None:
    page.show_seen(Seen(purchases()))
    model = page.card.table.preview_model
    line = next(each for each in model.lines if each.kind is LineKind.ROW)
    asked = [each.number for each in model.filled() if model.is_asked(line, each)]
    assert asked == [5, 6]
    assert chooser(page.card, 6).property("state") == "asked"
    assert chooser(page.card, 6).accessibleDescription() == "Miles?"


def test_a_card_and_a_head_decide_the_same(page: ImportPage) -> None:
    found = decisions(page.card)
    page.show_seen(Seen(purchases()))
    page.card.band.cards[1].click()
    page.show_seen(Seen(purchases()))
    choose_role(page.card, 6, ColumnRole.MILES)
    assert [each.column(ColumnRole.MILES) for each in found] == [6, 6]


def test_after_the_answer_the_band_folds_away_and_the_button_names_the_rows(page: ImportPage) -> None:
    page.show_seen(Seen(purchases(Choices(roles=((ColumnRole.MILES, 6),)))))
    assert page.card.band.isHidden()
    assert page.import_button.isEnabled()
    assert page.import_button.text() == "Import 861 rows"
    assert page.row.reason.text().endswith("44,412 mile")
    assert page.checks.badge.text == "All checked"
    assert heads(page.card)[4:] == ["E Not sent", "F Miles"]


def test_limits_that_are_not_known_yet_are_not_called_kept(page: ImportPage) -> None:
    page.show_seen(Seen(purchases(outside=None)))
    names = " ".join(card.accessibleName() for card in page.card.band.cards)
    assert "Limits are checked once the campaign is chosen." in names
    assert "within" not in names


def test_without_candidates_the_heads_are_pointed_to(page: ImportPage) -> None:
    columns = [column(1, "甲", doubted=ColumnRole.MILES), column(2, "乙", doubted=ColumnRole.MILES)]
    page.show_seen(Seen(look(columns, [("甲", "乙"), ("1", "2")], Doubt(DoubtCause.NO_COLUMN, ColumnRole.MILES))))
    assert page.card.band.isVisible()
    assert page.card.band.cards == []
    assert "Choose in the head of the column" in page.card.band.why.text()
    assert checks_shown(page.checks)["column miles"] == "— Choose in the head of the column."


def test_many_candidates_stay_in_one_row_that_scrolls(view: BatchView, page: ImportPage) -> None:
    columns = [column(at, f"数{at}", doubted=ColumnRole.MILES) for at in range(1, 8)]
    candidates = [Candidate(at, ColumnRole.MILES, IssueSums(1, at)) for at in range(1, 8)]
    doubt = Doubt(DoubtCause.SEVERAL, ColumnRole.MILES, tuple(range(1, 8)))
    page.show_seen(Seen(look(columns, [("1",) * 7], doubt, header_record=0, candidates=candidates)))
    QApplication.processEvents()
    cards = page.card.band.cards
    assert len(cards) == 7
    assert len({card.y() for card in cards}) == 1
    assert page.card.band.height() < page.card.height() // 2, "the table stays in sight"


def test_two_answers_stand_below_each_other_where_they_do_not_fit(view: BatchView, page: ImportPage) -> None:
    page.show_seen(Seen(orders()))
    for width, rows in ((1200, 1), (640, 2), (1200, 1)):
        view.resize(width, 700)
        QApplication.processEvents()
        cards = page.card.band.cards
        assert len({card.y() for card in cards}) == rows
        assert all(card.width() >= card.minimumSizeHint().width() for card in cards), "no text is cut"


def test_keys_choose_a_card_and_reach_every_head(page: ImportPage, qtbot: QtBot) -> None:
    found = decisions(page.card)
    page.show_seen(Seen(purchases()))
    QApplication.processEvents()
    table = page.card.table
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    table.setCurrentIndex(table.preview_model.index(0, 1))
    qtbot.keyClick(table, Qt.Key.Key_Up)
    reached = []
    for _ in range(table.preview_model.columnCount() - 1):
        head = QApplication.focusWidget()
        assert head is not None
        reached.append(head.accessibleName())
        qtbot.keyClick(head, Qt.Key.Key_Right)
    assert reached[0] == "Column A 会員ID: Specified key"
    assert reached[-1] == "Column F マイル: Choose…"
    head = QApplication.focusWidget()
    assert head is not None
    qtbot.keyClick(head, Qt.Key.Key_Down)
    assert table.hasFocus(), "down to the cells again"
    assert found == [], "arrow keys change nothing"
    page.card.band.cards[1].setFocus()
    qtbot.keyClick(page.card.band.cards[1], Qt.Key.Key_Return)
    assert [each.column(ColumnRole.MILES) for each in found] == [6]


def test_tab_goes_through_the_page_in_reading_order(page: ImportPage, qtbot: QtBot) -> None:
    page.show_seen(Seen(purchases()))
    QApplication.processEvents()
    asked = [chooser(page.card, number) for number in (5, 6)]
    places = [
        *(page.card.band.cards[0], chooser(page.card, 1), *asked, page.card.table, page.campaign.search),
        *(page.checks.lines["encoding"].link, page.other_button, page.cancel_button),
    ]
    order = list(in_reading_order(page))
    assert [each for each in order if each in places] == places
    assert chooser(page.card, 2) not in order, "arrow keys lead there"


def test_hidden_rows_come_between_campaign_and_buttons(page: ImportPage, qtbot: QtBot) -> None:
    page.show_seen(Seen(visitors()))
    QApplication.processEvents()
    order = list(in_reading_order(page))
    at = [
        order.index(each)
        for each in (page.campaign.list, page.checks.hidden.cards[Inclusion.LEAVE_OUT], page.cancel_button)
    ]
    assert at == sorted(at)


def test_hidden_rows_are_asked_about_in_place(page: ImportPage) -> None:
    page.show_seen(Seen(visitors()))
    assert kinds(page).count(LineKind.HIDDEN_ASKED) == 2
    assert page.checks.hidden.isVisible()
    assert page.checks.hidden.figure.text() == "20 rows"
    leave_out, include = (page.checks.hidden.cards[each] for each in (Inclusion.LEAVE_OUT, Inclusion.INCLUDE))
    assert "104 rows 10,400 mile" in leave_out.accessibleName()
    assert "124 rows 12,400 mile" in include.accessibleName()
    assert not leave_out.isChecked()
    assert not include.isChecked()
    assert not page.import_button.isEnabled()
    assert page.row.reason.text() == "Leave out or include the hidden rows (20) to import"
    found = decisions(page.card)
    leave_out.click()
    assert [each.hidden for each in found] == [Inclusion.LEAVE_OUT]


def test_after_the_choice_counts_follow_and_it_can_be_changed(page: ImportPage) -> None:
    page.show_seen(Seen(visitors(Choices(hidden=Inclusion.LEAVE_OUT))))
    assert page.import_button.text() == "Import 104 rows"
    assert page.import_button.isEnabled()
    assert LineKind.HIDDEN_ASKED not in kinds(page)
    assert kinds(page).count(LineKind.HIDDEN_OUT) == 2
    assert page.checks.hidden.isVisible(), "the choice stays in sight"
    assert page.checks.hidden.cards[Inclusion.LEAVE_OUT].isChecked()
    assert checks_shown(page.checks)["miles"] == "10,400 mile the file's total of 12,400, less 20 rows"
    page.show_seen(Seen(visitors(Choices(hidden=Inclusion.INCLUDE))))
    assert page.import_button.text() == "Import 124 rows"
    assert checks_shown(page.checks)["miles"] == "12,400 mile equals the file's total in F128 (with hidden rows)"


HEADINGS = ("メールアドレス", "会員番号", "マイル数", "状態")


def file_with(path: Path, *rows: tuple[str, ...]) -> Path:
    return csv_file(path, list(rows), header=HEADINGS, encoding="cp932")


def test_rows_marked_as_cancelled_are_asked_about_and_the_answer_can_be_changed(
    view: BatchView, page: ImportPage, toolbox: Toolbox, tmp_path: Path
) -> None:
    states = ["確定", "ｷｬﾝｾﾙ", "確定", "返品済", ""]
    rows = [(*row, state) for row, state in zip(good_rows(5), states, strict=True)]
    view.start_import(file_with(tmp_path / "受注.csv", *rows), CAMPAIGN)
    settle(toolbox.tasks)
    band, model = page.card.band, page.card.table.preview_model
    assert band.question.text() == "Are rows marked as cancelled or excluded to be imported?"
    assert band.why.text() == "Column D 状態 says “ｷｬﾝｾﾙ”, “返品済”, in 2 rows, row 3 first."
    assert [card.isChecked() for card in band.cards] == [False, False]
    leave_out, include = (card.accessibleName() for card in band.cards)
    assert "3 rows" in leave_out
    assert "300 mile" in leave_out
    assert "5 rows" in include
    assert "500 mile" in include
    assert not page.import_button.isEnabled()
    assert page.row.reason.text() == "Leave out or include the marked rows to import"
    state = next(column for column in model.shown if column.heading == "状態")
    assert [model.is_asked(line, state) for line in model.lines] == [False, False, True, False, True, False]
    band.cards[0].click()
    settle(toolbox.tasks)
    assert not band.isVisible()
    assert page.import_button.isEnabled()
    assert [line.first for line in model.lines if line.kind is LineKind.LEFT_OUT] == [3, 5]
    assert checks_shown(page.checks)["marked"] == "2 rows ｷｬﾝｾﾙ, 返品済 · left out"
    page.card.table.follow(2)
    settle(toolbox.tasks)
    assert kinds(page)[2] is LineKind.PUT_BACK, "a single one can be meant all the same"
    assert page.import_button.text() == "Import 4 rows"
    page.checks.lines["marked"].link.click()
    settle(toolbox.tasks)
    assert page.import_button.text() == "Import 5 rows"
    assert checks_shown(page.checks)["marked"] == "1 row 返品済 · imported with all others"
    page.checks.lines["marked"].link.click()
    settle(toolbox.tasks)
    assert page.import_button.text() == "Import 4 rows"


def test_cells_that_a_comma_may_have_moved_are_asked_about(
    view: BatchView, page: ImportPage, toolbox: Toolbox, tmp_path: Path
) -> None:
    path = tmp_path / "自作.csv"
    lines = [",".join(HEADINGS), *(",".join(row) for row in good_rows(3)), "x@example.jp,K9,1,000"]
    path.write_text("\n".join(lines) + "\n", encoding="cp932")
    view.start_import(path, CAMPAIGN)
    settle(toolbox.tasks)
    band = page.card.band
    assert band.question.text() == "Has a comma moved the cells of some rows?"
    assert band.why.text().startswith("In row 5, and perhaps others, a number stands behind the miles.")
    assert not page.import_button.isEnabled()
    model = page.card.table.preview_model
    miles = next(column for column in model.shown if column.role is ColumnRole.MILES)
    assert [model.is_asked(line, miles) for line in model.lines] == [False, False, False, False, True]
    (as_it_is,) = band.cards
    assert "301 mile" in as_it_is.accessibleName()
    as_it_is.click()
    settle(toolbox.tasks)
    assert page.import_button.isEnabled()


def test_nothing_moves_when_a_question_is_answered(page: ImportPage) -> None:
    page.show_seen(Seen(visitors()))
    QApplication.processEvents()
    before = [each.geometry() for each in (page.card, page.side, page.row, page.checks.hidden)]
    button = page.import_button.mapTo(page, QPoint()).y()
    page.show_seen(Seen(visitors(Choices(hidden=Inclusion.LEAVE_OUT))))
    QApplication.processEvents()
    assert [each.geometry() for each in (page.card, page.side, page.row)] == before[:3]
    assert page.import_button.mapTo(page, QPoint()).y() == button


def test_beginning_and_end_are_shown_with_a_fold_between(page: ImportPage) -> None:
    page.show_seen(Seen(visitors(Choices(hidden=Inclusion.LEAVE_OUT))))
    lines = page.card.table.preview_model.lines
    fold = next(line for line in lines if line.kind is LineKind.FOLD)
    assert lines[0].first == 1
    assert lines[-1].first == 128
    assert [line.first for line in lines] == sorted(line.first for line in lines)
    assert sum(line.count for line in lines) == 128, "every record is in one line"
    assert fold.hidden == 18
    row = lines.index(fold)
    page.card.table.follow(row)
    opened = page.card.table.preview_model.lines
    assert LineKind.FOLD not in [line.kind for line in opened]
    assert sum(line.count for line in opened) == 128


def test_records_that_are_not_known_yet_are_loaded_in_place(page: ImportPage, toolbox: Toolbox) -> None:
    page.show_seen(Seen(purchases(Choices(roles=((ColumnRole.MILES, 6),)))))
    table = page.card.table
    table.follow(kinds(page).index(LineKind.FOLD))
    settle(toolbox.tasks)
    lines = table.preview_model.lines
    assert [line.first for line in lines] == list(range(1, 863))
    assert table.preview_model.cell(lines[500], table.preview_model.shown[0]) == "K00010501"


def test_records_above_the_table_and_totals_can_be_put_back(page: ImportPage, qtbot: QtBot) -> None:
    found = decisions(page.card)
    page.show_seen(Seen(visitors(Choices(hidden=Inclusion.INCLUDE))))
    table = page.card.table
    total = len(kinds(page)) - 1
    assert kinds(page)[total] is LineKind.LEFT_OUT
    assert shown_cell(page.card, total, 1) == "合計  12,400"
    assert table.preview_model.note(table.preview_model.lines[total]) == "a total, not imported"
    place = table.link_place(total).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert [each.put_back for each in found] == [(128,)]
    page.show_seen(Seen(visitors(found[-1])))
    assert kinds(page)[total] is LineKind.PUT_BACK
    table.setFocus()
    table.setCurrentIndex(table.preview_model.index(total, 1))
    qtbot.keyClick(table, Qt.Key.Key_Return)
    table.follow(0)
    assert [each.put_back for each in found[1:]] == [(), (1, 2)], "a title of two lines goes back as a whole"


def test_a_record_is_made_the_heading_by_mouse_or_keys(page: ImportPage) -> None:
    found = decisions(page.card)
    page.show_seen(Seen(visitors(Choices(hidden=Inclusion.INCLUDE))))
    table = page.card.table
    for text in ("Row 4 is the heading", "The table begins at row 4, without a heading", "There is no heading"):
        action = next(each for each in table.line_menu(2).actions() if each.text() == text)
        action.trigger()
    assert [(each.header, each.skip) for each in found] == [(True, 3), (False, 3), (False, 2)]


def test_a_key_taken_as_shown_says_what_the_workbook_keeps(page: ImportPage) -> None:
    model = page.card.table.preview_model
    shown = visitors(Choices(hidden=Inclusion.INCLUDE))
    facts = SheetFacts(shown=(ShownNumber(4, 1, "123", "000123"),), shown_cells=(3,))
    model.show_look(replace(shown, source=replace(shown.source, facts=facts)))
    row = next(at for at, line in enumerate(model.lines) if line.first == 4)
    tip = model.index(row, 1).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "Excel keeps 123, the sheet shows 000123"


def test_unsent_columns_fold_instead_of_a_sideways_bar(view: BatchView, page: ImportPage) -> None:
    view.resize(900, 600)
    page.show_seen(Seen(visitors(Choices(hidden=Inclusion.INCLUDE))))
    QApplication.processEvents()
    table = page.card.table
    assert [each.heading for each in table.preview_model.folded] == ["氏名", "来店日", "電話番号"]
    assert not table.horizontalScrollBar().isVisible()
    assert table.heads.more.isVisible()
    table.heads.more.click()
    assert table.preview_model.folded == []
    assert len(table.preview_model.shown) == 6


def test_twelve_lines_are_seen_at_every_text_size(view: BatchView, page: ImportPage, toolbox: Toolbox) -> None:
    try:
        for scale in (100, 150):
            toolbox.theme.use("light", scale)
            page.show_seen(Seen(visitors()))
            QApplication.processEvents()
            table = page.card.table
            whole = table.viewport().height() // table.verticalHeader().defaultSectionSize()
            assert whole >= 12, scale
            assert len(table.preview_model.lines) >= 12, scale
    finally:
        toolbox.theme.use("light", 100)


def test_nothing_of_an_earlier_file_stays_while_another_is_read(
    view: BatchView, page: ImportPage, toolbox: Toolbox, tmp_path: Path
) -> None:
    page.show_seen(Seen(visitors()))
    page.card.table.preview_model.open_fold(())
    page.card.table.scrollToBottom()
    view.start_import(csv_file(tmp_path / "次.csv", good_rows(2)), CAMPAIGN)
    assert page.card.table.preview_model.lines == []
    assert page.card.placeholder.isVisible()
    assert page.card.placeholder.title.text() == "次.csv"
    assert page.checks.hidden.isHidden()
    assert checks_shown(page.checks) == {}
    assert page.checks.badge.isHidden()
    assert page.card.sheets.count() == 0
    assert page.import_button.text() == "Import"
    assert not page.import_button.isEnabled()
    settle(toolbox.tasks)
    assert shown_cell(page.card, 0, 1) == "member00001@example.jp"
    assert page.card.table.verticalScrollBar().value() == 0
    (tmp_path / "壊れた.csv").write_bytes(b"")
    view.start_import(tmp_path / "壊れた.csv", CAMPAIGN)
    settle(toolbox.tasks)
    assert page.card.table.preview_model.lines == []
    assert page.card.placeholder.isVisible()
    assert checks_shown(page.checks) == {}


def test_the_primary_button_of_the_window_waits_with_the_page(view: BatchView, page: ImportPage, desk: Desk) -> None:
    page.show_seen(Seen(visitors()))
    primary = view.primary()
    assert primary is page.import_button
    primary.click()
    assert page.taking_in.task is None
    assert desk.batches.all() == []


@pytest.mark.parametrize("seen", [visitors(), purchases(), visitors(Choices(hidden=Inclusion.LEAVE_OUT))])
def test_the_model_is_sound_for_every_kind_of_line(
    page: ImportPage, seen: SourceLook, qtmodeltester: ModelTester
) -> None:
    page.show_seen(Seen(seen))
    qtmodeltester.check(page.card.table.preview_model)


def test_the_witness_of_each_column_is_said(page: ImportPage) -> None:
    columns = [
        column(1, "宛先", ColumnRole.ADDRESS, Witness.CELLS),
        column(2, "番号", ColumnRole.KEY, Witness.REMEMBERED),
        column(3, "数", ColumnRole.MILES, Witness.CHOSEN),
        column(4, "氏名"),
    ]
    page.show_seen(Seen(look(columns, [("宛先", "番号", "数", "氏名"), ("a@b.jp", "K1", "100", "甲")])))
    said = [chooser(page.card, number).accessibleDescription() for number in range(1, 5)]
    assert said == ["by its cells", "as last time", "chosen", "stays here"]


@pytest.mark.parametrize("scale", [100, 150])
@pytest.mark.parametrize("size", [(871, 372), (920, 460), (1240, 580)])
def test_everything_is_in_reach_in_small_windows(
    view: BatchView, page: ImportPage, toolbox: Toolbox, size: tuple[int, int], scale: int
) -> None:
    """The sizes are what the frame leaves of 911 x 512, 960 x 600 and 1280 x 720."""
    try:
        toolbox.theme.use("light", scale)
        view.resize(*size)
        for seen in (visitors(), purchases()):
            page.show_seen(Seen(seen))
            QApplication.processEvents()
            for button in (page.other_button, page.cancel_button, page.import_button):
                place = button.rect().translated(button.mapTo(view, QPoint()))
                assert view.rect().contains(place), "the row of buttons never leaves the window"
            scrolled = page.page.scrolling
            for part in (page.card.table, page.checks.badge):
                scrolled.ensureWidgetVisible(part)
                page.side.bring_into_sight(part)
                assert not part.visibleRegion().isEmpty()
    finally:
        toolbox.theme.use("light", 100)


def test_a_file_without_heading_points_to_the_heads(page: ImportPage) -> None:
    columns = [column(at, "") for at in range(1, 5)]
    wide = look(columns, [("a", "b", "c", "d")], Doubt(DoubtCause.WIDE), header_record=0)
    page.show_seen(Seen(wide))
    assert page.card.band.question.text() == "Which columns hold address, key and miles?"
    assert page.row.reason.text() == "Choose the columns in their heads to import"
    assert checks_shown(page.checks)["column wide"] == "— Which columns hold address, key and miles?"


def test_a_completed_list_is_said_to_be_issued_already(view: BatchView, toolbox: Toolbox, tmp_path: Path) -> None:
    row = ("member00201@example.jp", "G000201", "100", "2026-11-30 18:17:27", "2026-11-30", "01a2", "20261130-1", "1")
    view.start_import(csv_file(tmp_path / "完了.csv", [row], header=COMPLETED_HEADER), CAMPAIGN)
    settle(toolbox.tasks)
    page = view.beginnings.import_page
    assert page.import_button.isEnabled()
    assert checks_shown(page.checks)["issued"].startswith("1 row This is a completed list")


def test_keys_are_not_called_unique_before_all_columns_are_known(
    view: BatchView, page: ImportPage, toolbox: Toolbox, tmp_path: Path
) -> None:
    rows = [(address, key, str(800 + n), str(n)) for n, (address, key, _) in enumerate(good_rows(20), 1)]
    heading = ("メール", "会員番号", "ポイント", "マイル")
    view.start_import(csv_file(tmp_path / "お買上.csv", [*rows, rows[4]], header=heading), CAMPAIGN)
    settle(toolbox.tasks)
    assert checks_shown(page.checks)["keys"] == "21 repeats are looked for once all columns are chosen"
    choose_role(page.card, 4, ColumnRole.MILES)
    settle(toolbox.tasks)
    assert checks_shown(page.checks)["keys"] == "21 repeated: 2"


def test_points_stand_in_the_same_order_whatever_was_looked_at_before(page: ImportPage) -> None:
    columns = [column(at, "", samples=("a",)) for at in range(1, 4)]
    roles = (ColumnRole.ADDRESS, ColumnRole.KEY, ColumnRole.MILES)
    page.show_seen(Seen(look(columns, [("a", "b", "c")], *(Doubt(DoubtCause.NO_COLUMN, role) for role in roles))))
    QApplication.processEvents()
    tops = {key: line.y() for key, line in page.checks.lines.items() if line.isVisible()}
    assert sorted(tops, key=tops.__getitem__)[:5] == ["rows", *(f"column {role}" for role in roles), "miles"]


def test_the_chosen_campaign_is_in_sight(view: BatchView, page: ImportPage) -> None:
    campaigns = page.campaign.list
    index = campaigns.currentIndex()
    assert campaigns.campaigns.lines[index.row()].campaign.id == CAMPAIGN
    assert campaigns.viewport().rect().contains(campaigns.visualRect(index))
    page.campaign.start("")
    assert not campaigns.currentIndex().isValid()
    assert campaigns.verticalScrollBar().value() == 0


def test_a_long_name_pushes_nothing_out_of_the_window(
    view: BatchView, page: ImportPage, toolbox: Toolbox, tmp_path: Path
) -> None:
    view.resize(920, 460)
    view.start_import(csv_file(tmp_path / f"{'とても長い名前の名簿' * 8}.csv", good_rows(3)), CAMPAIGN)
    settle(toolbox.tasks)
    place = page.side.rect().translated(page.side.mapTo(view, QPoint()))
    assert page.card.name.isVisible()
    assert view.rect().contains(place)


def test_no_button_is_cut_where_there_is_little_room(toolbox: Toolbox, shown: Callable[[QWidget], QWidget]) -> None:
    left, right = [QPushButton("Choose another file"), QPushButton("Skip")], [QPushButton("Import 25,001 rows")]
    row = ActionRow(toolbox, left, right)
    row.reason.say("Choose the column of the miles to import", WAITS)
    shown(row)
    heights = {}
    for width in (900, 440, 900):
        row.setFixedWidth(width)
        QApplication.processEvents()
        QApplication.processEvents()
        reason = row.reason.rect().translated(row.reason.mapTo(row, QPoint()))
        assert row.reason.isVisible()
        for button in (*left, *right):
            assert button.width() >= button.sizeHint().width(), width
            assert row.rect().contains(button.geometry())
            assert not reason.intersects(button.geometry())
        heights[width] = row.height()
    assert heights[440] > heights[900], "the reason has a line of its own"


@pytest.mark.parametrize("scale", [100, 150])
def test_an_open_question_is_in_sight_when_it_takes_the_focus(
    view: BatchView, page: ImportPage, toolbox: Toolbox, scale: int
) -> None:
    try:
        toolbox.theme.use("light", scale)
        view.resize(1240, 580)
        QApplication.processEvents()
        page.show_seen(Seen(visitors()))
        page._go_to_next_step()
        QApplication.processEvents()
        card = page.checks.hidden.cards[Inclusion.INCLUDE]
        assert card.visibleRegion().boundingRect() == card.rect()
        page.show_seen(Seen(purchases()))
        page._go_to_next_step()
        QApplication.processEvents()
        question = page.card.band.question
        assert question.visibleRegion().boundingRect() == question.rect()
    finally:
        toolbox.theme.use("light", 100)


def test_the_outcome_of_a_choice_is_never_cut(view: BatchView, page: ImportPage) -> None:
    for width in (871, 920, 1240):
        view.resize(width, 600)
        page.show_seen(Seen(visitors()))
        QApplication.processEvents()
        for card in page.checks.hidden.cards.values():
            for label in (card.title, card.figure):
                assert label.width() >= label.sizeHint().width(), (width, label.text())
            assert card.minimumSizeHint().width() <= card.width()


def test_a_ring_is_round_at_every_text_size(toolbox: Toolbox) -> None:
    for scale in (90, 100, 125, 150):
        toolbox.theme.use("light", scale)
        sheet = toolbox.theme._style_sheet()
        size = int(sheet.split("QRadioButton::indicator { width: ")[1].split("px")[0])
        radius = int(sheet.split("QRadioButton::indicator { border-radius: ")[1].split("px")[0])
        assert size == toolbox.theme.pixels(16)
        assert 2 * radius <= size + 2, "Qt draws a square where the radius is larger than half the width"
    toolbox.theme.use("light", 100)


def test_a_column_that_is_not_to_be_sent_is_taken_for_nothing(
    view: BatchView, page: ImportPage, toolbox: Toolbox, tmp_path: Path
) -> None:
    heading = ("会員番号", "メール", "マイル", "ポイント数")
    rows = [(key, address, miles, "7") for address, key, miles in good_rows(9)]
    view.start_import(csv_file(tmp_path / "名簿.csv", rows, header=heading), CAMPAIGN)
    settle(toolbox.tasks)
    choose_role(page.card, 3, ColumnRole.MILES)
    settle(toolbox.tasks)
    assert page.import_button.isEnabled()
    choose_role(page.card, 3, None)
    settle(toolbox.tasks)
    assert heads(page.card)[2:] == ["C Not sent", "D Not sent"]
    assert page.row.reason.text() == "Choose the column of the miles to import"
    assert not page.import_button.isEnabled()
    choose_role(page.card, 3, ColumnRole.MILES)
    settle(toolbox.tasks)
    assert page.import_button.isEnabled()


def test_a_heading_below_rows_that_were_put_back_is_named_once(
    view: BatchView, page: ImportPage, toolbox: Toolbox, tmp_path: Path
) -> None:
    rows = [("お礼マイル", "", ""), ("メール", "会員番号", "マイル"), *good_rows(9)]
    view.start_import(csv_file(tmp_path / "名簿.csv", rows), CAMPAIGN)
    settle(toolbox.tasks)
    page.card.table.follow(0)
    settle(toolbox.tasks)
    assert checks_shown(page.checks)["rows"] == "10 rows without: heading"


def test_a_session_that_ended_is_asked_for_again_at_the_import(
    page: ImportPage, desk: Desk, toolbox: Toolbox, qtbot: QtBot
) -> None:
    desk.client.renew = None
    desk.client.sessions.sign_out()
    with qtbot.waitSignal(toolbox.navigation.session_lost):
        page.import_button.click()
    settle(toolbox.tasks)
    assert page.import_button.isEnabled(), "nothing of the file is lost"
