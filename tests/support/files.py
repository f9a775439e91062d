"""Files as clerks have them: CSV in every dress, workbooks, and what a real spreadsheet program saves."""

from __future__ import annotations

import io
import subprocess
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from python_calamine import CalamineWorkbook

from tests.support.requirements import need

Cells = Sequence[object]
Sheets = Mapping[str, Iterable[Cells]]


HEADER = ("メールアドレス", "指定キー", "マイル数")

CP932_IN_OFFICE = 60
"""Number of Windows-932 in the spreadsheet program's list of encodings."""

UTF_8_IN_OFFICE = 76


def good_rows(count: int, first: int = 1, miles: int = 100) -> list[tuple[str, str, str]]:
    """Rows of the sandbox's members, one each."""
    return [(f"member{n:05}@example.jp", f"K{n:06}", str(miles)) for n in range(first, first + count)]


def csv_bytes(
    rows: Iterable[Cells], *, encoding: str = "utf-8", line_end: str = "\r\n", header: Cells | None = None
) -> bytes:
    """Rows as a spreadsheet program writes them; a cell with a comma, quote or line break is quoted."""
    lines = [*([header] if header else []), *rows]
    return "".join(",".join(map(_csv_cell, line)) + line_end for line in lines).encode(encoding)


def csv_file(
    path: Path,
    rows: Iterable[Cells],
    *,
    encoding: str = "utf-8",
    line_end: str = "\r\n",
    header: Cells | None = None,
) -> Path:
    path.write_bytes(csv_bytes(rows, encoding=encoding, line_end=line_end, header=header))
    return path


class ErrorCell(str):
    """The text of an error value such as #N/A, to be written as one."""


class Formula(str):
    """A formula, to be written with the value that a spreadsheet program kept of it, or with none."""

    kept: object

    def __new__(cls, text: str, kept: object = "") -> Formula:
        formula = super().__new__(cls, text)
        formula.kept = kept
        return formula


OLE = bytes.fromhex("D0CF11E0A1B11AE1")
"""How old workbooks and encrypted new ones begin."""

ENCRYPTED_XLSX = OLE + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 500
ENCRYPTED_XLS = OLE + b"\0" * 504 + b"\x09\x08\x10\x00\x00\x06\x05\x00" + b"\0" * 12 + b"\x2f\x00\x36\x00" + b"\0" * 500


def xlsx_bytes(sheets: Sheets, *, hidden: Iterable[str] = (), empty_above: int = 0) -> bytes:
    """A small but whole workbook. Text stays text, numbers become numbers, the like of `ErrorCell` what they stand for."""
    names = list(sheets)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr("[Content_Types].xml", _content_types(len(names)))
        container.writestr("_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")]))
        container.writestr("xl/workbook.xml", _workbook(names, set(hidden)))
        parts = [("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(names) + 1)]
        container.writestr("xl/_rels/workbook.xml.rels", _relations(parts))
        for n, name in enumerate(names, 1):
            container.writestr(f"xl/worksheets/sheet{n}.xml", _worksheet(sheets[name], empty_above))
    return out.getvalue()


def xlsx_file(path: Path, sheets: Sheets, *, hidden: Iterable[str] = ()) -> Path:
    path.write_bytes(xlsx_bytes(sheets, hidden=hidden))
    return path


def saved_by_office(source: Path, to: str, folder: Path) -> Path:
    """Open a file in the real spreadsheet program and save it as `to` (`xlsx`, `xls`, `ods`, `csv:60` ...).

    CSV in gives all cells as text where they could be taken for something else only if the program does
    so by itself: that is the point.
    """
    return all_saved_by_office([source], to, folder)[0]


def all_saved_by_office(sources: Sequence[Path], to: str, folder: Path) -> list[Path]:
    """The same for several files at once, since the program takes longer to start than to save."""
    suffix, _, charset = to.partition(":")
    target = f"csv:Text - txt - csv (StarCalc):44,34,{charset or UTF_8_IN_OFFICE},1" if suffix == "csv" else suffix
    profile = folder / "office-profile"
    out = folder / f"saved-{to.replace(':', '-')}"
    done = subprocess.run(
        [
            *(need("soffice"), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"),
            *("--convert-to", target, "--outdir", str(out), *map(str, sources)),
        ],
        capture_output=True,
        text=True,
        timeout=250,
        check=False,
    )
    saved = [out / f"{source.stem}.{suffix}" for source in sources]
    assert all(each.exists() for each in saved), done.stderr or done.stdout
    return saved


def _csv_cell(value: object) -> str:
    text = str(value)
    return '"' + text.replace('"', '""') + '"' if set(text) & set('",\r\n') else text


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HIDDEN = " state='hidden'"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def _content_types(sheets: int) -> str:
    overrides = [("/xl/workbook.xml", "sheet.main+xml")]
    overrides += [(f"/xl/worksheets/sheet{n}.xml", "worksheet+xml") for n in range(1, sheets + 1)]
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        + "".join(f'<Override PartName="{part}" ContentType="{_SHEET_TYPE}.{kind}"/>' for part, kind in overrides)
        + "</Types>"
    )


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    return (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        + "".join(
            f'<Relationship Id="r{n}" Type="{_OFFICE_RELATIONS}/{kind}" Target="{target}"/>'
            for n, (kind, target) in enumerate(targets, 1)
        )
        + "</Relationships>"
    )


def _workbook(names: Sequence[str], hidden: set[str]) -> str:
    sheets = "".join(
        f"<sheet name={quoteattr(name)} sheetId='{n}' r:id='r{n}'{_HIDDEN if name in hidden else ''}/>"
        for n, name in enumerate(names, 1)
    )
    return f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE_RELATIONS}"><sheets>{sheets}</sheets></workbook>'


def _worksheet(rows: Iterable[Cells], empty_above: int) -> str:
    lines = []
    for n, row in enumerate(rows, 1 + empty_above):
        cells = "".join(_cell(f"{chr(ord('A') + at)}{n}", value) for at, value in enumerate(row) if value != "")
        lines.append(f'<row r="{n}">{cells}</row>')
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{"".join(lines)}</sheetData></worksheet>'


def _cell(place: str, value: object) -> str:
    if isinstance(value, ErrorCell):
        return f'<c r="{place}" t="e"><v>{escape(value)}</v></c>'
    if isinstance(value, Formula):
        kept = f"<v>{value.kept}</v>" if value.kept != "" else ""
        return f'<c r="{place}"><f>{escape(value)}</f>{kept}</c>'
    if isinstance(value, bool):
        return f'<c r="{place}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, int | float):
        return f'<c r="{place}"><v>{value!r}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(str(value))}</t></is></c>'


def cells_of(workbook: Path) -> list[list[object]]:
    """The cells of a workbook's first sheet, as another program's reader sees them."""
    return [list(cells) for cells in CalamineWorkbook.from_path(workbook).get_sheet_by_index(0).to_python()]
