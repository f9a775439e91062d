"""The history of each moment, recomputed by really copying everything at midnight, as the program does not.

「マイル発行履歴は、マイル振込み日の翌日に確認できます」 (L808): a copy holds what was issued and transferred on the
days before. What is cancelled (L677) or requested (L685) since then is complete at once and written over the copy.
"""

from __future__ import annotations

import csv
import io
import random
import secrets
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone

from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.cancellations import CancelAction
from tests.portal.recomputed.rules import AT_ONCE, DAY, REQUEST, Mile
from tests.support.portals.cancelling import check, ids_of, issue_to, order
from tests.support.portals.portal import Desk, PortalOnLine, SetClock

JAPAN = timezone(timedelta(hours=9))
FIRST = date(2026, 11, 20)
DAYS = 7
DELAYS = (0, 1, 2, 4)
WORDS = {"pending": "保留", "valid": "有効", "requested": "取消申請中", "cancelled": "取消"}


@dataclass
class Book:
    """What was done, and the copy of the last midnight."""

    miles: list[Mile] = field(default_factory=list)
    copy: dict[str, str] = field(default_factory=dict)

    def midnight(self, today: date) -> None:
        """Copy the end of yesterday, before anything is transferred today."""
        self.copy = {mile.issue_id: mile.live_state(today - DAY) for mile in self.miles}

    def shown(self, today: date) -> dict[str, str]:
        live = {mile.issue_id: mile.live_state(today) for mile in self.miles}
        return {
            id_: live[id_] if {live[id_], state} & {"cancelled", "requested"} else state
            for id_, state in self.copy.items()
        }


def compare(desk: Desk, book: Book, today: date) -> None:
    page: wire.HistoryPage = desk.call(operations.SEARCH_HISTORY, {"size": 1_000})
    shown = book.shown(today)
    assert {item.issue_id: item.state for item in page.items} == shown
    assert page.as_of == datetime.combine(today, time(), JAPAN)
    assert {item.issue_id: item.live_state for item in page.items} == {
        mile.issue_id: mile.live_state(today) for mile in book.miles if mile.issued_on < today
    }
    for state in WORDS:
        one: wire.HistoryPage = desk.call(operations.SEARCH_HISTORY, {"size": 1_000, "states": [state]})
        assert {item.issue_id for item in one.items} == {id_ for id_, each in shown.items() if each == state}
    header, *lines = csv.reader(io.StringIO(desk.call(operations.EXPORT_HISTORY).decode("utf-8-sig")))
    at = header.index("状態")
    assert {line[0]: line[at] for line in lines} == {id_: WORDS[state] for id_, state in shown.items()}
    ranks = [list(WORDS).index(item.state) for item in desk.call(operations.SEARCH_HISTORY, {"sort": "state"}).items]
    assert ranks == sorted(ranks)


def compare_outside(desk: Desk, book: Book, today: date) -> None:
    """Answers that know today's issues too: those are told as they are, for no copy holds them."""
    if not book.miles:
        return
    shown = book.shown(today)
    told = [
        *check(desk, issue_ids=[mile.issue_id for mile in book.miles]).items,
        *desk.call(operations.INQUIRE, body=wire.Inquiry(key="K000001")).issues,
        *desk.call(operations.MATCH_ISSUES, body=wire.MatchRequest(lines=[wire.MatchLine(line=1, key="K000002")]))
        .lines[0]
        .candidates,
    ]
    assert len(told) > len(book.miles)
    for item in told:
        mile = next(each for each in book.miles if each.issue_id == item.issue_id)
        assert item.live_state == mile.live_state(today)
        assert item.in_history is (mile.issue_id in shown)
        assert item.state == shown.get(mile.issue_id, item.live_state)


def do_something(portal: PortalOnLine, desk: Desk, book: Book, today: date, chance: random.Random) -> None:
    """Issue with some delay, then cancel and request some of what can be."""
    delay, amount = chance.choice(DELAYS), 100 + len(book.miles)
    registration = issue_to(portal, desk, [1, 2, 3], "C-1025", miles=amount, transfer_after_days=delay)
    book.miles += [Mile(id_, today, delay, amount) for id_ in ids_of(desk, registration)]
    for way in (AT_ONCE, REQUEST):
        able = [mile for mile in book.miles if mile.answer(today)[0] == way]
        some = chance.sample(able, min(len(able), 1))
        if some:
            order(desk, CancelAction(way), *(mile.issue_id for mile in some))
        for mile in some:
            mile.cancelled, mile.requested = way == AT_ONCE, way == REQUEST


def test_the_history_is_the_copy_of_the_last_midnight(
    portal: PortalOnLine, desk: Desk, netmile: Desk, business_clock: SetClock
) -> None:
    chance, book = random.Random(1), Book()
    seen: set[tuple[str | None, str]] = set()
    for today in (FIRST + n * DAY for n in range(DAYS)):
        book.midnight(today)
        for at in (time(), time(12), time(23, 59, 59)):
            business_clock.now = datetime.combine(today, at, JAPAN)
            portal.worker.run_until_idle()
            compare(desk, book, today)
            compare_outside(desk, book, today)
            do_something(portal, desk, book, today, chance)
            decide_one(netmile, book, chance)
            compare(desk, book, today)
            compare_outside(desk, book, today)
            shown = book.shown(today)
            seen |= {(shown.get(mile.issue_id), mile.live_state(today)) for mile in book.miles}
    assert seen == {
        *((state, state) for state in WORDS),
        ("pending", "valid"),
        *((None, state) for state in WORDS),
    }, "all that can be: as it is, transferred today, issued today"


def decide_one(netmile: Desk, book: Book, chance: random.Random) -> None:
    """NetMile decides a request now and then; where it refuses, the miles read again as the copy has them."""
    waiting = netmile.call(operations.OPERATOR_CANCELLATIONS).items
    if waiting and chance.random() < 0.5:
        one = chance.choice(waiting)
        action = chance.choice(["approve", "refuse"])
        body = wire.CancellationDecision(
            site="minato", number=one.number, action=action, issue_ids=[one.issue_id], note=""
        )
        headers = {"Idempotency-Key": secrets.token_hex(16)}
        netmile.call(operations.DECIDE_CANCELLATIONS, body=body, headers=headers)
        mile = next(each for each in book.miles if each.issue_id == one.issue_id)
        mile.requested, mile.cancelled = False, action == "approve"
