"""The local store: encrypted, one at a time, durable, and honest about what is wrong with it."""

import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import msgspec
import pytest

from netmile_desktop.domain.batches import BatchSettings, PartState
from netmile_desktop.domain.calendar import Period
from netmile_desktop.domain.failures import StoreFault, WorkspaceUnusable
from netmile_desktop.domain.rows.rows import Recipe
from netmile_desktop.workspace.batches.batches import Batches
from netmile_desktop.workspace.records.part_records import PartRecords
from netmile_desktop.workspace.sources.source import load_source
from netmile_desktop.workspace.store import store as store_module
from netmile_desktop.workspace.store.schema import MIGRATIONS
from netmile_desktop.workspace.store.store import Store
from tests.support.campaigns import TODAY, campaign_detail

pytestmark = pytest.mark.durable

KEY = bytes(range(32))
OTHER_KEY = bytes(32)


def unusable(path: Path, key: bytes = KEY) -> str:
    with pytest.raises(WorkspaceUnusable) as raised:
        Store.open(path, key).close()
    return raised.value.reason


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "desk" / "site.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    store = Store.open(path, KEY)
    yield store
    store.close()


def note(store: Store, id_: str) -> None:
    with store.write() as transaction:
        transaction.run("INSERT INTO memory VALUES ('note', ?, ?)", id_, b"")


def notes(store: Store) -> list[str]:
    with store.read() as transaction:
        return [row[0] for row in transaction.all("SELECT id FROM memory WHERE kind = 'note' ORDER BY id")]


def test_what_is_remembered_is_recalled_after_reopening(path: Path) -> None:
    detail = campaign_detail()
    store = Store.open(path, KEY)
    store.remember("campaign", detail.id, detail)
    store.close()
    store = Store.open(path, KEY)
    assert store.recall("campaign", detail.id, type(detail)) == detail
    assert store.recall("campaign", "C-1", type(detail)) is None
    assert store.recall("campaign", detail.id, Period) is None, "another shape is forgotten, not an error"
    store.remember("campaign", detail.id, campaign_detail(name="新しい名前"))
    recalled = store.recall("campaign", detail.id, type(detail))
    assert recalled is not None
    assert recalled.name == "新しい名前"
    store.close()


def test_nothing_in_the_folder_can_be_read_without_the_key(path: Path, store: Store) -> None:
    store.remember("campaign", "C-1", campaign_detail(description="secret words"))
    for file in path.parent.iterdir():
        assert b"secret words" not in file.read_bytes()
        assert not file.read_bytes().startswith(b"SQLite format 3")
        assert KEY.hex() not in file.read_bytes().decode("latin-1")
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(path).execute("SELECT count(*) FROM sqlite_master")


@pytest.mark.skipif(os.name != "posix", reason="permissions are others here")
def test_files_belong_to_this_user_alone(path: Path, store: Store) -> None:
    note(store, "a")
    for file in path.parent.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == stat.S_IRUSR | stat.S_IWUSR, file.name
    assert stat.S_IMODE(path.parent.stat().st_mode) == stat.S_IRWXU


def test_a_wrong_key_is_told_apart_from_damage(path: Path) -> None:
    Store.open(path, KEY).close()
    assert unusable(path, OTHER_KEY) == StoreFault.WRONG_KEY
    damaged = bytearray(path.read_bytes())
    damaged[200] ^= 255
    path.write_bytes(damaged)
    assert unusable(path, OTHER_KEY) == StoreFault.WRONG_KEY
    assert unusable(path) == StoreFault.DAMAGED


def test_a_wrong_key_is_known_without_the_mark_too(path: Path) -> None:
    Store.open(path, KEY).close()
    path.with_name(path.name + ".lock").unlink()
    assert unusable(path, OTHER_KEY) == StoreFault.WRONG_KEY
    Store.open(path, KEY).close()
    assert unusable(path, OTHER_KEY) == StoreFault.WRONG_KEY


@pytest.mark.parametrize("is_marked", [True, False])
@pytest.mark.parametrize("is_left_open", [True, False])
def test_older_files_have_smaller_pages(
    path: Path, monkeypatch: pytest.MonkeyPatch, is_marked: bool, is_left_open: bool
) -> None:
    """Their key is known again as well, with and without the mark, and after a crash."""
    with monkeypatch.context() as older:
        older.setattr(store_module, "PAGE_BYTES", 4 * 1024)
        old = Store.open(path, KEY)
        note(old, "kept")
        if is_left_open:
            for file in path.parent.iterdir():
                shutil.copy(file, file.with_name(f"crashed-{file.name}"))
        old.close()
    if is_left_open:
        path = path.with_name(f"crashed-{path.name}")
        assert path.with_name(f"{path.name}-wal").stat().st_size
    if not is_marked:
        path.with_name(f"{path.name}.lock").unlink()
    assert unusable(path, OTHER_KEY) == StoreFault.WRONG_KEY
    for _ in range(2):
        reopened = Store.open(path, KEY)
        note(reopened, str(uuid4()))
        assert "kept" in notes(reopened)
        reopened.close()
    assert unusable(path, OTHER_KEY) == StoreFault.WRONG_KEY


def test_a_file_that_was_moved_away_is_begun_anew_under_any_key(path: Path) -> None:
    Store.open(path, KEY).close()
    path.unlink()
    Store.open(path, OTHER_KEY).close()
    assert unusable(path) == StoreFault.WRONG_KEY


def test_a_key_has_32_bytes(path: Path) -> None:
    with pytest.raises(ValueError, match="32"):
        Store.open(path, b"short")


def test_damage_further_inside_is_told_where_it_is_met(path: Path) -> None:
    store = Store.open(path, KEY)
    with store.write() as transaction:
        transaction.many("INSERT INTO memory VALUES ('note', ?, ?)", ((str(n), b"x" * 900) for n in range(500)))
    store.close()
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(size // 2)
        file.write(b"\0" * (size // 2))
    store = Store.open(path, KEY)
    with pytest.raises(WorkspaceUnusable) as raised, store.read() as transaction:
        transaction.all("SELECT * FROM memory")
    assert raised.value.reason == StoreFault.DAMAGED
    store.close()


def test_two_windows_cannot_hold_the_same_store(path: Path, store: Store) -> None:
    assert unusable(path) == StoreFault.IN_USE
    code = (
        "import sys; from pathlib import Path; from netmile_desktop.workspace.store.store import Store\n"
        "try: Store.open(Path(sys.argv[1]), bytes(range(32)))\n"
        "except Exception as error: print(error)"
    )
    said = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == StoreFault.IN_USE
    store.close()
    Store.open(path, KEY).close()


def test_a_killed_process_keeps_nothing_locked_and_loses_nothing_it_committed(path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from netmile_desktop.workspace.store.store import Store\n"
        "store = Store.open(Path(sys.argv[1]), bytes(range(32)))\n"
        "with store.write() as transaction: transaction.run(\"INSERT INTO memory VALUES ('note', 'kept', x'')\")\n"
        "with store.write() as transaction:\n"
        "    transaction.run(\"INSERT INTO memory VALUES ('note', 'half', x'')\")\n"
        "    print('now', flush=True); sys.stdin.read()\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "now\n"
        process.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
    store = Store.open(path, KEY)
    assert notes(store) == ["kept"]
    store.close()


def test_it_is_set_up_to_lose_nothing_it_committed(store: Store) -> None:
    pragmas = {
        "journal_mode": "wal",
        "synchronous": 2,
        "fullfsync": 1,
        "checkpoint_fullfsync": 1,
        "foreign_keys": 1,
        "secure_delete": 1,
    }
    with store.read() as first, store.read() as second:  # each on a connection of its own
        for transaction in (first, second):
            assert {name: (transaction.one(f"PRAGMA {name}") or [None])[0] for name in pragmas} == pragmas


def test_a_write_that_fails_half_way_leaves_nothing(store: Store) -> None:
    def half() -> None:
        with store.write() as transaction:
            transaction.run("INSERT INTO memory VALUES ('note', 'a', x'')")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half()
    assert notes(store) == []
    note(store, "b")
    assert notes(store) == ["b"]


def test_readers_see_one_moment_and_do_not_wait_for_a_writer(store: Store) -> None:
    note(store, "a")
    with store.read() as before:
        assert before.one("SELECT count(*) FROM memory") == (1,)
        with store.write() as writing:
            writing.run("INSERT INTO memory VALUES ('note', 'b', x'')")
            assert notes(store) == ["a"]
        assert before.one("SELECT count(*) FROM memory") == (1,)
    assert notes(store) == ["a", "b"]


def test_threads_take_turns(store: Store) -> None:
    def write(who: int) -> None:
        for n in range(20):
            note(store, f"{who}-{n:02}")
            assert f"{who}-{n:02}" in notes(store)

    threads = [threading.Thread(target=write, args=(who,)) for who in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(notes(store)) == 80


def test_our_own_mistakes_are_not_dressed_up(store: Store) -> None:
    with pytest.raises(Exception, match="syntax error"), store.write() as transaction:
        transaction.run("NONSENSE")
    store.close()
    store.close()
    with pytest.raises(RuntimeError):
        notes(store)


def test_an_older_format_is_brought_up_to_date_beside_a_copy_of_it(path: Path) -> None:
    store = Store.open(path, KEY)
    note(store, "a")
    store.close()
    newer = (*MIGRATIONS, ("ALTER TABLE memory ADD COLUMN kept_at TEXT",))
    store = Store.open(path, KEY, newer)
    assert notes(store) == ["a"]
    with store.read() as transaction:
        assert transaction.one("SELECT kept_at FROM memory") == (None,)
    store.close()
    assert unusable(path) == StoreFault.NEWER_FORMAT
    backup = path.with_name(f"{path.name}.v{len(MIGRATIONS)}.backup")
    shutil.copy(backup, path)
    store = Store.open(path, KEY)
    assert notes(store) == ["a"]
    store.close()


def test_a_step_that_fails_changes_nothing(path: Path) -> None:
    Store.open(path, KEY).close()
    broken = (*MIGRATIONS, ("CREATE TABLE news (id)", "NONSENSE"))
    with pytest.raises(Exception, match="syntax error"):
        Store.open(path, KEY, broken)
    store = Store.open(path, KEY)
    with store.read() as transaction:
        assert transaction.one("SELECT count(*) FROM sqlite_master WHERE name = 'news'") == (0,)
    store.close()


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a place where nobody may write")
def test_a_place_where_nothing_can_be_written_is_named_so() -> None:
    assert unusable(Path("/proc/self/desk/site.db")) == StoreFault.READ_ONLY
    assert unusable(Path("/proc/site.db")) == StoreFault.READ_ONLY


@pytest.mark.skipif(os.name != "posix", reason="permissions are others here")
def test_a_folder_without_permission_is_named_so(path: Path) -> None:
    Store.open(path, KEY).close()
    code = (
        "import os, sys; from pathlib import Path; from netmile_desktop.workspace.store.store import Store\n"
        "os.geteuid() or os.seteuid(65534)\n"
        "try: Store.open(Path(sys.argv[1]), bytes(range(32)))\n"
        "except Exception as error: print(error)"
    )
    path.parent.chmod(0o500)
    for file in path.parent.iterdir():
        file.chmod(0o400)
    said = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    path.parent.chmod(0o700)
    assert said.stdout.strip() == StoreFault.READ_ONLY


@pytest.mark.skipif(os.name != "posix", reason="needs a bound on the size of files")
def test_a_full_disk_is_named_so_and_what_was_saved_is_kept(path: Path) -> None:
    code = (
        "import msgspec, resource, sys; from pathlib import Path; from netmile_desktop.workspace.store.store import Store\n"
        "store = Store.open(Path(sys.argv[1]), bytes(range(32)))\n"
        "with store.write() as transaction: transaction.run(\"INSERT INTO memory VALUES ('note', 'kept', x'')\")\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))\n"
        "try:\n"
        "    with store.write() as transaction:\n"
        "        transaction.run(\"INSERT INTO memory VALUES ('note', 'big', zeroblob(5000000))\")\n"
        "except Exception as error: print(error)\n"
        "class Answer(msgspec.Struct): text: str\n"
        "store.remember('answer', '1', Answer('x' * 5_000_000))\n"
        "print(store.recall('answer', '1', Answer))\n"
        "with store.write() as transaction: transaction.run(\"INSERT INTO memory VALUES ('note', 'small', x'')\")\n"
        "store.close()\n"
    )
    said = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    assert said.stdout.split() == [StoreFault.DISK_FULL, "None"], "an answer is not lost with its memory"
    store = Store.open(path, KEY)
    assert notes(store) == ["kept", "small"]
    store.close()


def test_drafts_of_the_first_format_are_all_there_in_the_next(path: Path, tmp_path: Path) -> None:
    """Rows could not be typed then, and nothing was known from before."""
    store = Store.open(path, KEY, MIGRATIONS[:1])
    campaign, settings = campaign_detail(), BatchSettings(campaign_id="C-1024")
    encode = msgspec.json.encode
    with store.write() as transaction:
        transaction.run(
            "INSERT INTO batch VALUES ('b', 'a.csv', ?, ?, ?, 'draft', 2, 2, 2, 0, ?, ?)",
            *(encode(campaign), encode(settings), encode(Recipe("utf-8", header=False))),
            *["2026-11-21T00:00:00+00:00"] * 2,
        )
        data = b"a@example.jp,K1,100\nb@example.jp,K2,100\n"
        transaction.run(
            "INSERT INTO source VALUES ('b', 'csv', '', ?, ?, NULL)",
            encode(load_source(_written(tmp_path, data)).notes),
            data,
        )
        transaction.run("INSERT INTO edit VALUES ('b', 1, 0, 0, 'cell', 'key', 'NEW')")
        transaction.run("INSERT INTO edit VALUES ('b', 2, 0, 1, 'exclude', '', '')")
    store.close()

    store = Store.open(path, KEY)
    draft = Batches(store, lambda: TODAY).open("b")
    assert (draft.snapshot().row(0).key, draft.snapshot().is_excluded(1), draft.snapshot().closing_reason(1)) == (
        "NEW",
        True,
        "",
    )
    draft.insert_rows(0, [("c@example.jp", "K3", "100")])
    draft.undo()
    draft.undo()
    assert not draft.snapshot().is_excluded(1)
    store.close()
    assert path.with_name(f"{path.name}.v1.backup").exists()


def test_parts_of_an_older_format_keep_what_they_are_to_send(path: Path) -> None:
    """Bodies and rows lay beside the state of a part then."""
    store = Store.open(path, KEY, MIGRATIONS[:8])
    with store.write() as transaction:
        transaction.run(
            "INSERT INTO batch (id, name, campaign, settings, recipe, state, rows, errors, created_at, changed_at)"
            " VALUES ('b', 'a.csv', x'', x'', x'', 'sending', 2, 0, '', '')"
        )
        transaction.run(
            "INSERT INTO part (batch_id, number, key, digest, rows, miles, body, row_ids, state)"
            " VALUES ('b', 1, 'k', 'd', 2, 200, ?, ?, 'ready')",
            *(b"a@example.jp,K1,100\n", msgspec.msgpack.encode([4, 7])),
        )
    store.close()

    store = Store.open(path, KEY)
    parts = PartRecords(store)
    (part,) = parts.of("b")
    assert (part.state, part.rows, parts.body(part), parts.row_ids(part)) == (
        PartState.READY,
        2,
        b"a@example.jp,K1,100\n",
        [4, 7],
    )
    with store.write() as transaction:
        transaction.run("DELETE FROM part")
        assert transaction.all("SELECT * FROM part_content") == []
    store.close()


def _written(folder: Path, data: bytes) -> Path:
    path = folder / "a.csv"
    path.write_bytes(data)
    return path
