from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from netmile_desktop.domain.failures import StoreFault, WorkspaceUnusable
from netmile_desktop.workspace.access.credentials import Credentials
from netmile_desktop.workspace.access.profiles import Profile
from tests.support.keyring import NOWHERE, PrivateKeyring

SHOP = Profile(id="shop", name="店舗", url="https://portal.example")
OTHER = Profile(id="other", name="別店", url="https://other.example")
PORTAL = "https://portal.example"


@pytest.fixture
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", NOWHERE)


def test_a_password_is_kept_per_profile_and_login(keyring: PrivateKeyring) -> None:
    credentials = Credentials()
    assert credentials.available()
    assert credentials.find(SHOP, "clerk") is None
    assert credentials.save(SHOP, "clerk", "秘密 Pass1")
    assert credentials.save(OTHER, "clerk", "another1")
    assert Credentials().find(SHOP, "clerk") == "秘密 Pass1"
    assert Credentials().find(OTHER, "clerk") == "another1"
    assert Credentials().find(SHOP, "boss") is None


def test_saving_again_replaces_and_forgetting_deletes(keyring: PrivateKeyring) -> None:
    credentials = Credentials()
    credentials.save(SHOP, "clerk", "first1")
    credentials.save(SHOP, "clerk", "second2")
    assert len(keyring.labels()) == 1
    credentials.forget(SHOP, "clerk")
    assert credentials.find(SHOP, "clerk") is None
    assert keyring.labels() == []
    credentials.forget(SHOP, "clerk")


def test_what_windows_could_not_keep_is_kept_nowhere(keyring: PrivateKeyring) -> None:
    credentials = Credentials()
    assert credentials.save(SHOP, "clerk", "x" * 1280)
    assert not credentials.save(SHOP, "clerk", "x" * 1281)


def test_a_store_key_is_made_once(keyring: PrivateKeyring) -> None:
    key = Credentials().workspace_key(PORTAL, "site-1")
    assert key is not None
    assert len(key) == 32
    assert Credentials().workspace_key(PORTAL, "site-1") == key
    assert Credentials().workspace_key(PORTAL, "site-2") != key
    assert Credentials().workspace_key("https://other.example", "site-1") != key


def test_a_store_key_is_not_made_where_it_should_be_there(keyring: PrivateKeyring) -> None:
    assert Credentials().workspace_key(PORTAL, "site-1", make=False) is None
    assert keyring.labels() == []


def test_several_workers_may_ask_at_once(keyring: PrivateKeyring) -> None:
    credentials = Credentials()
    credentials.save(SHOP, "clerk", "secret1")
    found: list[str | None] = []
    workers = [threading.Thread(target=lambda: found.append(credentials.find(SHOP, "clerk"))) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert found == ["secret1"] * 4


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_locked_keyring_is_told_and_gives_nothing(keyring: PrivateKeyring) -> None:
    credentials = Credentials()
    credentials.save(SHOP, "clerk", "secret1")
    keyring.lock()
    assert credentials.available()
    assert credentials.find(SHOP, "clerk") is None
    assert not credentials.save(SHOP, "clerk", "secret2")
    credentials.forget(SHOP, "clerk")
    with pytest.raises(WorkspaceUnusable, match=StoreFault.KEYRING_LOCKED):
        credentials.workspace_key(PORTAL, "site-1")


def test_a_keyring_that_went_away_never_crashes(keyring: PrivateKeyring) -> None:
    credentials = Credentials()
    credentials.save(SHOP, "clerk", "secret1")
    keyring.stop()
    assert credentials.find(SHOP, "clerk") is None
    assert not credentials.save(SHOP, "clerk", "secret2")
    credentials.forget(SHOP, "clerk")
    assert credentials.workspace_key(PORTAL, "site-1") is None


@pytest.mark.usefixtures("no_keyring")
def test_without_a_keyring_nothing_is_kept_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    credentials = Credentials()
    assert not credentials.available()
    assert not credentials.save(SHOP, "clerk", "secret1")
    assert credentials.find(SHOP, "clerk") is None
    credentials.forget(SHOP, "clerk")
    assert credentials.workspace_key(PORTAL, "site-1") is None
    assert os.listdir(tmp_path) == []
