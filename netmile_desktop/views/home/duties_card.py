"""The list of what waits, the nearest last day first, with a button each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QWidget

from netmile_desktop.views.common.buttons import LinkButton, PlainButton
from netmile_desktop.views.common.labels import Badge, ElidedLabel, text_label
from netmile_desktop.views.common.layout.lengths import APART, PAGE_MARGIN, TIGHT
from netmile_desktop.views.common.panels import Card
from netmile_desktop.views.home.duties import Duties, Duty
from netmile_desktop.views.look.palette import Tone
from netmile_desktop.views.look.theme import Theme

SHOWN = 5
"""Duties that are shown at first."""


class DutiesCard(Card):
    """Rows are kept and filled again, so that the focus stays where it was when the list is loaded anew."""

    def __init__(self, theme: Theme, words: Duties, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._theme, self._words = theme, words
        self._rows: list[_Row] = []
        self._duties: Sequence[Duty] = ()
        self._is_open = False
        self.title.setText(self.tr("To do today"))
        self.count = text_label("", "muted")
        self.order = text_label(self.tr("By deadline"), "help")
        self.all_button = LinkButton("", theme, parent=self)
        self.deadlines_button = LinkButton("", theme, parent=self)
        self.nothing = text_label("", "muted", wrap=True)
        self.unsure = text_label("", "helpWarning", wrap=True)
        self.head.addWidget(self.title)
        self.head.addWidget(self.count)
        self.head.addStretch()
        self.head.addWidget(self.order)
        self.head.setSpacing(APART)
        self.head.addWidget(self.deadlines_button)
        self.head.addWidget(self.all_button)
        self.body.addLayout(self.head)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(PAGE_MARGIN)
        self._grid.setVerticalSpacing(TIGHT)
        self._grid.setColumnStretch(3, 1)
        self.body.addLayout(self._grid)
        self.body.addWidget(self.nothing)
        self.body.addWidget(self.unsure)
        self.all_button.clicked.connect(self._on_all)
        for widget in (self.order, self.all_button, self.deadlines_button, self.unsure):
            widget.hide()
        self.nothing.setText(self.tr("Looking…"))

    @property
    def duties(self) -> Sequence[Duty]:
        """All that waits, the nearest last day first."""
        return self._duties

    def first_button(self) -> QPushButton | None:
        """The button of the most urgent duty."""
        return self._rows[0].button if self._duties else None

    def button_of(self, key: str) -> QPushButton | None:
        """The button of the first duty of a kind that is shown."""
        shown = zip(self._rows, self._duties, strict=False)
        return next((row.button for row, duty in shown if duty.key == key and not row.button.isHidden()), None)

    def show_duties(self, duties: Sequence[Duty], unsure: str = "") -> None:
        """Show what waits.

        Args:
            unsure: What could not be looked at, in words; it is not shown as nothing.
        """
        self._duties = sorted(duties, key=lambda duty: duty.order)
        self.unsure.setText(unsure)
        self.unsure.setVisible(bool(unsure))
        self.nothing.setText(
            self.tr("Nothing to do today. Last days for cancelling and half-sent batches will be listed here.")
        )
        self._show()

    def show_deadlines(self, count: int) -> None:
        """Offer the list of all last days for cancelling."""
        self.deadlines_button.setText(self.tr("All last days for cancelling ({})").format(count))
        self.deadlines_button.setVisible(count > 1)

    @Slot()
    def _on_all(self) -> None:
        self._is_open = not self._is_open
        self._show()

    def _show(self) -> None:
        shown = self._duties if self._is_open else self._duties[:SHOWN]
        while len(self._rows) < len(shown):
            self._rows.append(_Row(self._theme, self._grid, len(self._rows), self))
        for row, duty in zip(self._rows, shown, strict=False):
            row.show_duty(duty, self._words.when(duty))
        for row in self._rows[len(shown) :]:
            row.hide()
        count = len(self._duties)
        self.count.setText(str(count) if count else "")
        self.order.setVisible(count > 1)
        self.nothing.setVisible(not count and self.unsure.isHidden())
        self.all_button.setVisible(count > SHOWN)
        self.all_button.setText(self.tr("Show fewer") if self._is_open else self.tr("Show all ({})").format(count))


class _Row:
    """The widgets of one duty, in the columns that all rows share."""

    def __init__(self, theme: Theme, grid: QGridLayout, at: int, card: DutiesCard) -> None:
        self._duty: Duty | None = None
        self._badge, self._day = Badge(theme, parent=card), text_label("", "help", card)
        self._when = QWidget(card)
        when = QHBoxLayout(self._when)
        when.setContentsMargins(0, 0, 0, 0)
        when.addWidget(self._badge)
        when.addWidget(self._day)
        when.addStretch()
        self._what, self._count = text_label("", "", card), text_label("", "strong", card)
        self._detail = ElidedLabel("muted", card)
        self.button = PlainButton("", parent=card)
        self.button.clicked.connect(self._on_clicked)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        self._widgets = (self._when, self._what, self._count, self._detail, self.button)
        for column, widget in enumerate(self._widgets):
            grid.addWidget(widget, at, column)
        self._count.setAlignment(right)
        grid.setHorizontalSpacing(APART)

    def show_duty(self, duty: Duty, when: str) -> None:
        """Show another duty."""
        self._duty = duty
        self._badge.setVisible(duty.is_urgent)
        self._day.setVisible(not duty.is_urgent)
        if duty.is_urgent:
            self._badge.show_state(when, Tone.ERROR if duty.is_overdue else Tone.WARNING, "clock")
        self._day.setText(when)
        self._what.setText(duty.what)
        self._count.setText(duty.count)
        self._detail.setText(duty.detail)
        self._detail.setToolTip(duty.detail)
        self.button.setText(duty.step)
        self.button.setAccessibleName(f"{duty.step}: {duty.what}")
        self.button.setAccessibleDescription(f"{when} · {duty.count} · {duty.detail}")
        for widget in self._widgets:
            widget.show()

    def hide(self) -> None:
        """Take the row out of sight."""
        for widget in self._widgets:
            widget.hide()

    def _on_clicked(self) -> None:
        if self._duty is not None:
            self._duty.follow()
