"""What is committed is on the disk: in the program, though not in tests that are about something else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from netmile_desktop.portal.database.database import Database
from netmile_desktop.workspace.store.atomic_files import replace_file
from netmile_desktop.workspace.store.store import Store

OFF, FULL = 0, 2


def of_the_store(folder: Path, *names: str) -> list[int]:
    store = Store.open(folder / "site.db", bytes(32))
    with store.read() as transaction:
        found = [transaction.one(f"PRAGMA {name}") for name in names]
    store.close()
    return [int(row[0]) for row in found if row is not None]


def of_the_portal(folder: Path) -> int:
    database = Database(f"sqlite:///{folder / 'portal.db'}")
    found = database.read(lambda conn: int(conn.exec_driver_sql("PRAGMA synchronous").scalar_one()))
    database.close()
    return found


@pytest.mark.durable
def test_both_databases_wait_for_the_disk(tmp_path: Path) -> None:
    assert of_the_store(tmp_path, "synchronous", "fullfsync", "checkpoint_fullfsync") == [FULL, 1, 1]
    assert of_the_portal(tmp_path) == FULL


def test_tests_that_do_not_ask_for_it_wait_for_no_disk(tmp_path: Path) -> None:
    assert of_the_store(tmp_path, "synchronous") == [OFF]
    assert of_the_portal(tmp_path) == OFF
    closed = os.dup(0)
    os.close(closed)
    os.fsync(closed)  # no error: it asks nobody


@pytest.mark.durable
def test_a_file_is_on_the_disk_before_it_takes_the_place_of_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(b"old")
    told: list[bytes] = []
    really = os.fsync

    def fsync(descriptor: int) -> None:
        really(descriptor)
        told.append(path.read_bytes())

    monkeypatch.setattr(os, "fsync", fsync)
    replace_file(path, b"new")
    assert told == [b"old"]
    assert path.read_bytes() == b"new"
