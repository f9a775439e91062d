"""How a clerk likes the program on this machine."""

from __future__ import annotations

from pathlib import Path

import msgspec

from netmile_desktop.domain.words.language import Language
from netmile_desktop.workspace.files import replace_file

THEMES = ("light", "dark", "system")
TEXT_SCALES = (90, 100, 110, 125, 150)
"""Percent."""


class Settings(msgspec.Struct, frozen=True):
    """Kept in one small file that staff may edit by hand."""

    language: Language = Language.JAPANESE
    theme: str = "system"
    """One of THEMES."""
    text_scale: int = 100
    """One of TEXT_SCALES."""


def load_settings(path: Path) -> Settings:
    """What was saved. What is missing or cannot be understood is as on a new machine."""
    try:
        found = msgspec.json.decode(path.read_bytes())
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return Settings()
    return _understood(found) if isinstance(found, dict) else Settings()


def save_settings(path: Path, settings: Settings) -> None:
    """Write them down. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, msgspec.json.format(msgspec.json.encode(settings)))


def _understood(found: dict[str, object]) -> Settings:
    """Each value by itself, so that one bad word does not cost all the others."""
    settings = Settings()
    language = found.get("language")
    if isinstance(language, str) and language in list(Language):
        settings = msgspec.structs.replace(settings, language=Language(language))
    if found.get("theme") in THEMES:
        settings = msgspec.structs.replace(settings, theme=found["theme"])
    if found.get("text_scale") in TEXT_SCALES:
        settings = msgspec.structs.replace(settings, text_scale=found["text_scale"])
    return settings
