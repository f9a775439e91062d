from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from netmile_desktop.api.client import PortalClient
from netmile_desktop.api.patience import Patience
from netmile_desktop.portal.server import EmbeddedPortal
from tests.support.faults import FaultyLine

QUICK = Patience(first_s=0.01, longest_s=0.05)


@pytest.fixture(scope="module")
def sandbox_portal(
    make_sandbox: Callable[[], Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[EmbeddedPortal]:
    """One for all tests of a module: they look at answers, not at what is stored."""
    folder = shutil.copytree(make_sandbox(), tmp_path_factory.mktemp("portal") / "sandbox")
    with EmbeddedPortal(f"sqlite:///{folder / 'portal.db'}", sandbox=True) as portal:
        yield portal


@pytest.fixture
def line(sandbox_portal: EmbeddedPortal) -> Iterator[FaultyLine]:
    with FaultyLine(sandbox_portal.url) as line:
        yield line


@pytest.fixture
def client(line: FaultyLine) -> Iterator[PortalClient]:
    """Signed in as the sample merchant, over a line that can be made to fail."""
    client = PortalClient(line.url, timeouts=(2, 5), patience=QUICK)
    client.sessions.sign_in("demo", "Sandbox1234")
    yield client
    client.close()
