"""Books under the password that every program knows: they are protected from changes, not from readers."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from netmile_desktop.domain.failures import FileUnreadable, ReadFault
from netmile_desktop.lazy_imports import import_lazily
from netmile_desktop.workspace.sources.books.damage import kinds_of_damage

if TYPE_CHECKING:
    import msoffcrypto
    from msoffcrypto import exceptions as refusals
else:
    refusals = import_lazily("msoffcrypto.exceptions")
    msoffcrypto = import_lazily("msoffcrypto")

_BUILT_IN_PASSWORD = "VelvetSweatshop"
"""The password with which spreadsheet programs encrypt by themselves, and which they try before they ask."""

_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_FILE_PASS = re.compile(rb"\x09\x08\x10\x00\x00\x06\x05\x00.{12}(?:\x86\x00\x00\x00)?\x2f\x00", re.DOTALL)
"""The record after the first one of an .xls workbook that marks it as encrypted."""


def is_protected(data: bytes) -> bool:
    """Return whether an OLE container holds an encrypted workbook."""
    return _ENCRYPTED_PACKAGE in data or _FILE_PASS.search(data) is not None


def opened(data: bytes) -> bytes:
    """Return a protected book without its protection.

    Raises:
        FileUnreadable: ENCRYPTED_WORKBOOK; it needs another password than the one that is built in.
    """
    out = io.BytesIO()
    try:
        book = msoffcrypto.OfficeFile(io.BytesIO(data))
        book.load_key(password=_BUILT_IN_PASSWORD)
        book.decrypt(out)
    except (
        *(refusals.DecryptionError, refusals.FileFormatError, refusals.ParseError),
        *kinds_of_damage(),
    ) as error:
        raise FileUnreadable(ReadFault.ENCRYPTED_WORKBOOK, "") from error
    return out.getvalue()
