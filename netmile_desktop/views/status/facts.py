"""Facts about a registration as a list of names and values."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from netmile_desktop.domain import wire
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.look import formats
from netmile_desktop.views.messages import Texts

_NONE = "―"


class Facts(QWidget):
    """Two columns: the name, the value."""

    def __init__(self, words: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._values: dict[str, str] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)

    def value(self, name: str) -> str:
        """The value under a name."""
        return self._values[name]

    def show_processing(self, detail: wire.RegistrationDetail) -> None:
        """What became of it and when."""
        completed = formats.moment(detail.completed_at) if detail.completed_at else _NONE
        self._show(
            [
                (self.tr("Issue type"), self._words.type(detail.type)),
                (self.tr("Accepted at (JST)"), formats.moment(detail.accepted_at)),
                (self.tr("Completed at (JST)"), completed),
                (self.tr("Rows handed over"), formats.number(detail.rows)),
                (self.tr("Processed records"), formats.number(detail.records)),
                (self.tr("Error records"), formats.number(detail.errors)),
                (self.tr("Miles issued"), formats.miles(detail.miles_issued)),
                (self.tr("Sent by"), detail.actor or _NONE),
            ]
        )

    def show_settings(self, detail: wire.RegistrationDetail) -> None:
        """How it was issued, and which file."""
        transfer = f"{self._words.transfer(detail.transfer_after_days)} ({formats.day(detail.transfer_on)})"
        self._show(
            [
                (self.tr("Mode of issue"), self._words.mode(detail.mode)),
                (self.tr("Transfer setting"), transfer),
                (self.tr("Transfer mail"), self.tr("Sent") if detail.notify else self.tr("Not sent")),
                (self.tr("Text for the transfer mail"), detail.message or _NONE),
                (self.tr("File"), detail.file_name or _NONE),
                (self.tr("SHA-256 of the file"), f"{detail.digest[:16]}…" if detail.digest else _NONE),
            ]
        )

    def _show(self, facts: Sequence[tuple[str, str]]) -> None:
        same = list(self._values) == [name for name, _ in facts]
        self._values = dict(facts)
        for row, (name, value) in enumerate(facts):
            if not same:
                label = text_label(name, "label")
                self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
                self._grid.addWidget(text_label("", wrap=True), row, 1)
            item = self._grid.itemAtPosition(row, 1)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.setProperty("text", value)
                widget.setAccessibleName(f"{name} {value}")
