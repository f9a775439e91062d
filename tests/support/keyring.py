"""A real Secret Service on a private bus: nothing here can see or touch the keyring of whoever runs the tests."""

from __future__ import annotations

import contextlib
import gc
import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.requirements import need

PROGRAMS = ("dbus-daemon", "gnome-keyring-daemon")
NOWHERE = "unix:path=/nonexistent/netmile-no-bus"
"""Address of a bus that is not there: with it there is no keyring."""

_BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <keep_umask/>
  <listen>unix:path={socket}</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="false"/>
    <allow receive_sender="*"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""
"""Activates nothing, so that a locked keyring finds nobody to ask for its password instead of waiting for ever."""

_PATIENCE_S = 20.0


class PrivateKeyring:
    """Bus and keyring of one test; `address` is what DBUS_SESSION_BUS_ADDRESS must say."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._processes: list[subprocess.Popen[bytes]] = []
        self.address = f"unix:path={folder / 'bus'}"

    def start(self) -> None:
        for name in ("run", "data", "cache", "config"):
            (self._folder / name).mkdir(mode=0o700, parents=True, exist_ok=True)
        config = self._folder / "bus.conf"
        config.write_text(_BUS.format(socket=self._folder / "bus"), encoding="utf-8")
        self._spawn("dbus-daemon", f"--config-file={config}", "--nofork", "--nopidfile")
        _wait(lambda: (self._folder / "bus").exists())
        daemon = self._spawn("gnome-keyring-daemon", "--unlock", "--foreground", "--components=secrets")
        assert daemon.stdin is not None
        daemon.stdin.write(b"test-password")
        daemon.stdin.close()
        daemon.stdin = None
        _wait(self._is_serving)

    def lock(self) -> None:
        """Lock the ring; there is nobody who could unlock it again."""
        import secretstorage

        with contextlib.closing(secretstorage.dbus_init()) as connection:
            secretstorage.get_default_collection(connection).lock()

    def labels(self) -> list[str]:
        """What the ring holds, as a user sees it."""
        import secretstorage

        with contextlib.closing(secretstorage.dbus_init()) as connection:
            return sorted(item.get_label() for item in secretstorage.get_default_collection(connection).get_all_items())

    def clear(self) -> None:
        """Delete every secret."""
        import secretstorage

        with contextlib.closing(secretstorage.dbus_init()) as connection:
            for item in list(secretstorage.get_default_collection(connection).get_all_items()):
                item.delete()

    def stop(self) -> None:
        for process in reversed(self._processes):
            process.terminate()
            process.communicate(timeout=60)

    def _spawn(self, *words: str) -> subprocess.Popen[bytes]:
        environment = {
            **{name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ},
            "HOME": str(self._folder),
            "DBUS_SESSION_BUS_ADDRESS": self.address,
            **{
                f"XDG_{name.upper()}{'_DIR' if name == 'run' else '_HOME'}": str(self._folder / name)
                for name in ("data", "cache", "config")
            },
            "XDG_RUNTIME_DIR": str(self._folder / "run"),
        }
        with (self._folder / "stderr").open("ab") as told:
            process = subprocess.Popen(
                words, env=environment, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=told
            )
        self._processes.append(process)
        return process

    def _is_serving(self) -> bool:
        import jeepney
        from jeepney.io.blocking import open_dbus_connection

        try:
            with open_dbus_connection(self.address) as connection:
                reply = connection.send_and_get_reply(jeepney.message_bus.NameHasOwner("org.freedesktop.secrets"))
        except ConnectionRefusedError:  # the socket is there a moment before anybody listens to it
            return False
        return bool(reply.body[0])


def private_keyring(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PrivateKeyring]:
    """For a fixture: an unlocked keyring that this process sees as its own, until the test ends."""
    for program in PROGRAMS:
        need(program)
    keyring = PrivateKeyring(folder)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", keyring.address)
    try:
        keyring.start()
        yield keyring
    finally:
        keyring.stop()
        gc.collect()  # where the ring is locked, `keyring` leaves its connection to the garbage collector


def _wait(is_so: object) -> None:
    assert callable(is_so)
    deadline = time.monotonic() + _PATIENCE_S
    while not is_so():
        assert time.monotonic() < deadline, "the private keyring did not start"
        time.sleep(0.02)
