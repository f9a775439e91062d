"""Words that are neither a command nor a file: most likely a mistyped command, which must not open a window and wait."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from netmile_desktop.app.preflight import StartObstacle
from netmile_desktop.command_names import COMMANDS
from netmile_desktop.domain.language import Bilingual
from netmile_desktop.lazy_imports import import_lazily
from netmile_desktop.names import legible

if TYPE_CHECKING:
    import difflib
else:
    difflib = import_lazily("difflib")

_UNKNOWN = Bilingual(
    "「{0}」というコマンドもファイルもありません。\nコマンド: {1}\nnetmile-desktop help で説明を表示します。",
    "There is neither a command nor a file “{0}”.\nCommands: {1}\nnetmile-desktop help explains them.",
)
_NEARLY = Bilingual(
    "「{0}」というコマンドもファイルもありません。{2} のことですか？\nコマンド: {1}\n"
    "netmile-desktop help で説明を表示します。",
    "There is neither a command nor a file “{0}”. Did you mean {2}?\nCommands: {1}\n"
    "netmile-desktop help explains them.",
)


def why_not_taken(files: Sequence[Path]) -> StartObstacle | None:
    """Return what is wrong with the first of the words that names no file, or None."""
    missing = next((file for file in files if not os.path.exists(file)), None)
    if missing is None:
        return None
    word, commands = legible(missing), ", ".join(COMMANDS)
    meant = ", ".join(difflib.get_close_matches(word.lower(), COMMANDS))
    return StartObstacle(_NEARLY, word, commands, meant) if meant else StartObstacle(_UNKNOWN, word, commands)
