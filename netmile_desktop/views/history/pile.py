"""One of the groups into which a selection falls before anything happens: how much it is, and the button for it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QPushButton, QWidget

from netmile_desktop.domain import wire
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.panels import Card
from netmile_desktop.views.look import formats


class Pile(Card):
    """Title, rows and miles, a sentence, the deed if there is one."""

    def __init__(self, title: str, help_text: str, button: QPushButton | None = None, parent: QWidget | None = None):
        super().__init__(title, parent)
        self.figure = text_label("", "figure")
        self.miles = text_label("", "muted")
        self.help = text_label(help_text, "help", wrap=True)
        self.button = button
        self.body.addWidget(self.figure)
        self.body.addWidget(self.miles)
        self.body.addWidget(self.help)
        self.body.addStretch()
        if button is not None:
            self.body.addWidget(button)

    def show_rows(self, records: Sequence[wire.IssueRecord]) -> None:
        """Show how much there is of it."""
        miles = sum(record.miles for record in records)
        self.figure.setText(formats.counted(len(records), self.tr("{} issue"), self.tr("{} issues")))
        self.miles.setText(formats.miles(miles))
        self.setAccessibleName(f"{self.title.text()} {self.figure.text()} {self.miles.text()}")

    def show_help(self, text: str) -> None:
        """Say something else under the figures."""
        self.help.setText(text)
