"""A clerk's preferences on this machine.

They are read with the standard library's `json`, like the profiles: both are needed to show the window, and loading
`msgspec`, which reads everything else, would take longer than showing half of the window.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from netmile_desktop.domain.language import Language
from netmile_desktop.workspace.store.atomic_files import replace_file

THEMES = ("light", "dark", "system")
TEXT_SCALES = (90, 100, 110, 125, 150)
"""Sizes of text to choose from, in percent."""


@dataclass(frozen=True, slots=True)
class ProgramSettings:
    """The preferences, kept in one small file that staff may edit by hand."""

    language: Language = Language.JAPANESE
    theme: str = "system"
    """One of THEMES."""
    text_scale: int = 100
    """One of TEXT_SCALES."""


def load_settings(path: Path) -> ProgramSettings:
    """Return the saved settings; missing or invalid ones are as on a new machine."""
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return ProgramSettings()
    return _understood(found) if isinstance(found, dict) else ProgramSettings()


def save_settings(path: Path, settings: ProgramSettings) -> None:
    """Save settings. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, json.dumps(asdict(settings), indent=2).encode())


def _understood(found: dict[str, object]) -> ProgramSettings:
    """Read each value by itself, so that one invalid value does not lose all the others."""
    settings = ProgramSettings()
    language = found.get("language")
    if isinstance(language, str) and language in list(Language):
        settings = replace(settings, language=Language(language))
    if (theme := found.get("theme")) in THEMES:
        settings = replace(settings, theme=str(theme))
    if (scale := found.get("text_scale")) in TEXT_SCALES:
        settings = replace(settings, text_scale=TEXT_SCALES[TEXT_SCALES.index(scale)])
    return settings
