"""Memory that is given back."""

from __future__ import annotations

import subprocess
import sys

import pytest

_FREED = """
import sys
from pathlib import Path
from netmile_desktop.app.allocation import give_large_blocks_back

def resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096

def leave_holes() -> int:
    bytes(20_000_000)  # freed: from now on glibc would keep blocks of this size in its heap
    kept = []
    blocks = []
    for n in range(100):
        blocks.append(b"x" * 200_000)
        kept.append(b"y" * 2_000)
    before = resident()
    blocks.clear()
    return before - resident()

if "tidy" in sys.argv:
    give_large_blocks_back()
print(leave_holes())
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only glibc keeps them")
def test_what_is_freed_is_given_back() -> None:
    def freed(*words: str) -> int:
        done = subprocess.run([sys.executable, "-c", _FREED, *words], capture_output=True, text=True, check=True)
        return int(done.stdout)

    assert freed("tidy") > 15_000_000
