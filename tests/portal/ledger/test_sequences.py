"""Whatever happens in whatever order: nothing is issued, cancelled, paid, refunded or answered twice, and all sums hold."""

from __future__ import annotations

import random
import secrets
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select, text

from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.cancellations import CancelAction, Cause, RequestState
from netmile_desktop.domain.history import IssueState
from netmile_desktop.portal.admin.mock_merchant import Behaviour, MockMerchant
from netmile_desktop.portal.tables import balance, cancellation, issue, reward_registration
from tests.portal.ledger.reward_steps import MEMBERS, RewardSteps
from tests.support.portals.automatic import as_json, shop_of
from tests.support.portals.cancelling import order
from tests.support.portals.hand_over import registrations, rows, set_hand_over
from tests.support.portals.ledger import assert_ledger_holds
from tests.support.portals.paying import Shop, add_shop, pay
from tests.support.portals.portal import Desk, Line, PortalOnLine, SetClock, lines

STEPS = 200
SEEDS = (4, 8)
"""Of lives in which enough of everything happens, as is asserted at their ends."""

REPEATED_WITHIN = timedelta(days=100)
"""Keys of requests are kept for longer."""

CAMPAIGNS = (("C-1024", 100), ("C-1021", 300), ("C-1020", 20))
"""Without limits, once per member, once a day."""


class Story:
    """A random life of a site's issues; it remembers what it was answered."""

    def __init__(
        self,
        chance: random.Random,
        portal: PortalOnLine,
        people: tuple[Desk, Desk],
        rewards: RewardSteps,
        shop: Shop,
        clock: SetClock,
    ) -> None:
        """Take the clerk and NetMile's operator as `people`."""
        self._chance = chance
        self._portal = portal
        self._desk, self._netmile = people
        self._clock = clock
        self._rewards = rewards
        self._earlier: list[tuple[Any, Callable[[], object], object]] = []
        """When something was asked, how, and the answer."""
        self._automatic = shop_of(portal, campaign_id="C-1022")
        self._orders: list[str] = []
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
            *(self._open, self._pay, self._pay, self._refund, self._give_up, self._issue_automatically),
            *(self._repeat, self._repeat, self._rewards.change_mood, self._rewards.change_contract),
            *(lambda: self._rewards.register(self._remember), lambda: self._rewards.register(self._remember)),
            *(self._rewards.download, lambda: self._rewards.answer_file(self._remember), self._rewards.answer_pending),
        )
        self._chance.choice(steps)()

    def _issue(self) -> None:
        campaign_id, miles = self._chance.choice(CAMPAIGNS)
        numbers = [self._chance.randint(1, 12) for _ in range(self._chance.randint(1, 8))]
        key, days, raw = secrets.token_hex(16), self._chance.choice([0, 0, 2, 30, 90]), lines(numbers, miles)
        self._remember(lambda: self._desk.issue(campaign_id, raw, key=key, transfer_after_days=days).registration_id)
        self._work()

    def _issue_automatically(self) -> None:
        """A shop's own server issues to somebody, perhaps under a number that it has used before."""
        number, miles = self._chance.randint(1, 30), self._chance.randint(1, 200)
        address = f"member{number % MEMBERS + 1:05d}@example.jp"
        parameter = self._automatic.parameter(unique_id=f"U-{number}", address=address, miles=miles)
        answer = self._automatic.call(parameter)
        if answer.issued:
            assert self._remember(lambda: as_json(self._automatic.call(parameter))) == as_json(answer)

    def _remember(self, ask: Callable[[], object]) -> Any:
        answer = ask()
        self._earlier.append((self._clock(), ask, answer))
        return answer

    def _repeat(self) -> None:
        """Any request of before once more: it is answered as it was, and nothing happens a second time."""
        recent = [each for each in self._earlier if each[0] > self._clock() - REPEATED_WITHIN]
        for _, ask, answer in self._chance.sample(recent, min(len(recent), 3)):
            assert ask() == answer

    def _cancel(self) -> None:
        rows = self._portal.database.read(
            lambda conn: conn.execute(select(issue.c.id).order_by(issue.c.id)).scalars().all()
        )
        if not rows:
            return
        ids = [str(id_) for id_ in self._chance.sample(rows[-40:], min(len(rows), self._chance.randint(1, 12)))]
        action, key = self._chance.choice([CancelAction.AT_ONCE, CancelAction.REQUEST]), secrets.token_hex(16)
        result: wire.CancelResult = self._remember(lambda: order(self._desk, action, *ids, key=key))
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
        key = {"Idempotency-Key": secrets.token_hex(16)}
        reply = self._netmile.send(operations.DECIDE_CANCELLATIONS, body=body, headers=key)
        assert reply.status_code in {200, 409}
        if reply.status_code == 200:
            told = reply.json()
            decide = partial(self._netmile.send, operations.DECIDE_CANCELLATIONS, body=body, headers=key)
            assert self._remember(lambda: decide().json()) == told
            for row in told["rows"]:
                assert (row["state"] == RequestState.APPROVED) is (row["cause"] is None)
                assert row["cause"] in {None, Cause.BY_OPERATOR, Cause.NINETY_DAYS, Cause.THREE_MONTHS, Cause.BALANCE}
                self.done[row["issue_id"]] += row["state"] == RequestState.APPROVED

    def _open(self) -> None:
        """A new payment, or one of before once more; often the member got miles just now, and pays on the spot."""
        number = f"A-{self._chance.randint(max(len(self._asked) - 2, 0), len(self._asked))}"
        miles, who = self._asked.setdefault(number, (self._chance.randint(1, 400), self._chance.randint(1, 12)))
        if self._chance.random() < 0.7:
            self._desk.issue("C-1025", lines([who], self._chance.randint(1, 200)))
            self._work()
        address = f"member{who:05d}@example.jp"
        self._opened[number] = self._shop.open(number, miles, address)
        again = self._remember(lambda: self._shop.open(number, miles, address).payment_id)
        assert again == self._opened[number].payment_id
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
            if reply.status_code == 200:
                assert self._remember(partial(self._refunded, body, path)) == 200

    def _refunded(self, body: wire.RefundOrder, path: Any) -> int:
        return self._shop.send(operations.REFUND_PAYMENT, body=body, **path).status_code

    def _give_up(self) -> None:
        for number in [*self._opened][-1:]:
            reply = self._shop.send(operations.CANCEL_PAYMENT, payment_number=number)
            assert reply.status_code == 200 or reply.json()["code"] == "P-STATE"

    def _time_passes(self) -> None:
        self._clock.advance(days=self._chance.choice([0, 1, 1, 2, 2, 35]))

    def _work(self) -> None:
        self._portal.worker.run_until_idle()


@pytest.fixture
def portal(line: Line, database_url: str, clock: SetClock, business_clock: SetClock) -> Iterator[PortalOnLine]:
    """A sandbox, which may call APIs of this machine."""
    with PortalOnLine(
        line, database_url, clock=clock, business_clock=business_clock, chunk_rows=7, sandbox=True
    ) as portal:
        yield portal


@pytest.fixture
def merchant(clock: SetClock) -> Iterator[MockMerchant]:
    """The API of a merchant."""
    merchant = MockMerchant(Behaviour(b"", clock=clock))
    yield merchant
    merchant.close()


@pytest.mark.parametrize("seed", SEEDS)
def test_any_sequence_leaves_the_books_whole(
    portal: PortalOnLine,
    desk: Desk,
    netmile: Desk,
    merchant: MockMerchant,
    clock: SetClock,
    business_clock: SetClock,
    seed: int,
) -> None:
    opened = "UPDATE campaign SET issue_from = 20200101, issue_to = 20991231 WHERE code LIKE 'C-102%'"
    portal.database.write(lambda conn: conn.execute(text(opened)))
    chance, people = random.Random(seed), (desk, netmile)
    rewards = RewardSteps(chance, portal, people, merchant, business_clock)
    set_hand_over(desk, endpoint=merchant.url)
    merchant.behaviour.secret = desk.call(operations.MAKE_REWARD_SECRET).secret.encode()
    story = Story(chance, portal, people, rewards, add_shop(netmile, clock), business_clock)
    for step in range(STEPS):
        story.go_on()
        if step % 8 == 0:
            assert_books_hold(portal, rewards)
    rewards.come_to_an_end()
    assert_books_hold(portal, rewards)
    assert_it_was_a_life(portal, story)


def assert_books_hold(portal: PortalOnLine, rewards: RewardSteps) -> None:
    """The ledger and all about rewards; nobody has spent what was taken back."""
    assert_ledger_holds(portal.database)
    rewards.assert_all_holds()
    left = [(each.posted, each.pending) for each in rows(portal, balance)]
    assert min((min(each) for each in left), default=0) >= 0, "spent miles were cancelled"


def assert_it_was_a_life(portal: PortalOnLine, story: Story) -> None:
    """What was told is what became of issues, and enough of everything has happened."""
    assert set(story.done.values()) <= {0, 1}
    cancelled = portal.database.read(
        lambda conn: conn.execute(select(issue.c.id).where(issue.c.state == "cancelled")).scalars().all()
    )
    assert {str(id_) for id_ in cancelled} == {id_ for id_, times in story.done.items() if times}
    states = portal.database.read(lambda conn: set(conn.execute(select(cancellation.c.state)).scalars()))
    assert {"done", "approved", "refused"} <= states, "a life in which too little happened"
    assert {"paid"} < {*story.paid.values()}, "payments that all ended alike"
    assert story.refunds
    kept = registrations(portal).values()
    assert {"approved", "refused"} <= {each.result for each in kept}
    assert {True, False} == {each.file_id is None for each in kept}, "handed over in one way alone"
    sources = portal.database.read(lambda conn: set(conn.execute(select(issue.c.source)).scalars()))
    assert {"csv", "automatic", "reward"} <= sources
