"""The head of a page: the way back, its title, facts, and what can be done with the whole of it."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from netmile_desktop.views.common.flow import FlowLayout
from netmile_desktop.views.common.labels import IconButton, text_label
from netmile_desktop.views.common.layout.lengths import NEAR
from netmile_desktop.views.common.layout.turning_line import TurningLine
from netmile_desktop.views.look.theme import CONTROL, Theme


class PageHead(QWidget):
    """One line; in a narrow window, or with large text, the actions go below the title."""

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None, *, back: str = "") -> None:
        """`back` is the name of the button that leads back; without it there is none."""
        super().__init__(parent)
        self.back_button = IconButton(theme, "chevron-left", back, self)
        self.back_button.setVisible(bool(back))
        self.title = text_label(title, "title", self)
        self.title.setVisible(bool(title))
        words, actions = QWidget(self), QWidget(self)
        self._facts = FlowLayout(words, gap=NEAR, line_gap=0, centred=True)
        self._facts.addWidget(self.back_button)
        self._facts.addWidget(self.title)
        self._actions = FlowLayout(actions, gap=NEAR, line_gap=NEAR, centred=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(TurningLine(words, actions, self))
        self.setMinimumHeight(theme.pixels(CONTROL))

    def add_fact(self, fact: QWidget) -> None:
        """Put a fact behind the title."""
        self._facts.addWidget(fact)

    def add_actions(self, *actions: QWidget) -> None:
        """Put controls at the right."""
        for action in actions:
            self._actions.addWidget(action)
