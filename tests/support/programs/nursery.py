"""Programs forked from a process that has loaded them already.

A command of the portal takes a second to load and a hundredth to run. Tests start hundreds of them, so all but a few
are born here: processes of their own with streams, environment and folder of their own, but loaded.

`program` gives words that start one as everywhere: a launcher stands in for it, hands signals on and ends as it ends.
`Forked` is a program without a launcher, for tests that kill it: it is killed itself, and is gone when they have waited.
Where the system cannot fork, and for what needs a terminal, programs start as everywhere.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import io
import json
import os
import pkgutil
import runpy
import select
import selectors
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import NoReturn

from netmile_desktop import cli

LATE = (
    "anyio._backends._asyncio",
    "argon2",
    "cryptography.hazmat.primitives.ciphers.aead",
    "netmile_desktop.api.connection",
    "netmile_desktop.portal.admin.commands",
    "psycopg",
    "truststore",
    "uvicorn.lifespan.off",
    "uvicorn.loops.asyncio",
    "uvicorn.protocols.http.h11_impl",
)
"""What the programs load only when they need it."""

_SOONER = ("netmile_desktop.portal.__main__", "netmile_desktop.__main__")
_MOST = 1 << 20
_LAUNCHER = Path(__file__).with_name("launcher.py")
CODE = "-c"
CAN_FORK = hasattr(os, "pidfd_open") and hasattr(socket, "recv_fds")


def program(module: str) -> list[str]:
    """Return the words that start a module, such as `netmile_desktop.portal`, or after `CODE` a program in one word."""
    if not CAN_FORK:
        return [sys.executable, *([] if module == CODE else ["-m"]), module]
    return [sys.executable, "-I", "-S", str(_LAUNCHER), _nursery(), module]


@cache
def _nursery() -> str:
    """Start the process that programs come from, which ends with this one; return where it listens."""
    folder = tempfile.mkdtemp(prefix="nursery-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    place = f"{folder}/door"
    process = subprocess.Popen(
        [sys.executable, "-m", __name__, place], stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"open\n"
    atexit.register(_end, process)
    return place


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.communicate()


class Forked:
    """A running program whose stdout is read here; used like one of `subprocess`."""

    def __init__(self, module: str, words: Sequence[str], environment: Mapping[str, str]) -> None:
        reading, writing = os.pipe()
        asked = {"module": module, "words": words, "environment": dict(environment), "folder": os.getcwd()}
        self._line = socket.socket(socket.AF_UNIX)
        self._line.connect(_nursery())
        with open(os.devnull) as nothing:
            socket.send_fds(self._line, [json.dumps(asked).encode() + b"\n"], [nothing.fileno(), writing, 2])
        os.close(writing)
        self.stdout = open(reading, encoding="utf-8")  # noqa: SIM115
        self._told = self._line.makefile("rb")
        self.pid = int(self._told.readline())
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Return the exit code, or None while it runs."""
        with suppress(subprocess.TimeoutExpired):
            self.wait(0)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Return the exit code, or raise `subprocess.TimeoutExpired`."""
        if self.returncode is None:
            # The nursery closes the line with the code, so that a code which is in the buffer already is seen, too.
            if not select.select([self._line], [], [], timeout)[0]:
                raise subprocess.TimeoutExpired(str(self.pid), timeout or 0)
            self.returncode = int(self._told.readline() or "1")
            for each in (self.stdout, self._told, self._line):
                each.close()
        return self.returncode

    def kill(self) -> None:
        self._send(signal.SIGKILL)

    def terminate(self) -> None:
        self._send(signal.SIGTERM)

    def _send(self, number: int) -> None:
        if self.poll() is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)


class Nursery:
    """Listens at a socket, and brings forth a program for each caller."""

    def __init__(self, place: str) -> None:
        self._door = socket.socket(socket.AF_UNIX)
        self._door.bind(place)
        self._door.listen(64)
        self._events = selectors.DefaultSelector()
        self._events.register(self._door, selectors.EVENT_READ, self._admit)
        self._events.register(sys.stdin.fileno(), selectors.EVENT_READ, self._leave)
        self._children: dict[int, tuple[socket.socket, int]] = {}
        """Pidfd: its caller and its number."""

    def live(self) -> NoReturn:
        """Serve until whoever started this ends."""
        while True:
            for key, _ in self._events.select():
                key.data(key.fileobj)

    def _leave(self, _stdin: int) -> NoReturn:
        for fd in self._children:
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(fd, signal.SIGKILL)
        os._exit(0)

    def _admit(self, _door: socket.socket) -> None:
        caller, _ = self._door.accept()
        data, streams, _, _ = socket.recv_fds(caller, _MOST, 3)
        while not data.endswith(b"\n"):
            data += caller.recv(_MOST)
        asked = json.loads(data)
        child = os.fork()
        if not child:
            _become(asked, streams)
        for fd in streams:
            os.close(fd)
        pidfd = os.pidfd_open(child)
        self._children[pidfd] = (caller, child)
        self._events.register(pidfd, selectors.EVENT_READ, self._tell)
        self._events.register(caller, selectors.EVENT_READ, self._bereave)
        caller.sendall(f"{child}\n".encode())

    def _tell(self, pidfd: int) -> None:
        caller, child = self._children.pop(pidfd)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        self._events.unregister(pidfd)
        os.close(pidfd)
        with suppress(KeyError):
            self._events.unregister(caller)
        with suppress(OSError):
            caller.sendall(f"{code}\n".encode())
        caller.close()

    def _bereave(self, caller: socket.socket) -> None:
        """The launcher was killed, and its program is killed with it."""
        self._events.unregister(caller)
        for pidfd, (its, _) in self._children.items():
            if its is caller:
                signal.pidfd_send_signal(pidfd, signal.SIGKILL)


def _become(asked: dict[str, object], streams: Sequence[int]) -> NoReturn:
    """Be the program that is asked for."""
    code = 1
    try:
        os.setsid()
        module, words = asked["module"], asked["words"]
        assert isinstance(words, list)
        os.environ.clear()
        os.environ.update(asked["environment"])  # type: ignore[call-overload]
        os.chdir(str(asked["folder"]))
        for to, fd in enumerate(streams):
            os.dup2(fd, to)
        os.closerange(3, 1024)
        sys.stdin = io.TextIOWrapper(open(0, "rb", closefd=False), encoding="utf-8")  # noqa: SIM115
        sys.stdout = _writer(1, "strict")
        sys.stderr = _writer(2, "backslashreplace")
        signal.signal(signal.SIGINT, signal.default_int_handler)
        sys.argv = [f"{module}", *words]
        gc.enable()
        code = _run(f"{module}")
    except BaseException as error:
        print(f"the program did not end by itself: {error!r}", file=sys.__stderr__)
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)


def _run(module: str) -> int:
    """Return how a program ends: one of ours, which is loaded already, a script among the modules, or mere code."""
    if entry := sys.modules.get(f"{module}.__main__"):
        return int(entry.main())
    if module == CODE:
        exec(compile(sys.argv.pop(1), "<string>", "exec"), {"__name__": "__main__"})
    else:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    return 0


def _writer(fd: int, errors: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(
        open(fd, "wb", closefd=False),
        encoding="utf-8",
        errors=errors,
        line_buffering=os.isatty(fd),
    )


def _main() -> NoReturn:
    commands = (each.name for each in pkgutil.iter_modules(cli.__path__, f"{cli.__name__}.") if not each.ispkg)
    for module in (*_SOONER, *LATE, *commands):
        importlib.import_module(module)
    gc.collect()
    gc.freeze()
    nursery = Nursery(sys.argv[1])
    print("open", flush=True)
    nursery.live()


if __name__ == "__main__":
    _main()
