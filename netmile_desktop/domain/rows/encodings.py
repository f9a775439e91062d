"""Which encoding a file is written in, and its text.

The Japanese encodings for mail and Unix, ISO-2022-JP and EUC-JP, are read as Windows reads them: with half-width
katakana, and with the characters of NEC and IBM such as `①`, `㈱` and `髙`, which the standards do not have. Both number
their characters as Shift_JIS does, so those that Python does not know are looked up in CP932.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from netmile_desktop.domain.failures import FileUnreadable, ReadFault

ENCODINGS = ("utf-8", "utf-8-sig", "cp932", "utf-16", "iso-2022-jp", "euc-jp")
"""Encodings the user can choose; `cp932` is what Excel's 「CSV(カンマ区切り)」 writes in Japan."""

_PADDING = b"\0\x1a"
"""NULs and Ctrl-Z, with which old programs fill up the last block of a file."""

_UTF_16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LOOKED_AT = 4096
"""Bytes that show whether a file without a mark is UTF-16."""

_WITHOUT_STRUCTURE = {"utf-16", "iso-2022-jp", "euc-jp"}
"""Encodings whose bytes are read as UTF-8 instead where lines and cells are to be found in them."""

_FIRST_TRAIL_BYTE = 0x40
"""CP932 has no lower byte within a character of two."""

_CONTROL = re.compile(rb"[\x01-\x08\x0b\x0c\x0e-\x19\x1c-\x1f\x7f]").search

_LINE_END = re.compile(rb"[\r\n]").search

_TO_JAPANESE = re.compile(rb"\x1b(?:\$[@B]|\([IJ])").search
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fc]").findall
_HALF_WIDTH_KANA = re.compile("[\uff61-\uff9f]").findall
_STRANGE = re.compile("[^\0-\x7f]").findall

_AS_IN_CP932 = (("\u301c", "～"), ("\u2016", "∥"), ("\u2212", "－"), ("¢", "￠"), ("£", "￡"), ("¬", "￢"))
"""Characters of the standard, and what Windows makes of the same code."""

_LAST_CONTROL = 0x20

_NEAR = 1_000
"""Bytes before a character among which the escape sequence is looked for that says how it is to be read."""


class Structured(NamedTuple):
    """The bytes of a file in which separators, quotes and line ends stand for nothing else."""

    data: bytes
    encoding: str
    """As chosen or marked; empty if it is to be guessed."""
    form: str
    """The codec of `data`; empty if the encoding is."""


def guess_encoding(data: bytes) -> str:
    """Byte order mark or every second byte NUL, else 7-bit with the escape sequences of ISO-2022-JP, else strict UTF-8,
    else strict CP932, else strict EUC-JP; never a Western guess.

    Where none fits the whole file, UTF-8 or CP932, the one that loses fewer characters. Text in EUC-JP can pass for
    CP932 by becoming half-width katakana. It is EUC-JP only if CP932 would make most of it such katakana while EUC-JP
    makes a quarter of it kana: in half-width katakana that really are some, each of these would be a comma or a middle
    dot. Kanji alone do not count, because half-width names often come out as kanji.
    """
    return marked_encoding(data) or guess_unmarked(unpadded(data, ""))


def guessed(data: bytes) -> tuple[str, str]:
    """Return the encoding as it is guessed, and the text without padding."""
    encoding = marked_encoding(data)
    content = unpadded(data, encoding)
    encoding = encoding or guess_unmarked(content)
    return encoding, text_of(content, encoding)


def marked_encoding(data: bytes) -> str:
    """Return the encoding that a file's first bytes prove, or nothing."""
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if data.startswith(_UTF_16_MARKS):
        return "utf-16"
    order = _byte_order(data)
    if not order:
        return ""
    try:
        text = unpadded(data, "utf-16").decode(order)
    except UnicodeDecodeError:
        return ""
    return "" if "\0" in text else "utf-16"


def guess_unmarked(data: bytes) -> str:
    """Guess as `guess_encoding` does from bytes of which none is a mark or padding.

    Lines without anything but plain ASCII characters make no difference.
    """
    if data.isascii():
        return "iso-2022-jp" if _TO_JAPANESE(data) else "utf-8"
    for encoding in ("utf-8", "cp932"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return "euc-jp" if encoding == "cp932" and _is_rather_euc(data, text) else encoding
    if _as_euc(data) is not None:
        return "euc-jp"
    return min(("utf-8", "cp932"), key=lambda encoding: data.decode(encoding, "replace").count("\ufffd"))


def unpadded(data: bytes, encoding: str) -> bytes:
    """Return a file's content without the NULs and Ctrl-Z at its end."""
    if encoding != "utf-16":
        return data.rstrip(_PADDING)
    if len(data) % 2:
        return data  # cut off within a character
    end = len(data.rstrip(_PADDING))
    return data[: end + end % 2]  # with the other half of the last character


def check_readable(data: bytes, encoding: str) -> None:
    """Raises FileUnreadable where an encoding is not one of ENCODINGS, or this is no text."""
    if encoding not in ENCODINGS:
        raise FileUnreadable(ReadFault.UNKNOWN_ENCODING, "", encoding)
    if encoding == "utf-16":
        return
    content = unpadded(data, encoding)
    # Lines of text may be filled up with NULs; a program's own format has no lines, or other control characters.
    is_filled_up = b"\0" in data[len(content) :]
    if b"\0" in content or (is_filled_up and (_CONTROL(content) or not _LINE_END(content))):
        raise FileUnreadable(ReadFault.BINARY, "")


def check_text(text: str) -> None:
    """Raises FileUnreadable where decoded bytes turn out to be no text."""
    if "\0" in text:
        raise FileUnreadable(ReadFault.BINARY, "")


def structured(data: bytes, encoding: str, delimiter: str) -> Structured:
    """Return the bytes of a file as its lines and cells can be found in them.

    Raises:
        FileUnreadable: as `check_readable` and `check_text` do.
    """
    encoding = encoding or marked_encoding(data)
    is_within_characters = delimiter >= chr(_FIRST_TRAIL_BYTE)
    if not encoding and is_within_characters:
        encoding = guess_encoding(data)
    check_readable(data, encoding or ENCODINGS[0])
    content = unpadded(data, encoding)
    if encoding in _WITHOUT_STRUCTURE or (encoding == "cp932" and is_within_characters):
        text = text_of(content, encoding)
        check_text(text)
        return Structured(text.encode("utf-8"), encoding, "utf-8")
    return Structured(content, encoding, "utf-8" if encoding.startswith("utf") else encoding)


def has_structure(encoding: str) -> bool:
    """Return whether lines and cells can be found in the bytes of an encoding."""
    return encoding not in _WITHOUT_STRUCTURE


def text_of(data: bytes, encoding: str, errors: str = "replace") -> str:
    """Decode bytes in one of ENCODINGS; `errors` is `replace` or `strict`.

    Raises:
        UnicodeDecodeError: `errors` is `strict`, and some bytes stand for no character.
    """
    if encoding == "utf-16":
        order = encoding if data.startswith(_UTF_16_MARKS) else _byte_order(data) or "utf-16-le"
        return data.decode(order, errors)
    if encoding == "euc-jp":
        return _as_windows(data.decode("euc_jp", f"{_HANDLER}-{errors}"))
    if encoding == "iso-2022-jp":
        # Windows takes Roman letters for ASCII, and each line begins in ASCII.
        data = data.replace(b"\x1b(J", b"\x1b(B")
        for line_end in (b"\n", b"\r"):
            data = data.replace(line_end, line_end + b"\x1b(B")
        return _as_windows(data.decode("iso2022_jp_ext", f"{_HANDLER}-{errors}"))
    return data.decode(encoding, errors)


def _byte_order(data: bytes) -> str:
    """Return which UTF-16 bytes without a mark look like: of many characters one of the two bytes is NUL."""
    head = data[:_LOOKED_AT].rstrip(_PADDING)
    first, second = head[0::2].count(0), head[1::2].count(0)
    if max(first, second) < 4 or max(first, second) * 3 < len(head) // 2 or max(first, second) < 8 * min(first, second):
        return ""
    return "utf-16-be" if first > second else "utf-16-le"


def _is_rather_euc(data: bytes, as_cp932: str) -> bool:
    text = _as_euc(data)
    if text is None or 4 * len(_KANA(text)) < len(_STRANGE(text)):
        return False
    return 2 * len(_HALF_WIDTH_KANA(as_cp932)) > len(_STRANGE(as_cp932))


def _as_euc(data: bytes) -> str | None:
    try:
        return text_of(data, "euc-jp", "strict")
    except UnicodeDecodeError:
        return None


def _as_windows(text: str) -> str:
    for character, on_windows in _AS_IN_CP932:
        text = text.replace(character, on_windows)
    return text


def _beyond_the_standard(error: UnicodeDecodeError) -> tuple[str, int] | None:
    """Return the character that Windows has for a code that the standard leaves free, and where it ends."""
    begin = error.start
    pair = error.object[begin : begin + 2]
    if error.encoding == "euc_jp":
        pair = bytes(byte - 0x80 for byte in pair if byte > 0x80)
    else:
        escape = error.object[max(0, begin - _NEAR) : begin].rpartition(b"\x1b")
        if not escape[1] or not escape[2].startswith((b"$B", b"$@")):
            return None
    if len(pair) < 2 or not all(0x21 <= byte <= 0x7E for byte in pair):
        return None
    try:
        return _shift_jis(*pair).decode("cp932"), begin + 2
    except UnicodeDecodeError:
        return None


def _shift_jis(row: int, cell: int) -> bytes:
    """Return the bytes that Shift_JIS has for a row and a cell of the standard, each from 0x21."""
    lead = (row + 1) // 2 + (0x70 if row < 0x5F else 0xB0)
    return bytes((lead, cell + (0x1F + (cell >= 0x60) if row % 2 else 0x7E)))


def _replaced(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    # A line end or an escape sequence is none of a damaged character.
    behind = range(error.start + 1, error.end)
    end = next((at for at in behind if error.object[at] <= _LAST_CONTROL), error.end)
    return _beyond_the_standard(error) or ("\ufffd", end)


def _strictly_replaced(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    found = _beyond_the_standard(error)
    if found is None:
        raise error
    return found


_HANDLER = "japanese-of-windows"
codecs.register_error(f"{_HANDLER}-replace", _replaced)
codecs.register_error(f"{_HANDLER}-strict", _strictly_replaced)
