"""Signing in, staying in, and being locked out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import func, select, update

from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.failures import Refused
from netmile_desktop.portal.access.audit import Act
from netmile_desktop.portal.access.passwords import Passwords
from netmile_desktop.portal.access.vault import Vault
from netmile_desktop.portal.sandbox import PASSWORD
from netmile_desktop.portal.sandbox.loading import load
from netmile_desktop.portal.tables import audit, session, user_account
from tests.support.portals.portal import MASTER_KEY, NOW, Desk, PortalOnLine, SetClock


def sign_in(nobody: Desk, login: str = "demo", password: str = PASSWORD) -> wire.Session:
    answer: wire.Session = nobody.call(operations.SIGN_IN, body=wire.SignIn(login=login, password=password))
    return answer


def failure(nobody: Desk, login: str, password: str) -> Refused:
    with pytest.raises(Refused) as caught:
        sign_in(nobody, login, password)
    return caught.value


def test_a_session_says_who_and_where(nobody: Desk, clock: SetClock) -> None:
    opened = sign_in(nobody)
    assert (opened.user.login, opened.user.name, opened.user.role) == ("demo", "山田 花子", "merchant")
    assert opened.site is not None
    assert (opened.site.code, opened.site.name, opened.site.yen_per_1000_miles) == (
        "minato",
        "みなと書店オンライン",
        850,
    )
    assert opened.idle_until == clock.now + timedelta(minutes=30)
    assert opened.absolute_until == clock.now + timedelta(hours=12)
    current = Desk(nobody.url, opened.token).call(operations.SESSION)
    assert current.token == ""
    assert (current.user, current.site, current.idle_until) == (opened.user, opened.site, opened.idle_until)


def test_operators_have_no_site(nobody: Desk) -> None:
    opened = sign_in(nobody, "operator")
    assert (opened.user.role, opened.site) == ("operator", None)


def test_a_wrong_password_and_an_unknown_id_look_alike(nobody: Desk) -> None:
    wrong, unknown = failure(nobody, "demo", "Sandbox9999"), failure(nobody, "nobody", PASSWORD)
    assert (wrong.code, wrong.detail) == (unknown.code, unknown.detail) == ("P-AUTH", "")
    assert sign_in(nobody).token


@pytest.mark.parametrize("login", ["demo", "no such id"])
def test_five_failures_lock_an_id_for_fifteen_minutes(nobody: Desk, clock: SetClock, login: str) -> None:
    for _ in range(5):
        assert failure(nobody, login, "wrong").code == "P-AUTH"
        clock.advance(seconds=10)
    locked = failure(nobody, login, PASSWORD)
    assert locked.code == "P-LOCK"
    assert locked.retry_at == clock.now - timedelta(seconds=10) + timedelta(minutes=15)
    assert sign_in(nobody, "demo2").token  # others are not locked out
    clock.now = locked.retry_at - timedelta(seconds=1)
    assert failure(nobody, login, PASSWORD).code == "P-LOCK"
    clock.advance(seconds=1)
    if login == "demo":
        assert sign_in(nobody).token
    assert failure(nobody, login, "wrong").code == "P-AUTH"  # and the count begins anew


def test_a_success_and_time_forget_failures(nobody: Desk, clock: SetClock) -> None:
    for _ in range(3):
        for _ in range(4):
            assert failure(nobody, "demo", "wrong").code == "P-AUTH"
        assert sign_in(nobody).token
    for _ in range(4):
        failure(nobody, "demo", "wrong")
    clock.advance(minutes=15)
    assert failure(nobody, "demo", "wrong").code == "P-AUTH"
    assert sign_in(nobody).token


def test_an_idle_session_ends_after_thirty_minutes(desk: Desk, clock: SetClock) -> None:
    for _ in range(3):
        clock.advance(minutes=29, seconds=49)
        assert desk.call(operations.HOME)
    clock.advance(minutes=30)
    assert desk.refusal(operations.HOME) == "P-SESSION"
    assert desk.refusal(operations.SESSION) == "P-SESSION"


def test_no_session_lives_longer_than_twelve_hours(desk: Desk, clock: SetClock) -> None:
    for _ in range(12 * 3 - 1):
        clock.advance(minutes=20)
        assert desk.call(operations.SESSION)
    clock.advance(minutes=20)
    assert desk.refusal(operations.SESSION) == "P-SESSION"


def test_the_business_clock_ends_no_session(desk: Desk, business_clock: SetClock) -> None:
    business_clock.advance(days=90)
    assert desk.call(operations.HOME).as_of == business_clock.now


def test_signing_out_ends_the_session_at_once(desk: Desk, colleague: Desk) -> None:
    desk.call(operations.SIGN_OUT)
    assert desk.refusal(operations.HOME) == "P-SESSION"
    assert colleague.call(operations.HOME)


@pytest.mark.parametrize("token", ["", "x", "Bearer", "ü"])
def test_without_a_session_nothing_is_told(nobody: Desk, token: str) -> None:
    headers = {"Authorization": f"Bearer {token}".encode()} if token else {}
    reply = nobody.send(operations.HOME, headers=headers)  # type: ignore[arg-type]
    assert reply.status_code == 401
    assert reply.json()["code"] == "P-SESSION"
    assert reply.headers["WWW-Authenticate"] == "Bearer"


def test_a_token_in_the_address_is_no_token(portal: PortalOnLine, desk: Desk) -> None:
    reply = Desk(portal.url).send(operations.SESSION, {"token": desk.token, "access_token": desk.token})
    assert reply.status_code == 401


def test_a_disabled_user_is_out(portal: PortalOnLine, desk: Desk, nobody: Desk) -> None:
    off = update(user_account).where(user_account.c.login == "demo").values(status="disabled")
    portal.database.write(lambda conn: conn.execute(off))
    assert desk.refusal(operations.HOME) == "P-SESSION"
    assert failure(nobody, "demo", PASSWORD).code == "P-AUTH"


def test_neither_token_nor_password_is_stored(portal: PortalOnLine, nobody: Desk) -> None:
    opened = sign_in(nobody)
    tokens = portal.database.read(lambda conn: conn.execute(select(session.c.token_sha256)).scalars().all())
    assert len(tokens) == 1
    assert opened.token.encode() not in tokens
    logins = select(user_account.c.login, user_account.c.password_hash)
    hashed = {row.login: row.password_hash for row in portal.database.read(lambda conn: conn.execute(logins).all())}
    assert all(each.startswith("$argon2id$v=19$") for each in hashed.values())
    assert hashed["demo"].startswith("$argon2id$v=19$m=47104,t=1,p=1$")


def test_weaker_hashes_are_renewed_at_sign_in(portal: PortalOnLine, nobody: Desk) -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(PASSWORD)
    own = user_account.c.login == "demo"
    portal.database.write(lambda conn: conn.execute(update(user_account).where(own).values(password_hash=weak)))
    assert sign_in(nobody).token
    stored = portal.database.read(
        lambda conn: conn.execute(select(user_account.c.password_hash).where(own)).scalar_one()
    )
    assert "m=47104" in stored
    assert sign_in(nobody).token


def test_every_way_in_and_out_is_on_record(portal: PortalOnLine, nobody: Desk) -> None:
    failure(nobody, "demo", "wrong")
    Desk(nobody.url, sign_in(nobody).token).call(operations.SIGN_OUT)
    acts = portal.database.read(lambda conn: conn.execute(select(audit).order_by(audit.c.id)).all())
    assert [each.action for each in acts] == [Act.SIGN_IN_FAILED, Act.SIGNED_IN, Act.SIGNED_OUT]
    assert "demo" not in acts[0].target


def test_polling_does_not_write_every_time(portal: PortalOnLine, desk: Desk, clock: SetClock) -> None:
    def idle_until() -> object:
        return portal.database.read(lambda conn: conn.execute(select(func.max(session.c.idle_until))).scalar_one())

    before = idle_until()
    clock.advance(seconds=5)
    desk.call(operations.SESSION)
    assert idle_until() == before
    clock.advance(seconds=6)
    desk.call(operations.SESSION)
    assert idle_until() != before


def change(desk: Desk, current: str, new: str) -> None:
    desk.call(operations.CHANGE_PASSWORD, body=wire.PasswordChange(current=current, new=new))


def test_another_password_applies_at_once_and_ends_the_other_sessions(
    portal: PortalOnLine, desk: Desk, colleague: Desk, nobody: Desk
) -> None:
    elsewhere = Desk(nobody.url, sign_in(nobody).token)
    change(desk, PASSWORD, "Another99")
    assert desk.call(operations.SESSION).user.login == "demo"
    assert elsewhere.refusal(operations.SESSION) == "P-SESSION"
    assert colleague.call(operations.SESSION), "other users stay"
    assert failure(nobody, "demo", PASSWORD).code == "P-AUTH"
    assert sign_in(nobody, "demo", "Another99").token
    acts = portal.database.read(lambda conn: list(conn.execute(select(audit.c.action)).scalars()))
    assert Act.PASSWORD_SET in acts


@pytest.mark.parametrize(
    "new", [PASSWORD, "Short12", "a1" * 17, "onlyletters", "1234567890", "全角Password1", "Tab\t12345"]
)
def test_a_password_that_may_not_be_changes_nothing(desk: Desk, nobody: Desk, new: str) -> None:
    asked = wire.PasswordChange(current=PASSWORD, new=new)
    assert desk.refusal(operations.CHANGE_PASSWORD, body=asked) == "P-PASSWORD"
    assert sign_in(nobody).token


def test_a_wrong_present_password_counts_as_a_failure(desk: Desk, nobody: Desk) -> None:
    asked = wire.PasswordChange(current="wrong", new="Another99")
    for _ in range(5):
        assert desk.refusal(operations.CHANGE_PASSWORD, body=asked) == "P-AUTH"
    right = wire.PasswordChange(current=PASSWORD, new="Another99")
    assert desk.refusal(operations.CHANGE_PASSWORD, body=right) == "P-LOCK"
    assert failure(nobody, "demo", PASSWORD).code == "P-LOCK"
    assert desk.call(operations.SESSION), "who is in stays in"


def test_a_sandbox_opened_again_has_its_public_password(portal: PortalOnLine, desk: Desk, nobody: Desk) -> None:
    change(desk, PASSWORD, "Another99")
    load(portal.database, Vault(MASTER_KEY), NOW + timedelta(hours=1))
    assert failure(nobody, "demo", "Another99").code == "P-AUTH"
    assert sign_in(nobody).token


def test_an_old_password_opens_nothing_while_it_is_being_changed(
    portal: PortalOnLine, desk: Desk, nobody: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sign-in found it right, and the change was quicker than the session."""
    is_outdated = Passwords.is_outdated

    def changed_meanwhile(passwords: Passwords, stored: str) -> bool:
        monkeypatch.undo()
        change(desk, PASSWORD, "Another99")
        return is_outdated(passwords, stored)

    monkeypatch.setattr(Passwords, "is_outdated", changed_meanwhile)
    assert failure(nobody, "demo", PASSWORD).code == "P-AUTH"
    assert sign_in(nobody, "demo", "Another99").token


def test_two_sign_ins_that_renew_a_hash_at_once_both_succeed(
    portal: PortalOnLine, nobody: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sample data has the sandbox's light hash; whoever comes second finds another one than it verified."""
    is_outdated = Passwords.is_outdated

    def overtaken(passwords: Passwords, stored: str) -> bool:
        monkeypatch.undo()
        assert sign_in(nobody).token
        return is_outdated(passwords, stored)

    monkeypatch.setattr(Passwords, "is_outdated", overtaken)
    assert sign_in(nobody).token
    opened = select(func.count()).select_from(session)
    assert portal.database.read(lambda conn: conn.execute(opened).scalar_one()) == 2
