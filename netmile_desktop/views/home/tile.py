"""A number that waits for the clerk and leads where it can be dealt with."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from netmile_desktop.views.common.labels import set_role, text_label
from netmile_desktop.views.look.palette import Tone
from netmile_desktop.views.look.theme import Theme


class HomeTile(QPushButton):
    """Name, number, next step. With nothing waiting it is quiet and cannot be pressed."""

    def __init__(self, theme: Theme, icon: str, name: str, tone: Tone, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._icon_name, self._tone, self._name = theme, icon, tone, name
        self._count = 0
        self.setProperty("kind", "tile")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._icon = QLabel(self)
        self._number = text_label("–", "figure", self)
        self._step = text_label("", "help", self)
        self._title = text_label(name, "muted", self)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        for label in (self._title, self._number, self._step):
            texts.addWidget(label)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(12)
        row.addLayout(texts, 1)
        row.addWidget(self._icon)
        theme.changed.connect(self._on_theme_changed)
        self.setEnabled(False)
        self._on_theme_changed()

    @property
    def count(self) -> int:
        return self._count

    def show_count(self, count: int, step: str) -> None:
        """Show how many wait and what a press leads to."""
        self._count = count
        self._number.setText(f"{count:,}" if count else self.tr("None"))
        set_role(self._number, "role", "figure" if count else "nothing")
        self._step.setText(f"{step} →" if count else " ")
        set_role(self._step, "role", "help")
        self.setEnabled(count > 0)
        self.setAccessibleName(f"{self._name} {self._number.text()}")
        self.setAccessibleDescription(step)
        self._on_theme_changed()

    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() in {QEvent.Type.Show, QEvent.Type.LayoutRequest}:
            # The style sheet gives every button a least height of one line, which goes before what it holds.
            self.setMinimumHeight(self._row.minimumSize().height())
        return handled

    def sizeHint(self) -> QSize:
        return self._row.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._row.minimumSize()

    @Slot()
    def _on_theme_changed(self) -> None:
        colour = self._theme.tone(self._tone)[0] if self._count else self._theme.colour("faint")
        size = self._theme.pixels(22)
        self._icon.setPixmap(self._theme.pixmap(self._icon_name, size, colour, self.devicePixelRatioF()))
