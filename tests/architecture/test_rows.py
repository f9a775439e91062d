"""Rows are kept in a list or as bytes; where they are read that is decided, and nobody asks afterwards."""

from __future__ import annotations

import ast
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import grimp

import netmile_desktop
from tests.architecture.test_rooms import tree_of

PACKAGE = Path(netmile_desktop.__file__).parent
DOMAIN = "netmile_desktop.domain"
FAST_LANE = f"{DOMAIN}.fast_lane"
DECIDES = f"{DOMAIN}.reading"
KINDS = {"ByteTable", "RowList", "RowsInList", "RowsOnBytes"}


def test_no_files_of_the_domain_import_each_other_in_a_circle() -> None:
    """Imports for the type checker and inside of functions count like any other."""
    graph = grimp.build_graph("netmile_desktop", cache_dir=None)
    modules = {module for module in graph.modules if module.startswith(DOMAIN)}
    imports = {module: graph.find_modules_directly_imported_by(module) & modules for module in modules}
    assert any(imports.values())
    TopologicalSorter(imports).prepare()  # raises CycleError, which names the files


def test_only_reading_knows_the_fast_lane() -> None:
    graph = grimp.build_graph("netmile_desktop", cache_dir=None)
    inside = {FAST_LANE, *graph.find_descendants(FAST_LANE)}
    importing = {module for each in inside for module in graph.find_modules_that_directly_import(each)}
    assert importing - inside == {DECIDES}


def test_nobody_asks_how_rows_are_kept() -> None:
    assert not [
        f"{path.relative_to(PACKAGE)}:{node.lineno}"
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and _name(node.func) in {"isinstance", "type"} and KINDS & _names(node)
    ]


def test_nothing_but_the_fast_lane_needs_numpy() -> None:
    """What a start of the program costs; large files alone bring it in."""
    code = (
        "import importlib, pkgutil, sys\n"
        f"for name in {['domain', 'api', 'workspace', 'cli']}:\n"
        "    package = importlib.import_module(f'netmile_desktop.{name}')\n"
        "    for each in pkgutil.walk_packages(package.__path__, package.__name__ + '.'):\n"
        f"        if not each.name.startswith('{FAST_LANE}.'): importlib.import_module(each.name)\n"
        "assert 'numpy' not in sys.modules, 'numpy was imported'"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, timeout=200)


def _names(node: ast.AST) -> set[str]:
    return {_name(each) for each in ast.walk(node)}


def _name(node: ast.AST) -> str:
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else ""
