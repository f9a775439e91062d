"""Automatic issuance through the typed client: keys, a call, and what is done about refused ones."""

from __future__ import annotations

import secrets

import pytest

from netmile_desktop.api.client import PortalClient
from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import day_of, system_clock
from netmile_desktop.domain.failures import Refused
from netmile_desktop.domain.wire import AutomaticErrorState, AutomaticKeyState
from netmile_desktop.portal.server import EmbeddedPortal
from tests.support.faults import Fault, FaultyLine
from tests.support.portals.automatic import Shop
from tests.support.portals.portal import SetClock


def shop(portal: EmbeddedPortal, made: wire.NewAutomaticKey) -> Shop:
    usual = {"campaign_id": "C-1022"}
    return Shop(portal.url, SetClock(system_clock()), key_id=made.key_id, secret=made.secret, usual=usual)


def revoke_all(client: PortalClient) -> None:
    for each in client.automatic.keys().keys:
        client.automatic.revoke_key(each.key_id)


def test_keys_are_made_rotated_and_revoked(client: PortalClient, sandbox_portal: EmbeddedPortal) -> None:
    revoke_all(client)
    made = {client.automatic.make_key(secrets.token_hex(16)).key_id for _ in range(2)}
    listed = client.automatic.keys()
    assert listed.merchant_id == "minato"
    assert {each.key_id for each in listed.keys if each.state is AutomaticKeyState.VALID} == made
    with pytest.raises(Refused, match="P-STATE"):
        client.automatic.make_key(secrets.token_hex(16))
    second = client.automatic.rotate_keys(secrets.token_hex(16))
    sent = client.automatic.send("minato", shop(sandbox_portal, second).parameter(unique_id="API-1"))
    assert sent.issued
    assert client.automatic.revoke_key(second.key_id).state == "revoked"
    refused = client.automatic.send("minato", shop(sandbox_portal, second).parameter(unique_id="API-2"))
    assert refused.code == "13005"


def test_a_key_is_made_once_although_the_answer_was_lost(client: PortalClient, line: FaultyLine) -> None:
    revoke_all(client)
    client.close()  # the next call is on a connection of its own
    line.script(Fault(cut_down_after=0, when=b"POST /v1/automatic-keys "))
    made = client.automatic.make_key(secrets.token_hex(16))
    assert [each.key_id for each in client.automatic.keys().keys if each.state == "valid"] == [made.key_id]
    assert made.secret


def test_refused_calls_are_taken_released_and_deleted(client: PortalClient) -> None:
    page = client.automatic.errors(
        wire.AutomaticErrorSearch(states=[AutomaticErrorState.OPEN], codes=["11022"], size=3)
    )
    ids = [each.error_id for each in page.items]
    taken = client.automatic.take_errors(wire.AutomaticErrorTaking(batch="draft-api-1", error_ids=ids))
    assert [row.error_id for row in taken.rows] == ids
    assert all(row.address.endswith("@example.jp") for row in taken.rows)
    assert client.automatic.release_errors("draft-api-1").released == len(ids) > 0
    before = client.automatic.error_sums(wire.AutomaticErrorRange())
    assert before.with_data > 0
    until = day_of(system_clock())
    assert client.automatic.delete_errors(wire.AutomaticErrorDeletion(until=until)).deleted == before.with_data
    assert client.automatic.error_sums(wire.AutomaticErrorRange()).with_data == 0
