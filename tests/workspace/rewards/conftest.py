"""A clerk's reward files at a real portal whose clock obeys, over a line that can be made to fail."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from netmile_desktop.api.client import PortalClient
from netmile_desktop.workspace.rewards.files import HandedOverFiles
from netmile_desktop.workspace.store.store import Store
from tests.support.bench import KEY, QUICK
from tests.support.faults import FaultyLine
from tests.support.portals.hand_over import set_hand_over
from tests.support.portals.portal import Line, PortalOnLine, SetClock, copy_sqlite, make_samples, signed_in
from tests.support.portals.rewards import add_reward
from tests.workspace.rewards.shop import MIDNIGHT, Shop


@pytest.fixture(scope="session")
def reward_samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with sample data and a running reward campaign, to be copied."""
    file = tmp_path_factory.mktemp("rewards") / "samples.db"
    make_samples(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def reward_line() -> Iterator[Line]:
    """The server that the portals of these tests share."""
    line = Line()
    yield line
    line.close()


@pytest.fixture
def clock() -> SetClock:
    """The portal's clock for everything, and the clerk's."""
    return SetClock(MIDNIGHT - timedelta(minutes=1))


@pytest.fixture
def portal(reward_samples: Path, reward_line: Line, tmp_path: Path, clock: SetClock) -> Iterator[PortalOnLine]:
    """A portal with a reward campaign whose files come by the hour; its worker runs when the test says so."""
    url = copy_sqlite(reward_samples, tmp_path / "portal.db")
    with PortalOnLine(reward_line, url, clock=clock, business_clock=clock, chunk_rows=100, sandbox=True) as portal:
        add_reward(portal.database)
        set_hand_over(signed_in(portal, "demo", clock), every_hours=1, at="00:00")
        clock.now = MIDNIGHT
        portal.worker.run_until_idle()
        yield portal


@pytest.fixture
def faulty(portal: PortalOnLine) -> Iterator[FaultyLine]:
    """The line between clerk and portal."""
    with FaultyLine(portal.url) as line:
        yield line


@pytest.fixture
def shop(portal: PortalOnLine, clock: SetClock, faulty: FaultyLine, own_folder: Path) -> Iterator[Shop]:
    """The clerk, signed in."""
    client = PortalClient(faulty.url, timeouts=(2, 5), patience=QUICK)
    client.sessions.token = signed_in(portal, "demo", clock).token
    store = Store.open(own_folder / "site.db", KEY)
    shop = Shop(portal, clock, faulty, own_folder, client, store, HandedOverFiles(client, store, clock))
    yield shop
    shop.store.close()
    client.close()
