"""Whatever happens in whatever order: nothing is cancelled twice, and balances and counts stay what they must be."""

from __future__ import annotations

import random
import secrets
from collections import Counter

import pytest
from sqlalchemy import select, text

from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.cancellations import CancelAction, Cause, RequestState
from netmile_desktop.domain.history import IssueState
from netmile_desktop.portal.tables import cancellation, issue
from tests.support.portals.cancelling import order
from tests.support.portals.ledger import assert_ledger_holds
from tests.support.portals.portal import Desk, PortalOnLine, SetClock, lines

STEPS = 90
CAMPAIGNS = (("C-1024", 100), ("C-1021", 300), ("C-1020", 20))
"""Without limits, once per member, once a day."""


class Story:
    """A random life of a site's issues; it remembers what it was answered."""

    def __init__(self, seed: int, portal: PortalOnLine, desk: Desk, netmile: Desk, clock: SetClock) -> None:
        self._chance = random.Random(seed)
        self._portal = portal
        self._desk = desk
        self._netmile = netmile
        self._clock = clock
        self._orders: list[str] = []
        self.done: Counter[str] = Counter()

    def go_on(self) -> None:
        steps = (self._issue, self._cancel, self._cancel, self._decide, self._decide, self._time_passes, self._work)
        self._chance.choice(steps)()

    def _issue(self) -> None:
        campaign_id, miles = self._chance.choice(CAMPAIGNS)
        numbers = [self._chance.randint(1, 12) for _ in range(self._chance.randint(1, 8))]
        self._desk.issue(campaign_id, lines(numbers, miles), transfer_after_days=self._chance.choice([0, 0, 2, 30, 90]))
        self._work()

    def _cancel(self) -> None:
        rows = self._portal.database.read(
            lambda conn: conn.execute(select(issue.c.id).order_by(issue.c.id)).scalars().all()
        )
        if not rows:
            return
        ids = [str(id_) for id_ in self._chance.sample(rows[-40:], min(len(rows), self._chance.randint(1, 12)))]
        result = order(self._desk, self._chance.choice([CancelAction.AT_ONCE, CancelAction.REQUEST]), *ids)
        assert [row.issue_id for row in result.rows] == ids
        assert result.done == sum(row.is_done for row in result.rows)
        for row in result.rows:
            assert row.is_done is (row.cause is None)
            self.done[row.issue_id] += row.state is IssueState.CANCELLED and row.is_done
        if result.action is CancelAction.REQUEST and result.number:
            self._orders.append(result.number)

    def _decide(self) -> None:
        if not self._orders:
            return
        number = self._chance.choice(self._orders[-3:])
        body = wire.CancellationDecision(
            site="minato", number=number, action=self._chance.choice(["approve", "refuse"])
        )
        reply = self._netmile.send(
            operations.DECIDE_CANCELLATIONS, body=body, headers={"Idempotency-Key": secrets.token_hex(16)}
        )
        assert reply.status_code in {200, 409}
        if reply.status_code == 200:
            for row in reply.json()["rows"]:
                assert (row["state"] == RequestState.APPROVED) is (row["cause"] is None)
                assert row["cause"] in {None, Cause.BY_OPERATOR, Cause.NINETY_DAYS, Cause.THREE_MONTHS, Cause.BALANCE}
                self.done[row["issue_id"]] += row["state"] == RequestState.APPROVED

    def _time_passes(self) -> None:
        self._clock.advance(days=self._chance.choice([0, 1, 1, 2, 2, 35]))

    def _work(self) -> None:
        self._portal.worker.run_until_idle()


@pytest.mark.parametrize("seed", range(3))
def test_any_sequence_leaves_the_ledger_whole(
    portal: PortalOnLine, desk: Desk, netmile: Desk, business_clock: SetClock, seed: int
) -> None:
    opened = "UPDATE campaign SET issue_from = 20200101, issue_to = 20991231 WHERE code LIKE 'C-102%'"
    portal.database.write(lambda conn: conn.execute(text(opened)))
    story = Story(seed, portal, desk, netmile, business_clock)
    for step in range(STEPS):
        story.go_on()
        if step % 5 == 0:
            assert_ledger_holds(portal.database)
    assert_ledger_holds(portal.database)
    assert set(story.done.values()) <= {0, 1}
    cancelled = portal.database.read(
        lambda conn: conn.execute(select(issue.c.id).where(issue.c.state == "cancelled")).scalars().all()
    )
    assert {str(id_) for id_ in cancelled} == {id_ for id_, times in story.done.items() if times}
    states = portal.database.read(lambda conn: set(conn.execute(select(cancellation.c.state)).scalars()))
    assert {"done", "approved", "refused"} <= states, "a life in which too little happened"
