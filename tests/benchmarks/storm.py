"""A merchant's storm of automatic issues: what it takes from another merchant's batch."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count

import requests
from sqlalchemy import Connection, insert, select

from netmile_desktop.domain import operations
from netmile_desktop.domain.calendar import system_clock
from netmile_desktop.portal.sandbox import KEY_ID
from netmile_desktop.portal.server import EmbeddedPortal
from netmile_desktop.portal.tables import automatic_key, site
from tests.benchmarks.benchmark import Against, AtMost, Benchmark, Stage
from tests.benchmarks.portal import MEMBERS, Counter, caller_of, file_of, judged
from tests.support.portals.automatic import Shop
from tests.support.portals.portal import MASTER_KEY, SetClock, make_samples

STRANGERS = "kaze"
"""The merchant whose server storms; the batch is another's."""

CONNECTIONS = 8
_ROWS = 10_000


@dataclass(frozen=True, slots=True)
class Weather:
    """A serving portal, and a merchant's user who hands files over."""

    url: str
    counter: Counter


@contextmanager
def serving(stage: Stage) -> Iterator[Weather]:
    url = f"sqlite:///{stage.folder / 'portal.db'}"
    members = min(MEMBERS, 3 * stage.rows)
    make_samples(url, members=members, now=system_clock())
    with EmbeddedPortal(url, master_key=MASTER_KEY, auto_worker=False) as embedded:
        embedded.database.write(lambda conn: _give_key(conn, embedded))
        caller = caller_of(embedded.database)
        yield Weather(embedded.url, Counter(embedded.portal, caller, file_of(stage.rows, members), stage.rows))


def _give_key(conn: Connection, portal: EmbeddedPortal) -> None:
    """The key of the sandbox, for the merchant that storms."""
    [sealed] = conn.execute(select(automatic_key.c.secret_sealed)).scalars().all()
    owner = conn.execute(select(site.c.id).where(site.c.code == STRANGERS)).scalar_one()
    values = {"site_id": owner, "key_id": KEY_ID, "secret_sealed": sealed, "made_under": "", "made_at": system_clock()}
    conn.execute(insert(automatic_key).values(values))


def judge_in_a_storm(weather: Weather) -> float:
    """A file's way while another process sends as many calls as it can."""
    command = [sys.executable, "-m", "tests.benchmarks.storm", weather.url]
    storm = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert storm.stdout is not None
    assert storm.stdin is not None
    try:
        assert storm.stdout.readline() == "blowing\n"
        return judged(weather.counter)
    finally:
        storm.stdin.close()
        storm.wait()


def judge_in_calm(weather: Weather) -> float:
    """The same while nobody calls."""
    return judged(weather.counter)


def blow(url: str) -> None:
    """Send calls over several connections, without regard for what is answered, until stdin is closed."""
    shop = Shop(url, SetClock(system_clock()), merchant_id=STRANGERS, usual={"campaign_id": "K-2001"})
    calm, refused = threading.Event(), threading.Event()
    numbers = count()

    def send() -> None:
        with requests.Session() as session:
            while not calm.is_set():
                body = {"parameter": shop.parameter(unique_id=f"S{next(numbers)}")}
                path = operations.AUTOMATIC_PATH.format(merchant_id=STRANGERS)
                if session.post(url + path, json=body, timeout=60).status_code == 429:
                    refused.set()

    threads = [threading.Thread(target=send) for _ in range(CONNECTIONS)]
    for each in threads:
        each.start()
    refused.wait()  # what may be sent at once was sent
    print("blowing", flush=True)
    sys.stdin.read()
    calm.set()
    for each in threads:
        each.join()


BENCHMARKS = (
    Benchmark(
        area="portal",
        title="file of {rows:,} rows on SQLite, in another merchant's storm of automatic issues",
        rows=_ROWS,
        prepare=serving,
        ours=judge_in_a_storm,
        against=(
            Against(
                "the same while nobody calls",
                AtMost(2),
                judge_in_calm,
                remark="the storm is of eight connections, and its sender shares the machine's processors",
            ),
        ),
    ),
)


if __name__ == "__main__":
    blow(sys.argv[1])
