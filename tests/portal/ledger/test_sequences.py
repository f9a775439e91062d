"""Whatever happens in whatever order: nothing is cancelled, paid or refunded twice, and all sums stay what they must be."""

from __future__ import annotations

import random
import secrets
from collections import Counter
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select, text

from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.calendar import Period
from netmile_desktop.domain.cancellations import CancelAction, Cause, RequestState
from netmile_desktop.domain.history import IssueState
from netmile_desktop.portal.tables import cancellation, issue, reward_registration
from tests.support.portals.cancelling import order
from tests.support.portals.entries import GOOD
from tests.support.portals.ledger import assert_ledger_holds
from tests.support.portals.members import MemberBrowser
from tests.support.portals.paying import Shop, add_shop, pay
from tests.support.portals.portal import Desk, PortalOnLine, SetClock, lines
from tests.support.portals.rewards import PAGE, add_reward

STEPS = 150
CAMPAIGNS = (("C-1024", 100), ("C-1021", 300), ("C-1020", 20))
"""Without limits, once per member, once a day."""


class Story:
    """A random life of a site's issues; it remembers what it was answered."""

    def __init__(self, seed: int, portal: PortalOnLine, desk: Desk, netmile: Desk, shop: Shop, clock: SetClock) -> None:
        self._chance = random.Random(seed)
        self._portal = portal
        self._desk = desk
        self._netmile = netmile
        self._clock = clock
        self._orders: list[str] = []
        self._registered: set[str] = set()
        self.done: Counter[str] = Counter()
        self._shop = shop
        self._asked: dict[str, tuple[int, int]] = {}
        """Amount and member of each number."""
        self._opened: dict[str, wire.Payment] = {}
        self.paid: dict[str, str] = {}
        self.refunds = 0

    def go_on(self) -> None:
        steps = (
            *(self._issue, self._cancel, self._cancel, self._decide, self._decide, self._time_passes, self._work),
            *(self._open, self._pay, self._pay, self._refund, self._give_up, self._register),
        )
        self._chance.choice(steps)()

    def _issue(self) -> None:
        campaign_id, miles = self._chance.choice(CAMPAIGNS)
        numbers = [self._chance.randint(1, 12) for _ in range(self._chance.randint(1, 8))]
        self._desk.issue(campaign_id, lines(numbers, miles), transfer_after_days=self._chance.choice([0, 0, 2, 30, 90]))
        self._work()

    def _register(self) -> None:
        """A member registers at the reward campaign, perhaps for the second time, with a mistake or a double click."""
        address = f"member{self._chance.randint(1, 12):05d}@example.jp"
        member = MemberBrowser(self._portal)
        page = member.enter(address, PAGE)
        if "登録済み" in page.text:
            assert address in self._registered
            return
        assert address not in self._registered
        if self._chance.random() < 0.3:
            assert member.post(PAGE, GOOD | {"email": ""}).status_code == 422
        token = member.token
        for _ in range(self._chance.choice([1, 1, 2])):
            assert member.post(PAGE, GOOD, token=token).url.endswith("/done")
        self._registered.add(address)

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
            assert (row.cause is Cause.REWARD) is (row.issue_id in self._of_rewards())
            self.done[row.issue_id] += row.state is IssueState.CANCELLED and row.is_done
        if result.action is CancelAction.REQUEST and result.number:
            self._orders.append(result.number)

    def _of_rewards(self) -> set[str]:
        own = select(reward_registration.c.issue_id)
        return {str(id_) for id_ in self._portal.database.read(lambda conn: list(conn.execute(own).scalars()))}

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

    def _open(self) -> None:
        """A new payment, or one of before once more; often the member got miles just now, and pays on the spot."""
        number = f"A-{self._chance.randint(max(len(self._asked) - 2, 0), len(self._asked))}"
        miles, who = self._asked.setdefault(number, (self._chance.randint(1, 150), self._chance.randint(1, 12)))
        if self._chance.random() < 0.7:
            self._desk.issue("C-1025", lines([who], self._chance.randint(1, 200)))
            self._work()
        self._opened[number] = self._shop.open(number, miles, f"member{who:05d}@example.jp")
        if self._chance.random() < 0.7:
            self._pay()

    def _pay(self) -> None:
        for number in [*self._opened][-2:]:
            self.paid[number] = pay(self._portal, self._clock, self._opened[number]).state

    def _refund(self) -> None:
        """Some of a payment, or a refund of before once more; the portal may refuse it."""
        for number in self._chance.sample([*self.paid], min(len(self.paid), 2)):
            body, refund = wire.RefundOrder(miles=self._chance.randint(1, 90)), f"R-{self._chance.randint(1, 3)}"
            path: Any = {"payment_number": number, "refund_number": refund}
            reply = self._shop.send(operations.REFUND_PAYMENT, body=body, **path)
            codes = {"P-STATE": 409, "P-REFUND": 422, "P-IDEM": 409}
            assert reply.status_code == 200 or codes[reply.json()["code"]] == reply.status_code
            assert reply.status_code != 200 or self.paid[number] == "paid"
            self.refunds += reply.status_code == 200

    def _give_up(self) -> None:
        for number in [*self._opened][-1:]:
            reply = self._shop.send(operations.CANCEL_PAYMENT, payment_number=number)
            assert reply.status_code == 200 or reply.json()["code"] == "P-STATE"

    def _time_passes(self) -> None:
        self._clock.advance(days=self._chance.choice([0, 1, 1, 2, 2, 35]))

    def _work(self) -> None:
        self._portal.worker.run_until_idle()


@pytest.mark.parametrize("seed", range(3))
def test_any_sequence_leaves_the_ledger_whole(
    portal: PortalOnLine, desk: Desk, netmile: Desk, clock: SetClock, business_clock: SetClock, seed: int
) -> None:
    opened = "UPDATE campaign SET issue_from = 20200101, issue_to = 20991231 WHERE code LIKE 'C-102%'"
    portal.database.write(lambda conn: conn.execute(text(opened)))
    add_reward(portal.database, campaign_period=Period(date(2020, 1, 1), date(2099, 12, 31)))
    story = Story(seed, portal, desk, netmile, add_shop(netmile, clock), business_clock)
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
    rewards = portal.database.read(lambda conn: conn.execute(select(issue).where(issue.c.source == "reward")).all())
    assert {each.state for each in rewards} == {"valid"}, "none of them is ever taken back"
    assert len({each.account_id for each in rewards}) == len(rewards) > 1
    states = portal.database.read(lambda conn: set(conn.execute(select(cancellation.c.state)).scalars()))
    assert {"done", "approved", "refused"} <= states, "a life in which too little happened"
    assert {"paid"} < {*story.paid.values()}, "payments that all ended alike"
    assert story.refunds
