"""Asked before Qt is: can a window be shown at all? Qt itself would abort without a word the user understands."""

from __future__ import annotations

import builtins
import contextlib
import importlib
import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from netmile_desktop.command_names import COMMANDS
from netmile_desktop.domain.language import Bilingual, Language
from netmile_desktop.lazy_imports import import_lazily

if TYPE_CHECKING:
    import ctypes
    import socket

    import PySide6
else:
    ctypes = import_lazily("ctypes")
    socket = import_lazily("socket")
    PySide6 = import_lazily("PySide6")

HEADLESS = ("offscreen", "minimal", "vnc", "linuxfb", "eglfs")
"""Qt platforms that need no display server."""

PACKAGES = {
    "libGL": "libgl1",
    "libEGL": "libegl1",
    "libxkbcommon-x11": "libxkbcommon-x11-0",
    "libxkbcommon": "libxkbcommon0",
    "libglib-2.0": "libglib2.0-0",
    "libgthread-2.0": "libglib2.0-0",
    "libfontconfig": "libfontconfig1",
    "libdbus-1": "libdbus-1-3",
    "libxcb-cursor": "libxcb-cursor0",
    "libxcb-icccm": "libxcb-icccm4",
    "libxcb-image": "libxcb-image0",
    "libxcb-keysyms": "libxcb-keysyms1",
    "libxcb-render-util": "libxcb-render-util0",
    "libxcb-shape": "libxcb-shape0",
    "libxcb-xinerama": "libxcb-xinerama0",
    "libxcb-xkb": "libxcb-xkb1",
    "libX11-xcb": "libx11-xcb1",
}
"""Debian packages of the shared libraries Qt looks for."""

ALL_PACKAGES = (
    "libgl1 libegl1 libxkbcommon0 libglib2.0-0 libfontconfig1 libdbus-1-3 "
    "libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0"
)

_COMMAND_LINE = f"    {', '.join(COMMANDS)}"

_NO_DISPLAY = Bilingual(
    "画面（ディスプレイ）が見つからないため、ウィンドウを開けません。\n"
    "画面がなくても使えるもの:\n"
    "  netmile-desktop check FILE --rule RULE.json   ファイルの確認\n"
    "  netmile-desktop COMMAND                       スクリプト用のコマンド:\n"
    f"{_COMMAND_LINE}\n"
    "  QT_QPA_PLATFORM=offscreen netmile-desktop     画面なしで起動（テスト・画像の作成用）\n"
    "リモートで使う場合は ssh -X か、xvfb-run netmile-desktop をお試しください。",
    "There is no display, so the window cannot be shown.\n"
    "What works without one:\n"
    "  netmile-desktop check FILE --rule RULE.json   check a file\n"
    "  netmile-desktop COMMAND                       commands for scripts:\n"
    f"{_COMMAND_LINE}\n"
    "  QT_QPA_PLATFORM=offscreen netmile-desktop     run without a display (tests, pictures)\n"
    "On a remote machine try ssh -X, or xvfb-run netmile-desktop.",
)
_DEAD_DISPLAY = Bilingual(
    "ディスプレイ {} に接続できません。DISPLAY の値を確認してください。\n" + _NO_DISPLAY.ja.partition("\n")[2],
    "The display {} does not answer; check the value of DISPLAY.\n" + _NO_DISPLAY.en.partition("\n")[2],
)
_MISSING = Bilingual(
    "ウィンドウの表示に必要なライブラリが足りません: {}\n"
    "Debian・Ubuntu では次のコマンドで入ります:\n  apt-get install -y {}\n"
    f"ウィンドウを使わない次のコマンドはこのままで動きます (netmile-desktop COMMAND):\n{_COMMAND_LINE}",
    "A library the window needs is missing: {}\n"
    "On Debian and Ubuntu install it with:\n  apt-get install -y {}\n"
    f"The commands for scripts work as they are (netmile-desktop COMMAND):\n{_COMMAND_LINE}",
)
_NO_PYSIDE = Bilingual(
    "PySide6 を読み込めません: {}\nもう一度インストールしてください: python -m pip install netmile-desktop",
    "PySide6 cannot be loaded: {}\nInstall again: python -m pip install netmile-desktop",
)
_BROKEN_PYSIDE = Bilingual(
    "PySide6 {} は Python {} では異常終了します。次のコマンドで入れ替えてください:\n"
    '  python -m pip install "PySide6-Essentials<6.12"',
    'PySide6 {} aborts on Python {}. Replace it with:\n  python -m pip install "PySide6-Essentials<6.12"',
)


class StartObstacle:
    """Why there can be no window, in both languages."""

    def __init__(self, words: Bilingual, *gaps: object) -> None:
        self._words, self._gaps = words, gaps

    def in_(self, language: Language) -> str:
        return self._words.in_(language, *self._gaps)


def why_no_window(environ: Mapping[str, str] = os.environ, platform: str = sys.platform) -> StartObstacle | None:
    """What speaks against a window before anything of Qt is loaded, or None."""
    if not platform.startswith("linux") or environ.get("QT_QPA_PLATFORM", "").partition(":")[0] in HEADLESS:
        return None
    if environ.get("WAYLAND_DISPLAY"):
        return None
    display = environ.get("DISPLAY", "")
    if not display:
        return StartObstacle(_NO_DISPLAY)
    return None if _answers(display) else StartObstacle(_DEAD_DISPLAY, display)


def why_no_qt(environ: Mapping[str, str] = os.environ, platform: str = sys.platform) -> StartObstacle | None:
    """Loads Qt; what keeps it from being loaded, or None."""
    plain_import = builtins.__import__
    try:
        for module in ("PySide6.QtCore", "PySide6.QtGui", "PySide6.QtWidgets", "PySide6.QtSvg"):
            importlib.import_module(module)
    except ImportError as error:
        return _missing(str(error))
    finally:
        # PySide6 puts an import of its own in its place, to find modules that ask for its other spellings. It reads
        # and keeps the source of every module for that: 9 MiB of a signed-in program. None of ours asks.
        builtins.__import__ = plain_import
    if is_broken(PySide6.__version__, sys.version_info[:2]):
        return StartObstacle(_BROKEN_PYSIDE, PySide6.__version__, ".".join(map(str, sys.version_info[:2])))
    headless = environ.get("QT_QPA_PLATFORM", "").partition(":")[0] in HEADLESS
    if platform.startswith("linux") and not headless and not environ.get("WAYLAND_DISPLAY"):
        plugin = Path(PySide6.__file__).parent / "Qt" / "plugins" / "platforms" / "libqxcb.so"
        try:
            ctypes.CDLL(str(plugin))
        except OSError as error:
            return _missing(str(error))
    return None


def is_broken(pyside: str, python: tuple[int, ...]) -> bool:
    """Whether this PySide6 loses references on this Python: 6.12.0 does below 3.12, at every emit()."""
    return pyside == "6.12.0" and python < (3, 12)


def missing_library(message: str) -> str:
    """The library a loader's message complains about, or ""."""
    match = re.search(r"(lib[\w.+-]+\.so[.\d]*)", message)
    return match.group(1) if match and "cannot open shared object" in message else ""


def package_of(library: str) -> str:
    """The Debian package of a library, or all that Qt needs where we do not know it."""
    return PACKAGES.get(library.partition(".so")[0], ALL_PACKAGES)


def _missing(message: str) -> StartObstacle:
    library = missing_library(message)
    return StartObstacle(_MISSING, library, package_of(library)) if library else StartObstacle(_NO_PYSIDE, message)


def _answers(display: str) -> bool:
    """Whether an X server listens at a DISPLAY such as `:0`, `unix:0.0` or `host:10.0`."""
    host, colon, rest = display.rpartition(":")
    number = rest.partition(".")[0]
    if not colon or not number.isdigit():
        return False
    if host in {"", "unix"}:
        path = f"/tmp/.X11-unix/X{number}"
        return any(_connects(socket.AF_UNIX, address) for address in (f"\0{path}", path))
    return _connects(socket.AF_INET, (host, 6000 + int(number)))


def _connects(family: int, address: str | tuple[str, int]) -> bool:
    with contextlib.suppress(OSError), socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.settimeout(2)
        probe.connect(address)
        return True
    return False
