"""The starter kit needs no portal, and never writes over anybody's work."""

import os
from pathlib import Path

import pytest

from netmile_desktop.domain.failures import FileUnwritable
from netmile_desktop.domain.rows.rows import Recipe
from netmile_desktop.paths import resources
from netmile_desktop.workspace.sources.source import load_source
from netmile_desktop.workspace.sources.starter_kit import save_starter_kit


def test_every_sample_is_copied_and_can_be_imported(tmp_path: Path) -> None:
    saved = save_starter_kit(tmp_path / "new" / "folder")
    assert [path.name for path in saved] == sorted(path.name for path in (resources() / "samples").iterdir())
    tables = [path for path in saved if path.suffix == ".csv"]
    assert len(tables) >= 2
    for table in tables:
        assert load_source(table).read(Recipe()).rows


def test_saving_again_changes_nothing_and_work_stays(tmp_path: Path) -> None:
    first = save_starter_kit(tmp_path)
    assert save_starter_kit(tmp_path) == first
    first[0].write_text("my own", encoding="utf-8")
    again = save_starter_kit(tmp_path)
    assert first[0].read_text(encoding="utf-8") == "my own"
    assert again[0] == first[0].with_name(f"{first[0].stem} (2){first[0].suffix}")
    assert again[1:] == first[1:]


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="a Unix matter")
def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(FileUnwritable):
        save_starter_kit(tmp_path / "file")
    with pytest.raises(FileUnwritable):
        save_starter_kit(tmp_path / "file" / "below")
