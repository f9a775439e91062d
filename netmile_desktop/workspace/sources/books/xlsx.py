"""Workbooks of the .xlsx kind: values by the fast reader, all else from the markup."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from typing import TYPE_CHECKING

from netmile_desktop.lazy_imports import import_lazily
from netmile_desktop.workspace.sources.books.calamine_cells import cells_of
from netmile_desktop.workspace.sources.books.damage import kinds_of_damage
from netmile_desktop.workspace.sources.books.grid import SheetGrid
from netmile_desktop.workspace.sources.books.markup import elements, is_wide, local, parser
from netmile_desktop.workspace.sources.books.numbers import BUILT_IN
from netmile_desktop.workspace.sources.books.packages import Package, SheetPart, packed, workbook_of
from netmile_desktop.workspace.sources.books.sheet_markup import SheetLook, filled_rows, look_at

if TYPE_CHECKING:
    from netmile_desktop.workspace.sources.books.number_formats import NumberFormat, special
else:
    special = import_lazily("netmile_desktop.workspace.sources.books.number_formats", "special")

_COUNTED_BYTES = 30 * 1024**2
"""Bytes of other sheets, unpacked, whose filled rows are counted; of larger ones the number stays unknown."""

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGES = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_USUAL = {
    "workbook": "xl/workbook.xml",
    "sheet": "xl/worksheets/sheet1.xml",
    "styles": "xl/styles.xml",
    "sharedStrings": "xl/sharedStrings.xml",
}
"""Names by which the reader of cells finds the parts that it needs."""

_NEUTRAL = b"#N/A"


class XlsxBook:
    """An .xlsx or .xlsm workbook."""

    def __init__(self, data: bytes, package: Package) -> None:
        self._data = data
        self._package = package

    @cached_property
    def _workbook(self) -> tuple[dict[str, SheetPart], bool]:
        workbook = workbook_of(self._package)
        return {sheet.name: sheet for sheet in workbook.sheets}, workbook.counts_from_1904

    @property
    def names(self) -> tuple[str, ...]:
        """The visible sheets, in the order of their tabs."""
        return tuple(sheet.name for sheet in self._workbook[0].values() if sheet.is_visible)

    def grid(self, name: str) -> SheetGrid:
        """Return the cells of a sheet.

        Raises:
            KeyError: there is no such sheet.
            calamine.CalamineError, expat.ExpatError and others: it is damaged.
        """
        sheet = self._workbook[0][name]
        with ThreadPoolExecutor(1) as beside:
            # The reader works in native code, so the markup is looked at meanwhile.
            reading = beside.submit(cells_of, self._data, name) if self._is_usual(sheet.part) else None
            xml = self._package.xml(sheet.part)
            look = look_at(xml, self._formats)
            look.aspect.is_filtered |= self._has_filtered_table(sheet)
        failed = reading is None or reading.exception() is not None
        if reading is None or failed or look.misread:
            rows = cells_of(self._rebuilt(xml, look), "S")
        else:
            rows = reading.result()
        return SheetGrid(rows, look.aspect)

    def filled_rows(self, names: Iterable[str]) -> Mapping[str, int | None]:
        """Return the number of filled rows of sheets; None where that is not known or not worth the time."""
        return {name: self._counted(self._workbook[0][name].part) for name in names}

    def _counted(self, part: str) -> int | None:
        try:
            if part not in self._package.container or self._package.container.size(part) > _COUNTED_BYTES:
                return None
            return filled_rows(self._package.xml(part))
        except kinds_of_damage():  # of another sheet than the one that is read
            return None

    @cached_property
    def _parts(self) -> dict[str, str]:
        return {
            "workbook": self._package.workbook,
            "styles": self._package.part_of("styles", "styles.xml"),
            "sharedStrings": self._package.part_of("sharedStrings", "sharedStrings.xml"),
        }

    def _is_usual(self, sheet: str) -> bool:
        """Return whether the reader of cells finds all parts by itself, and in an encoding that it reads."""
        container = self._package.container
        return all(
            not part or container.written(part) == _USUAL[role] for role, part in self._parts.items()
        ) and not any(is_wide(container.begins(part)) for part in (sheet, *self._parts.values()) if part in container)

    @cached_property
    def _formats(self) -> dict[int, NumberFormat]:
        return special_formats(self._package.xml(self._parts["styles"]))

    def _has_filtered_table(self, sheet: SheetPart) -> bool:
        return any(
            tag == "autoFilter"
            for kind, part in self._package.relations(sheet.part).values()
            if kind == "table"
            for tag, _ in elements(self._package.xml(part))
        )

    def _rebuilt(self, xml: bytes, look: SheetLook) -> bytes:
        """Return a book of one sheet with the usual names, without the values at which the reader gives up."""
        pieces: list[bytes] = []
        at = 0
        for begin, end in look.misread:
            pieces += [xml[at:begin], _NEUTRAL]
            at = end
        date_system = "1" if self._workbook[1] else "0"
        parts = {
            "_rels/.rels": _relations([("officeDocument", _USUAL["workbook"])]),
            "xl/_rels/workbook.xml.rels": _relations(
                (kind, posixpath.relpath(_USUAL[role], "xl"))
                for role, kind in (("sheet", "worksheet"), ("styles", "styles"), ("sharedStrings", "sharedStrings"))
            ),
            _USUAL["workbook"]: (
                f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><workbookPr date1904="{date_system}"/>'
                '<sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>'
            ).encode(),
            _USUAL["sheet"]: b"".join([*pieces, xml[at:]]),
        }
        for role in ("styles", "sharedStrings"):
            if part := self._parts[role]:
                parts[_USUAL[role]] = self._package.xml(part)
        return packed(parts)


def special_formats(styles: bytes) -> dict[int, NumberFormat]:
    """Return the formats that may show more than the number, by the index of the style; raises as `parser` says."""
    if not styles:
        return {}
    codes = dict(BUILT_IN)
    used: list[int] = []
    inside = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal inside
        tag = local(name)
        if tag == "numFmt" and "numFmtId" in attributes:
            codes.setdefault(int(attributes["numFmtId"]), attributes.get("formatCode", ""))
        elif tag == "cellXfs":
            inside = True
        elif tag == "xf" and inside:
            used.append(int(attributes.get("numFmtId", 0)))

    def end(name: str) -> None:
        nonlocal inside
        if local(name) == "cellXfs":
            inside = False

    parser(start, end).Parse(styles, True)
    spelled = {style: codes[number] for style, number in enumerate(used) if number in codes}
    return special(spelled) if spelled else {}


def _relations(targets: Iterable[tuple[str, str]]) -> bytes:
    each = (
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGES}">{"".join(each)}</Relationships>'.encode()
