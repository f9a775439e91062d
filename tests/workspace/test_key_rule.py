"""The portal's rule for keys: kept on this machine, asked again at each sign-in, ours where there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import msgspec
import pytest

from netmile_desktop.domain import wire
from netmile_desktop.domain.codes import Code
from netmile_desktop.domain.rows.key_rule import BUILT_IN, CHARACTERS, KeyRule
from netmile_desktop.domain.rows.rows import Recipe
from netmile_desktop.portal.access.master_key import master_key_for
from netmile_desktop.portal.access.vault import Vault
from netmile_desktop.portal.app import make_app
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.http.call import Call
from netmile_desktop.portal.service import Portal
from netmile_desktop.workspace.access.credentials import Credentials
from netmile_desktop.workspace.access.profiles import Profile
from netmile_desktop.workspace.access.sandbox import SandboxPortal
from netmile_desktop.workspace.authentication import Authenticator
from netmile_desktop.workspace.desk import Desk
from netmile_desktop.workspace.sources.source import load_source
from tests.support.files import csv_file
from tests.support.portals.portal import Line

LOGIN, PASSWORD = "demo", "Sandbox1234"
DIGITS = KeyRule(version="2", longest=8, characters="0123456789")
LETTERS = KeyRule(version="3", longest=8, characters="ABC")
WIDER = KeyRule(version="4", longest=200, characters=CHARACTERS)

Serve = Callable[[KeyRule | None], AbstractContextManager[None]]


@pytest.fixture
def line() -> Iterator[Line]:
    """One address for portals that follow each other, as when one is updated."""
    line = Line()
    yield line
    line.close()


@pytest.fixture
def serve(line: Line, sandbox_copy: Path) -> Serve:
    url = f"sqlite:///{sandbox_copy / 'portal.db'}"

    @contextmanager
    def serving(rule: KeyRule | None) -> Iterator[None]:
        """A portal with a rule; with None one of the time before portals told theirs, with `WIDER` one to come."""
        is_ours = rule is not None and rule.is_understood
        portal = Portal(
            Database(url), Vault(master_key_for(url, make=False)), key_rule=rule if is_ours and rule else BUILT_IN
        )
        if not is_ours:
            for name in ("info", "campaign"):
                portal.handlers[name] = _telling(rule, portal.handlers[name])
        line.app = make_app(portal)
        try:
            yield
        finally:
            portal.close()

    return serving


def _telling(rule: KeyRule | None, handler: Callable[[Call[Any, Any]], Any]) -> Callable[[Call[Any, Any]], Any]:
    return lambda call: msgspec.structs.replace(handler(call), key_rule=rule)


@pytest.fixture
def door(tmp_path: Path) -> Authenticator:
    return Authenticator(tmp_path / "data", Credentials(), SandboxPortal(tmp_path / "unused"))


def codes(desk: Desk, batch_id: str) -> list[Code | None]:
    shown = desk.batches.open(batch_id).snapshot()
    return [shown.findings(shown.row_id(at)).code for at in range(len(shown))]


def test_files_are_checked_by_it_with_and_without_the_network(
    door: Authenticator, line: Line, serve: Serve, tmp_path: Path
) -> None:
    shop = Profile(id="shop", name="店舗", url=line.url)
    file = csv_file(tmp_path / "a.csv", [("m1@example.jp", key, "100") for key in ("12345678", "ABC", "a-1")])
    with serve(DIGITS):
        desk = door.sign_in(shop, LOGIN, PASSWORD, passphrase="x")
        assert not desk.keys_by_own_rule
        campaign = desk.catalogue.detail("C-1024")
        draft = desk.batches.take_in(load_source(file), Recipe(header=False), campaign)
        request = wire.SingleIssue(campaign_id="C-1024", address="m1@example.jp", key="ABC", miles="100")
        assert desk.singles.findings(request, campaign).code is Code.KEY
        desk.sign_out()
    batch_id = draft.batch_id

    offline = door.open_offline(shop, LOGIN, passphrase="x")
    assert codes(offline, batch_id) == [None, Code.KEY, Code.KEY]
    remembered = offline.catalogue.remembered("C-1024")
    assert remembered is not None
    assert remembered.key_rule == DIGITS
    offline.close()

    with serve(LETTERS):
        desk = door.sign_in(shop, LOGIN, PASSWORD, passphrase="x")
        assert codes(desk, batch_id) == [Code.KEY, None, Code.KEY], "another version is asked for at once"
        desk.sign_out()
    offline = door.open_offline(shop, LOGIN, passphrase="x")
    assert codes(offline, batch_id) == [Code.KEY, None, Code.KEY]
    remembered = offline.catalogue.remembered("C-1024")
    assert remembered is not None
    assert remembered.key_rule == LETTERS, "also for campaigns that were fetched before"
    offline.close()


@pytest.mark.parametrize("rule", [None, WIDER])
def test_ours_is_used_where_the_portal_tells_none_or_one_of_another_kind(
    rule: KeyRule | None, door: Authenticator, line: Line, serve: Serve, tmp_path: Path
) -> None:
    shop = Profile(id="shop", name="店舗", url=line.url)
    file = csv_file(tmp_path / "a.csv", [("m1@example.jp", key, "100") for key in ("12345678", "a-1", "x" * 65)])
    with serve(DIGITS):
        desk = door.sign_in(shop, LOGIN, PASSWORD, passphrase="x")
        draft = desk.batches.take_in(load_source(file), Recipe(header=False), desk.catalogue.detail("C-1024"))
        desk.sign_out()
    with serve(rule):
        desk = door.sign_in(shop, LOGIN, PASSWORD, passphrase="x")
        assert desk.keys_by_own_rule
        assert codes(desk, draft.batch_id) == [None, None, Code.KEY]
        assert desk.batches.open(draft.batch_id).rule.key == BUILT_IN
        desk.sign_out()
    offline = door.open_offline(shop, LOGIN, passphrase="x")
    assert offline.keys_by_own_rule
    offline.close()


def test_a_rule_that_changes_while_one_is_signed_in_comes_with_the_next_campaign(
    door: Authenticator, line: Line, serve: Serve
) -> None:
    with serve(DIGITS):
        desk = door.sign_in(Profile(id="shop", name="店舗", url=line.url), LOGIN, PASSWORD, passphrase="x")
        assert desk.catalogue.detail("C-1024").key_rule == DIGITS
        desk.catalogue.detail("C-1025")
    with serve(LETTERS):
        assert desk.catalogue.detail("C-1024").key_rule == LETTERS
        remembered = desk.catalogue.remembered("C-1025")
        assert remembered is not None
        assert remembered.key_rule == LETTERS
        desk.sign_out()
