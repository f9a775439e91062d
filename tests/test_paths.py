from __future__ import annotations

from pathlib import Path

import pytest

from netmile_desktop.paths import resources, user_folders

HOME = Path("/home/clerk")


def test_on_linux_the_xdg_folders_are_kept() -> None:
    folders = user_folders(environ={"XDG_CONFIG_HOME": "/etc/clerk"}, platform="linux", home=HOME)
    assert folders.data == HOME / ".local/share/netmile-desktop"
    assert folders.config == Path("/etc/clerk/netmile-desktop")
    assert folders.log == HOME / ".local/state/netmile-desktop"


def test_a_relative_xdg_folder_is_ignored() -> None:
    folders = user_folders(environ={"XDG_DATA_HOME": "here"}, platform="linux", home=HOME)
    assert folders.data == HOME / ".local/share/netmile-desktop"


def test_windows_and_macos_have_their_own_places() -> None:
    windows = user_folders(environ={"LOCALAPPDATA": "/c/local"}, platform="win32", home=HOME)
    assert windows.data == Path("/c/local/NetMile Desktop/Data")
    mac = user_folders(environ={}, platform="darwin", home=HOME)
    assert mac.data == HOME / "Library/Application Support/NetMile Desktop/Data"
    assert mac.log == HOME / "Library/Logs/NetMile Desktop"


@pytest.mark.parametrize("platform", ["linux", "win32", "darwin"])
def test_one_folder_can_be_named_for_everything(platform: str) -> None:
    folders = user_folders(environ={"NETMILE_DATA_DIR": "/data"}, platform=platform, home=HOME)
    assert (folders.data, folders.config, folders.log) == (Path("/data"), Path("/data/config"), Path("/data/log"))
    assert folders.sandbox == Path("/data/sandbox")
    assert folders.settings_file == Path("/data/config/settings.json")
    assert user_folders("/other", environ={"NETMILE_DATA_DIR": "/data"}).data == Path("/other")


def test_resources_are_found() -> None:
    assert (resources() / "icons").is_dir()
