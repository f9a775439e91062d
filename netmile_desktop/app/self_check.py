"""`--self-check`: whether everything the program is made of is installed and works together."""

from __future__ import annotations

import importlib
import os
import sys
from typing import TYPE_CHECKING

from netmile_desktop import __version__
from netmile_desktop.app import preflight
from netmile_desktop.domain.language import Language
from netmile_desktop.lazy_imports import import_lazily
from netmile_desktop.paths import resources

if TYPE_CHECKING:
    from PySide6 import QtWidgets

    from netmile_desktop.views.look.theme import Theme
else:
    QtWidgets = import_lazily("PySide6.QtWidgets")
    Theme = import_lazily("netmile_desktop.views.look.theme", "Theme")

PARTS = (
    "msgspec",
    "sqlcipher3",
    "requests",
    "truststore",
    "keyring",
    "numpy",
    "python_calamine",
    "xlrd",
    "msoffcrypto",
    "starlette",
    "uvicorn",
    "sqlalchemy",
    "alembic",
    "argon2",
    "cryptography",
    "netmile_desktop.cli",
    "netmile_desktop.portal.app",
)
FILES = ("icons/program.svg", "style/app.qss", "i18n/netmile_ja.qm")


def self_check() -> int:
    """Print one line for each part; 0 where all is well, else 1."""
    print(f"NetMile Desktop {__version__}, Python {sys.version.split()[0]}")
    faults = [_import(part) for part in PARTS]
    faults += [_file(name) for name in FILES]
    faults.append(_window())
    return 1 if any(faults) else 0


def _import(part: str) -> bool:
    try:
        importlib.import_module(part)
    except ImportError as error:
        return _said(part, str(error))
    return _said(part)


def _file(name: str) -> bool:
    try:
        size = (resources() / name).stat().st_size
    except OSError as error:
        return _said(name, str(error))
    return _said(name, "" if size else "empty")


def _window() -> bool:
    """Build the theme and draw an icon without a display."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    obstacle = preflight.why_no_window() or preflight.why_no_qt()
    if obstacle is not None:
        return _said("window", obstacle.in_(Language.ENGLISH))
    app = QtWidgets.QApplication.instance() or QtWidgets.QApplication([])
    assert isinstance(app, QtWidgets.QApplication)
    picture = Theme(app).pixmap("home", 24, "text")
    return _said("window", "" if not picture.isNull() else "nothing is drawn")


def _said(part: str, fault: str = "") -> bool:
    print(f"{'FAULT' if fault else 'ok   '}  {part}{': ' + fault if fault else ''}")
    return bool(fault)
