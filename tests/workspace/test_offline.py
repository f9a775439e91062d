"""A desk without a network: the local data is there, nothing leaves this machine, and nothing is lost."""

from pathlib import Path

import pytest

from netmile_desktop.domain import wire
from netmile_desktop.domain.batches import BatchState
from netmile_desktop.domain.failures import (
    NotAllowed,
    NotSignedIn,
    Obstacle,
    Refused,
    StoreFault,
    Unreachable,
    WorkspaceUnusable,
)
from netmile_desktop.domain.rows.rows import Column, Recipe
from netmile_desktop.portal.server import EmbeddedPortal
from netmile_desktop.workspace.access.credentials import Credentials
from netmile_desktop.workspace.access.profiles import SANDBOX, Profile
from netmile_desktop.workspace.access.sandbox import SandboxPortal
from netmile_desktop.workspace.authentication import Authenticator
from netmile_desktop.workspace.desk import Desk
from netmile_desktop.workspace.sources.source import load_source
from tests.support.faults import FaultyLine
from tests.support.files import csv_file, good_rows
from tests.support.keyring import PrivateKeyring

LOGIN, PASSWORD = "demo", "Sandbox1234"


def is_offline(desk: Desk) -> bool:
    return desk.is_offline


@pytest.fixture
def shop(line: FaultyLine) -> Profile:
    return Profile(id="shop", name="店舗", url=line.url)


@pytest.fixture
def door(tmp_path: Path) -> Authenticator:
    return Authenticator(tmp_path / "data", Credentials(), SandboxPortal(tmp_path / "unused"))


def test_what_was_known_is_there_and_work_goes_on(door: Authenticator, shop: Profile, line: FaultyLine) -> None:
    with_network = door.sign_in(shop, LOGIN, PASSWORD)
    assert not with_network.is_offline
    assert with_network.last_contact is not None
    home = with_network.catalogue.home()
    campaign = with_network.catalogue.detail("C-1024")
    found = with_network.catalogue.search(wire.CampaignSearch())
    facts = (with_network.site, with_network.user, with_network.info, with_network.is_sandbox, with_network.today())
    with_network.sign_out()
    line.refuse()
    with pytest.raises(Unreachable):
        door.sign_in(shop, LOGIN, PASSWORD)

    assert door.can_open_offline(shop, LOGIN)
    connections = line.connections
    desk = door.open_offline(shop, LOGIN)
    assert is_offline(desk)
    assert (desk.site, desk.user, desk.info, desk.is_sandbox, desk.today()) == facts
    assert desk.last_contact is not None
    assert desk.catalogue.home() == home
    assert desk.catalogue.detail("C-1024") == campaign
    by_name = desk.catalogue.search(wire.CampaignSearch(name=campaign.name))
    assert campaign.id in [each.id for each in by_name.items]
    assert by_name.total <= len(found.items)
    with pytest.raises(Unreachable):
        desk.catalogue.detail("C-0000")

    source = load_source(csv_file(door.profiles._path.parent / "a.csv", good_rows(3)))
    batch_id = desk.batches.take_in(source, Recipe(), campaign).batch_id
    draft = desk.batches.open(batch_id)
    draft.set_cells([(0, Column.KEY, "K-OFFLINE")])
    assert desk.sending.plan(draft).rows == 3
    with pytest.raises(Unreachable):
        desk.sending.send(batch_id)
    assert "振込" in desk.sample_mail(campaign, 100, 7, "いつもありがとうございます").body
    assert line.connections == connections

    line.listen_again()
    with pytest.raises(Refused):
        desk.go_online("wrong")
    assert is_offline(desk)
    with pytest.raises(NotSignedIn):
        desk.go_online()
    desk.go_online(PASSWORD)
    assert not is_offline(desk)
    assert desk.batches.open(batch_id).state is BatchState.DRAFT  # nothing is sent by going online
    assert desk.sending.waiting() == []
    desk.sending.send(batch_id)
    done = desk.batches.open(batch_id)
    assert done.state is BatchState.DONE
    assert done.snapshot().row(0).key == "K-OFFLINE"
    desk.sign_out()


def test_only_a_login_that_worked_here_opens_anything(door: Authenticator, shop: Profile) -> None:
    assert not door.can_open_offline(shop, LOGIN)
    with pytest.raises(NotAllowed, match=Obstacle.UNKNOWN_LOGIN):
        door.open_offline(shop, LOGIN)
    door.sign_in(shop, LOGIN, PASSWORD).close()
    assert not door.can_open_offline(shop, "somebody")
    assert not door.can_open_offline(Profile(id="other", name="", url="https://other.example.jp"), LOGIN)
    with pytest.raises(NotAllowed, match=Obstacle.UNKNOWN_LOGIN):
        door.open_offline(shop, "somebody")
    door.open_offline(shop, LOGIN).close()


def test_the_key_is_asked_for_just_the_same(tmp_path: Path, sandbox_copy: Path) -> None:
    door = Authenticator(tmp_path / "data", Credentials(), SandboxPortal(tmp_path / "unused"))
    with EmbeddedPortal(f"sqlite:///{sandbox_copy / 'portal.db'}", sandbox=False) as portal:
        shop = Profile(id="shop", name="店舗", url=portal.url)
        door.sign_in(shop, LOGIN, PASSWORD, passphrase="四つの言葉を並べる").close()
    for offered, reason in (("", StoreFault.NO_KEYRING), ("other", StoreFault.WRONG_KEY)):
        with pytest.raises(WorkspaceUnusable) as told:
            door.open_offline(shop, LOGIN, passphrase=offered)
        assert told.value.reason == reason
    door.open_offline(shop, LOGIN, passphrase="四つの言葉を並べる").close()


def test_the_password_in_the_keyring_leads_online(
    door: Authenticator, real_portal: EmbeddedPortal, keyring: PrivateKeyring
) -> None:
    shop = Profile(id="shop", name="店舗", url=real_portal.url)
    door.sign_in(shop, LOGIN, PASSWORD, remember=True).close()
    desk = door.open_offline(shop, LOGIN)
    assert desk.key_kept == "keyring"
    desk.go_online()
    assert desk.catalogue.home().running
    desk.close()


def test_the_sandbox_opens_without_its_portal_and_starts_it_to_go_online(tmp_path: Path, sandbox_copy: Path) -> None:
    portal = SandboxPortal(sandbox_copy)
    door = Authenticator(tmp_path / "data", Credentials(), portal)
    door.sign_in(SANDBOX, LOGIN, PASSWORD).close()
    portal.stop()
    desk = door.open_offline(SANDBOX, LOGIN)
    assert desk.is_sandbox
    with pytest.raises(Unreachable):
        desk.catalogue.home()
    desk.go_online(PASSWORD)
    assert desk.catalogue.home().running
    assert desk.catalogue.remember_rules() > 0
    desk.close()
    portal.stop()
    again = door.open_offline(SANDBOX, LOGIN)
    for summary in again.catalogue.home().running:
        assert again.catalogue.detail(summary.id).id == summary.id
    again.close()


def test_a_session_that_ended_is_taken_up_again_without_losing_anything(
    door: Authenticator, shop: Profile, line: FaultyLine
) -> None:
    desk = door.sign_in(shop, LOGIN, PASSWORD)
    draft = desk.batches.open(desk.batches.start_typed(desk.catalogue.detail("C-1024"), "手入力"))
    draft.insert_rows(0, good_rows(2))
    desk.client.sessions.sign_out()
    desk.client.renew = None
    with pytest.raises(NotSignedIn):
        desk.catalogue.home()
    with pytest.raises(Refused):
        desk.go_online("wrong")
    assert not desk.is_offline
    desk.go_online(PASSWORD)
    desk.sending.send(draft.batch_id)
    assert desk.batches.open(draft.batch_id).state is BatchState.DONE
    desk.sign_out()
