"""The parts that pages are laid out with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDateEdit,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from netmile_desktop.views.common.buttons import (
    DangerButton,
    LinkButton,
    PlainButton,
    PrimaryButton,
    QuietButton,
    SegmentedFilter,
)
from netmile_desktop.views.common.code_help import CodeRow
from netmile_desktop.views.common.day_field import DayField
from netmile_desktop.views.common.form import Form
from netmile_desktop.views.common.labels import CodeChip
from netmile_desktop.views.common.layout.body import Body
from netmile_desktop.views.common.layout.choice_box import ChoiceBox
from netmile_desktop.views.common.layout.condition_bar import Condition, ConditionBar
from netmile_desktop.views.common.layout.lengths import NARROW_MARGIN, PAGE_MARGIN
from netmile_desktop.views.common.layout.turning_line import two_ends
from netmile_desktop.views.look.theme import CONTROL, Theme

Show = Callable[[QWidget], QWidget]


@pytest.mark.parametrize("scale", [90, 100, 110, 125, 150])
def test_all_controls_of_a_row_are_of_one_height(theme: Theme, shown: Show, scale: int) -> None:
    theme.use("light", scale)
    row = QWidget()
    box = QHBoxLayout(row)
    controls = [
        *(
            kind("発行", theme, "check", row)
            for kind in (PrimaryButton, PlainButton, DangerButton, LinkButton, QuietButton)
        ),
        *(kind(row) for kind in (QLineEdit, ChoiceBox, QSpinBox, QDateEdit, QTimeEdit)),
        DayField(theme, "Day", date(2026, 12, 1), row),
        SegmentedFilter([("all", "すべて")], row),
    ]
    for control in controls:
        box.addWidget(control)
    shown(row)
    assert {type(each).__name__: each.height() for each in controls} == {
        type(each).__name__: theme.pixels(CONTROL) for each in controls
    }


def test_a_list_opens_below_its_field_and_is_as_wide_as_its_words(theme: Theme, shown: Show) -> None:
    page = QWidget()
    box = ChoiceBox(page)
    box.addItems(["短い", "とても長い選択肢の言葉、項目より広い"])
    box.setCurrentIndex(1)
    box.setFixedWidth(80)
    shown(page)
    box.showPopup()
    QApplication.processEvents()
    choices = box.view()
    assert choices.mapToGlobal(QPoint(0, 0)).y() >= box.mapToGlobal(QPoint(0, box.height())).y()
    assert choices.viewport().width() >= choices.sizeHintForColumn(0)
    assert choices.sizeHintForRow(0) >= theme.pixels(28)
    box.hidePopup()


def filter_bar(theme: Theme) -> tuple[ConditionBar, QLineEdit]:
    fields = QWidget()
    row = QHBoxLayout(fields)
    key, miles = QLineEdit(fields), QLineEdit(fields)
    row.addWidget(key)
    row.addWidget(miles)
    conditions = [Condition(name, each, each.text, each.clear) for name, each in (("Key", key), ("Miles", miles))]
    bar = ConditionBar(theme, conditions, fields, [PrimaryButton("Search")])
    for each in (key, miles):
        each.textChanged.connect(bar.show_conditions)
    return bar, key


def test_a_condition_that_is_set_is_a_chip_and_is_lifted_there(theme: Theme, shown: Show) -> None:
    bar, key = filter_bar(theme)
    shown(bar)
    changed: list[bool] = []
    bar.changed.connect(lambda: changed.append(True))
    assert [chip.isVisible() for chip in bar.chips] == [False, False]
    key.setText("A-1")
    assert [chip.isVisible() for chip in bar.chips] == [True, False]
    assert bar.chips[0].accessibleName() == "Key A-1"
    bar.chips[0].close_button.click()
    assert (key.text(), changed) == ("", [True])
    assert not bar.chips[0].isVisible()


def test_a_chip_leads_to_its_field_and_escape_folds_the_fields(theme: Theme, shown: Show) -> None:
    bar, key = filter_bar(theme)
    shown(bar)
    key.setText("A-1")
    assert bar.is_folded
    QTest.mouseClick(bar.chips[0], Qt.MouseButton.LeftButton, pos=QPoint(4, 8))
    assert key.isVisible()
    assert key.hasFocus()
    assert bar.dismiss()
    assert not key.isVisible()
    assert bar.fold_button.hasFocus()
    assert not bar.dismiss()


def test_the_content_of_a_page_keeps_its_margins_and_greatest_width(theme: Theme, shown: Show) -> None:
    body = Body(theme, widest=600)
    content = QLabel("x")
    body.body.addWidget(content)
    shown(body)
    for width, left, wide in ((1_000, PAGE_MARGIN, 600), (560, NARROW_MARGIN, 560 - 2 * NARROW_MARGIN)):
        body.resize(width, 400)
        QApplication.processEvents()
        assert (content.x(), content.width()) == (left, wide)


def test_a_form_has_headings_and_counts_characters(shown: Show) -> None:
    form = Form()
    name, price = QLineEdit(form), QLineEdit(form)
    form.group("Basics")
    form.add("Name", name, "Up to 3 characters.")
    form.group("Reward")
    form.add("Price", price)
    form.count(name, 3)
    form.show_row(price, visible=False)
    shown(form)

    def said() -> dict[str, object]:
        return {each.text(): each.property("role") for each in form.findChildren(QLabel) if each.isVisible()}

    assert "Basics" in said()
    assert "Reward" not in said()
    name.setText("四文字超")
    assert said()["4 / 3"] == "helpError"
    name.setText("三文字")
    assert said()["3 / 3"] == "help"


def test_a_line_turns_where_its_parts_have_no_room_and_says_how_high_it_is(theme: Theme, shown: Show) -> None:
    words, button = QLabel("words " * 6), PlainButton("A button with words")
    line = two_ends((words,), (button,))
    around = QWidget()
    column = QVBoxLayout(around)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(line)
    column.addStretch()
    shown(around)
    around.resize(900, 200)
    QApplication.processEvents()
    beside = line.height()
    assert button.mapTo(around, QPoint(button.width(), 0)).x() == 900, "at the right end"
    around.resize(words.sizeHint().width() + 10, 200)
    QApplication.processEvents()
    top, below = (each.mapTo(around, QPoint()).y() for each in (words, button))
    assert below >= top + words.height()
    assert line.height() >= words.height() + button.height() > beside
    assert line.minimumSizeHint().height() == line.height()
    assert button.mapTo(around, QPoint(button.width(), 0)).x() == around.width()


def test_choices_that_wrap_are_never_pressed_together(theme: Theme, shown: Show) -> None:
    bar = SegmentedFilter([(str(at), f"Choice {at}") for at in range(5)], wraps=True)
    shown(bar)
    bar.resize(bar.button("0").sizeHint().width() * 2 + 10, 200)
    QApplication.processEvents()
    buttons = [bar.button(str(at)) for at in range(5)]
    assert all(each.width() == each.sizeHint().width() for each in buttons)
    assert len({each.y() for each in buttons}) == 3


def test_a_code_stands_on_the_first_line_of_its_words(theme: Theme, shown: Show) -> None:
    ticked = QCheckBox()
    row = CodeRow(theme, "19013", "long words " * 20, count="12", notes=(("a note", "help"),), before=ticked)
    shown(row)
    row.resize(300, 400)
    QApplication.processEvents()
    assert row.accessibleName().startswith("19013 long words")
    assert row.accessibleName().endswith("12\na note")
    chip = row.findChild(CodeChip)
    assert chip is not None
    first, note = (each for each in row.findChildren(QLabel) if each.wordWrap())
    line = first.fontMetrics().height()
    assert abs(chip.geometry().center().y() - (first.y() + line // 2)) <= 1
    assert first.height() > 2 * line
    assert (note.x(), note.y() >= first.geometry().bottom()) == (first.x(), True)
