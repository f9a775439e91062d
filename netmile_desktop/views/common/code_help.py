"""A code beside its words, and links from a code to its help text (guide L765-796)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from netmile_desktop.views.common.labels import CodeChip, IconButton, text_label
from netmile_desktop.views.common.layout.lengths import NEAR, TIGHT
from netmile_desktop.views.look.theme import Theme
from netmile_desktop.views.navigation import Navigation


def code_action(code: str, navigation: Navigation) -> tuple[str, Callable[[], None]]:
    """Return an action that opens the help of a code, for a notice."""
    return _about(code), partial(navigation.help_chosen.emit, f"codes#{code}")


class CodeHelpButton(IconButton):
    """The help button beside a code."""

    def __init__(self, theme: Theme, code: str, navigation: Navigation) -> None:
        super().__init__(theme, "help", _about(code), size=16)
        self.clicked.connect(partial(navigation.help_chosen.emit, f"codes#{code}"))


class CodeRow(QWidget):
    """A code, what it says, its help, how many it concerns; below, what more is to be said, indented to the words.

    All that stands on the first line stands on one line, however many lines the words take.
    """

    def __init__(
        self,
        theme: Theme,
        code: str,
        words: str,
        navigation: Navigation | None = None,
        *,
        count: QWidget | str = "",
        notes: tuple[tuple[str, str], ...] = (),
        before: QWidget | None = None,
        is_warning: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Build the row.

        Args:
            navigation: Opens the help; without it there is no button for it.
            count: A figure, or a widget in its place.
            notes: Texts below the words, each with its role.
            before: A widget before the code, such as a box to tick.
        """
        super().__init__(parent)
        self._theme = theme
        self.help_button = CodeHelpButton(theme, code, navigation) if navigation is not None else None
        self._first: list[tuple[QVBoxLayout, QWidget]] = []
        figure = (text_label(count, "strong") if count else None) if isinstance(count, str) else count
        chip = CodeChip(theme, code, is_warning=is_warning)
        text = text_label(words, wrap=True)
        first = QHBoxLayout()
        first.setSpacing(NEAR)
        for widget in filter(None, (text, self.help_button, figure)):
            first.addLayout(self._lowered(widget), int(widget is text))
        column = QVBoxLayout()
        column.setSpacing(TIGHT)
        column.addLayout(first)
        for note, role in notes:
            column.addWidget(text_label(note, role, wrap=True))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(NEAR)
        for widget in filter(None, (before, chip)):
            row.addLayout(self._lowered(widget))
        row.addLayout(column, 1)
        said = f"{code} {words} {count if isinstance(count, str) else ''}".rstrip()
        self.setAccessibleName("\n".join([said, *(note for note, _ in notes)]))
        theme.changed.connect(self._level)
        self._level()

    def _lowered(self, widget: QWidget) -> QVBoxLayout:
        column = QVBoxLayout()
        column.addWidget(widget)
        column.addStretch()
        self._first.append((column, widget))
        return column

    @Slot()
    def _level(self) -> None:
        """Put the middles of all first lines on one height."""
        line = self._theme.metrics().height()
        heights = [
            widget.sizeHint().height() if isinstance(widget, CodeChip | IconButton) else line
            for _, widget in self._first
        ]
        for (column, _), height in zip(self._first, heights, strict=True):
            column.setContentsMargins(0, (max(heights) - height) // 2, 0, 0)


def _about(code: str) -> str:
    return QCoreApplication.translate("CodeHelp", "About {}").format(code)
