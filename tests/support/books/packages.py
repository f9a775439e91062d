"""Workbooks in zip files: .xlsx with markup as given, .xlsb, and tables of OpenDocument."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Mapping, Sequence
from xml.sax.saxutils import quoteattr

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_PACKAGES = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_ODF = "".join(
    f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text", "style")
)
_CALC = ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'

USUAL = (
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/worksheets/sheet{}.xml",
    "xl/styles.xml",
    "xl/sharedStrings.xml",
)
AT_THE_ROOT = ("workbook.xml", "_rels/workbook.xml.rels", "sheet{}.xml", "styles.xml", "strings.xml")


def zipped(parts: Mapping[str, str | bytes], packed: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip file of parts, in this order, with their names just as given."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packed) as container:
        for name, data in parts.items():
            info = zipfile.ZipInfo("x")
            info.filename = name  # the constructor would change backslashes on Windows
            info.compress_type = packed
            container.writestr(info, data)
    return out.getvalue()


def text_cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def number_cell(place: str, number: object, style: int = 0) -> str:
    return f'<c r="{place}"' + (f' s="{style}"' if style else "") + f"><v>{number}</v></c>"


def rows_of(*rows: str, first: int = 1) -> str:
    """Rows of cells as markup, counted from `first`."""
    return "".join(f'<row r="{n}">{cells}</row>' for n, cells in enumerate(rows, first))


def sheet(rows: str, before: str = "", after: str = "", namespace: str = MAIN) -> str:
    """The part of one sheet."""
    return f'<worksheet xmlns="{namespace}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def styles(*formats: str, namespace: str = MAIN) -> str:
    """Styles whose index n, from 1, has the nth number format."""
    spelled = "".join(f'<numFmt numFmtId="{164 + n}" formatCode={quoteattr(each)}/>' for n, each in enumerate(formats))
    used = "".join(f'<xf numFmtId="{164 + n}"/>' for n in range(len(formats)))
    # The formats of named styles, which no cell has.
    named = '<cellStyleXfs><xf numFmtId="164"/><xf numFmtId="164"/></cellStyleXfs>'
    return (
        f'<styleSheet xmlns="{namespace}"><numFmts>{spelled}</numFmts>{named}'
        f'<cellXfs><xf numFmtId="0"/>{used}</cellXfs></styleSheet>'
    )


def strings(*texts: str) -> str:
    """Shared texts."""
    return f'<sst xmlns="{MAIN}">' + "".join(f"<si><t>{text}</t></si>" for text in texts) + "</sst>"


def book(
    *sheets: str,
    formats: str = "",
    shared: str = "",
    names: Sequence[str] = USUAL,
    states: Sequence[str] = (),
    is_strict: bool = False,
    written: Callable[[str], str] = str,
    more: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """An .xlsx workbook of sheets S1, S2 ... with the markup as given.

    Args:
        names: Of the parts.
        written: What becomes of the names of the parts in the zip file and in the relations, such as another case.
    """
    office, main = (_STRICT_OFFICE, STRICT) if is_strict else (_OFFICE, MAIN)
    workbook, beside, part, styled, texts = names
    folder = workbook.rpartition("/")[0]

    def target(name: str) -> str:
        return written(name.removeprefix(f"{folder}/") if folder else name)

    listed = "".join(
        f'<sheet name="S{n}" sheetId="{n}" r:id="rId{n}" state="{state}"/>'
        for n, state in enumerate([*states, *["visible"] * (len(sheets) - len(states))], 1)
    )
    kinds = [("worksheet", part.format(n)) for n in range(1, len(sheets) + 1)]
    kinds += [("styles", styled)] if formats else []
    kinds += [("sharedStrings", texts)] if shared else []
    relations = "".join(
        f'<Relationship Id="rId{n}" Type="{office}/{kind}" Target="{target(name)}"/>'
        for n, (kind, name) in enumerate(kinds, 1)
    )
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": _content_types(workbook),
        "_rels/.rels": (
            f'<Relationships xmlns="{_PACKAGES}"><Relationship Id="rId1" Type="{office}/officeDocument"'
            f' Target="{written(workbook)}"/></Relationships>'
        ),
        workbook: f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>{listed}</sheets></workbook>',
        beside: f'<Relationships xmlns="{_PACKAGES}">{relations}</Relationships>',
    }
    parts |= {part.format(n): each for n, each in enumerate(sheets, 1)}
    parts |= {styled: formats} if formats else {}
    parts |= {texts: shared} if shared else {}
    return zipped({written(name): data for name, data in {**parts, **(more or {})}.items()})


def relations_of(*targets: tuple[str, str]) -> str:
    """The relations of a part, as kinds and targets."""
    each = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGES}">{each}</Relationships>'


def _content_types(workbook: str) -> str:
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/{workbook}" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
    )


# Tables of OpenDocument


def ods_content(rows: str, before: str = "", after: str = "", automatic: str = "") -> str:
    """The content of a table with one sheet, S1."""
    return ods_body(f'<table:table table:name="S1">{before}{rows}</table:table>{after}', automatic)


def ods_body(tables: str, automatic: str = "") -> str:
    """The content of a table with sheets as given."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{_ODF}{_CALC}>'
        f"<office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )


def ods_text(text: str) -> str:
    return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'


def ods_number(number: object, shown: str = "") -> str:
    return (
        f'<table:table-cell office:value-type="float" office:value="{number}" calcext:value-type="float">'
        f"<text:p>{shown or number}</text:p></table:table-cell>"
    )


def ods_row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row{attributes}>{''.join(cells)}</table:table-row>"


def ods(content: str, mimetype: str = "first", manifest: str = "") -> bytes:
    """The table as a file, with its `mimetype` first, last or missing."""
    kind = {"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}
    parts = {"content.xml": content, **({"META-INF/manifest.xml": manifest} if manifest else {})}
    ordered = {"first": {**kind, **parts}, "last": {**parts, **kind}, "missing": parts}[mimetype]
    return zipped(ordered)


# The binary kind


def xlsb(records: Sequence[tuple[int, bytes]], formats: Sequence[str] = ()) -> bytes:
    """An .xlsb workbook of one sheet, S1, made of records."""
    relations = relations_of(("worksheet", "worksheets/sheet1.bin"), ("styles", "styles.bin"))
    named = struct.pack("<II", 0, 1) + _wide("rId1") + _wide("S1")
    spelled = [(44, struct.pack("<H", 164 + n) + _wide(each)) for n, each in enumerate(formats)]
    used = [(47, struct.pack("<HH", 0, number).ljust(16, b"\0")) for number in (0, *range(164, 164 + len(formats)))]
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": relations_of(("officeDocument", "xl/workbook.bin")),
            "xl/workbook.bin": _binary([(131, b""), (143, b""), (156, named), (144, b""), (132, b"")]),
            "xl/_rels/workbook.bin.rels": relations,
            "xl/styles.bin": _binary(
                [
                    (278, b""),
                    (615, struct.pack("<I", len(spelled))),
                    *spelled,
                    (616, b""),
                    (617, struct.pack("<I", len(used))),
                    *used,
                    (618, b""),
                    (279, b""),
                ]
            ),
            "xl/worksheets/sheet1.bin": _binary([(129, b""), *records, (130, b"")]),
        }
    )


def xlsb_rows(rows: Sequence[Sequence[tuple[int, int, object]]], hidden: Sequence[int] = ()) -> list[tuple[int, bytes]]:
    """Records of rows, whose cells are column, style and a number, a text, or an error code as bytes."""
    width = 1 + max(column for row in rows for column, _, _ in row)
    records = [(148, struct.pack("<IIII", 0, len(rows) - 1, 0, width - 1)), (145, b"")]
    for n, row in enumerate(rows):
        flags = 0x10 if n + 1 in hidden else 0
        records.append((0, struct.pack("<IIHBBBI", n, 0, 300, 0, flags, 0, 0)))
        for column, style, value in row:
            head = struct.pack("<II", column, style)
            if isinstance(value, bytes):
                records.append((3, head + value))
            elif isinstance(value, str):
                records.append((6, head + _wide(value)))
            else:
                assert isinstance(value, int | float)
                records.append((5, head + struct.pack("<d", value)))
    return [*records, (146, b"")]


def _binary(records: Sequence[tuple[int, bytes]]) -> bytes:
    out = bytearray()
    for kind, content in records:
        out += bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
        size = len(content)
        while size >= 0x80:
            out.append(size & 0x7F | 0x80)
            size >>= 7
        out.append(size)
        out += content
    return bytes(out)


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")
