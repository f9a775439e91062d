"""The size of rooms, one name for one thing, and a contract for each folder."""

from __future__ import annotations

import ast
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import netmile_desktop

PACKAGE = Path(netmile_desktop.__file__).parent
ROOT = PACKAGE.parent
FILES_IN_A_FOLDER = 20


def modules(*folders: str) -> Iterator[Path]:
    """The Python files of some folders of the project, generated ones aside."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "_resources" not in path.parts:
                yield path


@cache
def tree_of(path: Path) -> ast.Module:
    """Parse a file; several tests look at each."""
    return ast.parse(path.read_text(encoding="utf-8"))


def short(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_a_folder_has_a_few_files() -> None:
    files = Counter(
        short(path.parent) for path in modules("netmile_desktop", "tests", "packaging") if path.stem != "__init__"
    )
    assert not {folder: count for folder, count in files.items() if count > FILES_IN_A_FOLDER}


def test_a_public_class_name_means_one_thing() -> None:
    """A resource of the API and its use cases at the portal are one thing seen from two sides."""
    places: dict[str, list[str]] = {}
    for path in modules("netmile_desktop"):
        for node in tree_of(path).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places.setdefault(node.name, []).append(short(path))
    twice = {name: found for name, found in places.items() if len(found) > 1}
    twins = {
        name: found for name, found in twice.items() if [path.split("/")[1] for path in found] == ["api", "portal"]
    }
    assert not {name: found for name, found in twice.items() if name not in twins}


def test_each_folder_has_an_import_contract() -> None:
    """A folder's place among its siblings: the layers of the folder above it, none left out."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    held = {
        container
        for contract in config["tool"]["importlinter"]["contracts"]
        if contract["type"] == "layers" and contract.get("exhaustive")
        for container in contract["containers"]
    }
    parents = {
        ".".join(path.parent.parent.relative_to(ROOT).parts)
        for path in modules("netmile_desktop")
        if path.stem == "__init__" and path.parent != PACKAGE
    }
    assert parents - {"netmile_desktop.portal.migrations"} == held
