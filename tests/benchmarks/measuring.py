"""Ways to measure: in this process, in a fresh one, by its time or by its memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress

from tests.support.documents import CHECKOUT


def seconds(work: Callable[[], object]) -> float:
    """So long a piece of work takes here."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def seconds_of_process(words: Sequence[str]) -> float:
    """From the start of a program to its end; a failing one fails the benchmark. `words` begin with the program."""
    return seconds(lambda: _run(words))


def answer_of(function: Callable[..., float], *arguments: object) -> float:
    """What a function of ours answers in a fresh process; the arguments must be fit for JSON.

    The function lies at the top of a module of this package and imports within itself what it measures.
    """
    words = [sys.executable, "-m", __name__, function.__module__, function.__qualname__, json.dumps(arguments)]
    return float(_run(words).split()[-1])


def seconds_of(function: Callable[..., object], *arguments: object) -> float:
    """From the start of a fresh Python process that runs a function, to the end of the process."""
    return seconds_of_process(
        [sys.executable, "-m", __name__, function.__module__, function.__qualname__, json.dumps(arguments)]
    )


def seconds_of_code(code: str, *arguments: str) -> float:
    """From the start of a fresh Python process that runs code without any of ours, to its end."""
    return seconds_of_process([sys.executable, "-c", code, *arguments])


def peak_bytes() -> float:
    """The most resident memory that this process ever had. Zero where the system does not tell."""
    with suppress(OSError), open("/proc/self/status", encoding="ascii", errors="replace") as status:
        # What `getrusage` tells on Linux is never less than what the process had that started this one.
        return next(float(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM:"))
    try:
        import resource
    except ImportError:
        return 0.0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return float(peak if sys.platform == "darwin" else peak * 1024)


def resident_bytes(pid: int = 0) -> float:
    """The resident memory of a process now; of this one where none is named."""
    import psutil

    return float(psutil.Process(pid or os.getpid()).memory_info().rss)


def _run(words: Sequence[str]) -> str:
    done = subprocess.run(words, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(words)}\n{done.stderr}")
    return done.stdout


def _main(module: str, function: str, arguments: str) -> None:
    import importlib

    print(getattr(importlib.import_module(module), function)(*json.loads(arguments)))


if __name__ == "__main__":
    _main(*sys.argv[1:])
