"""登録情報確認/変更: what is shown, what may be registered, who was quicker, and what NetMile sets."""

from __future__ import annotations

import msgspec
import pytest
from sqlalchemy import Connection, delete, select

from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.failures import Refused
from netmile_desktop.domain.site_details import DetailField, SiteDetails
from netmile_desktop.portal.__main__ import _DETAILS
from netmile_desktop.portal.access.audit import Act
from netmile_desktop.portal.access.site_records import SiteRecords
from netmile_desktop.portal.access.vault import Vault
from netmile_desktop.portal.sandbox.loading import load
from netmile_desktop.portal.sandbox.registered import REGISTERED
from netmile_desktop.portal.tables import audit, site_record
from tests.support.portals.portal import MASTER_KEY, NOW, Desk, PortalOnLine, SetClock


def look(desk: Desk) -> wire.SiteRecord:
    record: wire.SiteRecord = desk.call(operations.SITE_DETAILS)
    return record


def change(desk: Desk, version: int, before: SiteDetails, **texts: str) -> wire.SiteRecord:
    body = wire.SiteDetailsChange(version=version, details=msgspec.structs.replace(before, **texts))
    record: wire.SiteRecord = desk.call(operations.CHANGE_SITE_DETAILS, body=body)
    return record


def refused(desk: Desk, version: int, before: SiteDetails, **texts: str) -> tuple[str, str]:
    with pytest.raises(Refused) as caught:
        change(desk, version, before, **texts)
    return caught.value.code, caught.value.detail


def test_a_site_sees_its_own_record_alone(desk: Desk, stranger: Desk) -> None:
    record = look(desk)
    assert (record.code, record.details, record.yen_per_1000_miles) == ("minato", REGISTERED["minato"], 850)
    assert (record.version, record.changed_by) == (1, "")
    assert look(stranger).details == REGISTERED["kaze"]


def test_a_change_applies_at_once_and_says_who_made_it(desk: Desk, colleague: Desk, clock: SetClock) -> None:
    before = look(desk)
    clock.advance(minutes=5)
    after = change(desk, before.version, before.details, site_name="　みなと書店 ", phone="03-0000-9999", fax="")
    assert after == look(colleague)
    assert (after.details.site_name, after.details.phone, after.details.fax) == ("みなと書店", "03-0000-9999", "")
    assert after.details.company == before.details.company
    assert (after.version, after.changed_at, after.changed_by) == (2, clock.now, "山田 花子")
    assert desk.call(operations.SESSION).site.name == "みなと書店"


def test_whoever_comes_second_is_told(desk: Desk, colleague: Desk) -> None:
    before = look(desk)
    change(colleague, before.version, before.details, phone="03-0000-1111")
    assert refused(desk, before.version, before.details, fax="03-0000-2222")[0] == "P-VERSION"
    assert look(desk).details.phone == "03-0000-1111"
    assert look(desk).details.fax == before.details.fax


def test_the_same_again_changes_nothing(portal: PortalOnLine, desk: Desk) -> None:
    before = look(desk)
    after = change(desk, before.version, before.details, phone="03-0000-1111")
    again = change(desk, before.version, before.details, phone="03-0000-1111")
    assert again == after
    acts = portal.database.read(lambda conn: conn.execute(select(audit.c.action)).scalars().all())
    assert acts.count(Act.SITE_CHANGED) == 1


@pytest.mark.parametrize(
    ("texts", "places"),
    [
        ({"site_name": " "}, "site_name"),
        ({"company": "", "address": ""}, "company,address"),
        ({"site_name": "あ" * 61}, "site_name"),
        ({"company": "あ" * 101}, "company"),
        ({"address": "あ" * 201}, "address"),
        ({"department": "一\n二"}, "department"),
        ({"url": "www.example.jp"}, "url"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"email": "info@example"}, "email"),
        ({"email": "ｉｎｆｏ@example.jp"}, "email"),
        ({"phone": "12345"}, "phone"),
        ({"phone": "０３-1234-5678"}, "phone"),
        ({"fax": "none"}, "fax"),
        ({"postal_code": "1000000"}, "postal_code"),
        ({"postal_code": "１００-００００"}, "postal_code"),
    ],
)
def test_what_is_wrong_is_refused_by_its_places(desk: Desk, texts: dict[str, str], places: str) -> None:
    before = look(desk)
    assert refused(desk, before.version, before.details, **texts) == ("P-FORM", places)
    assert look(desk) == before


@pytest.mark.parametrize(
    "texts",
    [
        {"site_name": "あ" * 60, "company": "あ" * 100, "address": "あ" * 200},
        {"department": "", "fax": ""},
        {"contact_person": "山田　花子", "phone": "0312345678", "fax": "+81-3-1234-5678"},
        {"phone": "090-1234-5678", "url": "http://example.jp"},
    ],
)
def test_the_limits_are_within(desk: Desk, texts: dict[str, str]) -> None:
    before = look(desk)
    after = change(desk, before.version, before.details, **texts)
    assert {name: getattr(after.details, name) for name in texts} == texts


def test_nobody_else_may(netmile: Desk, nobody: Desk) -> None:
    assert netmile.refusal(operations.SITE_DETAILS) == "P-FORBIDDEN"
    assert nobody.refusal(operations.SITE_DETAILS) == "P-SESSION"
    sent = {"version": 1, "details": {"site_name": "x", "code": "other", "yen_per_1000_miles": 1}}
    assert nobody.refusal(operations.CHANGE_SITE_DETAILS, raw=msgspec.json.encode(sent)) == "P-SESSION"


def test_site_id_and_rate_are_not_the_merchants_to_set(desk: Desk) -> None:
    before = look(desk)
    details = msgspec.to_builtins(before.details)
    for name, value in (("code", "other"), ("yen_per_1000_miles", 1)):
        sent = msgspec.json.encode({"version": 1, "details": {**details, name: value}})
        assert desk.refusal(operations.CHANGE_SITE_DETAILS, raw=sent) == "P-INVALID"
    assert look(desk) == before


def test_people_are_neither_in_the_database_nor_on_record_in_clear(portal: PortalOnLine, desk: Desk) -> None:
    before = look(desk)
    change(desk, before.version, before.details, contact_person="佐藤 次郎", email="jiro@example.jp")

    def stored(conn: Connection) -> tuple[bytes, str]:
        sealed = b"".join(conn.execute(select(site_record.c.sealed)).scalars())
        told = " ".join(conn.execute(select(audit.c.detail)).scalars())
        return sealed, told

    sealed, told = portal.database.read(stored)
    assert "佐藤".encode() not in sealed
    assert b"jiro" not in sealed
    assert told == "contact_person email"


def test_netmile_sets_what_it_names(portal: PortalOnLine, desk: Desk, clock: SetClock) -> None:
    records = SiteRecords(portal.database, Vault(MASTER_KEY), clock, clock)
    assert records.set_texts("nowhere", {}) is None
    found = records.set_texts("minato", {DetailField.PHONE: "12"})
    assert found is not None
    assert [each.field for each in found] == [DetailField.PHONE]
    assert look(desk).version == 1
    assert records.set_texts("minato", {DetailField.SITE_NAME: "みなと", DetailField.FAX: ""}) == []
    record = look(desk)
    assert (record.details.site_name, record.details.fax, record.version, record.changed_by) == ("みなと", "", 2, "")


def test_a_site_without_a_record_shows_its_name_and_can_be_filled_in(portal: PortalOnLine, desk: Desk) -> None:
    portal.database.write(lambda conn: conn.execute(delete(site_record)))
    record = look(desk)
    assert (record.version, record.changed_at) == (0, None)
    assert record.details == SiteDetails(site_name="みなと書店オンライン")
    assert change(desk, 0, REGISTERED["minato"]).version == 1


def test_an_older_sandbox_gets_the_sample_records(portal: PortalOnLine, desk: Desk) -> None:
    portal.database.write(lambda conn: conn.execute(delete(site_record)))
    load(portal.database, Vault(MASTER_KEY), NOW)
    assert look(desk).details == REGISTERED["minato"]


def test_the_terminal_knows_every_place() -> None:
    assert list(_DETAILS) == [field.value for field in DetailField]
