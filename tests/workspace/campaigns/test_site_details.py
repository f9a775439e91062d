"""The record of the own site: seen, changed beside others, and the name that follows it."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pytest

from netmile_desktop.domain import wire
from netmile_desktop.domain.failures import Refused
from netmile_desktop.domain.site_details import DetailField, SiteDetails, changed, merged
from netmile_desktop.workspace.access.profiles import SANDBOX
from netmile_desktop.workspace.access.sandbox import PASSWORD
from netmile_desktop.workspace.authentication import Authenticator
from netmile_desktop.workspace.campaigns.site_details import ChangedMeanwhile
from netmile_desktop.workspace.desk import ACCESS, Desk, LastAccess
from tests.support.window import MemoryCredentials, ServedSandbox


@pytest.fixture
def colleague(desk: Desk, authenticator: Authenticator) -> Iterator[Desk]:
    """佐藤 健, at a computer of his own."""
    sandbox = authenticator._sandbox
    assert isinstance(sandbox, ServedSandbox)
    door = Authenticator(authenticator._folder.parent / "colleague", MemoryCredentials(), sandbox)
    colleague = door.sign_in(SANDBOX, "demo2", PASSWORD)
    yield colleague
    colleague.close()


def with_texts(record: wire.SiteRecord, **texts: str) -> SiteDetails:
    return msgspec.structs.replace(record.details, **texts)


def test_the_name_follows_the_record(desk: Desk) -> None:
    before = desk.own_site.look()
    assert before.details.site_name == desk.site.name
    after = desk.own_site.change(before.version, with_texts(before, site_name="みなと書店"))
    assert isinstance(after, wire.SiteRecord)
    assert desk.site.name == desk.sending.site.name == after.details.site_name == "みなと書店"
    last = desk.store.recall(ACCESS, desk.user.login, LastAccess)
    assert last is not None
    assert last.site.name == "みなと書店"


def test_who_was_quicker_is_told_and_nothing_is_lost(desk: Desk, colleague: Desk) -> None:
    base = desk.own_site.look()
    theirs = colleague.own_site.change(base.version, with_texts(base, phone="03-0000-1111", fax="03-0000-1112"))
    mine = with_texts(base, phone="03-0000-2222", department="広報部")
    told = desk.own_site.change(base.version, mine)
    assert isinstance(told, ChangedMeanwhile)
    assert told.theirs == theirs
    both = merged(base.details, mine, told.theirs.details)
    assert (both.phone, both.fax, both.department) == ("03-0000-2222", "03-0000-1112", "広報部")
    assert changed(told.theirs.details, both) == [DetailField.DEPARTMENT, DetailField.PHONE]
    after = desk.own_site.change(told.theirs.version, both)
    assert isinstance(after, wire.SiteRecord)
    assert after == colleague.own_site.look()


def test_what_is_wrong_is_refused(desk: Desk) -> None:
    record = desk.own_site.look()
    with pytest.raises(Refused) as told:
        desk.own_site.change(record.version, with_texts(record, email=""))
    assert (told.value.code, told.value.detail) == ("P-FORM", "email")
