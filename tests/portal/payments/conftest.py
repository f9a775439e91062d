"""A shop at the portal."""

from __future__ import annotations

import pytest

from tests.support.portals.paying import Shop, add_shop
from tests.support.portals.portal import Desk, SetClock


@pytest.fixture
def shop(netmile: Desk, clock: SetClock) -> Shop:
    """山の文具店, with one key."""
    return add_shop(netmile, clock)
