#!/usr/bin/env python3
"""The project's commands, from a bare checkout and with nothing but Python 3.11 or newer.

    python3 packaging/dev.py start     start the program on its sandbox
    python3 packaging/dev.py test      run the tests, compare coverage with its floors (further words go to pytest)
    python3 packaging/dev.py check     format, lint, types, import layers, translations, manual
    python3 packaging/dev.py faults    send batches while everything breaks (--seeds N, --write)
    python3 packaging/dev.py bench     measure against the references (--only WORDS, --size 0.1, --write)
    python3 packaging/dev.py wheel     build the wheel and prove it in an empty environment
    python3 packaging/dev.py lock      look up the newest permitted versions, write constraints.txt

Each makes what it needs first: a virtual environment in `.venv` with the versions of `constraints.txt`.
Inside an active virtual environment that one is used instead.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CONSTRAINTS = ROOT / "constraints.txt"
EXTENTS = (".", ".[dev]", ".[dev,bench]")
"""What an environment can hold of the project; each includes those before it."""
MEASURED = ("tests/domain", "tests/workspace", "tests/cli")
"""Rooms whose tests run under coverage. Measuring adds two fifths to their processor time, hence not all of them."""
PYTHON_IN = Path("Scripts/python.exe") if os.name == "nt" else Path("bin/python")


def main(words: Sequence[str]) -> int:
    """Run one command; answers the exit code."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this file alone runs before anything is installed
        print("Python 3.11 or newer is needed; this is " + sys.version.split()[0], file=sys.stderr)
        return 2
    commands: dict[str, Callable[[Sequence[str]], int]] = {
        "start": start,
        "test": test,
        "check": check,
        "faults": faults,
        "bench": bench,
        "wheel": wheel,
        "lock": lock,
    }
    if not words or words[0] not in commands:
        print(__doc__)
        return 0 if words and words[0] in {"-h", "--help"} else 2
    try:
        return commands[words[0]](words[1:])
    except subprocess.CalledProcessError as error:
        return int(error.returncode)


def start(words: Sequence[str]) -> int:
    """The program, signed in to its sandbox."""
    return _run([_environment("."), "-m", "netmile_desktop", "--sandbox", *words])


def test(words: Sequence[str]) -> int:
    """Run all tests on every core, each once, and compare coverage with its floors; with words, what pytest makes of them.

    A window is not needed. A run in which pytest finds no test fails.
    """
    python = _environment(".[dev]")
    if sys.platform == "linux":
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    # The tests start many programs, which need not be compiled each time. The checkout stays clean.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ.setdefault("PYTHONPYCACHEPREFIX", str(python.parent.parent / "bytecode"))
    # One more than there are cores: a third of the time a test waits for a server, a window or a process of its own.
    workers = str((os.cpu_count() or 1) + 1)
    # Shared out by number, not by name: the operations of the contract have one name, and by file one of them is run.
    options = ("-n", workers, "--dist", "worksteal", "--max-worker-restart", "0")
    pytest: list[str | Path] = [python, "-m", "pytest", *options]
    if words:
        return _run([*pytest, *words])
    steps: tuple[list[str | Path], ...] = (
        [*pytest, "--cov", "--cov-report=", *MEASURED],
        [python, "packaging/development/coverage_floors.py"],
        [*pytest, *(f"--ignore={room}" for room in MEASURED)],
    )
    return _run_all(steps)


def check(_words: Sequence[str]) -> int:
    """Everything that can be said without running the program; goes through all of it before it fails."""
    python = _environment(".[dev]")
    tool = python.parent
    steps: tuple[list[str | Path], ...] = (
        [tool / "ruff", "format", "--check", "."],
        [tool / "ruff", "check", "."],
        [python, "-m", "mypy"],
        [tool / "lint-imports"],
        [python, "packaging/development/translations.py", "--check"],
        [python, "packaging/development/manual.py", "--check"],
    )
    return _run_all(steps)


def faults(words: Sequence[str]) -> int:
    """The fault campaign: client, server, worker and line break at random, and no row may suffer."""
    return _run([_environment(".[dev]"), "-m", "tests.faults.campaign", *words])


def bench(words: Sequence[str]) -> int:
    """The table of benchmarks. References that cannot be installed are named in it as missing."""
    try:
        python = _environment(".[dev,bench]")
    except subprocess.CalledProcessError:
        print("Some references cannot be installed; going on without them.", file=sys.stderr)
        python = _environment(".[dev]")
    return _run([python, "-m", "tests.benchmarks", *words])


def wheel(_words: Sequence[str]) -> int:
    """Build the wheel and let it speak for itself in a new environment, away from the checkout."""
    python = _environment(".[dev]")
    with tempfile.TemporaryDirectory() as folder:
        if _run([python, "-m", "build", "--wheel", "--outdir", folder]):
            return 1
        made = next(Path(folder).glob("*.whl"))
        fresh = Path(folder) / "venv"
        _make_venv(fresh)
        if _run([fresh / PYTHON_IN, "-m", "pip", "install", "-q", "-c", CONSTRAINTS, made]):
            return 1
        name = "netmile-desktop.exe" if os.name == "nt" else "netmile-desktop"
        command = fresh / PYTHON_IN.parent / name
        if _run([command, "--self-check"], cwd=folder):
            return 1
        (ROOT / "dist").mkdir(exist_ok=True)
        print(shutil.copy(made, ROOT / "dist"))
    return 0


def lock(_words: Sequence[str]) -> int:
    """Write constraints.txt anew from what the metadata permits today."""
    with tempfile.TemporaryDirectory() as folder:
        _make_venv(Path(folder))
        python = Path(folder) / PYTHON_IN
        _run([python, "-m", "pip", "install", "-q", f"{ROOT}[dev,bench]"], check=True)
        frozen = subprocess.run(
            [python, "-m", "pip", "freeze", "--exclude", "netmile-desktop"], capture_output=True, text=True, check=True
        )
    head = "# Versions the tests were last run with; written by `packaging/dev.py lock`.\n"
    CONSTRAINTS.write_text(head + frozen.stdout, encoding="utf-8")
    return 0


def _environment(what: str) -> Path:
    """The interpreter of an environment in which the project is installed as `what` (`.` or with extras)."""
    prefix = Path(sys.prefix) if sys.prefix != sys.base_prefix else ROOT / ".venv"
    python = prefix / PYTHON_IN
    if not python.exists():
        _make_venv(prefix)
    wanted = hashlib.sha256((ROOT / "pyproject.toml").read_bytes() + CONSTRAINTS.read_bytes()).hexdigest()
    extent = EXTENTS.index(what)
    stamps = [prefix / f".netmile-{name}" for name in ("run", "dev", "bench")]
    if not any(stamp.exists() and stamp.read_text() == wanted for stamp in stamps[extent:]):
        print(f"Installing into {prefix} (once, and again when versions change) ...", file=sys.stderr)
        _run([python, "-m", "pip", "install", "-q", "-c", CONSTRAINTS, "-e", what], cwd=ROOT, check=True)
        stamps[extent].write_text(wanted)
    return python


def _make_venv(folder: Path) -> None:
    try:
        _run([sys.executable, "-m", "venv", folder], check=True)
    except subprocess.CalledProcessError:
        shutil.rmtree(folder, ignore_errors=True)
        sys.exit(
            "The virtual environment could not be made. On Debian and Ubuntu install the package "
            "python3-venv (apt-get install python3-venv) and run the same command again."
        )


def _run_all(steps: Sequence[Sequence[str | Path]]) -> int:
    """Go through all steps, then name those that failed."""
    failed = [step for step in steps if _run(step)]
    for step in failed:
        print("failed:", " ".join(map(str, step)), file=sys.stderr)
    return 1 if failed else 0


def _run(words: Sequence[str | Path], *, cwd: Path | str = ROOT, check: bool = False) -> int:
    try:
        return subprocess.run([str(word) for word in words], cwd=cwd, check=check).returncode
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
