"""What the import linter and the type checker cannot see."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import netmile_desktop

PACKAGE = Path(netmile_desktop.__file__).parent
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "_resources" not in path.parts)
LINES_IN_A_FILE = 400
LINES_IN_A_FUNCTION = 50
FORBIDDEN_NAMES = ("utils", "util", "helpers", "helper", "base", "common_utils", "manager", "misc")


def name_of(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_every_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_files_and_functions_keep_their_room(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= LINES_IN_A_FILE
    too_long = [
        node.name
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno > LINES_IN_A_FUNCTION
    ]
    assert not too_long


def test_no_room_is_a_box_room() -> None:
    assert not [name_of(path) for path in MODULES if path.stem in FORBIDDEN_NAMES]


def test_everything_is_caught_in_one_place_only() -> None:
    catchers = {
        name_of(path)
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id == "Exception"))
    }
    assert catchers <= {"tasks/runner.py", "portal/app.py", "portal/worker.py"}


@pytest.mark.parametrize("package", ["domain", "api", "workspace", "portal", "cli"])
def test_only_the_window_needs_qt(package: str) -> None:
    code = (
        f"import importlib, pkgutil, sys; package = importlib.import_module('netmile_desktop.{package}')\n"
        "for each in pkgutil.walk_packages(getattr(package, '__path__', []), package.__name__ + '.'):\n"
        "    if not each.name.endswith('__main__') and '.migrations' not in each.name: importlib.import_module(each.name)\n"
        "assert 'PySide6' not in sys.modules, 'Qt was imported'"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, timeout=200)
