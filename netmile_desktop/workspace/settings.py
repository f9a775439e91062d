"""How a clerk likes the program on this machine.

Read with the library's `json`, as the profiles are: both are needed to show the window, and `msgspec`, which
everything else is read with, takes longer to load than to show the half of it.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from netmile_desktop.domain.words.language import Language
from netmile_desktop.workspace.files import replace_file

THEMES = ("light", "dark", "system")
TEXT_SCALES = (90, 100, 110, 125, 150)
"""Percent."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Kept in one small file that staff may edit by hand."""

    language: Language = Language.JAPANESE
    theme: str = "system"
    """One of THEMES."""
    text_scale: int = 100
    """One of TEXT_SCALES."""


def load_settings(path: Path) -> Settings:
    """What was saved. What is missing or cannot be understood is as on a new machine."""
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return Settings()
    return _understood(found) if isinstance(found, dict) else Settings()


def save_settings(path: Path, settings: Settings) -> None:
    """Write them down. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, json.dumps(asdict(settings), indent=2).encode())


def _understood(found: dict[str, object]) -> Settings:
    """Each value by itself, so that one bad word does not cost all the others."""
    settings = Settings()
    language = found.get("language")
    if isinstance(language, str) and language in list(Language):
        settings = replace(settings, language=Language(language))
    if (theme := found.get("theme")) in THEMES:
        settings = replace(settings, theme=str(theme))
    if (scale := found.get("text_scale")) in TEXT_SCALES:
        settings = replace(settings, text_scale=TEXT_SCALES[TEXT_SCALES.index(scale)])
    return settings
