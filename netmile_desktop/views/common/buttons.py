"""Buttons by weight: at most one primary button on a screen, the others quiet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLayout, QPushButton, QSizePolicy, QWidget

from netmile_desktop.lazy_imports import import_lazily
from netmile_desktop.views.look.theme import Theme

if TYPE_CHECKING:
    from netmile_desktop.views.common.flow import FlowLayout
else:
    FlowLayout = import_lazily("netmile_desktop.views.common.flow", "FlowLayout")

_GAP = 6
"""Pixels between choices."""
_MORE_GAP = 3
"""Pixels between icon and words, in addition to the 4 of Qt: the icon is drawn at the left of a wider one."""


class _Button(QPushButton):
    kind = ""
    icon_colour = "text"

    def __init__(self, text: str, theme: Theme | None = None, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._theme, self._icon = theme, icon
        self.setProperty("kind", self.kind)
        self.setAutoDefault(False)
        if theme is not None and icon:
            theme.changed.connect(self._on_theme_changed)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show other words; a button without any is as wide as its icon needs."""
        super().setText(text)
        if bool(self.property("bare")) != (not text):
            self.setProperty("bare", not text)
            self.style().unpolish(self)
            self.style().polish(self)
        self._on_theme_changed()

    def show_icon(self, icon: str) -> None:
        """Show another icon; only of a button that has one."""
        self._icon = icon
        self._on_theme_changed()

    @Slot()
    def _on_theme_changed(self) -> None:
        if self._theme is not None and self._icon:
            pixels = self._theme.pixels(16)
            self.setIcon(self._theme.icon(self._icon, self.icon_colour))
            gap = self._theme.pixels(_MORE_GAP) if self.text() else 0
            self.setIconSize(QSize(pixels + gap, pixels))


class PrimaryButton(_Button):
    """The one obvious next step of a screen; Ctrl+Enter presses it."""

    kind = "primary"
    icon_colour = "on_accent"


class PlainButton(_Button):
    """A button for any other action."""


class DangerButton(_Button):
    """A button that leads to the confirmation of an action that cannot be undone."""

    kind = "danger"
    icon_colour = "error"


class LinkButton(_Button):
    """A button that leads to another place."""

    kind = "link"
    icon_colour = "accent"

    def __init__(self, text: str, theme: Theme | None = None, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, theme, icon, parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)


class QuietButton(_Button):
    """A button in a bar, without a border until it is needed."""

    kind = "quiet"


class _Segment(QPushButton):
    """One choice, wide enough for its text while it is selected, which is then bold."""

    def sizeHint(self) -> QSize:
        bold = self.font()
        bold.setWeight(QFont.Weight.DemiBold)
        more = QFontMetrics(bold).horizontalAdvance(self.text()) - self.fontMetrics().horizontalAdvance(self.text())
        return super().sizeHint() + QSize(max(more, 0), 0)


class SegmentedFilter(QWidget):
    """A row of choices, one of which is selected, each with its count: 「すべて 25,001」「エラー 612」."""

    chosen = Signal(str)

    def __init__(
        self, choices: Sequence[tuple[str, str]], parent: QWidget | None = None, *, wraps: bool = False
    ) -> None:
        """`choices` are pairs of key and text; the first one is selected. With `wraps` they may take several lines."""
        super().__init__(parent)
        self._texts = dict(choices)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        row: QLayout = FlowLayout(self, gap=_GAP, line_gap=_GAP) if wraps else QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        for key, text in choices:
            button = _Segment(text, self)
            button.setProperty("kind", "segment")
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setProperty("key", key)
            self._group.addButton(button)
            self._buttons[key] = button
            row.addWidget(button)
        if not wraps:
            self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._buttons[choices[0][0]].setChecked(True)
        self._group.buttonClicked.connect(self._on_clicked)

    @property
    def key(self) -> str:
        """The key of the selected choice."""
        return next(key for key, button in self._buttons.items() if button.isChecked())

    def choose(self, key: str) -> None:
        """Select a choice without emitting a signal."""
        self._buttons[key].setChecked(True)

    def show_count(self, key: str, count: int) -> None:
        """Show a count after the text of a choice."""
        self._buttons[key].setText(f"{self._texts[key]} {count:,}")

    def button(self, key: str) -> QPushButton:
        """Return the button of a choice."""
        return self._buttons[key]

    @Slot(object)
    def _on_clicked(self, button: QPushButton) -> None:
        self.chosen.emit(str(button.property("key")))
