"""History, cancellations, inquiries and NetMile's side through the typed client, over a line that may fail."""

from __future__ import annotations

import csv
import io
import secrets
from collections.abc import Iterator
from datetime import timedelta

import pytest

from netmile_desktop.api import history as module
from netmile_desktop.api.client import PortalClient
from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import day_of
from netmile_desktop.domain.cancellations import CancelAction, CancelReason, Cause
from netmile_desktop.domain.failures import Unreachable
from netmile_desktop.domain.history import IssueState, IssueType
from netmile_desktop.portal.server import EmbeddedPortal
from tests.api.conftest import QUICK
from tests.support.faults import Fault, FaultyLine
from tests.support.progress import Watched


@pytest.fixture
def netmile(sandbox_portal: EmbeddedPortal) -> Iterator[PortalClient]:
    """The operator of a sandbox."""
    client = PortalClient(sandbox_portal.url)
    client.sessions.sign_in("operator", "Sandbox1234")
    yield client
    client.close()


def of_state(client: PortalClient, state: IssueState, count: int) -> list[wire.IssueRecord]:
    """Issues of the sample data that can be cancelled in the way of their state."""
    today = day_of(client.sessions.info().business_time)
    query = wire.HistorySearch(
        states=[state], types=[IssueType.CSV], issued_from=today - timedelta(days=60), size=count
    )
    items = client.history.search(query).items
    assert len(items) == count
    return items


def order_of(action: CancelAction, items: list[wire.IssueRecord]) -> wire.CancelOrder:
    ids = [item.issue_id for item in items]
    return wire.CancelOrder(action=action, reason=CancelReason.ORDER_CANCELLED, issue_ids=ids)


def test_all_issues_under_conditions_come_page_by_page(client: PortalClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "ALL_AT_ONCE", 7)
    [newest] = of_state(client, IssueState.VALID, 1)
    conditions = wire.HistoryConditions(registration_id=newest.registration_id)
    progress = Watched()
    items = client.history.all(conditions, progress)
    page = client.history.search(
        wire.HistorySearch(registration_id=newest.registration_id, sort="issued_at", size=1000)
    )
    assert items == page.items
    assert len(items) > 14
    exported = client.history.export(wire.HistoryExport(registration_id=newest.registration_id))
    _, *rows = csv.reader(io.StringIO(exported.decode("utf-8-sig")))
    assert [row[0] for row in rows] == [item.issue_id for item in items]


def test_an_order_whose_answer_was_lost_is_carried_out_once(client: PortalClient, line: FaultyLine) -> None:
    items = of_state(client, IssueState.PENDING, 3)
    forecast = client.cancellations.check(wire.CancelSelection(issue_ids=[item.issue_id for item in items]))
    assert forecast.at_once.rows == 3
    client.close()
    line.script(Fault(cut_down_after=0, when=b"POST /v1/cancellations "))
    key, order = secrets.token_hex(16), order_of(CancelAction.AT_ONCE, items)
    with pytest.raises(Unreachable):
        client.cancellations.order(key, order)
    result = client.cancellations.order(key, order)
    assert result.done == 3
    found = client.cancellations.search(wire.CancellationSearch(number=result.number))
    assert found.total == 3
    again = client.cancellations.order(secrets.token_hex(16), order_of(CancelAction.AT_ONCE, items))
    assert {row.cause for row in again.rows} == {Cause.ALREADY_CANCELLED}


def test_a_request_goes_from_the_clerk_to_netmile_and_back(client: PortalClient, netmile: PortalClient) -> None:
    items = of_state(client, IssueState.VALID, 2)
    result = client.cancellations.order(secrets.token_hex(16), order_of(CancelAction.REQUEST, items))
    waiting = netmile.operator.cancellations(wire.OperatorCancellationSearch(number=result.number))
    assert [each.site for each in waiting.items] == ["minato", "minato"]
    assert client.cancellations.deadlines(wire.DeadlineQuery(days=90)).waiting_rows >= 2
    decision = wire.CancellationDecision(site="minato", number=result.number, action="refuse", note="x")
    assert netmile.operator.decide(secrets.token_hex(16), decision).refused == 2
    answer = client.inquiries.ask(wire.Inquiry(key=items[0].key))
    [told] = [each for each in answer.issues if each.issue_id == items[0].issue_id]
    assert told.cancellation is not None
    assert (told.live_state, told.cancellation.cause) == (IssueState.VALID, Cause.BY_OPERATOR)
    matched = client.history.match(wire.MatchRequest(lines=[wire.MatchLine(line=1, issue_id=items[0].issue_id)]))
    assert [each.issue_id for each in matched.lines[0].candidates] == [items[0].issue_id]
    assert [each.code for each in client.cancellations.reasons().reasons] == [*CancelReason]


def test_a_sandbox_is_told_to_go_on_tomorrow(sandbox_portal: EmbeddedPortal, netmile: PortalClient) -> None:
    before = netmile.operator.clock()
    after = netmile.operator.move_clock(day_of(before.business_time) + timedelta(days=1))
    assert after.days_ahead == before.days_ahead + 1
    fresh = PortalClient(sandbox_portal.url, patience=QUICK)
    assert fresh.sessions.info().business_time > before.business_time + timedelta(hours=23)
    fresh.close()
