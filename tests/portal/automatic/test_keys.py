"""Keys of a merchant: told once, two at a time, rotated without a gap, destroyed when they are revoked."""

from __future__ import annotations

import base64
import dataclasses
import secrets

import pytest
from sqlalchemy import select

from netmile_desktop.domain import operations, wire
from netmile_desktop.portal.sandbox import KEY_ID
from netmile_desktop.portal.tables import audit, automatic_key, idempotency
from tests.support.portals.automatic import Shop
from tests.support.portals.portal import Desk, PortalOnLine, SetClock


def keys(desk: Desk) -> dict[str, str]:
    """The keys of the site with their states, the newest first."""
    listed: wire.AutomaticKeys = desk.call(operations.AUTOMATIC_KEYS)
    assert (listed.merchant_id, listed.valid_at_most) == ("minato", 2)
    return {each.key_id: each.state.value for each in listed.keys}


def with_key(shop: Shop, made: wire.NewAutomaticKey) -> Shop:
    return dataclasses.replace(shop, key_id=made.key_id, secret=made.secret)


def test_a_key_is_made_and_used(shop: Shop, desk: Desk, clock: SetClock) -> None:
    clock.advance(minutes=20)
    made = desk.call(operations.MAKE_AUTOMATIC_KEY)
    assert len(base64.urlsafe_b64decode(made.secret + "=")) == 32
    assert (made.made_by, made.last_used_at, made.state) == ("山田 花子", None, "valid")
    assert keys(desk) == {made.key_id: "valid", KEY_ID: "valid"}
    assert with_key(shop, made).code() is None
    [newest, _] = desk.call(operations.AUTOMATIC_KEYS).keys
    assert newest.last_used_at == clock()


def test_the_last_use_is_known_to_the_minute(shop: Shop, desk: Desk, clock: SetClock) -> None:
    shop.call(unique_id="A")
    first = clock()
    clock.advance(seconds=59)
    shop.call(unique_id="B")
    assert desk.call(operations.AUTOMATIC_KEYS).keys[0].last_used_at == first
    clock.advance(seconds=1)
    shop.call(unique_id="C")
    assert desk.call(operations.AUTOMATIC_KEYS).keys[0].last_used_at == clock()


def test_a_third_valid_key_is_refused(desk: Desk) -> None:
    desk.call(operations.MAKE_AUTOMATIC_KEY)
    assert desk.refusal(operations.MAKE_AUTOMATIC_KEY) == "P-STATE"
    desk.call(operations.REVOKE_AUTOMATIC_KEY, key_id=KEY_ID)
    desk.call(operations.MAKE_AUTOMATIC_KEY)


def test_rotating_keeps_the_newest_and_revokes_any_older(shop: Shop, desk: Desk, clock: SetClock) -> None:
    clock.advance(minutes=1)
    second = desk.call(operations.ROTATE_AUTOMATIC_KEYS)
    assert keys(desk) == {second.key_id: "valid", KEY_ID: "valid"}
    clock.advance(minutes=1)
    third = desk.call(operations.ROTATE_AUTOMATIC_KEYS)
    assert keys(desk) == {third.key_id: "valid", second.key_id: "valid", KEY_ID: "revoked"}
    assert with_key(shop, second).code(unique_id="2") is None
    assert with_key(shop, third).code(unique_id="3") is None
    assert shop.code(unique_id="1") == "13005"


def test_there_is_nothing_to_rotate_without_a_key(desk: Desk) -> None:
    desk.call(operations.REVOKE_AUTOMATIC_KEY, key_id=KEY_ID)
    assert desk.refusal(operations.ROTATE_AUTOMATIC_KEYS) == "P-STATE"


def test_a_revoked_key_opens_nothing_and_its_secret_is_gone(
    portal: PortalOnLine, shop: Shop, desk: Desk, clock: SetClock
) -> None:
    parameter = shop.parameter()
    revoked = desk.call(operations.REVOKE_AUTOMATIC_KEY, key_id=KEY_ID)
    assert (revoked.state, revoked.revoked_at, revoked.revoked_by) == ("revoked", clock(), "山田 花子")
    assert shop.code(parameter) == "13005"
    clock.advance(minutes=20)
    assert desk.call(operations.REVOKE_AUTOMATIC_KEY, key_id=KEY_ID) == revoked, "a repetition changed something"
    stored = select(automatic_key.c.secret_sealed).where(automatic_key.c.key_id == KEY_ID)
    assert portal.database.read(lambda conn: conn.execute(stored).scalar()) is None


def test_a_lost_answer_is_given_again_for_a_while(desk: Desk, clock: SetClock) -> None:
    again = {"Idempotency-Key": secrets.token_hex(16)}
    made = desk.call(operations.MAKE_AUTOMATIC_KEY, headers=again)
    clock.advance(minutes=9)
    assert desk.call(operations.MAKE_AUTOMATIC_KEY, headers=again) == made
    assert desk.refusal(operations.ROTATE_AUTOMATIC_KEYS, headers=again) == "P-IDEM"
    assert len(keys(desk)) == 2
    clock.advance(minutes=2)
    assert desk.refusal(operations.MAKE_AUTOMATIC_KEY, headers=again) == "P-STATE"


def test_the_secret_of_a_used_key_is_told_no_more(shop: Shop, desk: Desk) -> None:
    again = {"Idempotency-Key": secrets.token_hex(16)}
    made = desk.call(operations.MAKE_AUTOMATIC_KEY, headers=again)
    assert with_key(shop, made).code() is None
    assert desk.refusal(operations.MAKE_AUTOMATIC_KEY, headers=again) == "P-STATE"


def test_no_secret_is_in_the_database(portal: PortalOnLine, desk: Desk) -> None:
    made = desk.call(operations.MAKE_AUTOMATIC_KEY)
    raw = base64.urlsafe_b64decode(made.secret + "=")
    sealed, kept = portal.database.read(
        lambda conn: (
            conn.execute(select(automatic_key.c.secret_sealed)).scalars().all(),
            conn.execute(select(idempotency)).all(),
        )
    )
    assert len(sealed) == 2
    assert not any(raw in each for each in sealed)
    assert kept == [], "an answer with a secret was kept in the clear"


def test_sites_see_their_own_keys_only(desk: Desk, stranger: Desk) -> None:
    made = desk.call(operations.MAKE_AUTOMATIC_KEY)
    listed = stranger.call(operations.AUTOMATIC_KEYS)
    assert (listed.keys, listed.merchant_id) == ([], "kaze")
    assert stranger.refusal(operations.REVOKE_AUTOMATIC_KEY, key_id=made.key_id) == "P-NOTFOUND"


@pytest.mark.parametrize("operation", [operations.AUTOMATIC_KEYS, operations.MAKE_AUTOMATIC_KEY])
def test_keys_are_a_matter_of_the_merchant(nobody: Desk, netmile: Desk, operation: object) -> None:
    assert nobody.refusal(operation) == "P-SESSION"  # type: ignore[arg-type]
    assert netmile.refusal(operation) == "P-FORBIDDEN"  # type: ignore[arg-type]


def test_the_audit_says_who_did_what_with_keys(portal: PortalOnLine, desk: Desk, colleague: Desk) -> None:
    first = desk.call(operations.MAKE_AUTOMATIC_KEY)
    second = colleague.call(operations.ROTATE_AUTOMATIC_KEYS)
    desk.call(operations.REVOKE_AUTOMATIC_KEY, key_id=second.key_id)
    desk.call(operations.REVOKE_AUTOMATIC_KEY, key_id=second.key_id)
    done = portal.database.read(
        lambda conn: conn.execute(select(audit.c.action, audit.c.target).where(audit.c.action.like("key_%"))).all()
    )
    assert sorted(tuple(each) for each in done) == sorted(
        [
            ("key_made", first.key_id),
            ("key_revoked", KEY_ID),
            ("key_rotated", second.key_id),
            ("key_revoked", second.key_id),
        ]
    )
