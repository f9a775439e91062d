"""Where things lie: what came with the program, and what this user keeps."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_NAME = "NetMile Desktop"
_UNIX_NAME = "netmile-desktop"


@dataclass(frozen=True, slots=True)
class Folders:
    """A user's folders; they need not exist yet."""

    data: Path
    """Profiles, local stores and the sandbox."""
    config: Path
    """Settings of the program."""
    log: Path
    """What the program tells about itself."""

    @property
    def sandbox(self) -> Path:
        return self.data / "sandbox"

    @property
    def settings_file(self) -> Path:
        return self.config / "settings.json"


def user_folders(
    data_dir: str | Path = "",
    *,
    environ: Mapping[str, str] = os.environ,
    platform: str = sys.platform,
    home: Path | None = None,
) -> Folders:
    """This user's folders, as the system has them; all in `data_dir` or `NETMILE_DATA_DIR` where one is named."""
    chosen = str(data_dir) or environ.get("NETMILE_DATA_DIR", "")
    if chosen:
        folder = Path(chosen).absolute()
        return Folders(folder, folder / "config", folder / "log")
    home = home or Path.home()
    if platform == "win32":
        local = Path(environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / _NAME
        return Folders(local / "Data", local / "Config", local / "Log")
    if platform == "darwin":
        library = home / "Library"
        support = library / "Application Support" / _NAME
        return Folders(support / "Data", support / "Config", library / "Logs" / _NAME)

    def xdg(variable: str, otherwise: str) -> Path:
        # The specification wants relative paths ignored.
        named = Path(environ.get(variable) or ".")
        return (named if named.is_absolute() else home / otherwise) / _UNIX_NAME

    return Folders(
        xdg("XDG_DATA_HOME", ".local/share"), xdg("XDG_CONFIG_HOME", ".config"), xdg("XDG_STATE_HOME", ".local/state")
    )


def resources() -> Path:
    """Icons, translations, styles and samples: inside the frozen program, the wheel, or the checkout.

    Raises:
        FileNotFoundError: where the installation is damaged.
    """
    package = Path(__file__).parent
    frozen = getattr(sys, "_MEIPASS", None)
    places = ([Path(frozen) / "resources"] if frozen else []) + [package / "_resources", package.parent / "resources"]
    for place in places:
        if place.is_dir():
            return place
    raise FileNotFoundError(f"resources are missing beside {package}")


def examples() -> Path:
    """Programs that show how to use the portal's interfaces: beside the resources, or among the documents of a checkout.

    Raises:
        FileNotFoundError: where the installation is damaged.
    """
    found = resources()
    for place in (found / "examples", found.parent / "docs" / "examples"):
        if place.is_dir():
            return place
    raise FileNotFoundError(f"examples are missing beside {found}")
