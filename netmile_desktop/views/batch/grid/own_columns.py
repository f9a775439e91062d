"""The clerk's own columns in the grid: which of them are shown, chosen from a menu and remembered on this machine."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import sha256

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QMenu, QWidget

from netmile_desktop.views.common.labels import ElidedLabel, IconButton
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats

LONGEST_HEADING = 30
"""Characters of a heading that are shown."""

_NAMED = 3
"""Shown columns that are named below the rows."""

_LEAST_HEIGHT = 240
"""Height of the rows with their filter from which on there is room for a line below them, at the usual text size."""


class OwnColumnChoice(QObject):
    """The button of the columns and its menu; each set of headings has a choice of its own."""

    changed = Signal()

    def __init__(self, toolbox: Toolbox, parent: QWidget) -> None:
        super().__init__(parent)
        self._memory, self._theme, self._panel = toolbox.memory, toolbox.theme, parent
        self._headings: Sequence[str] = ()
        self.shown: tuple[int, ...] = ()
        """Places of the shown columns among the own ones, in the order of the sheet."""
        self.button = IconButton(toolbox.theme, "columns", self.tr("Show columns of your own"), parent)
        self.button.hide()
        self.button.clicked.connect(self._on_clicked)
        self.line = ElidedLabel("muted", parent)
        """Says where the shown columns stay, where there is room below the rows."""
        parent.installEventFilter(self)

    def offer(self, headings: Sequence[str]) -> None:
        """Offer other columns, and show those that were shown the last time under the same headings."""
        self._headings = headings
        kept = self._memory.texts(self._key) if headings else []
        self.shown = tuple(sorted({int(each) for each in kept if each.isdigit() and int(each) < len(headings)}))
        self.button.setVisible(bool(headings))
        self._promise()

    def choose(self, shown: Sequence[int]) -> None:
        """Show these columns."""
        self.shown = tuple(sorted(set(shown)))
        self._memory.put(self._key, [str(each) for each in self.shown])
        self._promise()
        self.changed.emit()

    def menu(self) -> QMenu:
        """Return the menu: a line for each column, ticked if it is shown."""
        menu = QMenu(self.button)
        for at, heading in enumerate(self._headings):
            action = menu.addAction(short_heading(heading).replace("&", "&&"))
            action.setToolTip(heading)
            action.setCheckable(True)
            action.setChecked(at in self.shown)
            action.toggled.connect(lambda on, at=at: self._turn(at, on=on))
        menu.addSeparator()
        everything = menu.addAction(self.tr("Show all"))
        everything.setEnabled(len(self.shown) < len(self._headings))
        everything.triggered.connect(lambda: self.choose(range(len(self._headings))))
        nothing = menu.addAction(self.tr("Hide all"))
        nothing.setEnabled(bool(self.shown))
        nothing.triggered.connect(lambda: self.choose(()))
        return menu

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._panel and event.type() is QEvent.Type.Resize:
            self._show_line()
        return False

    def _promise(self) -> None:
        names = [short_heading(self._headings[at]) for at in self.shown]
        named = ", ".join(names[:_NAMED]) + (" …" if len(names) > _NAMED else "")
        told = self.tr("{}: only on this computer, never sent. Row numbers are those of your sheet.").format(named)
        self.line.setText(told if names else "")
        self.line.setToolTip(self.line.text())
        self._show_line()

    def _show_line(self) -> None:
        """In a low window every line is needed for the rows."""
        self.line.setVisible(bool(self.shown) and self._panel.height() >= self._theme.pixels(_LEAST_HEIGHT))

    def _turn(self, at: int, *, on: bool) -> None:
        self.choose([*self.shown, at] if on else [each for each in self.shown if each != at])

    @property
    def _key(self) -> str:
        # Headings may hold anything, line breaks included, and need not be written down.
        return f"own-columns/{sha256(json.dumps(list(self._headings)).encode()).hexdigest()[:24]}"

    @Slot()
    def _on_clicked(self) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.button.mapToGlobal(QPoint(0, self.button.height() + 2)))


def short_heading(heading: str) -> str:
    """Return a heading on one line and short enough for a column."""
    return formats.shorten(" ".join(heading.split()), LONGEST_HEADING)
