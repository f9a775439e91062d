"""中断 and how NetMile's staff takes it back: nothing is issued twice."""

from __future__ import annotations

import secrets
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.batches import ProcessingState
from netmile_desktop.domain.failures import Refused
from netmile_desktop.portal import worker as workers
from netmile_desktop.portal.tables import issue
from tests.support.portals.ledger import assert_ledger_holds
from tests.support.portals.portal import Desk, PortalOnLine, SetClock, lines, signed_in

ROWS = 20
BODY = lines(range(1, ROWS)) + b"broken,K,100\n"


def resume(netmile: Desk, registration_id: str, site: str = "minato") -> wire.RegistrationAtOperator:
    body = wire.Resume(site=site, registration_id=registration_id)
    answer: wire.RegistrationAtOperator = netmile.call(operations.RESUME_REGISTRATION, body=body)
    return answer


def keys_issued(portal: PortalOnLine) -> Counter[str]:
    return portal.database.read(lambda conn: Counter(conn.execute(select(issue.c.member_key)).scalars()))


@pytest.fixture
def break_off(
    portal: PortalOnLine, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> Callable[[wire.Registration], None]:
    """Let the worker fail at a registration, behind its first chunk, until it gives up."""

    def break_off(accepted: wire.Registration) -> None:
        assert portal.worker.run_once()
        with monkeypatch.context() as broken:
            broken.setattr(workers, "judge", lambda *_: 1 / 0)
            for _ in range(workers.ATTEMPTS):
                clock.advance(minutes=10)
                portal.worker.run_until_idle()

    return break_off


@pytest.fixture
def interrupted(desk: Desk, break_off: Callable[[wire.Registration], None]) -> wire.Registration:
    accepted = desk.issue("C-1024", BODY)
    break_off(accepted)
    return accepted


@pytest.fixture
def later(portal: PortalOnLine, interrupted: wire.Registration, clock: SetClock) -> tuple[Desk, Desk]:
    """Merchant and operator, signed in again after so long a time."""
    desk, netmile = signed_in(portal, "demo", clock), signed_in(portal, "operator", clock)
    assert desk.registration(interrupted.registration_id).state is ProcessingState.INTERRUPTED
    return desk, netmile


def test_rows_that_may_still_be_judged_repeat_unless_they_are_taken_over(
    interrupted: wire.Registration, later: tuple[Desk, Desk]
) -> None:
    desk, _ = later
    body, id_ = lines([1, ROWS - 1]), interrupted.registration_id

    def repeated(*takes_over: str) -> list[int]:
        asked = {"campaign_id": "C-1024", "takes_over": list(takes_over)}
        return [each.line for each in desk.call(operations.CHECK_ISSUANCE, asked, raw=body).repeats]

    assert repeated() == [1, 2]
    assert repeated(f"{id_}:7") == [1], "the first was issued"
    desk.issue("C-1025", lines([ROWS - 1]), takes_over=[f"{id_}:7"])
    assert repeated() == [1], "nobody goes on with it"


def test_what_was_interrupted_is_judged_to_its_end(
    portal: PortalOnLine, interrupted: wire.Registration, later: tuple[Desk, Desk]
) -> None:
    desk, netmile = later
    told = resume(netmile, interrupted.registration_id)
    assert (told.state, told.rows, told.records) == (ProcessingState.RUNNING, ROWS, 7)
    assert desk.registration(interrupted.registration_id).completed_at is None
    portal.worker.run_until_idle()
    detail = desk.registration(interrupted.registration_id)
    assert (detail.state, detail.records, detail.errors) == (ProcessingState.COMPLETED_WITH_ERRORS, ROWS, 1)
    assert set(keys_issued(portal).values()) == {1}
    assert keys_issued(portal).total() == ROWS - 1
    assert_ledger_holds(portal.database)


def test_lists_of_an_interrupted_registration_hold_what_was_judged(
    interrupted: wire.Registration, later: tuple[Desk, Desk]
) -> None:
    desk, _ = later
    id_ = interrupted.registration_id
    assert desk.call(operations.COMPLETED_LIST, registration_id=id_).count(b"\r\n") == 1 + 7
    assert desk.call(operations.ERROR_LIST, registration_id=id_).count(b"\r\n") == 1


def test_rows_that_were_sent_again_meanwhile_are_never_issued_twice(
    portal: PortalOnLine, interrupted: wire.Registration, later: tuple[Desk, Desk]
) -> None:
    desk, netmile = later
    again = desk.issue("C-1025", lines([ROWS - 1]))
    for _ in range(2):  # while it waits, and once it is judged
        with pytest.raises(Refused) as refused:
            resume(netmile, interrupted.registration_id)
        assert refused.value.code == "P-STATE"
        assert again.registration_id in refused.value.detail
        portal.worker.run_until_idle()
    desk.call(operations.DELETE_LISTS, registration_id=again.registration_id)
    with pytest.raises(Refused):
        resume(netmile, interrupted.registration_id)
    assert keys_issued(portal)[f"K{ROWS - 1:06d}"] == 1


def test_rows_sent_again_in_vain_do_not_count(
    portal: PortalOnLine, interrupted: wire.Registration, later: tuple[Desk, Desk]
) -> None:
    desk, netmile = later
    desk.issue("C-1024", f"guest@example.jp,K{ROWS - 1:06d},100\n".encode() + lines([1]))
    portal.worker.run_until_idle()
    assert resume(netmile, interrupted.registration_id).state is ProcessingState.RUNNING
    portal.worker.run_until_idle()
    assert keys_issued(portal)[f"K{ROWS - 1:06d}"] == 1


def test_a_file_takes_over_what_was_never_reached_and_then_nobody_goes_on(
    portal: PortalOnLine, interrupted: wire.Registration, later: tuple[Desk, Desk]
) -> None:
    desk, netmile = later
    left = b"".join(f"member{n:05d}@example.jp,NEW{n},100\n".encode() for n in range(8, ROWS))
    named = f"{interrupted.registration_id}:7"
    key = secrets.token_hex(16)
    again = desk.issue("C-1024", left, key=key, takes_over=[named])
    with pytest.raises(Refused) as refused:
        resume(netmile, interrupted.registration_id)
    assert (refused.value.code, again.registration_id in refused.value.detail) == ("P-STATE", True)
    portal.worker.run_until_idle()
    assert desk.issue("C-1024", left, key=key, takes_over=[named]).registration_id == again.registration_id
    assert desk.issue("C-1024", left, key=key).registration_id == again.registration_id
    assert keys_issued(portal).total() == ROWS - 1


@pytest.mark.parametrize("moment", ["waiting", "done"])
def test_what_went_on_since_cannot_be_taken_over(
    portal: PortalOnLine, interrupted: wire.Registration, later: tuple[Desk, Desk], moment: str
) -> None:
    desk, netmile = later
    left, named = lines(range(8, ROWS)), f"{interrupted.registration_id}:7"
    asked = {"campaign_id": "C-1024", "takes_over": [named]}
    assert desk.call(operations.CHECK_ISSUANCE, asked, raw=left).refused is None
    resume(netmile, interrupted.registration_id)
    if moment == "done":
        portal.worker.run_until_idle()
    key = secrets.token_hex(16)
    assert desk.refusal(operations.ISSUE, asked, raw=left, key=key) == "P-RESUMED"
    assert desk.refusal(operations.FIND_ISSUANCE, key=key) == "P-NOTFOUND"
    assert desk.call(operations.CHECK_ISSUANCE, asked, raw=left).refused == "P-RESUMED"
    portal.worker.run_until_idle()
    assert keys_issued(portal).total() == ROWS - 1


@pytest.mark.parametrize("first", range(3))
def test_of_going_on_and_taking_over_at_the_same_moment_one_is_refused(
    portal: PortalOnLine, interrupted: wire.Registration, later: tuple[Desk, Desk], first: int
) -> None:
    desk, netmile = later
    left, named = lines(range(8, ROWS)), f"{interrupted.registration_id}:7"
    start = threading.Barrier(2)

    def go_on() -> str:
        start.wait()
        try:
            return str(resume(netmile, interrupted.registration_id).state)
        except Refused as refused:
            return refused.code

    def take_over() -> str:
        start.wait()
        try:
            desk.issue("C-1024", left, takes_over=[named])
        except Refused as refused:
            return refused.code
        return "accepted"

    with ThreadPoolExecutor(2) as pool:
        both = [pool.submit(each) for each in ((go_on, take_over), (take_over, go_on))[first % 2]]
    answers = {each.result() for each in both}
    assert answers in ({"running", "P-RESUMED"}, {"P-STATE", "accepted"})
    portal.worker.run_until_idle()
    assert set(keys_issued(portal).values()) == {1}
    assert keys_issued(portal).total() == ROWS - 1


def test_only_what_is_as_it_is_named_can_be_taken_over(
    portal: PortalOnLine, interrupted: wire.Registration, later: tuple[Desk, Desk], clock: SetClock
) -> None:
    desk, _ = later
    whole = desk.issue("C-1024", lines([300]))

    def refusal(named: str, of: Desk = desk, campaign_id: str = "C-1024") -> str:
        asked = {"campaign_id": campaign_id, "takes_over": [named]}
        return of.refusal(operations.ISSUE, asked, raw=lines([301]), key=secrets.token_hex(16))

    assert refusal(f"{whole.registration_id}:0") == "P-RESUMED"
    assert refusal(f"{interrupted.registration_id}:6") == "P-RESUMED"
    assert refusal("20200101-000001:7") == "P-RESUMED"
    assert refusal(interrupted.registration_id) == "P-INVALID"
    other = signed_in(portal, "other", clock)
    assert refusal(f"{interrupted.registration_id}:7", other, "K-2001") == "P-RESUMED"


def test_only_what_is_interrupted_and_there_can_be_taken_up(
    portal: PortalOnLine, interrupted: wire.Registration, later: tuple[Desk, Desk]
) -> None:
    desk, netmile = later

    def refusal(id_: str, site: str = "minato") -> str:
        return netmile.refusal(operations.RESUME_REGISTRATION, body=wire.Resume(site=site, registration_id=id_))

    whole = desk.issue("C-1024", lines([300]))
    assert refusal(whole.registration_id) == "P-STATE"
    assert refusal("20200101-000001") == refusal(interrupted.registration_id, "kaze") == "P-NOTFOUND"
    desk.call(operations.DELETE_LISTS, registration_id=interrupted.registration_id)
    assert refusal(interrupted.registration_id) == "P-STATE"


def test_a_registration_that_was_never_begun_waits_again(
    portal: PortalOnLine, desk: Desk, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    accepted = desk.issue("C-1024", lines([1]))
    with monkeypatch.context() as broken:
        broken.setattr(workers, "judge", lambda *_: 1 / 0)
        for _ in range(workers.ATTEMPTS):
            clock.advance(minutes=10)
            portal.worker.run_until_idle()
    netmile = signed_in(portal, "operator", clock)
    assert resume(netmile, accepted.registration_id).state is ProcessingState.RECEIVED
    portal.worker.run_until_idle()
    assert keys_issued(portal) == {"K000001": 1}


def test_netmile_lists_what_was_interrupted(
    portal: PortalOnLine, interrupted: wire.Registration, clock: SetClock, business_clock: SetClock
) -> None:
    desk, netmile = signed_in(portal, "demo", clock), signed_in(portal, "operator", clock)
    untouched = desk.issue("C-1024", lines([1]))
    page: wire.Page[wire.ListedRegistration] = netmile.call(operations.OPERATOR_REGISTRATIONS)
    assert page.items == [
        wire.ListedRegistration(
            site="minato",
            site_name="みなと書店オンライン",
            registration_id=interrupted.registration_id,
            campaign_id="C-1024",
            campaign_name=page.items[0].campaign_name,
            state=ProcessingState.INTERRUPTED,
            rows=ROWS,
            records=7,
            accepted_at=business_clock.now,
            ended_at=business_clock.now,
            lists_deleted=False,
            taken_over_by="",
        )
    ]
    assert netmile.call(operations.OPERATOR_REGISTRATIONS, {"site": "kaze"}).total == 0
    [waiting] = netmile.call(operations.OPERATOR_REGISTRATIONS, {"states": ["received"]}).items
    assert waiting.registration_id == untouched.registration_id
    resume(netmile, interrupted.registration_id)
    assert netmile.call(operations.OPERATOR_REGISTRATIONS).total == 0
    assert desk.refusal(operations.OPERATOR_REGISTRATIONS) == "P-FORBIDDEN"
