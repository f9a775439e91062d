from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import day_of, system_clock
from netmile_desktop.domain.failures import NotSignedIn, Refused, StoreFault, Unreachable, WorkspaceUnusable
from netmile_desktop.portal.server import EmbeddedPortal
from netmile_desktop.workspace.access.credentials import Credentials
from netmile_desktop.workspace.access.profiles import SANDBOX, Profile
from netmile_desktop.workspace.access.sandbox import SandboxPortal
from netmile_desktop.workspace.authentication import Authenticator, portal_address
from netmile_desktop.workspace.desk import Desk, Renewal
from tests.support.faults import FaultyLine
from tests.support.keyring import PrivateKeyring

LOGIN = "demo"
PASSWORD = "Sandbox1234"
NOON = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


@pytest.fixture
def shop(real_portal: EmbeddedPortal) -> Profile:
    return Profile(id="shop", name="店舗", url=real_portal.url)


@pytest.fixture
def door(tmp_path: Path, sandbox_copy: Path) -> Iterator[Authenticator]:
    portal = SandboxPortal(sandbox_copy)
    yield Authenticator(tmp_path / "data", Credentials(), portal)
    portal.stop()


def stores(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "data" / "workspaces").glob("*/workspace.db"))


def test_the_sandbox_needs_nothing_and_keeps_its_store(door: Authenticator, tmp_path: Path) -> None:
    desk = door.sign_in(SANDBOX, LOGIN, PASSWORD, remember=False)
    assert desk.is_sandbox
    assert desk.key_kept == "file"
    assert not desk.remembered
    assert not desk.rules_differ
    assert desk.site.name
    first = desk.client.base_url
    campaign = desk.catalogue.home().running[0]
    desk.catalogue.detail(campaign.id)
    desk.sign_out()
    assert door._sandbox is not None
    door._sandbox.stop()
    again = door.sign_in(SANDBOX, LOGIN, PASSWORD, remember=False)
    assert again.client.base_url != first
    remembered = again.catalogue.remembered(campaign.id)
    assert remembered is not None
    assert remembered.name == campaign.name
    again.close()
    assert len(stores(tmp_path)) == 1
    if os.name != "nt":
        assert (stores(tmp_path)[0].parent / "workspace.key").stat().st_mode & 0o777 == 0o600


def test_the_desk_receives_reward_files_and_knows_what_waits(door: Authenticator) -> None:
    desk = door.sign_in(SANDBOX, LOGIN, PASSWORD, remember=False)
    assert day_of(desk.now()) == desk.today() == desk.reward_files.today()
    waiting = desk.catalogue.home().rewards
    assert waiting is not None
    came = desk.reward_files.fetch_new()
    assert len(came) == waiting.open_files > 0
    assert desk.reward_files.deadlines().new_files == 0
    assert desk.reward_files.fetch_new() == []
    desk.sign_out()
    again = door.sign_in(SANDBOX, LOGIN, PASSWORD, remember=False)
    kept = again.reward_files.kept()
    assert [(each.facts.file, each.has_content) for each in kept] == [(each.facts.file, True) for each in came[::-1]]
    again.close()


def test_without_a_keyring_something_else_is_asked_for(door: Authenticator, shop: Profile, tmp_path: Path) -> None:
    with pytest.raises(WorkspaceUnusable) as told:
        door.sign_in(shop, LOGIN, PASSWORD, remember=True)
    assert told.value.reason == StoreFault.NO_KEYRING
    assert stores(tmp_path) == []
    desk = door.sign_in(shop, LOGIN, PASSWORD, remember=True, passphrase="四つの言葉を並べる")
    assert desk.key_kept == "passphrase"
    assert not desk.is_sandbox
    assert not desk.remembered
    desk.close()
    with pytest.raises(WorkspaceUnusable) as told:
        door.sign_in(shop, LOGIN, PASSWORD, remember=True, passphrase="another")
    assert told.value.reason == StoreFault.WRONG_KEY
    with pytest.raises(WorkspaceUnusable) as told:
        door.sign_in(shop, LOGIN, PASSWORD, remember=True)
    assert told.value.reason == StoreFault.NO_KEYRING
    door.sign_in(shop, LOGIN, PASSWORD, passphrase="四つの言葉を並べる").close()


def test_a_key_file_is_made_once_and_found_again(door: Authenticator, shop: Profile, tmp_path: Path) -> None:
    key_file = tmp_path / "stick" / "netmile.key"
    desk = door.sign_in(shop, LOGIN, PASSWORD, key_file=key_file)
    assert desk.key_kept == "file"
    desk.close()
    key = key_file.read_bytes()
    assert len(key) == 32
    if os.name != "nt":
        assert key_file.stat().st_mode & 0o777 == 0o600
    door.sign_in(shop, LOGIN, PASSWORD).close()
    assert key_file.read_bytes() == key
    key_file.rename(tmp_path / "moved.key")
    with pytest.raises(WorkspaceUnusable) as told:
        door.sign_in(shop, LOGIN, PASSWORD)
    assert told.value.reason == StoreFault.NO_KEYRING
    door.sign_in(shop, LOGIN, PASSWORD, key_file=tmp_path / "moved.key").close()


def test_the_keyring_keeps_key_and_password(door: Authenticator, shop: Profile, keyring: PrivateKeyring) -> None:
    desk = door.sign_in(shop, LOGIN, PASSWORD, remember=True)
    assert desk.key_kept == "keyring"
    assert desk.remembered
    desk.sign_out()
    assert door.credentials.find(shop, LOGIN) == PASSWORD
    assert door.profiles.last() == Profile(id="shop", name="店舗", url=shop.url, login=LOGIN, remember=True)
    door.sign_in(shop, LOGIN, PASSWORD, remember=False).close()
    assert door.credentials.find(shop, LOGIN) is None
    assert not door.profiles.last().remember


def test_another_password_takes_the_place_of_the_one_in_the_keyring(
    door: Authenticator, shop: Profile, keyring: PrivateKeyring
) -> None:
    desk = door.sign_in(shop, LOGIN, PASSWORD, remember=True)
    with pytest.raises(Refused) as told:
        desk.change_password("wrong", "Another99")
    assert told.value.code == "P-AUTH"
    assert door.credentials.find(shop, LOGIN) == PASSWORD, "only after the portal took it"
    assert desk.change_password(PASSWORD, "Another99") is True
    assert door.credentials.find(shop, LOGIN) == "Another99"
    desk.client.sessions.token = "ended"
    assert desk.catalogue.home().running, "an ended session is renewed with it"
    keyring.stop()
    assert desk.change_password("Another99", "Another98") is False, "the keyring could not take it"
    desk.close()


def test_a_password_nobody_remembers_is_put_nowhere(
    door: Authenticator, shop: Profile, keyring: PrivateKeyring
) -> None:
    desk = door.sign_in(shop, LOGIN, PASSWORD, remember=False)
    assert desk.change_password(PASSWORD, "Another99") is None
    assert door.credentials.find(shop, LOGIN) is None
    desk.close()


def test_a_keyring_that_went_away_is_told(door: Authenticator, shop: Profile, keyring: PrivateKeyring) -> None:
    door.sign_in(shop, LOGIN, PASSWORD).close()
    keyring.stop()
    with pytest.raises(WorkspaceUnusable) as told:
        Authenticator(door._folder, Credentials(), door._sandbox).sign_in(shop, LOGIN, PASSWORD)
    assert told.value.reason == StoreFault.NO_KEYRING


def test_a_key_that_the_keyring_lost_is_never_replaced(
    door: Authenticator, shop: Profile, keyring: PrivateKeyring
) -> None:
    door.sign_in(shop, LOGIN, PASSWORD).close()
    keyring.clear()
    with pytest.raises(WorkspaceUnusable) as told:
        door.sign_in(shop, LOGIN, PASSWORD)
    assert told.value.reason == StoreFault.WRONG_KEY
    assert keyring.labels() == []


def test_a_wrong_password_leaves_nothing_behind(
    door: Authenticator, shop: Profile, keyring: PrivateKeyring, tmp_path: Path
) -> None:
    with pytest.raises(Refused) as told:
        door.sign_in(shop, LOGIN, "wrong", remember=True)
    assert told.value.code == "P-AUTH"
    assert keyring.labels() == []
    assert door.profiles.all() == [SANDBOX]
    assert stores(tmp_path) == []


def test_operators_have_no_desk(door: Authenticator, shop: Profile) -> None:
    with pytest.raises(Refused) as told:
        door.sign_in(shop, "operator", PASSWORD, passphrase="x")
    assert told.value.code == "P-FORBIDDEN"


def test_a_portal_out_of_reach(door: Authenticator) -> None:
    with pytest.raises(Unreachable):
        door.sign_in(Profile(id="x", name="x", url="http://127.0.0.1:1"), LOGIN, PASSWORD, passphrase="x")


def test_a_store_serves_one_at_a_time(door: Authenticator, shop: Profile) -> None:
    desk = door.sign_in(shop, LOGIN, PASSWORD, passphrase="x")
    with pytest.raises(WorkspaceUnusable) as told:
        door.sign_in(shop, LOGIN, PASSWORD, passphrase="x")
    assert told.value.reason == StoreFault.IN_USE
    desk.close()
    door.sign_in(shop, LOGIN, PASSWORD, passphrase="x").close()


def test_a_session_that_ended_is_renewed_with_the_password_typed(desk: Desk) -> None:
    desk.client.sessions.token = "ended"
    assert desk.catalogue.home().running


def test_after_signing_out_nothing_signs_in_again(desk: Desk) -> None:
    desk.sign_out()
    with pytest.raises(NotSignedIn):
        desk.client.campaigns.home()
    desk.close()


def test_signing_out_works_without_the_portal(door: Authenticator, real_portal: EmbeddedPortal) -> None:
    with FaultyLine(real_portal.url) as line:
        desk = door.sign_in(Profile(id="shop", name="店舗", url=line.url), LOGIN, PASSWORD, passphrase="x")
        line.refuse()
        desk.sign_out()
        line.listen_again()


def test_a_password_that_is_refused_is_not_tried_again(desk: Desk) -> None:
    renewal = Renewal(desk.client, LOGIN, "changed1")
    for _ in range(10):
        assert not renewal()
    assert Renewal(desk.client, LOGIN, PASSWORD)()  # not locked


@pytest.mark.parametrize("ahead", [timedelta(0), timedelta(days=9), timedelta(hours=-30)])
def test_today_is_the_portals_business_day(sandbox_copy: Path, tmp_path: Path, ahead: timedelta) -> None:
    def portal_clock() -> datetime:
        return system_clock() + ahead

    url = f"sqlite:///{sandbox_copy / 'portal.db'}"
    with EmbeddedPortal(url, sandbox=False, business_clock=portal_clock) as portal:
        door = Authenticator(tmp_path / "data", Credentials(), SandboxPortal(tmp_path / "none"), clock=lambda: NOON)
        desk = door.sign_in(Profile(id="s", name="s", url=portal.url), LOGIN, PASSWORD, passphrase="x")
        assert desk.today() == day_of(portal_clock())
        desk.close()
    assert desk.today() == day_of(portal_clock())


def test_other_rules_are_noticed(desk: Desk) -> None:
    assert not desk.rules_differ
    desk.info = wire.Info(
        product="",
        api_version="1",
        rules_version="other",
        guide_version="",
        server_time=NOON,
        business_time=NOON,
        sandbox=False,
    )
    assert desk.rules_differ


@pytest.fixture
def desk(door: Authenticator, shop: Profile) -> Iterator[Desk]:
    desk = door.sign_in(shop, LOGIN, PASSWORD, passphrase="x")
    yield desk
    desk.close()


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://Portal.Example/", "https://portal.example"),
        ("portal.example:443", "https://portal.example"),
        (" HTTP://127.0.0.1:8080/netmile/ ", "http://127.0.0.1:8080/netmile"),
        ("http://[::1]:80", "http://[::1]"),
        ("http://[::1", "http://[::1"),
    ],
)
def test_a_portal_has_one_address(text: str, address: str) -> None:
    assert portal_address(text) == address
