"""What the steps of `screenshots.py` are handed to take their pictures with."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtWidgets import QWidget


class Picture(Protocol):
    """Takes a picture of the window, or of a dialog over it."""

    def __call__(self, name: str, of: QWidget | None = None) -> None: ...
