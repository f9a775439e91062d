from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCalendarWidget, QComboBox, QLabel, QLineEdit, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from netmile_desktop.views.common.buttons import SegmentedFilter
from netmile_desktop.views.common.day_field import DayField, read_day
from netmile_desktop.views.common.flow import EqualShares, FlowLayout
from netmile_desktop.views.common.form import Form
from netmile_desktop.views.common.labels import Badge, CopyableId, LongLabel
from netmile_desktop.views.common.layouts import take_out
from netmile_desktop.views.common.notices import Notice, NoticeBar
from netmile_desktop.views.common.panels import EmptyState
from netmile_desktop.views.common.tables.pager import Pager
from netmile_desktop.views.look.palette import Tone
from netmile_desktop.views.look.theme import Theme
from tests.support.window import only_child

TODAY = date(2026, 11, 21)
Show = Callable[[QWidget], QWidget]


class TestPager:
    @pytest.fixture
    def pager(self, theme: Theme, shown: Show) -> Pager:
        pager = Pager(theme)
        shown(pager)
        pager.show_page(2, 50, 312)
        return pager

    @pytest.fixture
    def asked(self, pager: Pager) -> list[tuple[int, int]]:
        asked: list[tuple[int, int]] = []
        pager.asked.connect(lambda page, size: asked.append((page, size)))
        return asked

    def test_says_where_the_list_stands(self, pager: Pager) -> None:
        assert pager.pages == 7
        assert pager.summary() == "51–100 of 312"
        pager.show_page(7, 50, 312)
        assert pager.summary() == "301–312 of 312"
        pager.show_page(1, 50, 0)
        assert pager.summary() == "0 results"
        pager.show_page(1, 50, 1)
        assert pager.summary() == "1 result"
        assert pager.pages == 1

    def test_is_there_for_several_pages_only(self, pager: Pager) -> None:
        def seen() -> list[str]:
            return [each.text() for each in pager.findChildren(QLabel) if each.isVisible()]

        assert seen() == ["51–100 of 312", "/ 7 pages"]
        assert only_child(pager, QLineEdit).isVisible()
        pager.show_page(1, 50, 12)
        assert seen() == ["12 results"]
        assert not only_child(pager, QLineEdit).isVisible()
        assert not any(button.isVisible() for button in pager.findChildren(QToolButton))
        assert only_child(pager, QComboBox).isVisible(), "or who chose long pages could not go back to short ones"
        pager.show_page(1, 50, 10)
        assert not only_child(pager, QComboBox).isVisible()

    def test_asks_for_pages(self, pager: Pager, asked: list[tuple[int, int]], qtbot: QtBot) -> None:
        for button in pager.findChildren(QToolButton):
            button.click()
        assert asked == [(1, 50), (1, 50), (3, 50), (7, 50)]

    @pytest.mark.parametrize(("typed", "page"), [("5", 5), ("５", 5), ("99", 7), ("0", 1)])
    def test_jumps_to_a_page(
        self, pager: Pager, asked: list[tuple[int, int]], qtbot: QtBot, typed: str, page: int
    ) -> None:
        number = only_child(pager, QLineEdit)
        number.setText(typed)
        qtbot.keyClick(number, Qt.Key.Key_Return)
        assert asked == [(page, 50)]
        assert number.text() == str(page)

    def test_offers_the_four_sizes_of_a_page_and_begins_with_fifty(
        self, pager: Pager, asked: list[tuple[int, int]], theme: Theme
    ) -> None:
        sizes = only_child(pager, QComboBox)
        assert [sizes.itemData(at) for at in range(sizes.count())] == [10, 20, 50, 100]
        assert only_child(Pager(theme), QComboBox).currentData() == 50
        sizes.setCurrentIndex(3)
        sizes.activated.emit(3)
        assert asked == [(1, 100)]

    def test_nonsense_goes_nowhere(self, pager: Pager, asked: list[tuple[int, int]], qtbot: QtBot) -> None:
        number = only_child(pager, QLineEdit)
        number.setText("abc")
        qtbot.keyClick(number, Qt.Key.Key_Return)
        assert not asked
        assert number.text() == "2"


class TestDays:
    @pytest.mark.parametrize(
        "typed",
        ["2026/11/21", "2026-11-21", "2026.11.21", "20261121", "2026年11月21日", "２０２６／１１／２１", " 11/21 "],
    )
    def test_are_read_as_staff_type_them(self, typed: str) -> None:
        assert read_day(typed, TODAY) == TODAY

    @pytest.mark.parametrize("typed", ["2026/2/30", "2026", "tomorrow", "2026/13/1", "1/1/1/1"])
    def test_what_is_no_day_is_refused(self, typed: str) -> None:
        with pytest.raises(ValueError, match=r".*"):
            read_day(typed, TODAY)

    def test_a_field_may_be_empty_and_shows_what_is_wrong(self, theme: Theme, shown: Show, qtbot: QtBot) -> None:
        field = DayField(theme, "From", TODAY)
        shown(field)
        accepted: list[int] = []
        field.accepted.connect(lambda: accepted.append(1))
        assert (field.is_valid, field.day()) == (True, None)
        field.edit.setText("31/31")
        qtbot.keyClick(field.edit, Qt.Key.Key_Return)
        assert not field.is_valid
        assert field.edit.property("bad")
        assert not accepted
        field.edit.setText("11/3")
        qtbot.keyClick(field.edit, Qt.Key.Key_Return)
        assert field.day() == date(2026, 11, 3)
        assert field.edit.text() == "2026/11/03"
        assert accepted == [1]
        assert not field.edit.property("bad")

    def test_a_day_is_picked_from_the_calendar(self, theme: Theme, shown: Show, qtbot: QtBot) -> None:
        field = DayField(theme, "From", TODAY)
        shown(field)
        field.edit.actions()[0].trigger()
        calendar = only_child(field, QCalendarWidget)
        assert calendar.selectedDate() == QDate(2026, 11, 21)
        calendar.clicked.emit(QDate(2026, 12, 24))
        assert field.day() == date(2026, 12, 24)


class TestNotices:
    def test_a_later_one_takes_the_place_of_its_key(self, theme: Theme, shown: Show) -> None:
        bar = NoticeBar(theme)
        shown(bar)
        bar.show_notice(Notice("no line", "warning", "load"))
        bar.show_notice(Notice("still no line", "warning", "load"))
        bar.show_notice(Notice("saved", "success"))
        assert [notice.text for notice in bar.notices()] == ["still no line", "saved"]
        bar.drop("load")
        assert [notice.text for notice in bar.notices()] == ["saved"]
        bar.clear()
        assert bar.isHidden()

    def test_an_action_is_done_once_and_the_notice_goes(self, theme: Theme, shown: Show) -> None:
        bar = NoticeBar(theme)
        shown(bar)
        done: list[int] = []
        bar.show_notice(Notice("no line", "warning", "load", (("Try again", lambda: done.append(1)),)))
        next(button for button in bar.findChildren(QPushButton) if button.text() == "Try again").click()
        assert done == [1]
        assert not bar.notices()

    def test_details_are_copied_for_the_support(self, theme: Theme, shown: Show) -> None:
        bar = NoticeBar(theme)
        shown(bar)
        bar.show_notice(Notice("no line", details="Unreachable('x')"))
        next(b for b in bar.findChildren(QToolButton) if b.accessibleName() == "Copy details").click()
        assert QGuiApplication.clipboard().text() == "no line\nUnreachable('x')"


def test_an_id_is_copied(theme: Theme, shown: Show) -> None:
    label = CopyableId(theme, "Copy the ID", "C-1024")
    shown(label)
    only_child(label, QToolButton).click()
    assert QGuiApplication.clipboard().text() == "C-1024"


def test_a_long_word_is_wrapped_and_copied_as_it_was_given(theme: Theme, shown: Show, qtbot: QtBot) -> None:
    address = f"https://shop.example.jp/?{'a' * 400}"
    label = LongLabel(address)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
    shown(label)
    assert label.text() == address
    assert label.minimumSizeHint().width() < 200
    label.setFocus()
    qtbot.keyClick(label, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(label, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == address
    QGuiApplication.clipboard().clear()
    copy, copy_all = label.menu().actions()
    copy.trigger()
    assert QGuiApplication.clipboard().text() == address
    label.setSelection(0, 8)
    copy.trigger()
    assert QGuiApplication.clipboard().text() == address[:8]
    copy_all.trigger()
    assert QGuiApplication.clipboard().text() == address
    untouched = LongLabel(address)
    assert not untouched.menu().actions()[0].isEnabled(), "nothing is selected"


def test_a_heading_wraps_only_where_there_is_no_room(theme: Theme, shown: Show) -> None:
    name = "春の大感謝祭ポイントキャンペーン" * 4
    one_line = LongLabel("春の祭", "heading", prefers_one_line=True).sizeHint()
    heading = LongLabel(name, "heading", prefers_one_line=True)
    assert heading.sizeHint().width() > 700
    assert heading.sizeHint().height() == one_line.height()
    assert heading.minimumSizeHint().width() < 200
    assert heading.heightForWidth(300) > 2 * one_line.height()


def test_a_badge_has_room_for_its_words(theme: Theme, shown: Show) -> None:
    badge = Badge(theme, "a", Tone.SUCCESS, "check")
    shown(badge)
    narrow = badge.sizeHint().width()
    badge.show_state("much longer", Tone.ERROR, "close")
    assert badge.sizeHint().width() > narrow
    assert badge.accessibleName() == "much longer"


def test_a_segmented_filter_has_one_choice(theme: Theme, shown: Show) -> None:
    choices = SegmentedFilter([("all", "All"), ("errors", "Errors")])
    shown(choices)
    chosen: list[str] = []
    choices.chosen.connect(chosen.append)
    assert choices.key == "all"
    choices.button("errors").click()
    choices.show_count("errors", 1612)
    assert (choices.key, chosen) == ("errors", ["errors"])
    assert choices.button("errors").text() == "Errors 1,612"
    choices.choose("all")
    assert chosen == ["errors"], "told only what the user did"


def test_an_empty_state_names_the_next_step(theme: Theme, shown: Show) -> None:
    empty = EmptyState(theme, "inbox", "Nothing yet", "Take a file in", "Choose a file")
    shown(empty)
    asked: list[int] = []
    empty.asked.connect(lambda: asked.append(1))
    empty.button.click()
    assert asked == [1]


def test_a_form_tells_faults_under_the_field(theme: Theme, shown: Show) -> None:
    form, edit = Form(), QLineEdit()
    form.add("&Name", edit, "As you call it")
    shown(form)
    assert edit.accessibleName() == "Name"
    form.fault(edit, "Enter a name.")
    assert edit.property("bad")
    assert "Enter a name." in [label.text() for label in form.findChildren(QLabel) if label.isVisible()]
    form.clear_faults()
    assert not edit.property("bad")
    assert "Enter a name." not in [label.text() for label in form.findChildren(QLabel) if label.isVisible()]


def test_a_flow_goes_on_in_the_next_line(shown: Show) -> None:
    holder = QWidget()
    flow = FlowLayout(holder, gap=10, line_gap=5)
    boxes = [QWidget() for _ in range(3)]
    for box in boxes:
        box.setFixedSize(100, 20)
        flow.addWidget(box)
    shown(holder)
    assert flow.heightForWidth(400) == 20
    assert flow.heightForWidth(250) == 45
    assert flow.heightForWidth(120) == 70
    boxes[0].hide()
    assert flow.heightForWidth(120) == 45
    boxes[1].setFixedSize(100, 30)
    assert flow.heightForWidth(120) == 55
    take_out(boxes[2])
    assert flow.heightForWidth(120) == 30
    boxes[0].show()
    assert flow.heightForWidth(250) == 30


def test_cards_stand_below_each_other_where_the_width_is_not_enough(qtbot: QtBot) -> None:
    cards = [QLabel("x" * 20) for _ in range(3)]
    row = EqualShares(cards)
    qtbot.addWidget(row)
    row.resize(1_000, 100)
    row.show()
    assert len({card.y() for card in cards}) == 1
    row.resize(cards[0].minimumSizeHint().width() + 10, 300)
    qtbot.waitUntil(lambda: len({card.y() for card in cards}) == 3)
    assert len({card.x() for card in cards}) == 1
    assert row.minimumSizeHint().width() <= row.width()
