"""The figures of a month, held against the registrations themselves and the fee."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from netmile_desktop.api.client import PortalClient
from netmile_desktop.api.patience import ONCE
from netmile_desktop.domain.calendar import day_of, months_later, system_clock
from netmile_desktop.domain.failures import Refused, Unreachable
from netmile_desktop.domain.rewards import RewardResult
from netmile_desktop.domain.wire import FunnelQuery, RewardRegistration, RewardRegistrationSearch
from netmile_desktop.portal.rewards.fees import FeeFreezing
from netmile_desktop.portal.server import EmbeddedPortal
from netmile_desktop.workspace.rewards.months import MonthOutcome, PricedApprovals, RewardMonths
from tests.support.faults import FaultyLine

PRICES = {"W-2001": 450, "W-2002": 600, "W-2003": 120}
"""Unit prices in force in the month before this; the last change was approved more than two months ago."""


@pytest.fixture
def client(sandbox_portal: EmbeddedPortal) -> Iterator[PortalClient]:
    FeeFreezing(sandbox_portal.database, system_clock).catch_up()
    client = PortalClient(sandbox_portal.url, patience=ONCE)
    client.sessions.sign_in("demo", "Sandbox1234")
    yield client
    client.close()


@pytest.fixture
def months(client: PortalClient) -> RewardMonths:
    return RewardMonths(client)


def last_month(client: PortalClient) -> date:
    """A day of the month before the running one."""
    return months_later(day_of(client.sessions.info().business_time), -1)


def registered(client: PortalClient) -> list[RewardRegistration]:
    """Every registration of the site, one page after the other."""
    found: list[RewardRegistration] = []
    while True:
        page = client.rewards.registrations(RewardRegistrationSearch(page=len(found) // 100 + 1, size=100))
        found += page.items
        if len(found) >= page.total:
            return found


@pytest.mark.parametrize("campaign", ["", "W-2003"])
def test_a_month_is_what_its_registrations_say(client: PortalClient, months: RewardMonths, campaign: str) -> None:
    month = last_month(client)
    told = months.month_outcome(month, campaign)
    own = [each for each in registered(client) if campaign in {"", each.campaign_id} and not each.test]
    answered = [each for each in own if each.result_at and f"{day_of(each.result_at):%Y-%m}" == f"{month:%Y-%m}"]
    approved = [each for each in answered if each.result is RewardResult.APPROVED]
    priced = Counter(PRICES[each.campaign_id] for each in approved)
    assert (told.month, told.campaign_id) == (month.replace(day=1), campaign)
    assert told.completed == sum(f"{day_of(each.registered_at):%Y-%m}" == f"{month:%Y-%m}" for each in own) > 0
    assert (told.approved, told.refused) == (len(approved), len(answered) - len(approved))
    assert told.refused > 0
    assert told.prices == tuple(PricedApprovals(price, count) for price, count in sorted(priced.items()))
    assert told.yen == sum(price * count for price, count in priced.items()) > 0
    assert (told.listing_yen, told.is_final) == (0, True)
    last = months_later(told.month, 1) - timedelta(days=1)
    funnel = client.rewards.funnel(FunnelQuery(campaign_id=campaign, first=told.month, last=last))
    assert (told.shown, told.started, told.completed) == (funnel.shown, funnel.started, funnel.completed)


def test_a_month_before_anything_was_counted_is_not_known(client: PortalClient, months: RewardMonths) -> None:
    told = months.month_outcome(months_later(last_month(client), -30))
    assert told.steps() == (None, None, 0, 0)
    assert told.shares() == (None, None, None)
    assert (told.prices, told.yen) == ((), 0)


def test_the_running_month_is_not_final(client: PortalClient, months: RewardMonths) -> None:
    assert not months.month_outcome(months_later(last_month(client), 1)).is_final


@pytest.mark.parametrize(
    ("steps", "shares"),
    [
        ((18_240, 6_130, 3_918, 3_402), (34, 64, 87)),
        ((200, 1, 3, 0), (1, 300, 0)),
        ((0, 0, 2, 1), (None, None, 50)),
        ((None, None, 4, 1), (None, None, 25)),
        ((None, 3, 1, 1), (None, 33, 100)),
    ],
)
def test_each_step_is_a_share_of_the_one_before(
    client: PortalClient, months: RewardMonths, steps: tuple[int | None, int | None, int, int], shares: tuple[int, ...]
) -> None:
    told = months.month_outcome(last_month(client))
    shown, started, completed, approved = steps
    outcome = MonthOutcome(
        told.month,
        "",
        shown,
        started,
        completed,
        approved,
        told.refused,
        told.prices,
        told.yen,
        told.listing_yen,
        is_final=False,
        as_of=told.as_of,
    )
    assert outcome.steps() == steps
    assert outcome.shares() == shares


def test_what_cannot_be_had_is_said(client: PortalClient, months: RewardMonths, sandbox_portal: EmbeddedPortal) -> None:
    with pytest.raises(Refused, match="P-NOTFOUND"):
        months.month_outcome(last_month(client), "W-9999")
    with FaultyLine(sandbox_portal.url) as line:
        far = PortalClient(line.url, patience=ONCE)
        far.sessions.sign_in("demo", "Sandbox1234")
        line.refuse()
        with pytest.raises(Unreachable):
            RewardMonths(far).month_outcome(last_month(client))
        far.close()
