"""What damaged books lead to, in four libraries and here."""

from __future__ import annotations

import struct
import zipfile
import zlib
from typing import TYPE_CHECKING
from xml.parsers import expat

from netmile_desktop.lazy_imports import import_lazily

if TYPE_CHECKING:
    import python_calamine as calamine
    import xlrd
    from xlrd import compdoc
else:
    calamine = import_lazily("python_calamine")
    compdoc = import_lazily("xlrd.compdoc")
    xlrd = import_lazily("xlrd")


class UnsoundBook(ValueError):
    """A book that was made to fill the memory, or no program in its right mind has written."""


def kinds_of_damage() -> tuple[type[Exception], ...]:
    """Return what reading a damaged book may raise. Ask for it only then: it loads the libraries."""
    return (
        *(ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, MemoryError, OSError, RuntimeError),
        *(TypeError, ValueError, struct.error, zlib.error, zipfile.BadZipFile, expat.ExpatError),
        *(calamine.CalamineError, compdoc.CompDocError, xlrd.XLRDError),
    )
