"""Show one sheet, its truth and how it is read: `python -m tests.support.sheets SEED`."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import mkdtemp

from netmile_desktop.domain.tables.table import NO_CHOICES
from tests.support.sheets.grading import graded
from tests.support.sheets.large import large
from tests.support.sheets.making import Made, made
from tests.support.sheets.readers import by_decisions, loaded, quickly

LINES = 60
"""Lines that are shown of each file."""


def _as_text(sheet: Made) -> str:
    """Return the file as text, as well as it can be shown."""
    data = loaded(sheet).data if sheet.is_workbook else sheet.data
    encoding = "utf-16" if b"\0" in data[:200] else "utf-8"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return data.decode("cp932", "replace")


def _show(sheet: Made, folder: Path) -> None:
    """Print everything about a sheet, and leave the file in the folder."""
    (folder / sheet.name).write_bytes(sheet.data)
    print(f"--- {folder / sheet.name}: {', '.join(sheet.tags)}")
    print(f"{sheet.truth.certainty.name}, columns {list(sheet.truth.roles.values())}, {sheet.truth.mode}")
    for number, line in enumerate(_as_text(sheet).splitlines()[:LINES], 1):
        print(f"{number:4} {line!r}")
    for row in sheet.truth.rows[:LINES]:
        print(f"true {row.record}: {','.join(row.meant)}", "" if row.is_good else f"(damaged: {','.join(row.shown)!r})")
    reader = by_decisions(quickly(folder))
    read = reader(sheet, NO_CHOICES)
    for each in read.rows[:LINES]:
        print(f"read {each.record}: {each.address},{each.key},{each.miles}")
    print(read.refusal, *read.doubts, sep="\n")
    print(graded(sheet, reader))


def main() -> None:
    """Show the sheets of some seeds; `large3` is the third large one."""
    folder = Path(mkdtemp(prefix="sheets"))
    for name in sys.argv[1:]:
        sheet = large(int(name.removeprefix("large"))) if name.startswith("large") else made(int(name))
        _show(sheet, folder)


if __name__ == "__main__":
    main()
