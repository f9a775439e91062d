from __future__ import annotations

import importlib
import socket
from pathlib import Path

import pytest

from netmile_desktop.app import preflight
from netmile_desktop.command_names import COMMANDS
from netmile_desktop.domain.language import Language


def said(environ: dict[str, str], platform: str = "linux") -> str:
    obstacle = preflight.why_no_window(environ, platform)
    return obstacle.in_(Language.ENGLISH) if obstacle else ""


def test_no_display_names_what_works_without_one() -> None:
    words = said({})
    assert "There is no display" in words
    assert "netmile-desktop check" in words
    assert ", ".join(COMMANDS) in words
    assert "QT_QPA_PLATFORM=offscreen" in words
    obstacle = preflight.why_no_window({}, "linux")
    assert obstacle is not None
    assert "画面" in obstacle.in_(Language.JAPANESE)


@pytest.mark.parametrize(
    "environ", [{"QT_QPA_PLATFORM": "offscreen"}, {"QT_QPA_PLATFORM": "vnc:size=1x1"}, {"WAYLAND_DISPLAY": "wayland-0"}]
)
def test_there_are_displays_without_x(environ: dict[str, str]) -> None:
    assert not said(environ)


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_other_systems_always_have_one(platform: str) -> None:
    assert not said({}, platform)


@pytest.mark.parametrize("display", [":4711", "localhost:4711.0", "nonsense", "unix:4711"])
def test_a_display_that_does_not_answer_is_told_before_qt_aborts(display: str) -> None:
    assert "does not answer" in said({"DISPLAY": display})


def test_a_display_that_answers_will_do() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        number = server.getsockname()[1] - 6000
        if number < 0:
            pytest.skip("the system gave a port below 6000")
        assert not said({"DISPLAY": f"127.0.0.1:{number}.0"})


def test_a_local_display_that_answers_will_do() -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("\0/tmp/.X11-unix/X4712")
        server.listen()
        assert not said({"DISPLAY": ":4712"})


def test_the_release_that_aborts_is_refused_where_it_aborts() -> None:
    assert preflight.is_broken("6.12.0", (3, 11))
    assert not preflight.is_broken("6.12.0", (3, 12))
    assert not preflight.is_broken("6.11.3", (3, 11))


def test_a_broken_release_is_told_with_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preflight, "is_broken", lambda *_: True)
    obstacle = preflight.why_no_qt({"QT_QPA_PLATFORM": "offscreen"}, "linux")
    assert obstacle is not None
    assert "<6.12" in obstacle.in_(Language.ENGLISH)


@pytest.mark.parametrize(
    ("message", "package"),
    [
        ("libGL.so.1: cannot open shared object file: No such file or directory", "libgl1"),
        ("libxcb-cursor.so.0: cannot open shared object file: No such file", "libxcb-cursor0"),
        ("libsomething.so.9: cannot open shared object file: No such file", "libgl1 libegl1"),
    ],
)
def test_a_missing_library_is_told_with_its_package(
    message: str, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_name: str) -> None:
        raise ImportError(message)

    monkeypatch.setattr(importlib, "import_module", fail)
    obstacle = preflight.why_no_qt({}, "linux")
    assert obstacle is not None
    assert f"apt-get install -y {package}" in obstacle.in_(Language.ENGLISH)
    assert ", ".join(COMMANDS) in obstacle.in_(Language.ENGLISH)


def test_a_damaged_installation_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_name: str) -> None:
        raise ImportError("No module named 'PySide6'")

    monkeypatch.setattr(importlib, "import_module", fail)
    obstacle = preflight.why_no_qt({}, "win32")
    assert obstacle is not None
    assert "pip install" in obstacle.in_(Language.ENGLISH)


def test_every_package_named_is_in_the_readme() -> None:
    readme = (Path(__file__).parent.parent.parent / "README.md").read_text(encoding="utf-8")
    assert not [package for package in preflight.ALL_PACKAGES.split() if package not in readme]
