"""The encrypted file with the local data of a site's clerk: one per portal and site."""

from __future__ import annotations

import hashlib
import hmac
import logging
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

import msgspec
from sqlcipher3 import dbapi2 as sqlcipher

from netmile_desktop.domain import codec
from netmile_desktop.domain.failures import StoreFault, WorkspaceUnusable
from netmile_desktop.workspace.store.atomic_files import unusable
from netmile_desktop.workspace.store.file_lock import FileLock
from netmile_desktop.workspace.store.schema import MIGRATIONS

S = TypeVar("S", bound=msgspec.Struct)

KEY_LENGTH = 32
"""Bytes of a raw key."""

PAGE_BYTES = 16 * 1024
"""Page size of a new file. Each page is encrypted and signed by itself, which costs less with large pages."""

_MARKED = {PAGE_BYTES: b"netmile store, large pages", 4 * 1024: b"netmile store"}
"""Texts that the key signs, by page size. The signature in the lock file identifies the key and the page size, which
cannot be seen in the encrypted file. Older files have small pages."""

_DURABLE = (
    "synchronous = FULL",
    "fullfsync = ON",  # on a Mac a plain fsync leaves the data in the drive's cache
    "checkpoint_fullfsync = ON",
)
"""What has a commit wait until it is on the disk."""

_FULL, _READ_ONLY, _PERMISSION, _CANNOT_OPEN, _CORRUPT, _NOT_A_DATABASE, _BUSY, _INPUT_OUTPUT = (
    *(sqlcipher.SQLITE_FULL, sqlcipher.SQLITE_READONLY, sqlcipher.SQLITE_PERM, sqlcipher.SQLITE_CANTOPEN),
    *(sqlcipher.SQLITE_CORRUPT, sqlcipher.SQLITE_NOTADB, sqlcipher.SQLITE_BUSY, sqlcipher.SQLITE_IOERR),
)
_REASONS = {
    _FULL: StoreFault.DISK_FULL,
    _READ_ONLY: StoreFault.READ_ONLY,
    _PERMISSION: StoreFault.READ_ONLY,
    _CANNOT_OPEN: StoreFault.READ_ONLY,
    _CORRUPT: StoreFault.DAMAGED,
    _NOT_A_DATABASE: StoreFault.DAMAGED,
    _BUSY: StoreFault.IN_USE,
    # If SQLite cannot write for another reason than ENOSPC, it is a quota in practice.
    _INPUT_OUTPUT: StoreFault.DISK_FULL,
}
_IOERR_READ = _INPUT_OUTPUT | (1 << 8)
_IOERR_SHORT_READ = _INPUT_OUTPUT | (2 << 8)


_log = logging.getLogger(__name__)


class Transaction:
    """An open transaction of the store, which runs statements."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def run(self, sql: str, *values: object) -> int:
        """Execute a statement; return the number of rows changed."""
        return int(self._connection.execute(sql, values).rowcount)

    def many(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        self._connection.executemany(sql, rows)

    def one(self, sql: str, *values: object) -> tuple[Any, ...] | None:
        """Return the first row, or None."""
        row: tuple[Any, ...] | None = self._connection.execute(sql, values).fetchone()
        return row

    def each(self, sql: str, *values: object) -> Iterator[tuple[Any, ...]]:
        """Yield one row after another: a list of a million would hold up all other threads, above all when freed."""
        rows: Iterator[tuple[Any, ...]] = self._connection.execute(sql, values)
        return rows

    def all(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        rows: list[tuple[Any, ...]] = self._connection.execute(sql, values).fetchall()
        return rows


class Store:
    """An SQLCipher database under a raw key of 32 bytes. Usable from any thread.

    Readers never wait. Writers take turns, and what is committed is on the disk.
    """

    def __init__(self, path: Path, key: bytes, lock: FileLock) -> None:
        """Not to be called directly; use `open`."""
        self._path = path
        self._key = key
        self._lock = lock
        self._page_bytes = PAGE_BYTES
        self._writing = Lock()
        self._pooling = Lock()
        self._idle: list[Any] = []
        self._is_closed = False

    @classmethod
    def open(cls, path: Path, key: bytes, migrations: Sequence[Sequence[str]] = MIGRATIONS) -> Store:
        """Open or create the file; it belongs to this process until it is closed.

        A file of an older format is migrated; a copy of the old file is left beside it.

        Raises:
            WorkspaceUnusable: WRONG_KEY, NEWER_FORMAT, IN_USE, DISK_FULL, READ_ONLY or DAMAGED.
        """
        if len(key) != KEY_LENGTH:
            raise ValueError(f"A key has {KEY_LENGTH} bytes")
        lock = _locked(path)
        store = cls(path, key, lock)
        try:
            with _translated(path):
                store._prove_key()
                store._migrate(migrations)
        except BaseException:
            store.close()
            raise
        return store

    def close(self) -> None:
        """Release the file once running writes are done; safe to repeat."""
        with self._writing, self._pooling:
            self._is_closed = True
            while self._idle:
                self._idle.pop().close()
            self._lock.release()

    @contextmanager
    def read(self) -> Iterator[Transaction]:
        """Read the store as of the first query, whatever other threads write meanwhile."""
        with _translated(self._path), self._connection() as connection, _transaction(connection, "BEGIN") as begun:
            yield begun

    @contextmanager
    def write(self) -> Iterator[Transaction]:
        """Change the store: all changes are on the disk, or none if an exception leaves the block.

        Keep it short, send no request inside, and never open a second one in it.
        """
        with (
            _translated(self._path),
            self._writing,
            self._connection() as connection,
            _transaction(connection, "BEGIN IMMEDIATE") as begun,
        ):
            yield begun

    def remember(self, kind: str, id_: str, value: msgspec.Struct) -> None:
        """Keep the newest answer about something for when the portal is out of reach; see `remember_all`."""
        self.remember_all(kind, {id_: value})

    def recall(self, kind: str, id_: str, type_: type[S]) -> S | None:
        """Return what was remembered, or None; also None if it no longer has the shape of `type_`."""
        with self.read() as transaction:
            row = transaction.one("SELECT value FROM memory WHERE kind = ? AND id = ?", kind, id_)
        try:
            return codec.decode_json(row[0], type_) if row else None
        except msgspec.MsgspecError:
            return None

    def remember_all(self, kind: str, values: Mapping[str, msgspec.Struct]) -> None:
        """Keep several answers of a kind by their ids.

        If there is no room they are not kept, without an error: the caller should still get its answer.
        """
        rows = [(kind, id_, msgspec.json.encode(value)) for id_, value in values.items()]
        try:
            with self.write() as transaction:
                transaction.many("REPLACE INTO memory VALUES (?, ?, ?)", rows)
        except WorkspaceUnusable as failure:
            if failure.reason not in {StoreFault.DISK_FULL, StoreFault.READ_ONLY}:
                raise
            _log.warning("not remembered: %s", failure.reason)

    def recall_all(self, kind: str, type_: type[S]) -> list[S]:
        """Return all that was remembered of a kind, by id; values without the shape of `type_` are left out."""
        with self.read() as transaction:
            rows = transaction.all("SELECT value FROM memory WHERE kind = ? ORDER BY id", kind)
        found = []
        for (value,) in rows:
            with suppress(msgspec.MsgspecError):
                found.append(codec.decode_json(value, type_))
        return found

    @contextmanager
    def _connection(self) -> Iterator[Any]:
        """Lend an idle connection or a new one: SQLite lets one thread at a time use each."""
        with self._pooling:
            if self._is_closed:
                raise RuntimeError("The store is closed")
            connection = self._idle.pop() if self._idle else None
        if connection is None:
            connection = self._connect()
        try:
            yield connection
        finally:
            self._give_back(connection)

    def _give_back(self, connection: Any) -> None:
        with self._pooling:
            if self._is_closed:
                connection.close()
            else:
                self._idle.append(connection)

    def _connect(self) -> Any:
        connection = sqlcipher.connect(str(self._path), isolation_level=None, check_same_thread=False, timeout=10)
        try:
            for pragma in (
                "cipher_log_level = NONE",
                f"key = \"x'{self._key.hex()}'\"",
                f"cipher_page_size = {self._page_bytes}",
                "journal_mode = WAL",
                *_DURABLE,
                "foreign_keys = ON",
                "secure_delete = ON",  # what is deleted is gone from the pages, too
            ):
                connection.execute(f"PRAGMA {pragma}").close()
        except BaseException:
            connection.close()
            raise
        return connection

    def shrink(self) -> None:
        """Remove all traces of deleted data from the files: from free pages and from the log beside them."""
        with _translated(self._path), self._writing, self._connection() as connection:
            connection.execute("VACUUM").close()
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def drop_backups(self, before: datetime) -> None:
        """Delete copies that migrations left beside the file before an instant."""
        for copy in self._path.parent.glob(f"{self._path.name}.v*.backup"):
            with suppress(OSError):  # the next call tries again
                if copy.stat().st_mtime < before.timestamp():
                    copy.unlink()

    def _prove_key(self) -> None:
        """Tell a wrong key from a damaged file: SQLite itself reports both alike."""
        sizes = {self._mark(size): size for size in _MARKED}
        is_new = self._path.stat().st_size == 0
        known = "" if is_new else self._lock.text().strip()
        if known and known not in sizes:
            raise WorkspaceUnusable(StoreFault.WRONG_KEY, str(self._path))
        if known or is_new:
            self._page_bytes = sizes.get(known, PAGE_BYTES)
            self._look_into()
        elif not any(map(self._opens_with, sizes.values())):
            raise WorkspaceUnusable(StoreFault.WRONG_KEY, str(self._path))
        if not known:
            self._lock.write(self._mark(self._page_bytes))

    def _mark(self, page_bytes: int) -> str:
        return hmac.new(self._key, _MARKED[page_bytes], hashlib.sha256).hexdigest()

    def _opens_with(self, page_bytes: int) -> bool:
        """Return whether the file opens with the key and pages of this size."""
        self._page_bytes = page_bytes
        try:
            self._look_into()
        except sqlcipher.DatabaseError as error:
            if _primary(error) != _NOT_A_DATABASE:
                raise
            while self._idle:
                self._idle.pop().close()
            return False
        return True

    def _look_into(self) -> None:
        with self._connection() as connection:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()

    def _migrate(self, migrations: Sequence[Sequence[str]]) -> None:
        with self._connection() as connection:
            version = int(connection.execute("PRAGMA user_version").fetchone()[0])
            if version > len(migrations):
                raise WorkspaceUnusable(StoreFault.NEWER_FORMAT, str(self._path))
            if version == len(migrations):
                return
            if version:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
                _copy(self._path, self._path.with_name(f"{self._path.name}.v{version}.backup"))
            with _transaction(connection, "BEGIN IMMEDIATE") as transaction:
                for step in migrations[version:]:
                    for statement in step:
                        transaction.run(statement)
                transaction.run(f"PRAGMA user_version = {len(migrations)}")


@contextmanager
def _transaction(connection: Any, begin: str) -> Iterator[Transaction]:
    connection.execute(begin)
    try:
        yield Transaction(connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _locked(path: Path) -> FileLock:
    """Take the lock beside the file; create a missing file, readable by this user alone."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = FileLock(path.with_name(path.name + ".lock"))
    except BlockingIOError as error:
        raise WorkspaceUnusable(StoreFault.IN_USE, str(path)) from error
    except OSError as error:
        raise unusable(error, path) from error
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        lock.release()
        raise unusable(error, path) from error
    return lock


def _copy(path: Path, to: Path) -> None:
    """Copy a file; the copy is on the disk when this returns."""
    unfinished = to.with_name(to.name + ".part")
    shutil.copy2(path, unfinished)
    with unfinished.open("rb+") as file:
        os.fsync(file.fileno())
    unfinished.replace(to)


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    """Turn errors of SQLite into failures that can be reported to a user. Our own mistakes pass unchanged."""
    try:
        yield
    except sqlcipher.Error as error:
        code = getattr(error, "sqlite_errorcode", 0)
        reason = _REASONS.get(_primary(error))
        if code in {_IOERR_READ, _IOERR_SHORT_READ}:
            reason = StoreFault.DAMAGED
        if reason is None:
            raise
        raise WorkspaceUnusable(reason, str(path)) from error


def _primary(error: Exception) -> int:
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF
