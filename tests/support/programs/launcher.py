"""Stands in for a program of the nursery: hands over its streams, hands on signals, ends as it ends.

A script for a bare interpreter: it loads nothing that takes time.
"""

import json
import os
import signal
import socket
import sys


def main() -> int:
    """Ask for a program, and wait for its end. One that lacks a stream is started as everywhere."""
    place, module, *words = sys.argv[1:]
    if not all(map(_is_open, (0, 1, 2))):
        os.execv(sys.executable, [sys.executable, *([] if module == "-c" else ["-m"]), module, *words])
    line = socket.socket(socket.AF_UNIX)
    line.connect(place)
    asked = {"module": module, "words": words, "environment": dict(os.environ), "folder": os.getcwd()}
    socket.send_fds(line, [json.dumps(asked).encode() + b"\n"], [0, 1, 2])
    told = line.makefile("rb")
    child = int(told.readline())

    def hand_on(number: int, _frame: object) -> None:
        os.kill(child, number)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, hand_on)
    for stream in (0, 1, 2):
        os.close(stream)
    code = int(told.readline() or "1")
    if code < 0:
        if -code != signal.SIGKILL:  # nobody can handle that one
            signal.signal(-code, signal.SIG_DFL)
        os.kill(os.getpid(), -code)
    return code


def _is_open(stream: int) -> bool:
    try:
        os.fstat(stream)
    except OSError:
        return False
    return True


if __name__ == "__main__":
    os._exit(main())
