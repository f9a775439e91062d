"""Sites, rates and users of a portal that is not a sandbox."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.calendar import day_of
from netmile_desktop.domain.cancellations import CancelAction
from netmile_desktop.portal.access.passwords import Passwords
from netmile_desktop.portal.admin.enrolment import Declined, Enrolment
from netmile_desktop.portal.tables import audit
from tests.support.portals.cancelling import check, ids_of, issue_to, order
from tests.support.portals.portal import NOW, Desk, PortalOnLine, SetClock

TODAY = day_of(NOW)
PASSWORD = "Hanaya2026"


@pytest.fixture
def enrolment(portal: PortalOnLine, clock: SetClock) -> Enrolment:
    enrolment = Enrolment(portal.database, Passwords(), clock)
    enrolment.add_site("hana", " 花や ", 900)
    return enrolment


def signed_in(nobody: Desk, login: str, password: str = PASSWORD) -> wire.Session:
    session: wire.Session = nobody.call(operations.SIGN_IN, body=wire.SignIn(login=login, password=password))
    return session


def test_staff_of_a_new_site_see_their_own_site_alone(enrolment: Enrolment, nobody: Desk) -> None:
    enrolment.add_user("keiko", "花田 恵子", PASSWORD, "hana")
    session = signed_in(nobody, "keiko")
    assert session.site is not None
    assert (session.site.code, session.site.name, session.site.yen_per_1000_miles) == ("hana", "花や", 900)
    desk = Desk(nobody.url, session.token)
    assert desk.call(operations.SEARCH_CAMPAIGNS).total == 0
    assert desk.refusal(operations.CAMPAIGN, campaign_id="C-1024") == "P-NOTFOUND"


def test_an_operator_belongs_to_no_site(enrolment: Enrolment, nobody: Desk) -> None:
    enrolment.add_user("staff", "", PASSWORD)
    session = signed_in(nobody, "staff")
    assert (session.site, session.user.name) == (None, "staff")
    decision = wire.Decision(site="minato", campaign_id="C-1035", action="approve")
    assert Desk(nobody.url, session.token).call(operations.DECIDE_CAMPAIGN, body=decision)


def test_a_rate_holds_from_its_day_on(enrolment: Enrolment, nobody: Desk, business_clock: SetClock) -> None:
    enrolment.add_user("keiko", "", PASSWORD, "hana")
    enrolment.set_rate("hana", 850, TODAY + timedelta(days=1))
    enrolment.set_rate("hana", 880, TODAY)
    rates = []
    for _ in range(2):
        session = signed_in(nobody, "keiko")
        assert session.site is not None
        rates.append(session.site.yen_per_1000_miles)
        business_clock.advance(days=1)
    assert rates == [880, 850]


def test_another_password_ends_what_was_open(enrolment: Enrolment, nobody: Desk) -> None:
    enrolment.add_user("keiko", "", PASSWORD, "hana")
    old = Desk(nobody.url, signed_in(nobody, "keiko").token)
    enrolment.set_password("keiko", "Another99")
    assert old.refusal(operations.HOME) == "P-SESSION"
    assert nobody.refusal(operations.SIGN_IN, body=wire.SignIn(login="keiko", password=PASSWORD)) == "P-AUTH"
    assert signed_in(nobody, "keiko", "Another99").token


@pytest.mark.parametrize(
    "act",
    [
        lambda it: it.add_site("hana", "x", 1),
        lambda it: it.add_site("花", "x", 1),
        lambda it: it.add_site("x", " ", 1),
        lambda it: it.add_site("x", "x", -1),
        lambda it: it.add_site("x", "x", 10**19),
        lambda it: it.set_rate("hana", 1_000_001, TODAY),
        lambda it: it.set_rate("nowhere", 1, TODAY),
        lambda it: it.set_rate("hana", 1, TODAY - timedelta(days=1)),
        lambda it: it.add_user("demo", "", PASSWORD, "hana"),
        lambda it: it.add_user("a b", "", PASSWORD, "hana"),
        lambda it: it.add_user("keiko", "", PASSWORD, "nowhere"),
        *(
            lambda it, login=login: it.add_user(login, "", PASSWORD, "hana")
            for login in ("abc", "a" * 33, "keiko.h", "ｋｅｉｋｏ", "恵子さん", "")
        ),
        *(
            lambda it, password=password: it.add_user("keiko", "", password, "hana")
            for password in ("Short12", "onlyletters", "1234567890", "全角Password1", "a1" * 17)
        ),
        lambda it: it.set_password("nobody", PASSWORD),
    ],
)
def test_what_cannot_be_is_declined_and_leaves_nothing(
    portal: PortalOnLine, enrolment: Enrolment, act: Callable[[Enrolment], None]
) -> None:
    def acts() -> list[str]:
        return portal.database.read(lambda conn: list(conn.execute(select(audit.c.action)).scalars()))

    before = acts()
    with pytest.raises(Declined):
        act(enrolment)
    assert acts() == before


def test_the_reasons_for_cancelling_are_set_for_all_sites(
    enrolment: Enrolment, portal: PortalOnLine, desk: Desk
) -> None:
    own = desk.call(operations.CANCEL_REASONS).reasons
    id_ = ids_of(desk, issue_to(portal, desk, [1, 2], transfer_after_days=30))
    enrolment.set_reasons(["誤発行", "棚卸調整=Stocktaking"])
    offered = desk.call(operations.CANCEL_REASONS).reasons
    assert [(each.code, each.ja, each.en) for each in offered] == [
        ("issued_wrongly", "誤発行", "Issued by mistake"),
        ("棚卸調整", "棚卸調整", "Stocktaking"),
    ]
    done = order(desk, CancelAction.AT_ONCE, id_[0], reason="棚卸調整")
    assert done.done == 1
    body = wire.CancelOrder(action=CancelAction.AT_ONCE, reason="other", issue_ids=[id_[1]])
    headers = {"Idempotency-Key": "reasons-0000000001"}
    assert desk.refusal(operations.CANCEL, body=body, headers=headers) == "P-OPTION"
    assert enrolment.set_reasons([]) == own
    (kept,) = [each for each in check(desk, issue_ids=[id_[0]]).items if each.cancellation]
    assert kept.cancellation is not None
    assert kept.cancellation.reason == "棚卸調整", "what was chosen stays"


@pytest.mark.parametrize("texts", [[""], ["理由", "理由=Another"], ["長" * 41], [f"理由{n}" for n in range(21)]])
def test_reasons_are_short_few_and_there_once(enrolment: Enrolment, texts: list[str]) -> None:
    with pytest.raises(Declined):
        enrolment.set_reasons(texts)
