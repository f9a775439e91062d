"""スターターキット: sample files that come with the program, for those who begin (guide L431, L488)."""

from __future__ import annotations

from pathlib import Path

from netmile_desktop.paths import resources
from netmile_desktop.workspace.files import free_place, replace_file, unwritable


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
            target = free_place(folder / sample.name, content)
            if not target.exists():
                replace_file(target, content)
        except OSError as error:
            raise unwritable(error, folder) from error
        saved.append(target)
    return saved
