"""Show one sheet, its truth and how it is read: `python -m tests.support.sheets SEED`."""

from __future__ import annotations

import sys

from tests.support.sheets.grading import graded
from tests.support.sheets.making import Made, made
from tests.support.sheets.readers import by_place, loaded


def _shown(sheet: Made) -> str:
    """Return the file as text, as well as it can be shown."""
    data = loaded(sheet).data if sheet.is_workbook else sheet.data
    encoding = "utf-16" if b"\0" in data[:200] else "utf-8"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return data.decode("cp932", "replace")


def main() -> None:
    """Print everything about the sheets of some seeds."""
    for seed in map(int, sys.argv[1:]):
        sheet = made(seed)
        print(f"--- {sheet.name}: {', '.join(sheet.tags)}; {sheet.truth.certainty.name}, {dict(sheet.truth.roles)}")
        for number, line in enumerate(_shown(sheet).splitlines(), 1):
            print(f"{number:4} {line!r}")
        for row in sheet.truth.rows:
            print(f"true {row.record}: {row.meant if row.is_good else row}")
        print("by place:", graded(sheet, by_place))


if __name__ == "__main__":
    main()
