"""Files dropped on the window. They are read, never taken away: a source that moves its file must not do so here."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from PySide6.QtCore import QByteArray, QEvent, QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from netmile_desktop.names import legible

_DRAGGED = frozenset({QEvent.Type.DragEnter, QEvent.Type.DragMove})


class DropTarget(QObject):
    """Takes files dropped on a widget, and says what will happen while they are dragged over it."""

    dropped = Signal(list)
    """Paths, at least one."""

    def __init__(self, widget: QWidget, hint: str) -> None:
        super().__init__(widget)
        self._widget, self._hint = widget, hint
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    @cached_property
    def hint(self) -> DropHint:
        """What is shown while files are dragged over the widget; made when that first happens."""
        return DropHint(self._hint, self._widget)

    def rest_words(self, paths: Sequence[Path]) -> str:
        """Say which of several files was taken, if only the first could be; "" for a single one."""
        if len(paths) == 1:
            return ""
        said = self.tr("Only “{}” was imported. Files that were not: {}. Import them one at a time.")
        return said.format(legible(paths[0].name), len(paths) - 1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _DRAGGED and isinstance(event, QDropEvent):
            self.hint.setVisible(_is_taken(event))
            return True
        if event.type() == QEvent.Type.DragLeave:
            self.hint.hide()
        elif event.type() == QEvent.Type.Drop and isinstance(event, QDropEvent):
            self.hint.hide()
            if _is_taken(event):
                self.dropped.emit(_files(event))
            return True
        return super().eventFilter(watched, event)


class DropHint(QFrame):
    """A line in the middle of a widget, which no mouse notices."""

    def __init__(self, text: str, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self.setObjectName("dropHint")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.label = QLabel(text, self)
        self.label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(32, 24, 32, 24)
        row.addWidget(self.label)
        self.hide()

    def setVisible(self, visible: bool) -> None:
        if visible and not self.isVisible():
            place = self._widget.rect()
            self.label.setWordWrap(self.label.sizeHint().width() > place.width() - 128)
            self.adjustSize()
            self.move(place.center() - self.rect().center())
            self.raise_()
        super().setVisible(visible)


def local_file(url: QUrl) -> Path:
    """Return the file of a local address by its real name, which need not be text; Qt itself changes such a name."""
    path = url.toLocalFile()
    if os.name == "posix" and "\ufffd" in path and not url.host():
        encoded = url.path(QUrl.ComponentFormattingOption.FullyEncoded).encode()
        return Path(os.fsdecode(bytes(QByteArray.fromPercentEncoding(QByteArray(encoded)).data())))
    return Path(path)


def _files(event: QDropEvent) -> list[Path]:
    return [local_file(url) for url in event.mimeData().urls() if url.isLocalFile()]


def _is_taken(event: QDropEvent) -> bool:
    """Accept what brings files and offers a copy of them, as a copy; ignore everything else."""
    is_taken = bool(event.possibleActions() & Qt.DropAction.CopyAction) and bool(_files(event))
    if is_taken:
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
    else:
        event.ignore()
    return is_taken
