"""自動審査: applications that the portal approves by itself once they have waited long enough."""

from __future__ import annotations

import threading
from uuid import UUID

import pytest
from sqlalchemy import select

from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.campaigns import ApplicationState, CampaignState
from netmile_desktop.portal.access.audit import Act
from netmile_desktop.portal.access.vault import Vault
from netmile_desktop.portal.campaigns.reviews import EVERY, AutomaticReviews
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.tables import application, audit, campaign, site
from netmile_desktop.portal.worker import Worker
from tests.portal.campaigns.test_application_workflow import (
    CHANGE,
    KEY,
    NEW,
    RUNNING,
    apply,
    content,
    decide,
    form,
    fresh,
)
from tests.support.portals.portal import MASTER_KEY, Desk, PortalOnLine, SetClock

APPLIED, APPROVED = ApplicationState.APPLIED, ApplicationState.APPROVED


def let_decide(netmile: Desk, after_minutes: int | None, site: str = "minato") -> wire.ReviewPolicy:
    body = wire.SetReviewPolicy(site=site, approve_after_minutes=after_minutes)
    answer: wire.ReviewPolicy = netmile.call(operations.SET_REVIEW_POLICY, body=body)
    return answer


def state_of(desk: Desk, application_id: str) -> ApplicationState:
    answer: wire.ApplicationDetail = desk.call(operations.APPLICATION, application_id=application_id)
    return answer.state


def acts(database: Database, target: str) -> list[tuple[object, str]]:
    """Who decided about an application, and the detail that is recorded."""
    own = select(audit.c.actor_id, audit.c.detail).where(
        audit.c.action == Act.APPLICATION_DECIDED, audit.c.target == target
    )
    return database.read(lambda conn: [tuple(row) for row in conn.execute(own)])


def campaign_state_of(database: Database, campaign_id: str) -> str:
    own = select(campaign.c.application_state).where(campaign.c.code == campaign_id)
    return database.read(lambda conn: str(conn.execute(own).scalar_one()))


@pytest.fixture
def alone(portal: PortalOnLine, netmile: Desk) -> None:
    """The sample applications are decided, so that only the test's own wait."""
    for line in netmile.call(operations.OPERATOR_APPLICATIONS, {"size": 100}).items:
        body = wire.ApplicationDecision(site=line.site, application_id=line.id, action="reject")
        netmile.call(operations.DECIDE_APPLICATION, body=body, headers={KEY: f"k-clear-{line.id}"})


def test_nothing_is_decided_by_itself_unless_it_was_said(
    portal: PortalOnLine, desk: Desk, netmile: Desk, business_clock: SetClock
) -> None:
    assert netmile.call(operations.REVIEW_POLICY, {"site": "minato"}) == wire.ReviewPolicy(
        site="minato", approve_after_minutes=None, set_at=None, set_by=""
    )
    applied = apply(desk, form(NEW, fresh(desk)))
    business_clock.advance(days=6)
    portal.worker.run_until_idle()
    assert state_of(desk, applied.id) is APPLIED


@pytest.mark.usefixtures("alone")
def test_an_application_is_approved_once_it_has_waited(
    portal: PortalOnLine, desk: Desk, netmile: Desk, business_clock: SetClock, clock: SetClock
) -> None:
    said = let_decide(netmile, 10)
    assert (said.approve_after_minutes, said.set_at) == (10, clock.now)
    assert said.set_by
    assert netmile.call(operations.REVIEW_POLICY, {"site": "minato"}) == said
    assert netmile.call(operations.REVIEW_POLICY, {"site": "kaze"}).approve_after_minutes is None
    new = apply(desk, form(NEW, fresh(desk)))
    wanted = content(desk, description="新しい説明")
    change = apply(desk, form(CHANGE, wanted, RUNNING), key="k-change-00000001")
    business_clock.advance(minutes=10, milliseconds=-1)
    portal.worker.run_until_idle()
    assert (state_of(desk, new.id), state_of(desk, change.id)) == (APPLIED, APPLIED)
    business_clock.advance(milliseconds=1)
    business_clock.advance(seconds=EVERY.seconds)
    portal.worker.run_until_idle()
    after: wire.ApplicationDetail = desk.call(operations.APPLICATION, application_id=new.id)
    assert (after.state, after.decided_at, after.reason) == (APPROVED, business_clock.now, "")
    assert desk.call(operations.CAMPAIGN, campaign_id=new.campaign_id).state is CampaignState.BEFORE
    assert state_of(desk, change.id) is APPROVED
    assert content(desk) == wanted
    assert acts(portal.database, new.id) == [(None, "approved without an operator, after 10 min")]


def test_a_site_whose_policy_is_off_again_waits_for_an_operator(
    portal: PortalOnLine, desk: Desk, netmile: Desk, business_clock: SetClock
) -> None:
    applied = apply(desk, form(NEW, fresh(desk)))
    let_decide(netmile, 1)
    assert let_decide(netmile, None).approve_after_minutes is None
    business_clock.advance(days=1)
    portal.worker.run_until_idle()
    assert state_of(desk, applied.id) is APPLIED
    told = select(audit.c.detail).where(audit.c.action == Act.REVIEW_POLICY_SET).order_by(audit.c.id)
    assert portal.database.read(lambda conn: list(conn.execute(told).scalars())) == ["after 1 min", "off"]


@pytest.mark.usefixtures("alone")
def test_other_sites_wait_on(
    portal: PortalOnLine, desk: Desk, stranger: Desk, netmile: Desk, business_clock: SetClock
) -> None:
    theirs = apply(stranger, form(NEW, fresh(desk)))
    let_decide(netmile, 1)
    business_clock.advance(days=1)
    portal.worker.run_until_idle()
    assert state_of(stranger, theirs.id) is APPLIED


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("moves", [("suspend",), ("suspend", "resume")])
def test_a_change_whose_campaign_moved_on_is_left_to_an_operator(
    portal: PortalOnLine, desk: Desk, netmile: Desk, business_clock: SetClock, moves: tuple[str, ...]
) -> None:
    let_decide(netmile, 1)
    change = apply(desk, form(CHANGE, content(desk, description="x"), RUNNING))
    in_full = netmile.call(operations.OPERATOR_APPLICATION, {"site": "minato"}, application_id=change.id)
    assert not in_full.moved_on
    for move in moves:
        body = wire.Decision(site="minato", campaign_id=RUNNING, action=move)
        netmile.call(operations.DECIDE_CAMPAIGN, body=body)
    business_clock.advance(minutes=5)
    portal.worker.run_until_idle()
    assert state_of(desk, change.id) is APPLIED
    in_full = netmile.call(operations.OPERATOR_APPLICATION, {"site": "minato"}, application_id=change.id)
    assert in_full.moved_on
    assert decide(netmile, change.id).state is APPROVED
    assert not netmile.call(operations.OPERATOR_APPLICATION, {"site": "minato"}, application_id=change.id).moved_on


@pytest.mark.usefixtures("alone")
def test_a_change_from_before_versions_were_kept_is_left_to_an_operator(
    portal: PortalOnLine, desk: Desk, netmile: Desk, business_clock: SetClock
) -> None:
    change = apply(desk, form(CHANGE, content(desk, description="x"), RUNNING))
    portal.database.write(lambda conn: conn.execute(application.update().values(from_version=None)))
    let_decide(netmile, 1)
    business_clock.advance(minutes=5)
    portal.worker.run_until_idle()
    assert state_of(desk, change.id) is APPLIED


@pytest.mark.usefixtures("alone")
def test_what_is_over_is_not_approved(
    portal: PortalOnLine, desk: Desk, netmile: Desk, business_clock: SetClock
) -> None:
    new = apply(desk, form(NEW, fresh(desk)))
    change = apply(desk, form(CHANGE, content(desk, description="x"), RUNNING), key="k-change-00000001")
    let_decide(netmile, 1)
    business_clock.advance(days=400)
    AutomaticReviews(portal.database, business_clock, business_clock).catch_up()
    assert (state_of(desk, new.id), state_of(desk, change.id)) == (APPLIED, APPLIED)


@pytest.mark.usefixtures("alone")
def test_workers_that_compete_approve_once(
    portal: PortalOnLine, desk: Desk, netmile: Desk, clock: SetClock, business_clock: SetClock
) -> None:
    let_decide(netmile, 1)
    applied = [apply(desk, form(NEW, fresh(desk)), key=f"k-many-{number:010}") for number in range(12)]
    business_clock.advance(minutes=2)
    crew = [Worker(portal.database, Vault(MASTER_KEY), clock, business_clock) for _ in range(2)]
    threads = [threading.Thread(target=each.run_until_idle) for each in crew]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    # One that lost an application to the other may have passed over one that was locked.
    business_clock.advance(seconds=EVERY.seconds)
    portal.worker.run_until_idle()
    for one in applied:
        assert acts(portal.database, one.id) == [(None, "approved without an operator, after 1 min")]
        assert desk.call(operations.CAMPAIGN, campaign_id=one.campaign_id).version == 2


@pytest.mark.usefixtures("alone")
def test_an_operator_who_decides_at_the_same_moment_decides_alone_or_not_at_all(
    portal: PortalOnLine, desk: Desk, netmile: Desk, clock: SetClock, business_clock: SetClock
) -> None:
    let_decide(netmile, 1)
    applied = [apply(desk, form(NEW, fresh(desk)), key=f"k-race-{number:010}") for number in range(12)]
    business_clock.advance(minutes=2)
    worker = Worker(portal.database, Vault(MASTER_KEY), clock, business_clock)
    refused: list[str] = []

    def reject() -> None:
        for one in reversed(applied):
            body = wire.ApplicationDecision(site="minato", application_id=one.id, action="reject", reason="不可")
            reply = netmile.send(operations.DECIDE_APPLICATION, body=body, headers={KEY: f"k-late-{one.id}"})
            if reply.status_code != 200:
                assert reply.json()["code"] == "P-STATE"
                refused.append(one.id)

    threads = [threading.Thread(target=reject), threading.Thread(target=worker.run_until_idle)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    for one in applied:
        told = acts(portal.database, one.id)
        assert len(told) == 1, "decided once"
        state = state_of(desk, one.id)
        assert state is (APPROVED if one.id in refused else ApplicationState.REJECTED)
        assert (told[0][0] is None) is (state is APPROVED)
        assert campaign_state_of(portal.database, one.campaign_id) == state


def test_an_application_that_is_decided_between_look_and_lock_is_left_alone(
    portal: PortalOnLine, desk: Desk, netmile: Desk, business_clock: SetClock
) -> None:
    applied = apply(desk, form(NEW, fresh(desk)))
    let_decide(netmile, 1)
    business_clock.advance(minutes=2)
    task = AutomaticReviews(portal.database, business_clock, business_clock)
    owner = portal.database.read(
        lambda conn: conn.execute(select(site.c.id).where(site.c.code == "minato")).scalar_one()
    )
    decide(netmile, applied.id, "reject", "不可")
    assert not task._approve(owner, UUID(applied.id), business_clock.now)
    assert state_of(desk, applied.id) is ApplicationState.REJECTED
    assert len(acts(portal.database, applied.id)) == 1


def test_merchants_neither_see_nor_set_a_policy(desk: Desk, netmile: Desk) -> None:
    assert desk.refusal(operations.REVIEW_POLICY, {"site": "minato"}) == "P-FORBIDDEN"
    body = wire.SetReviewPolicy(site="minato", approve_after_minutes=1)
    assert desk.refusal(operations.SET_REVIEW_POLICY, body=body) == "P-FORBIDDEN"
    assert netmile.call(operations.REVIEW_POLICY, {"site": "minato"}).approve_after_minutes is None
    assert netmile.refusal(operations.REVIEW_POLICY, {"site": "nowhere"}) == "P-NOTFOUND"
    nowhere = wire.SetReviewPolicy(site="nowhere", approve_after_minutes=1)
    assert netmile.refusal(operations.SET_REVIEW_POLICY, body=nowhere) == "P-NOTFOUND"
    for minutes in (0, 10_081, -1):
        wrong = wire.SetReviewPolicy(site="minato", approve_after_minutes=minutes)
        assert netmile.refusal(operations.SET_REVIEW_POLICY, body=wrong) == "P-INVALID"
