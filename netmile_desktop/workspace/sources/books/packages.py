"""Containers of the newer kinds of workbooks: zip files, whose parts are found as their own directory says."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from netmile_desktop.workspace.sources.books.damage import UnsoundBook
from netmile_desktop.workspace.sources.books.markup import as_utf8, elements, is_true

PART_LIMIT = 1024**3
"""Bytes that a part may have when unpacked; a million filled rows take a fifth of it."""

_RELATIONS = "_rels/.rels"
_CONTENT_TYPES = "[content_types].xml"


class Container:
    """The parts of a zip file by their names, in whatever case and with whatever slashes they are written."""

    def __init__(self, data: bytes) -> None:
        """Read the directory.

        Raises:
            zipfile.BadZipFile: there is none, or it is damaged.
        """
        self._file = zipfile.ZipFile(io.BytesIO(data))
        self._parts = {_plain(each.filename): each for each in self._file.infolist() if not each.is_dir()}

    def __contains__(self, name: str) -> bool:
        return _plain(name) in self._parts

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def written(self, name: str) -> str:
        """Return the name of a part as the file writes it, or an empty string."""
        part = self._parts.get(_plain(name))
        return part.orig_filename if part else ""

    def size(self, name: str) -> int:
        """Return the bytes of a part when unpacked."""
        return self._parts[_plain(name)].file_size

    def begins(self, name: str) -> bytes:
        """Return the first bytes of a part; raises as `read` does."""
        with self._file.open(self._parts[_plain(name)]) as part:
            return part.read(4)

    def read(self, name: str) -> bytes:
        """Return the content of a part; empty if there is none.

        Raises:
            UnsoundBook: it is too large to be one.
            zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError: it is damaged or encrypted.
        """
        part = self._parts.get(_plain(name))
        if part is None:
            return b""
        if part.file_size > PART_LIMIT:
            raise UnsoundBook("large part")
        return self._file.read(part)


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A worksheet: its name, its part, and whether the clerk sees it among the tabs."""

    name: str
    part: str
    is_visible: bool


class Package:
    """The parts of an .xlsx, .xlsm or .xlsb workbook, found through the relations between them."""

    def __init__(self, container: Container) -> None:
        self.container = container

    @cached_property
    def workbook(self) -> str:
        """The part that names the sheets; empty if this is no workbook."""
        if found := next((part for kind, part in self.relations("").values() if kind == "officeDocument"), ""):
            return found if found in self.container and self._is_workbook(found) else ""
        return next((name for name in ("xl/workbook.xml", "xl/workbook.bin") if name in self.container), "")

    def _is_workbook(self, name: str) -> bool:
        """Return whether a main part is a workbook's, and not that of a text or of slides."""
        types = (
            {
                attributes.get("PartName", "").lstrip("/").lower(): attributes.get("ContentType", "").lower()
                for tag, attributes in elements(self.container.read(_CONTENT_TYPES))
                if tag == "Override"
            }
            if _CONTENT_TYPES in self.container
            else {}
        )
        written = types.get(_plain(name), "")
        return (
            "sheet" in written or "excel" in written
            if written
            else posixpath.basename(_plain(name)).startswith("workbook.")
        )

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Return the kind and the target part of each relation of a part, by its ID."""
        folder, name = posixpath.split(part)
        xml = self.container.read(posixpath.join(folder, "_rels", f"{name}.rels") if part else _RELATIONS)
        if not xml:
            return {}
        return {
            attributes.get("Id", ""): (
                posixpath.basename(attributes.get("Type", "")),
                _target(folder, attributes.get("Target", "")),
            )
            for tag, attributes in elements(xml)
            if tag == "Relationship" and attributes.get("TargetMode") != "External"
        }

    @cached_property
    def beside(self) -> dict[str, tuple[str, str]]:
        """The relations of the workbook."""
        return self.relations(self.workbook)

    def part_of(self, kind: str, usual: str) -> str:
        """Return the part that a workbook relates to as this kind, or lies at the usual place; or an empty string."""
        part = next((part for each, part in self.beside.values() if each == kind), "")
        part = part or posixpath.join(posixpath.dirname(self.workbook), usual)
        return part if part in self.container else ""

    def xml(self, part: str) -> bytes:
        """Return a part in UTF-8; empty if there is none."""
        return as_utf8(self.container.read(part)) if part else b""


@dataclass(frozen=True, slots=True)
class Workbook:
    """What an .xlsx workbook says of itself."""

    sheets: tuple[SheetPart, ...]
    counts_from_1904: bool


def workbook_of(package: Package) -> Workbook:
    """Return the sheets of an .xlsx workbook. Other kinds of tabs, such as charts, are left out."""
    sheets = []
    counts_from_1904 = False
    for tag, attributes in elements(package.xml(package.workbook)):
        if tag == "workbookPr":
            counts_from_1904 = is_true(attributes.get("date1904"))
        if tag != "sheet":
            continue
        kind, part = package.beside.get(attributes.get("id", ""), ("", ""))
        if kind == "worksheet":
            is_visible = attributes.get("state", "visible") == "visible"
            sheets.append(SheetPart(attributes.get("name", ""), part, is_visible))
    return Workbook(tuple(sheets), counts_from_1904)


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Return a zip file of parts, not compressed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as container:
        for name, data in parts.items():
            container.writestr(name, data)
    return out.getvalue()


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _target(folder: str, target: str) -> str:
    target = target.replace("\\", "/")
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
