"""Books of every kind, told apart by what is in them. Runs in the process that reads, and there alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from netmile_desktop.domain.failures import FileUnreadable, ReadFault
from netmile_desktop.lazy_imports import import_lazily
from netmile_desktop.workspace.sources.books.damage import kinds_of_damage
from netmile_desktop.workspace.sources.books.facts import Sheet
from netmile_desktop.workspace.sources.books.grid import SheetGrid
from netmile_desktop.workspace.sources.books.markup import elements
from netmile_desktop.workspace.sources.books.packages import Container, Package
from netmile_desktop.workspace.sources.books.xlsx import XlsxBook

if TYPE_CHECKING:
    from netmile_desktop.workspace.sources.books import ods, protection, xls, xlsb
else:
    ods = import_lazily("netmile_desktop.workspace.sources.books.ods")
    protection = import_lazily("netmile_desktop.workspace.sources.books.protection")
    xls = import_lazily("netmile_desktop.workspace.sources.books.xls")
    xlsb = import_lazily("netmile_desktop.workspace.sources.books.xlsb")

_ZIP = b"PK\x03\x04"
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_MARKUP = b"<"
_STREAMS = (
    ("WordDocument", ReadFault.DOCUMENT),
    ("PowerPoint Document", ReadFault.DOCUMENT),
    ("VisioDocument", ReadFault.DOCUMENT),
    ("MatOST", ReadFault.DOCUMENT),
    ("__properties_version1.0", ReadFault.MAIL),
)
"""Streams of OLE containers that hold no workbook but texts, slides, drawings, documents of Works, mails."""

_DOCUMENT_PARTS = ("word/document.xml", "ppt/presentation.xml", "visio/document.xml")
_NUMBERS_PARTS = ("index/document.iwa", "index.zip", "index.apxl")


class Book(Protocol):
    """A workbook of any kind."""

    @property
    def names(self) -> tuple[str, ...]:
        """The visible sheets, in the order of their tabs."""

    def grid(self, name: str) -> SheetGrid:
        """Return the cells of a sheet, hidden or not. Raises KeyError if there is no such sheet."""

    def filled_rows(self, names: Iterable[str]) -> Mapping[str, int | None]:
        """Return the number of filled rows of sheets; None where it was not counted."""


def read(data: bytes, path: str, sheet: str) -> Sheet:
    """Read a sheet; without a name, the first visible one that holds anything. Raises FileUnreadable."""
    with _told(path, sheet):
        book = _book(data)
        visible = book.names
        empty: dict[str, int | None] = {}
        for name in [sheet] if sheet else visible:
            try:
                grid = book.grid(name)
            except KeyError as error:
                if error.args != (sheet,):
                    raise
                raise FileUnreadable(ReadFault.NO_SUCH_SHEET, path, ", ".join(visible)) from error
            if grid or sheet:
                break
            empty[name] = 0
        else:
            name = next(iter(visible), "")
            if not name:
                raise KeyError(name)
            empty.pop(name)
            grid = book.grid(name)
        as_csv, notes, facts, filled = grid.as_csv()
        others = book.filled_rows([each for each in visible if each != name and each not in empty])
        counts = {**empty, **others, name: filled}
        facts = replace(facts, sheets=tuple((each, counts[each]) for each in visible))
        return Sheet(name, visible, as_csv, notes, facts)


def names(data: bytes, path: str) -> tuple[str, ...]:
    """Return the names of all visible sheets. Raises FileUnreadable."""
    with _told(path, ""):
        return _book(data).names


@contextmanager
def _told(path: str, sheet: str) -> Iterator[None]:
    """Say in our words what a library raises."""
    try:
        yield
    except FileUnreadable as failure:
        raise FileUnreadable(failure.reason, path, failure.detail) from failure
    except KeyError as error:
        if error.args != (sheet,):
            raise FileUnreadable(ReadFault.DAMAGED_WORKBOOK, path, repr(error)) from error
        raise FileUnreadable(ReadFault.NO_SUCH_SHEET, path) from error
    except kinds_of_damage() as error:
        raise FileUnreadable(ReadFault.DAMAGED_WORKBOOK, path, repr(error)) from error


def _book(data: bytes) -> Book:
    if data.startswith(_OLE) and protection.is_protected(data):
        data = protection.opened(data)
    if data.startswith(_ZIP):
        return _zipped(data)
    if data.startswith(_MARKUP) or data[:3] == b"\xef\xbb\xbf":
        return _table(data)
    if "Workbook".encode("utf-16-le") not in data:
        for stream, fault in _STREAMS:
            if stream.encode("utf-16-le") in data:
                raise FileUnreadable(fault, "")
    return xls.XlsBook(data)


def _zipped(data: bytes) -> Book:
    container = Container(data)
    manifest = container.read("META-INF/manifest.xml")
    if manifest and any(tag == "encryption-data" for tag, _ in elements(manifest)):
        raise FileUnreadable(ReadFault.ENCRYPTED_WORKBOOK, "")
    if "content.xml" in container:
        return _table(container.read("content.xml"))
    package = Package(container)
    if package.workbook.endswith(".bin"):
        return xlsb.XlsbBook(data, package)
    if package.workbook:
        return XlsxBook(data, package)
    if any(part in container for part in _NUMBERS_PARTS):
        raise FileUnreadable(ReadFault.NUMBERS, "")
    is_document = any(part in container for part in _DOCUMENT_PARTS)
    raise FileUnreadable(ReadFault.DOCUMENT if is_document else ReadFault.ARCHIVE, "")


def _table(content: bytes) -> Book:
    return ods.OdsBook(content)
