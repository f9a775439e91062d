"""The portal on both engines, with sample data, a clock that obeys and nobody at work but the test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.portals.portal import Desk, Line, PortalOnLine, SetClock, copy_sqlite, make_samples, signed_in
from tests.support.portals.postgres import PostgresCluster

ENGINES = ("sqlite", "postgresql")
SANDBOX_MEMBERS = 300
"""Valid members of the sandbox with all its history."""


@pytest.fixture(scope="session")
def sqlite_samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with sample data, to be copied."""
    file = tmp_path_factory.mktemp("samples") / "samples.db"
    make_samples(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def postgres_samples(postgres: PostgresCluster) -> str:
    """The same on PostgreSQL."""
    name = postgres.create()
    make_samples(postgres.url(name))
    postgres.keep(name)
    return name


@pytest.fixture(scope="session")
def sandbox_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sandbox with all its history, for fewer members; to be copied."""
    file = tmp_path_factory.mktemp("sandbox") / "sandbox.db"
    make_samples(f"sqlite:///{file}", members=SANDBOX_MEMBERS, history=True)
    return file


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """Each engine in turn."""
    name: str = request.param
    return name


@pytest.fixture
def empty_url(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without tables."""
    if engine == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    cluster: PostgresCluster = request.getfixturevalue("postgres")
    name = cluster.create()
    yield cluster.url(name)
    cluster.drop(name)


@pytest.fixture
def database_url(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database with sample data as fresh as on the first day."""
    if engine == "sqlite":
        yield copy_sqlite(request.getfixturevalue("sqlite_samples"), tmp_path / "portal.db")
        return
    cluster: PostgresCluster = request.getfixturevalue("postgres")
    name = request.getfixturevalue("postgres_samples")
    cluster.restore(name)
    yield cluster.url(name)


@pytest.fixture
def clock() -> SetClock:
    """The portal's clock for sessions and lock-outs."""
    return SetClock()


@pytest.fixture
def business_clock() -> SetClock:
    """The portal's clock for campaigns and miles."""
    return SetClock()


@pytest.fixture(scope="session")
def line() -> Iterator[Line]:
    """The server that all portals of the tests share."""
    line = Line()
    yield line
    line.close()


@pytest.fixture
def chunk_rows() -> int:
    """So few that small files take several turns of the worker; tests of full files give what the program takes."""
    return 7


@pytest.fixture
def portal(
    line: Line, database_url: str, clock: SetClock, business_clock: SetClock, chunk_rows: int
) -> Iterator[PortalOnLine]:
    """A serving portal; nothing is judged unless the test runs `portal.worker`."""
    with PortalOnLine(line, database_url, clock=clock, business_clock=business_clock, chunk_rows=chunk_rows) as portal:
        yield portal


@pytest.fixture
def desk(portal: PortalOnLine, clock: SetClock) -> Desk:
    """山田 花子 of みなと書店オンライン."""
    return signed_in(portal, "demo", clock)


@pytest.fixture
def colleague(portal: PortalOnLine, clock: SetClock) -> Desk:
    """佐藤 健 of the same site."""
    return signed_in(portal, "demo2", clock)


@pytest.fixture
def stranger(portal: PortalOnLine, clock: SetClock) -> Desk:
    """田中 美咲 of another site."""
    return signed_in(portal, "other", clock)


@pytest.fixture
def netmile(portal: PortalOnLine, clock: SetClock) -> Desk:
    """NetMile's operator."""
    return signed_in(portal, "operator", clock)


@pytest.fixture
def nobody(portal: PortalOnLine) -> Desk:
    """Not signed in."""
    return Desk(portal.url)
