"""Members from a CSV file and into one: a line a member, with `pc_address`, `mobile_address`, `status` and `test`.

A file is judged as a whole before anything is written, and what is wrong is told by line, without the addresses.
"""

from __future__ import annotations

import csv
import errno
import io
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Column, Connection, bindparam, select, update

from netmile_desktop.destinations import behind_links, is_stream
from netmile_desktop.domain.calendar import Clock
from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.domain.language import Language
from netmile_desktop.domain.rows.addresses import fault, normalised
from netmile_desktop.domain.texts.codes import reason_words
from netmile_desktop.portal.access.audit import Act, record
from netmile_desktop.portal.access.vault import Vault
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.database.ids import NETMILE, new_ids
from netmile_desktop.portal.http.csv_stream import csv_bytes
from netmile_desktop.portal.tables import account, member_email

_ADDRESSES = {"pc_address": Mode.PC, "mobile_address": Mode.MOBILE}
_COLUMNS = (*_ADDRESSES, "status", "test")
_STATUSES = ("active", "provisional", "left")
_TEST = {"yes": True, "no": False}
_AT_ONCE = 1_000
"""Values in one IN list; SQLite takes at most 32,766."""

_Key = tuple[Mode, bytes]
"""Kind and digest of an address."""

T = TypeVar("T")


class FaultyFile(Exception):
    """A file of which nothing was imported; `faults` are lines for the terminal."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Imported:
    """Members by what became of them."""

    added: int
    changed: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a file. None: the cell was empty, which leaves what is there; a new member is active and no test."""

    number: int
    addresses: dict[Mode, str]
    status: str | None
    test: bool | None


def save(path: Path, content: bytes) -> None:
    """Write a file that only its owner can read, in place of an older one; a failure leaves that as it is.

    A link stays, and what is no file, such as a pipe, is written to as it is.

    Raises:
        OSError: it cannot be written.
    """
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if is_stream(path):
        path.write_bytes(content)
        return
    path = behind_links(path)
    part = path.with_name(f"{path.name}.{os.getpid()}")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        part.replace(path)
    except OSError:
        part.unlink()
        raise


class MemberFiles:
    """Import and export of the members of a portal."""

    def __init__(self, database: Database, vault: Vault, clock: Clock) -> None:
        self._database = database
        self._vault = vault
        self._clock = clock

    def bring_in(self, content: bytes) -> Imported:
        """Add the members of a file, or change those that have one of its addresses; the same again changes nothing.

        Raises:
            FaultyFile: a line cannot be; then nothing is written.
        """
        lines = _read(content)
        keys = [[(kind, self._vault.digest(address)) for kind, address in line.addresses.items()] for line in lines]

        def write(conn: Connection) -> Imported:
            plan = _Plan(_Known.of(conn, keys), iter(new_ids(len(lines))))
            for line, own in zip(lines, keys, strict=True):
                plan.take(line, own)
            if plan.faults:
                raise FaultyFile(plan.faults)
            self._write(conn, plan)
            told = Imported(len(plan.added), len(plan.changed), len(lines) - len(plan.added) - len(plan.changed))
            said = f"added={told.added} changed={told.changed} unchanged={told.unchanged}"
            record(conn, self._clock(), NETMILE, None, Act.MEMBERS_IMPORTED, "", said)
            return told

        return self._database.write(write)

    def hand_out(self) -> tuple[bytes, int]:
        """Return all members as CSV that can be imported again, in the order of their registration, and their number."""

        def work(conn: Connection) -> list[tuple[str, ...]]:
            lines = list(self._lines(conn))
            record(conn, self._clock(), NETMILE, None, Act.MEMBERS_EXPORTED, "", f"lines={len(lines)}")
            return lines

        lines = self._database.write(work)
        return b"".join(csv_bytes(_COLUMNS, lines, "utf-8-sig")), len(lines)

    def _write(self, conn: Connection, plan: _Plan) -> None:
        now = self._clock()
        accounts: list[Column[Any]] = [account.c.id, account.c.status, account.c.test, account.c.created_at]
        self._database.bulk_insert(conn, accounts, ((*each, now) for each in plan.added))
        if plan.changes:
            own = update(account).where(account.c.id == bindparam("own"))
            conn.execute(own.values(status=bindparam("status"), test=bindparam("test")), plan.changes)
        emails: list[Column[Any]] = [
            member_email.c.email_digest,
            member_email.c.kind,
            member_email.c.account_id,
            member_email.c.email_sealed,
        ]
        rows = sorted(
            (digest, kind.value, owner, self._vault.seal_address(address))
            for (kind, digest), owner, address in plan.addresses
        )  # in key order, so that the index is filled from left to right
        self._database.bulk_insert(conn, emails, rows)

    def _lines(self, conn: Connection) -> Iterator[tuple[str, ...]]:
        joined = account.outerjoin(member_email, member_email.c.account_id == account.c.id)
        columns = (account.c.id, account.c.status, account.c.test, member_email.c.kind, member_email.c.email_sealed)
        found = conn.execute(select(*columns).select_from(joined).order_by(account.c.id, member_email.c.email_digest))
        own: dict[UUID, tuple[str, bool, dict[str, list[str]]]] = {}
        for id_, status, test, kind, sealed in found:
            _, _, addresses = own.setdefault(id_, (status, test, {mode: [] for mode in Mode}))
            if kind is not None:
                addresses[kind].append(self._vault.open_address(sealed))
        words = {value: word for word, value in _TEST.items()}
        for status, test, addresses in own.values():
            for pair in zip_longest(*(addresses[kind] for kind in _ADDRESSES.values()), fillvalue=""):
                yield (*pair, status, words[test])


@dataclass(frozen=True, slots=True)
class _Known:
    """What the portal knows of the members that a file names."""

    owners: dict[_Key, UUID]
    states: dict[UUID, tuple[str, bool]]
    kinds: dict[UUID, set[Mode]]

    @classmethod
    def of(cls, conn: Connection, keys: Sequence[Sequence[_Key]]) -> _Known:
        asked = {key for own in keys for key in own}
        owners: dict[_Key, UUID] = {}
        for some in _shares(sorted({digest for _, digest in asked})):
            named = select(member_email).where(member_email.c.email_digest.in_(some))
            for row in conn.execute(named):
                if (key := (Mode(row.kind), row.email_digest)) in asked:
                    owners[key] = row.account_id
        states: dict[UUID, tuple[str, bool]] = {}
        kinds: dict[UUID, set[Mode]] = {}
        for ids in _shares(sorted(set(owners.values()))):
            for row in conn.execute(select(account).where(account.c.id.in_(ids)).with_for_update()):
                states[row.id] = (row.status, row.test)
            for row in conn.execute(select(member_email).where(member_email.c.account_id.in_(ids))):
                kinds.setdefault(row.account_id, set()).add(Mode(row.kind))
        return cls(owners, states, kinds)


@dataclass(slots=True)
class _Plan:
    """What is to be written for a file."""

    known: _Known
    ids: Iterator[UUID]
    """Identities for new members, in the order of the file."""
    faults: list[str] = field(default_factory=list)
    added: list[tuple[UUID, str, bool]] = field(default_factory=list)
    changes: list[dict[str, object]] = field(default_factory=list)
    addresses: list[tuple[_Key, UUID, str]] = field(default_factory=list)
    changed: set[UUID] = field(default_factory=set)
    _lines: dict[UUID, int] = field(default_factory=dict)

    def take(self, line: _Line, keys: Sequence[_Key]) -> None:
        """Plan a line, or note what is wrong with it."""
        owners = {self.known.owners[key] for key in keys if key in self.known.owners}
        new = [key for key in keys if key not in self.known.owners]
        if len(owners) > 1:
            self._fault(line, "its addresses belong to two members; give each a line of its own")
        elif owners:
            self._change(line, owners.pop(), new)
        else:
            owner = next(self.ids)
            self.added.append((owner, line.status or _STATUSES[0], bool(line.test)))
            self._add_addresses(line, owner, new)

    def _change(self, line: _Line, owner: UUID, new: Sequence[_Key]) -> None:
        first = self._lines.setdefault(owner, line.number)
        if first != line.number:
            self._fault(line, f"the same member as in line {first}; put both addresses into one line")
            return
        for kind, _ in new:
            if kind in self.known.kinds[owner]:
                named = _column(kind)
                self._fault(line, f"{named}: the member has another one; leave the cell empty, or give that one")
                return
        status, test = self.known.states[owner]
        wanted = (line.status or status, test if line.test is None else line.test)
        if wanted != (status, test):
            self.changes.append({"own": owner, "status": wanted[0], "test": wanted[1]})
            self.changed.add(owner)
        if new:
            self._add_addresses(line, owner, new)
            self.changed.add(owner)

    def _add_addresses(self, line: _Line, owner: UUID, new: Sequence[_Key]) -> None:
        self.addresses.extend((key, owner, line.addresses[key[0]]) for key in new)

    def _fault(self, line: _Line, words: str) -> None:
        self.faults.append(f"line {line.number}: {words}")


def _read(content: bytes) -> list[_Line]:
    """Return the lines of a file that are not empty.

    Raises:
        FaultyFile: it is no such file, or a line is malformed or repeats an address.
    """
    records = _records(_text(content))
    heading = next(records, None)
    if heading is None:
        raise FaultyFile([f"the file is empty; its first line names the columns: {','.join(_COLUMNS)}"])
    names = [cell.strip().lower() for cell in heading[1]]
    _require_columns(names)
    lines: list[_Line] = []
    faults: list[str] = []
    seen: dict[tuple[Mode, str], int] = {}
    for number, cells in records:
        line, wrong = _line(number, names, cells)
        for kind, address in line.addresses.items():
            first = seen.setdefault((kind, normalised(address)), number)
            if first != number:
                wrong.append(f"{_column(kind)}: the same address as in line {first}; give each once")
        lines.append(line)
        faults += (f"line {number}: {words}" for words in wrong)
    if faults:
        raise FaultyFile(faults)
    return lines


def _text(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp932"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:  # as in UTF-16
            return text
    raise FaultyFile(["the file is neither UTF-8 nor CP932 text; save it as CSV UTF-8"])


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the number of the first line of each record that is not empty, and its cells."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    begins = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield begins, cells
            begins = reader.line_num + 1
    except csv.Error as error:
        raise FaultyFile([f"line {begins}: this is no CSV: {error}"]) from None


def _require_columns(names: Sequence[str]) -> None:
    faults = [f"line 1: there is no column {name!r}" for name in names if name not in _COLUMNS]
    faults += [f"line 1: the column {name} is there twice" for name in _COLUMNS if names.count(name) > 1]
    if not set(_ADDRESSES) & set(names):
        faults.append("line 1: there is no column of addresses")
    if faults:
        raise FaultyFile([*faults, f"the columns are {','.join(_COLUMNS)}, in any order; one of addresses will do"])


def _line(number: int, names: Sequence[str], cells: Sequence[str]) -> tuple[_Line, list[str]]:
    """Return a line, and what is wrong with its cells."""
    given = {name: cell.strip() for name, cell in zip(names, cells, strict=False)}
    wrong = []
    if any(cell.strip() for cell in cells[len(names) :]):
        wrong.append(f"there are {len(cells)} cells below {len(names)} columns; put a cell with a comma into quotes")
    addresses = {kind: given[name] for name, kind in _ADDRESSES.items() if given.get(name)}
    if not addresses:
        wrong.append("there is no address")
    for kind, address in addresses.items():
        reason = fault(address, mobile=kind is Mode.MOBILE)
        if reason is not None:
            wrong.append(f"{_column(kind)}: {reason_words(reason).in_(Language.ENGLISH).lower()}")
    status, test = given.get("status", "").lower() or None, given.get("test", "").lower() or None
    if status is not None and status not in _STATUSES:
        wrong.append(f"status: write {', '.join(_STATUSES)}, or nothing")
    if test is not None and test not in _TEST:
        wrong.append(f"test: write {', '.join(_TEST)}, or nothing")
    return _Line(number, addresses, status, _TEST.get(test or "")), wrong


def _column(kind: Mode) -> str:
    return next(name for name, of in _ADDRESSES.items() if of is kind)


def _shares(values: Sequence[T]) -> Iterable[Sequence[T]]:
    return (values[begin : begin + _AT_ONCE] for begin in range(0, len(values), _AT_ONCE))
