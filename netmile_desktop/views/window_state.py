"""What the window remembers between two starts: its place, tabs, splitters, column widths, folders.

An ini file at a path we name, nothing in the registry. Every entry carries the number of its shape;
one of another shape is dropped instead of being forced onto columns that are not there any more.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QHeaderView, QSplitter

SHAPE = 1

ROWS = "rows"
"""The name under which the height of the rows of tables is remembered."""


class WindowState:
    """Small things kept in an ini file. Junk in it is as good as nothing."""

    def __init__(self, path: Path) -> None:
        self._settings = QSettings(str(path), QSettings.Format.IniFormat)

    def text(self, key: str, default: str = "") -> str:
        """A remembered text."""
        return str(self._settings.value(_key(key), default, type=str))

    def number(self, key: str, default: int = 0) -> int:
        """A remembered whole number."""
        text = self.text(key)
        return int(text) if text.lstrip("-").isdigit() else default

    def texts(self, key: str) -> list[str]:
        """A remembered list of texts without line breaks."""
        return [line for line in self.text(key).split("\n") if line]

    def put(self, key: str, value: str | int | list[str]) -> None:
        """Remember a text, a number or a list of texts."""
        self._settings.setValue(_key(key), "\n".join(value) if isinstance(value, list) else str(value))

    def bytes(self, key: str) -> QByteArray:
        """A state Qt made."""
        value = self._settings.value(_key(key))
        return value if isinstance(value, QByteArray) else QByteArray()

    def put_bytes(self, key: str, value: QByteArray) -> None:
        """Remember a state Qt made."""
        self._settings.setValue(_key(key), value)

    def folder(self, purpose: str) -> Path:
        """The folder last used for a purpose (`"import"`, `"save"`), else the home folder."""
        folder = Path(self.text(f"folder/{purpose}"))
        return folder if folder.is_absolute() and folder.is_dir() else Path.home()

    def put_folder(self, purpose: str, file: Path) -> None:
        """Remember where a file was chosen."""
        self.put(f"folder/{purpose}", str(file.parent))

    def widths(self, name: str) -> dict[str, int]:
        """The widths that a person gave to columns of a table, by key, as they would be at a text scale of 100 percent."""
        pairs = (pair.rpartition("=")[::2] for pair in self.texts(f"columns/{name}"))
        return {key: int(width) for key, width in pairs if key and width.isdigit() and int(width)}

    def put_widths(self, name: str, widths: dict[str, int]) -> None:
        """Remember the widths that a person gave to columns of a table."""
        self.put(f"columns/{name}", [f"{key}={width}" for key, width in widths.items()])

    def keep_widths(self, name: str, header: QHeaderView, keys: list[str], scale: int = 100) -> None:
        """Restore a table's column widths, and remember every change.

        `keys` name the columns, "" one that takes the room that is left. Widths are kept as they would be
        at a text scale of 100 percent.
        """
        saved = self.widths(name)
        for at, key in enumerate(keys):
            if key and key in saved:
                header.resizeSection(at, round(saved[key] * scale / 100))

        def remember(changed: int) -> None:
            # A column that is hidden is told as one of no width; it keeps the width it had.
            if changed < len(keys) and keys[changed] and header.sectionSize(changed):
                saved[keys[changed]] = round(header.sectionSize(changed) * 100 / scale)
                self.put_widths(name, saved)

        header.sectionResized.connect(lambda changed, *_: remember(changed))

    def keep_splitter(self, name: str, splitter: QSplitter) -> bool:
        """Restore a splitter, and remember every change; return whether there was anything to restore."""
        is_restored = splitter.restoreState(self.bytes(f"splitters/{name}"))
        splitter.splitterMoved.connect(lambda *_: self.put_bytes(f"splitters/{name}", splitter.saveState()))
        return is_restored

    def save(self) -> None:
        """Write to disk now."""
        self._settings.sync()


def _key(key: str) -> str:
    return f"v{SHAPE}/{key}"
