"""Handing files over: the client's share of it, and a large batch from the first part to the last verdict."""

from __future__ import annotations

import itertools
import secrets
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import msgspec

from netmile_desktop.api.client import PortalClient
from netmile_desktop.domain import wire
from netmile_desktop.domain.batches import ProcessingState
from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.domain.rows.issuances import MAX_ROWS
from netmile_desktop.domain.rows.rows import Row, canonical
from tests.benchmarks.benchmark import MEBIBYTES, SECONDS, Against, AtMost, Benchmark, Stage, Within
from tests.benchmarks.measuring import answer_of, peak_bytes, seconds
from tests.support.portals.portal import MASTER_KEY, copy_sqlite, make_samples

CAMPAIGN = "C-1024"
MEMBERS = 30_000
PART_ROWS = MAX_ROWS
LARGE_BYTES = 48 * 2**20
PARTS, PARTS_RUNS = 100, 5

ANSWER = wire.Registration(
    registration_id="20261122-000001",
    campaign_id=CAMPAIGN,
    campaign_name="-",
    type="csv",
    mode=Mode.PC,
    state=ProcessingState.RECEIVED,
    accepted_at=datetime(2026, 11, 22, tzinfo=UTC),
    completed_at=None,
    rows=PART_ROWS,
    records=0,
    errors=0,
    lists_deleted_at=None,
    digest="",
    key="",
    actor="-",
)
"""What the bare server says to everybody."""


def rows_of(numbers: range) -> list[Row]:
    return [Row(n, n, n, f"member{n % MEMBERS + 1:05d}@example.jp", f"K{n:07d}", "100") for n in numbers]


@dataclass(frozen=True, slots=True)
class Line:
    """A part to be handed over, and a server in a process of its own that reads it and answers at once."""

    rows: list[Row]
    body: bytes
    port: int
    client: PortalClient


@contextmanager
def bare_server(stage: Stage) -> Iterator[Line]:
    rows = rows_of(range(stage.rows))
    with _BareServer() as port:
        client = PortalClient(f"http://127.0.0.1:{port}")
        try:
            yield Line(rows, canonical(rows), port, client)
        finally:
            client.close()


def hand_over(line: Line) -> float:
    """A stored part through our client: the request made, sent, and its answer understood."""
    query = wire.IssuanceQuery(campaign_id=CAMPAIGN)
    return seconds(lambda: line.client.issuances.issue(secrets.token_hex(16), query, line.body))


def raw_socket(line: Line) -> float:
    """The same bytes through a socket, and the answer's."""

    def work() -> None:
        with socket.create_connection(("127.0.0.1", line.port)) as sock:
            head = f"PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: {len(line.body)}\r\n\r\n"
            sock.sendall(head.encode() + line.body)
            sock.recv(65_536)

    return seconds(work)


def added_memory(size: int) -> float:
    """By how much a fresh process grows when it hands over a body that it has already."""
    with _BareServer() as port:
        client = PortalClient(f"http://127.0.0.1:{port}")
        query = wire.IssuanceQuery(campaign_id=CAMPAIGN)
        client.issuances.issue(secrets.token_hex(16), query, b"a,b,1\n" * 1_000)
        body = b"member00001@example.jp,K0000001,100\n" * (size // 36)
        before = peak_bytes()
        client.issuances.issue(secrets.token_hex(16), query, body)
        return peak_bytes() - before


class _BareServer:
    """Reads requests whole and answers each with the same words, in a process of its own."""

    def __enter__(self) -> int:
        words = [sys.executable, "-c", _SERVER, msgspec.json.encode(ANSWER).decode()]
        self._process = subprocess.Popen(words, stdout=subprocess.PIPE)
        assert self._process.stdout is not None
        return int(self._process.stdout.readline())

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()


_SERVER = r"""
import re, socket, sys, threading

answer = sys.argv[1].encode()
reply = b"HTTP/1.1 202 Accepted\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(answer) + answer

def serve(conn):
    conn.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    room = bytearray(1 << 18)
    held = b""
    while True:
        while b"\r\n\r\n" not in held:
            got = conn.recv(65536)
            if not got:
                return
            held += got
        head, _, rest = held.partition(b"\r\n\r\n")
        left = int(re.search(rb"(?i)content-length: (\d+)", head)[1]) - len(rest)
        while left > 0:
            left -= conn.recv_into(room, min(left, len(room)))
        held = b""
        conn.sendall(reply)

listening = socket.create_server(("127.0.0.1", 0))
print(listening.getsockname()[1], flush=True)
while True:
    threading.Thread(target=serve, args=(listening.accept()[0],), daemon=True).start()
"""


@dataclass(frozen=True, slots=True)
class Sender:
    """A merchant's client at a real portal on SQLite, which is a process of its own."""

    client: PortalClient
    part_rows: int
    numbers: Iterator[int]


@dataclass(frozen=True, slots=True)
class Senders:
    """One whose portal gets part after part, and one whose portal stays small."""

    many: Sender
    few: Sender
    parts: int
    """Of `many`, in each run."""


@contextmanager
def served_portals(stage: Stage) -> Iterator[Senders]:
    part_rows = max(1, stage.rows // PARTS)
    template = stage.folder / "samples.db"
    make_samples(f"sqlite:///{template}", members=_members(part_rows), now=datetime.now(UTC))
    files = [copy_sqlite(template, stage.folder / name) for name in ("many.db", "few.db")]
    with _served(stage, files[0], part_rows) as many, _served(stage, files[1], part_rows) as few:
        yield Senders(many, few, PARTS // PARTS_RUNS)


@contextmanager
def _served(stage: Stage, database: str, part_rows: int) -> Iterator[Sender]:
    key = stage.folder / "key"
    key.write_text(MASTER_KEY.hex())
    words = ["serve", "--database", database, "--master-key-file", str(key), "--announce", "--exit-with-parent"]
    with subprocess.Popen(
        [sys.executable, "-m", "netmile_desktop.portal", *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        ready = msgspec.json.decode(process.stdout.readline())
        client = PortalClient(ready["url"])
        client.sessions.sign_in("demo", "Sandbox1234")
        try:
            yield Sender(client, part_rows, itertools.count())
        finally:
            client.close()
            assert process.stdin is not None
            process.stdin.close()


def send_parts(sender: Sender, parts: int) -> float:
    """From the first byte of the first part to the last verdict; no two parts are alike."""

    def work() -> None:
        out = [_send_part(sender) for _ in range(parts)]
        for each in out:
            while sender.client.issuances.detail(each).state not in _FINAL:
                time.sleep(0.005)

    return seconds(work)


def one_part(senders: Senders) -> float:
    return statistics.median(send_parts(senders.few, 1) for _ in range(3))


def _send_part(sender: Sender) -> str:
    first = next(sender.numbers) * sender.part_rows
    members = _members(sender.part_rows)
    lines = (f"member{n % members + 1:05d}@example.jp,K{n:08d},100\n" for n in range(first, first + sender.part_rows))
    query = wire.IssuanceQuery(campaign_id=CAMPAIGN)
    body = "".join(lines).encode()
    return sender.client.issuances.issue(secrets.token_hex(16), query, body).registration_id


def _members(part_rows: int) -> int:
    """With fewer, a part would have the same member often."""
    return min(MEMBERS, part_rows * 3)


_FINAL = {state for state in ProcessingState if state.is_final}


BENCHMARKS = (
    Benchmark(
        area="upload",
        title="part of {rows:,} rows handed over on loopback, the client's share",
        rows=PART_ROWS,
        prepare=bare_server,
        ours=hand_over,
        against=(Against("raw socket, the same bytes sent and the answer received", AtMost(4), raw_socket),),
        runs=25,
    ),
    Benchmark(
        area="upload",
        title="memory added by handing over 48 MiB",
        unit=MEBIBYTES,
        ours=lambda stage: answer_of(added_memory, int(LARGE_BYTES * min(1, stage.portion))),
        against=(Against("–", Within(5 * 2**20)),),
    ),
    Benchmark(
        area="upload",
        title=f"{{rows:,}} rows in {PARTS} parts sent and judged, portal on SQLite",
        unit=SECONDS,
        rows=PARTS * PART_ROWS,
        prepare=served_portals,
        ours=lambda senders: send_parts(senders.many, senders.parts) / senders.parts,
        against=(
            Against(
                "one part, sent to a portal with few (both per part)",
                AtMost(1.0),
                one_part,
                remark="a part is read while the one before is judged, but all write to the same indexes, which grow: "
                "0.31 s for each of the first 15 parts, 0.38 s from the 48th on",
            ),
        ),
        runs=PARTS_RUNS,  # the same portal goes on with the next twenty parts
    ),
)
