"""Workbooks of the .xls kind (BIFF8), record by record, also encrypted as programs of that time did it."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Sequence
from dataclasses import dataclass, field

_BOF = 0x809
_EOF = 0x0A
_FILE_PASS = 0x2F
_SHEET = 0x85
_SECTOR = 512

Record = tuple[int, bytes]


@dataclass(frozen=True)
class Code:
    """An error by its number, such as 0x2A for #N/A."""

    number: int


@dataclass(frozen=True)
class XlsSheet:
    """One sheet: rows of cells, each a text, a number, a number with the index of its format, or an error."""

    rows: Sequence[Sequence[object]]
    name: str = "S1"
    state: int = 0
    """0 visible, 1 hidden, 2 very hidden."""
    hidden_rows: Sequence[int] = ()
    hidden_columns: Sequence[int] = ()
    is_filtered: bool = False
    formats: Sequence[str] = field(default=())


def stream(*sheets: XlsSheet, codepage: int | None = 1200) -> bytes:
    """The records of a whole workbook, as they stand in the container or, in the oldest files, alone."""
    formats = list(dict.fromkeys(code for sheet in sheets for code in sheet.formats))
    begin: list[Record] = [(_BOF, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 6))]
    if codepage is not None:
        begin.append((0x42, struct.pack("<H", codepage)))
    # Who wrote it: long, so that the stream is not too short for its container.
    begin.append((0x5C, b" " * 4096))
    begin += [(0x31, struct.pack("<HHHHHBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0) + _short("Arial"))] * 5
    begin += [(0x41E, struct.pack("<H", 164 + n) + _long(code)) for n, code in enumerate(formats)]
    begin += [_style(0), *(_style(164 + n) for n in range(len(formats)))]
    end: list[Record] = [_filter_name(n) for n, sheet in enumerate(sheets) if sheet.is_filtered]
    end.append((_EOF, b""))
    bodies = [_bytes(_body(sheet, formats)) for sheet in sheets]
    named = [[struct.pack("<BB", sheet.state, 0) + _short(sheet.name)] for sheet in sheets]
    at = len(_bytes([*begin, *((_SHEET, bytes(4) + each[0]) for each in named), *end]))
    listed: list[Record] = []
    for each, body in zip(named, bodies, strict=True):
        listed.append((_SHEET, struct.pack("<I", at) + each[0]))
        at += len(body)
    return _bytes([*begin, *listed, *end]) + b"".join(bodies)


def xls(*sheets: XlsSheet, codepage: int | None = 1200) -> bytes:
    """A workbook in its container."""
    return container(stream(*sheets, codepage=codepage))


def encrypted(workbook: bytes, password: str) -> bytes:
    """The records of a workbook under a password, in a container."""
    salt = bytes(range(16))
    secret = hashlib.md5(password.encode("utf-16-le")).digest()[:5]
    secret = hashlib.md5((secret + salt) * 16).digest()[:5]
    verifier = bytes(range(100, 116))
    cipher = _rc4(_key(secret, 0), verifier + hashlib.md5(verifier).digest())
    file_pass = struct.pack("<HHH", 1, 1, 1) + salt + cipher
    added = 4 + len(file_pass)
    records: list[Record] = []
    for kind, content in _records(workbook):
        if kind == _SHEET:
            content = struct.pack("<I", struct.unpack_from("<I", content)[0] + added) + content[4:]
        records.append((kind, content))
        if len(records) == 1:
            records.append((_FILE_PASS, file_pass))
    plain = _bytes(records)
    keys = b"".join(_rc4(_key(secret, n), bytes(1024)) for n in range(len(plain) // 1024 + 1))
    out = bytearray()
    for kind, content in records:
        out += struct.pack("<HH", kind, len(content))
        open_ = len(content) if kind in {_BOF, _FILE_PASS} else 4 if kind == _SHEET else 0
        hidden = bytes(a ^ b for a, b in zip(content[open_:], keys[len(out) + open_ :], strict=False))
        out += content[:open_] + hidden
    return container(bytes(out))


def container(content: bytes, name: str = "Workbook") -> bytes:
    """An OLE container of one stream."""
    # Streams of less than 4,096 bytes would lie in another one.
    assert len(content) >= 4096
    padded = content.ljust(-(-len(content) // _SECTOR) * _SECTOR, b"\0")
    sectors = len(padded) // _SECTOR
    assert sectors + 2 <= _SECTOR // 4
    # One sector of the table, one of the directory, then the stream.
    table = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, sectors + 2), 0xFFFFFFFE]
    fat = struct.pack(f"<{len(table)}I", *table).ljust(_SECTOR, b"\xff")
    head = struct.pack(
        "<8s16sHHHHHHIIIIIIIIII",
        bytes.fromhex("D0CF11E0A1B11AE1"),
        bytes(16),
        *(0x3E, 3, 0xFFFE, 9, 6, 0, 0, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0),
    )
    head += struct.pack("<I", 0).ljust(436, b"\xff")
    directory = _entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + _entry(name, 2, 0xFFFFFFFF, 2, len(content))
    return head + fat + directory.ljust(_SECTOR, b"\0") + padded


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    wide = name.encode("utf-16-le") + b"\0\0"
    none = 0xFFFFFFFF
    return (
        wide.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(wide), kind, 1, none, none, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )


def _body(sheet: XlsSheet, formats: Sequence[str]) -> list[Record]:
    records: list[Record] = [(_BOF, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 6))]
    records += [
        (0x7D, struct.pack("<HHHHHH", column - 1, column - 1, 2560, 0, 1, 0)) for column in sheet.hidden_columns
    ]
    width = max(map(len, sheet.rows), default=0)
    records.append((0x200, struct.pack("<IIHHH", 0, len(sheet.rows), 0, width, 0)))
    for n in sheet.hidden_rows:
        records.append((0x208, struct.pack("<HHHHHHI", n - 1, 0, width, 300, 0, 0, 0x20 | 0x100)))
    for row, cells in enumerate(sheet.rows):
        for column, value in enumerate(cells):
            records += _cell(row, column, value, sheet, formats)
    return [*records, (_EOF, b"")]


def _cell(row: int, column: int, value: object, sheet: XlsSheet, formats: Sequence[str]) -> list[Record]:
    style = 0
    if isinstance(value, tuple):
        value, which = value
        style = 1 + formats.index(sheet.formats[which])
    head = struct.pack("<HHH", row, column, style)
    if value is None:
        return []
    if isinstance(value, Code):
        return [(0x205, head + bytes([value.number, 1]))]
    if isinstance(value, str):
        return [(0x204, head + _long(value))]
    assert isinstance(value, int | float)
    return [(0x203, head + struct.pack("<d", value))]


def _style(number_format: int) -> Record:
    return 0xE0, struct.pack("<HHHBBBBIIH", 0, number_format, 0, 0, 0, 0, 0, 0, 0, 0)


def _filter_name(sheet: int) -> Record:
    """The name that programs give to the range of a filter, with a formula that no library understands."""
    head = struct.pack("<HBBHHHBBBB", 0x21, 0, 1, 7, 0, sheet + 1, 0, 0, 0, 0)
    return 0x18, head + b"\0\x0d" + bytes(7)


def _short(text: str) -> bytes:
    return bytes([len(text), 1]) + text.encode("utf-16-le")


def _long(text: str) -> bytes:
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")


def _bytes(records: Sequence[Record]) -> bytes:
    return b"".join(struct.pack("<HH", kind, len(content)) + content for kind, content in records)


def _records(content: bytes) -> list[Record]:
    found: list[Record] = []
    at = 0
    while at < len(content):
        kind, size = struct.unpack_from("<HH", content, at)
        found.append((kind, content[at + 4 : at + 4 + size]))
        at += 4 + size
    return found


def _key(secret: bytes, block: int) -> bytes:
    return hashlib.md5(secret + struct.pack("<I", block)).digest()


def _rc4(key: bytes, data: bytes) -> bytes:
    box = list(range(256))
    j = 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    out = bytearray()
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)
