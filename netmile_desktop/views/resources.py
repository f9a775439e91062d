"""Where icons, the style sheet and translations lie: in a checkout, an installed package or a frozen program."""

from __future__ import annotations

from functools import cache
from pathlib import Path


def resource(name: str) -> Path:
    """The path of a file or folder under `resources/`, named with forward slashes."""
    return _root() / name


@cache
def _root() -> Path:
    package = Path(__file__).resolve().parent.parent
    installed = package / "_resources"
    return installed if installed.is_dir() else package.parent / "resources"
