from __future__ import annotations

from pathlib import Path

import pytest

from netmile_desktop.domain.language import Language
from netmile_desktop.workspace.settings import ProgramSettings, load_settings, save_settings


def test_settings_outlive_the_program(tmp_path: Path) -> None:
    path = tmp_path / "config" / "settings.json"
    chosen = ProgramSettings(language=Language.ENGLISH, theme="dark", text_scale=125)
    save_settings(path, chosen)
    assert load_settings(path) == chosen


def test_a_new_machine_speaks_japanese(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "none.json") == ProgramSettings(Language.JAPANESE, "system", 100)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ProgramSettings()),
        ("[]", ProgramSettings()),
        ('{"theme": "dark"', ProgramSettings()),
        ('{"theme": "pink", "language": "en"}', ProgramSettings(language=Language.ENGLISH)),
        ('{"theme": ["dark"], "text_scale": 150, "language": ["en"]}', ProgramSettings(text_scale=150)),
        ('{"language": "fr", "text_scale": 1000, "theme": "light", "more": 1}', ProgramSettings(theme="light")),
    ],
)
def test_one_bad_word_costs_only_itself(tmp_path: Path, text: str, expected: ProgramSettings) -> None:
    path = tmp_path / "settings.json"
    path.write_text(text, encoding="utf-8")
    assert load_settings(path) == expected
