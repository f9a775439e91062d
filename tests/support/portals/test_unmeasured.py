"""Under coverage every thread is measured but those in which a portal works."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from types import FrameType
from typing import Any

import pytest

from netmile_desktop.api.client import PortalClient
from netmile_desktop.portal.server import EmbeddedPortal
from tests.support.portals.unmeasured import SERVING, portals_unmeasured


@pytest.fixture
def measured() -> Iterator[list[str]]:
    """The names of threads that were measured from their beginning."""
    names: list[str] = []

    def measure(_frame: FrameType, _event: str, _argument: Any) -> None:
        sys.settrace(None)  # the beginning is enough, and a thread that ends has no name any more
        names.append(threading.current_thread().name.partition("_")[0])

    before: Any = threading.gettrace()
    threading.settrace(measure)
    with portals_unmeasured():
        yield names
    threading.settrace(before)


def test_a_portal_answers_unmeasured_and_others_do_not(measured: list[str], sandbox_portal: EmbeddedPortal) -> None:
    client = PortalClient(sandbox_portal.url)
    client.sessions.sign_in("demo", "Sandbox1234")
    client.close()
    job = threading.Thread(target=list, name="job")
    job.start()
    job.join()
    assert {"job", "name look-up"} <= set(measured)  # a thread that another test has left behind may begin one, too
    assert not [name for name in measured if name.startswith(SERVING)]
