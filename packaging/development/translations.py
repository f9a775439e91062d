#!/usr/bin/env python3
"""The window's Japanese words: collect the English sources, compile what was translated.

    python packaging/development/translations.py            update resources/i18n/*_ja.ts from the sources, compile the .qm
    python packaging/development/translations.py --check    fail where a word is untranslated or gone, or the .qm is stale
    python packaging/development/translations.py --compile  compile only

Each package of the views has a .ts file of its own; all are compiled into one catalogue.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VIEWS = ROOT / "netmile_desktop" / "views"
I18N = ROOT / "resources" / "i18n"
COMPILED = I18N / "netmile_ja.qm"


def main(words: Sequence[str]) -> int:
    """Run what the words ask for; answers the exit code."""
    if "--check" in words:
        return check()
    if "--compile" not in words:
        for ts, sources in catalogues().items():
            update(ts, sources)
            if not messages(ts):  # A package that says nothing has no file.
                ts.unlink()
    compile_into(COMPILED)
    missing = [fault for ts in catalogues() for fault in unfinished(ts)]
    print("\n".join(missing))
    return 0


def catalogues() -> dict[Path, list[Path]]:
    """Each .ts file and the sources it is made from."""
    found: dict[Path, list[Path]] = {}
    for path in sorted(VIEWS.rglob("*.py")):
        package = "window" if path.parent == VIEWS else path.relative_to(VIEWS).parts[0]
        found.setdefault(I18N / f"{package}_ja.ts", []).append(path)
    return found


def check() -> int:
    """Compare what is committed with what the sources say today."""
    faults: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        for ts, sources in catalogues().items():
            scratch = Path(folder) / ts.name
            if ts.exists():
                shutil.copy(ts, scratch)
            update(scratch, sources)
            if messages(scratch) != (messages(ts) if ts.exists() else set()):
                faults.append(f"{ts.name}: not what the sources say; run packaging/development/translations.py")
            faults += unfinished(scratch)
        compiled = Path(folder) / COMPILED.name
        compile_into(compiled)
        if not COMPILED.exists() or compiled.read_bytes() != COMPILED.read_bytes():
            faults.append(f"{COMPILED.name}: stale; run packaging/development/translations.py")
    print("\n".join(faults) or "translations are complete")
    return 1 if faults else 0


def update(ts: Path, sources: Iterable[Path]) -> None:
    """Collect the words of some sources into a .ts file; what is no longer said is dropped."""
    options = ["-no-obsolete", "-locations", "none", "-source-language", "en", "-target-language", "ja"]
    names = [str(path.relative_to(ROOT)) for path in sources]
    _run("pyside6-lupdate", *options, *names, "-ts", str(ts))


def compile_into(qm: Path) -> None:
    """One compiled catalogue from all .ts files there are."""
    _run("pyside6-lrelease", "-silent", *(str(ts) for ts in catalogues() if ts.exists()), "-qm", str(qm))


def messages(ts: Path) -> set[tuple[str, str, str]]:
    """Context, source and translation of every message."""
    found = set()
    for context in ElementTree.parse(ts).getroot().iter("context"):
        for message in context.iter("message"):
            name, source = context.findtext("name") or "", message.findtext("source") or ""
            found.add((name, source, message.findtext("translation") or ""))
    return found


def unfinished(ts: Path) -> list[str]:
    """What has no Japanese yet, or says it with other gaps than the English."""
    if not ts.exists():
        return []
    faults = []
    for context, source, translation in sorted(messages(ts)):
        if not translation:
            faults.append(f"{ts.name}: {context}: not translated: {source}")
        elif source.count("{}") != translation.count("{}"):
            faults.append(f"{ts.name}: {context}: gaps differ: {source}")
    return faults


def _run(tool: str, *words: str) -> None:
    path = shutil.which(tool, path=str(Path(sys.executable).parent)) or tool
    done = subprocess.run([path, *words], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{tool}: {done.stdout}{done.stderr}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
