"""Workbooks as different programs write them: through XlsxWriter, as odd XML, as OpenDocument."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from random import Random
from typing import Any
from xml.sax.saxutils import escape

import xlsxwriter

from tests.support.sheets.cells import Cell, Meaning, Sheet
from tests.support.sheets.programs import Program

NUMBERS = frozenset(
    {Meaning.MILES, Meaning.MONEY, Meaning.OTHER_MILES, Meaning.COUNT, Meaning.SERIAL, Meaning.OTHER_ID}
)
"""Cells that a spreadsheet keeps as numbers."""

EXACT_DIGITS = 15

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def excel(sheet: Sheet, random: Random) -> bytes:
    """As Excel: numbers with formats, dates, hidden rows and columns, sometimes another sheet."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet("11月分")
        formats = {each: book.add_format({"num_format": each}) for each in ("#,##0", "yyyy/m/d", "00000000", "0")}
        keys_are_numbers = random.random() < 0.6
        for n, line in enumerate(sheet.lines):
            for at, cell in enumerate(line.cells):
                _write(page, n, at, cell, formats, keys_are_numbers)
        _hide(page, sheet)
        if random.random() < 0.2:
            other = book.add_worksheet("10月分")
            other.write_row(0, 0, ("メールアドレス", "指定キー", "マイル数"))
            other.write_row(1, 0, ("old@example.jp", "OLD1", 999))
    return out.getvalue()


def _write(page: Any, n: int, at: int, cell: Cell, formats: dict[str, Any], keys_are_numbers: bool) -> None:
    text, meaning = cell
    write = page.write_number
    if meaning in NUMBERS and text.isdecimal() and text.isascii() and str(int(text)) == text:
        write(n, at, int(text), formats["#,##0"] if meaning is Meaning.MONEY else None)
    elif meaning is Meaning.KEY and keys_are_numbers and text.isdecimal() and len(text) <= EXACT_DIGITS:
        write(n, at, int(text), formats["00000000"] if text[0] == "0" else formats["0"])
    elif meaning is Meaning.DATE and text.count("/") == 2:
        day = datetime.strptime(text, "%Y/%m/%d")
        page.write_datetime(n, at, day, formats["yyyy/m/d"])
    elif text:
        page.write_string(n, at, text)


def _hide(page: Any, sheet: Sheet) -> None:
    hidden = [n for n, line in enumerate(sheet.lines) if line.is_hidden]
    for n in hidden:
        page.set_row(n, None, None, {"hidden": True})
    if hidden and sheet.heading_at >= 0:
        at, width = sheet.heading_at, max(len(line.cells) for line in sheet.lines)
        page.autofilter(at, 0, len(sheet.lines) - 1, width - 1)
    for column in sheet.hidden_columns:
        page.set_column(column - 1, column - 1, None, None, {"hidden": True})


def _packed(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
        for name, text in parts.items():
            container.writestr(name, text)
    return out.getvalue()


def _xlsx(worksheet: str, prefix: str = "") -> bytes:
    tag = f"{prefix}:" if prefix else ""
    space = f"xmlns:{prefix}" if prefix else "xmlns"
    types = f"{_PACKAGE}/content-types"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return _packed(
        {
            "[Content_Types].xml": f'<Types xmlns="{types}"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
            f'Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<{tag}workbook {space}="{_MAIN}" xmlns:r="{_RELATIONS}"><{tag}sheets>'
            f'<{tag}sheet name="一覧" sheetId="1" r:id="r1"/></{tag}sheets></{tag}workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
            f'Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": worksheet,
        }
    )


def odd_xml(sheet: Sheet, random: Random) -> bytes:
    """As programs that write the XML themselves: prefixed names, no references, texts in their cells."""
    prefix = random.choice(("", "x"))
    has_references = random.random() < 0.5
    tag = f"{prefix}:" if prefix else ""
    space = f"xmlns:{prefix}" if prefix else "xmlns"
    rows = []
    for n, line in enumerate(sheet.lines, 1):
        cells = [
            _odd_cell(cell, f' r="{_letters(at)}{n}"' if has_references else "", tag)
            for at, cell in enumerate(line.cells)
        ]
        number = f' r="{n}"' if has_references else ""
        hidden = ' hidden="1"' if line.is_hidden else ""
        rows.append(f"<{tag}row{number}{hidden}>{''.join(cells)}</{tag}row>")
    data = f"<{tag}sheetData>{''.join(rows)}</{tag}sheetData>"
    return _xlsx(f'<{tag}worksheet {space}="{_MAIN}">{data}</{tag}worksheet>', prefix)


def _odd_cell(cell: Cell, place: str, tag: str) -> str:
    text, meaning = cell
    if not text:
        return f"<{tag}c{place}/>"
    if text.startswith("#") and text.isupper():
        return f'<{tag}c{place} t="e"><{tag}v>{escape(text)}</{tag}v></{tag}c>'
    if meaning in NUMBERS and text.isdecimal():
        return f"<{tag}c{place}><{tag}v>{text}</{tag}v></{tag}c>"
    inline = f'<{tag}is><{tag}t xml:space="preserve">{escape(text)}</{tag}t></{tag}is>'
    return f'<{tag}c{place} t="inlineStr">{inline}</{tag}c>'


def _letters(at: int) -> str:
    return (chr(ord("A") + at // 26 - 1) if at >= 26 else "") + chr(ord("A") + at % 26)


def open_document(sheet: Sheet, random: Random) -> bytes:
    """As LibreOffice: texts, numbers, repeated empty cells."""
    rows = []
    for line in sheet.lines:
        hidden = ' table:visibility="filter"' if line.is_hidden else ""
        cells = "".join(map(_ods_cell, line.cells)) or "<table:table-cell/>"
        rows.append(f"<table:table-row{hidden}>{cells}</table:table-row>")
    names = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="{names}:office:1.0" '
        f'xmlns:table="{names}:table:1.0" xmlns:text="{names}:text:1.0" office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="一覧">{"".join(rows)}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    manifest = f'<manifest:manifest xmlns:manifest="{names}:manifest:1.0"/>'
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return _packed({"mimetype": kind, "META-INF/manifest.xml": manifest, "content.xml": content})


def _ods_cell(cell: Cell) -> str:
    text, meaning = cell
    if not text:
        return "<table:table-cell/>"
    shown = "".join(f"<text:p>{_spaced(part)}</text:p>" for part in text.split("\n"))
    if meaning in NUMBERS and text.isdecimal():
        return f'<table:table-cell office:value-type="float" office:value="{text}">{shown}</table:table-cell>'
    return f'<table:table-cell office:value-type="string">{shown}</table:table-cell>'


def _spaced(text: str) -> str:
    """Return text as OpenDocument writes it, where a space at an end is an element."""
    inner = text.strip(" ")
    before = "<text:s/>" * (len(text) - len(text.lstrip(" ")))
    after = "<text:s/>" * (len(text) - len(text.rstrip(" "))) if inner else ""
    return before + escape(inner) + after


WORKBOOKS = (
    Program("Excel", excel, ".xlsx", "", is_workbook=True, shows_hidden=True),
    Program("odd XML", odd_xml, ".xlsx", "", is_workbook=True, shows_hidden=True),
    Program("LibreOffice", open_document, ".ods", "", is_workbook=True, shows_hidden=True),
)
