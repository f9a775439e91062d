"""スターターキット: sample files for beginners that come with the program (guide L431, L488)."""

from __future__ import annotations

from pathlib import Path

from netmile_desktop.paths import resources
from netmile_desktop.workspace.store.atomic_files import free_place, replace_file, unwritable


def save_starter_kit(folder: Path) -> list[Path]:
    """Copy the sample files into a folder and return their paths; needs no portal. A missing folder is made.

    An existing file with other content stays as it is, because it may hold a user's work; the copy then gets a
    number.

    Raises:
        FileUnwritable: nothing can be written there.
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
