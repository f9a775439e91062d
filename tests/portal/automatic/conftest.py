"""A shop with an automatic campaign, and a portal that allows as much as a test wants."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from netmile_desktop.domain.campaigns import IssuanceMethod, VariableAmount
from netmile_desktop.portal.automatic.allowances import Pace, Rates
from netmile_desktop.portal.sandbox.catalogue import SampleCampaign
from tests.support.portals.automatic import Shop, shop_of
from tests.support.portals.portal import Line, PortalOnLine, SetClock, add_campaign


def automatic_campaign(code: str = "A-1", **changes: object) -> SampleCampaign:
    """A running campaign of automatic issuance that gives 1 to 1,000 miles, with changes."""
    said = {
        "code": code,
        "name": "オンラインのお買い上げ",
        "description": "",
        "runs": (-10, 10),
        "amount": VariableAmount(1, 1_000),
        "method": IssuanceMethod.AUTOMATIC,
        **changes,
    }
    return SampleCampaign(**said)  # type: ignore[arg-type]


ANY_RATE = Rates(calls=Pace(1e6, 10**6), unreadable=Pace(1e6, 10**6), unknown=Pace(1e6, 10**6))


@pytest.fixture
def portal(
    line: Line, database_url: str, clock: SetClock, business_clock: SetClock, chunk_rows: int
) -> Iterator[PortalOnLine]:
    """A serving portal that bounds no calls."""
    with PortalOnLine(
        line, database_url, clock=clock, business_clock=business_clock, chunk_rows=chunk_rows, rates=ANY_RATE
    ) as portal:
        yield portal


@pytest.fixture
def shop(portal: PortalOnLine, clock: SetClock) -> Shop:
    """The bookshop's server; its campaign `A-1` is running and has no limits."""
    add_campaign(portal.database, automatic_campaign())
    return shop_of(portal, clock)
