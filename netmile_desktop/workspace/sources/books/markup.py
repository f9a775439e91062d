"""XML parts of workbooks, parsed by a real parser that takes no document types and so no entities of its own."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator, Mapping
from xml.parsers import expat

from netmile_desktop.workspace.sources.books.damage import UnsoundBook

_WIDE = {
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
    b"<\0": "utf-16-le",
    b"\0<": "utf-16-be",
}
"""How parts in UTF-16 begin."""

TRUE = frozenset({"1", "true", "on"})
"""What an attribute says when it says yes."""


Attributes = Mapping[str, str]
Start = Callable[[str, dict[str, str]], object]
End = Callable[[str], object]


def parser(start: Start, end: End | None = None) -> expat.XMLParserType:
    """Return a parser that names elements and attributes as `namespace local`; the caller feeds it.

    Raises, when fed:
        expat.ExpatError: this is no XML.
        UnsoundBook: it declares a document type. No book needs one, and entities make a part as large as they like.
    """
    made = expat.ParserCreate(namespace_separator=" ")
    made.buffer_text = True
    made.StartElementHandler = start
    made.EndElementHandler = end
    made.StartDoctypeDeclHandler = _refuse
    return made


def elements(xml: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the local name and the attributes of every element of a small part; raises as `parser` says."""
    found: list[tuple[str, dict[str, str]]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        found.append((local(name), {local(key): value for key, value in attributes.items()}))

    parser(start).Parse(xml, True)
    yield from found


def local(name: str) -> str:
    """Return a name without its namespace, which says only which edition of the standard a program follows."""
    return name.rpartition(" ")[2]


def is_true(attribute: str | None) -> bool:
    return attribute in TRUE


def is_zero(measure: str | None) -> bool:
    """Return whether a height or width, in whatever unit, is nothing at all."""
    if not measure:
        return False
    try:
        return float(measure.strip().rstrip("abcdefghijklmnopqrstuvwxyz%")) == 0
    except ValueError:
        return False


def is_wide(xml: bytes) -> bool:
    """Return whether a part, or its beginning, is in UTF-16."""
    return xml.startswith(tuple(_WIDE))


def as_utf8(xml: bytes) -> bytes:
    """Return a part in UTF-8, which is all that the reader of cells understands."""
    encoding = next((name for begin, name in _WIDE.items() if xml.startswith(begin)), "")
    if not encoding:
        return xml
    text = xml.decode(encoding, "replace")
    # The declaration names the encoding that it had.
    if text.startswith("<?xml"):
        text = text[text.find("?>") + 2 :]
    return text.encode("utf-8", "replace")


def _refuse(*_: object) -> None:
    raise UnsoundBook("document type")
