"""スターターキット: sample files that come with the program, for those who begin (guide L431, L488)."""

from __future__ import annotations

from pathlib import Path

from netmile_desktop.paths import resources
from netmile_desktop.workspace.files import replace_file, unwritable


def save_starter_kit(folder: Path) -> list[Path]:
    """Copy the sample files into a folder, which is made if need be; needs no portal.

    A file that is there already stays as it is: it may hold somebody's work. The copy then has a number.

    Raises:
        FileUnwritable: where nothing can be written there.
        WorkspaceUnusable: DISK_FULL.
    """
    saved = []
    for sample in sorted((resources() / "samples").iterdir()):
        content = sample.read_bytes()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            target = _free_place(folder / sample.name, content)
            if not target.exists():
                replace_file(target, content)
        except OSError as error:
            raise unwritable(error, folder) from error
        saved.append(target)
    return saved


def _free_place(wanted: Path, content: bytes) -> Path:
    """The wanted place, unless another file is there."""
    place, number = wanted, 1
    while place.exists() and not (place.is_file() and place.read_bytes() == content):
        number += 1
        place = wanted.with_name(f"{wanted.stem} ({number}){wanted.suffix}")
    return place
