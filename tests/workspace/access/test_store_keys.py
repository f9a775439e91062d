"""Keys of local stores: the same passphrase opens them however it was typed."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import msgspec
import pytest

from netmile_desktop.domain.failures import KeyWanted, StoreFault, WantedKey, WorkspaceUnusable
from netmile_desktop.domain.language import Language
from netmile_desktop.domain.texts.failures import failure_words
from netmile_desktop.workspace.access import store_keys
from netmile_desktop.workspace.access.credentials import Credentials
from netmile_desktop.workspace.access.store_keys import Offered
from netmile_desktop.workspace.access.store_locations import StoreLocation
from netmile_desktop.workspace.store.store import Store

COMPOSED = unicodedata.normalize("NFC", "ガラスの鍵とﾊﾟｽﾌﾚｰｽﾞ１２３")
DECOMPOSED = unicodedata.normalize("NFD", COMPOSED)
assert COMPOSED != DECOMPOSED


@pytest.fixture
def place(tmp_path: Path) -> StoreLocation:
    return StoreLocation(tmp_path / "store", "https://portal.example.jp", "minato")


def opens(place: StoreLocation, passphrase: str) -> bool:
    try:
        store, kept = place.open(Credentials(), Offered(passphrase), is_sandbox=False)
    except WorkspaceUnusable as failure:
        if failure.reason is StoreFault.WRONG_KEY:
            return False
        raise
    store.close()
    assert kept == "passphrase"
    return True


@pytest.mark.parametrize("first", [COMPOSED, DECOMPOSED, "\ufeff" + COMPOSED])
def test_a_passphrase_is_the_same_however_it_is_typed(place: StoreLocation, first: str) -> None:
    assert opens(place, first)
    for typed in (COMPOSED, DECOMPOSED, unicodedata.normalize("NFKC", COMPOSED), "\ufeff" + DECOMPOSED):
        assert opens(place, typed)
    assert not opens(place, COMPOSED[:-1])


@pytest.mark.parametrize("first", [COMPOSED, DECOMPOSED, "\ufeff" + COMPOSED])
def test_a_store_made_from_the_passphrase_as_it_was_typed_still_opens(place: StoreLocation, first: str) -> None:
    """As earlier versions made it."""
    salt = b"0123456789abcdef"
    place.folder.mkdir()
    note = {"kept": "passphrase", "salt": salt.hex(), "file": ""}
    (place.folder / "key.json").write_bytes(msgspec.json.encode(note))
    Store.open(place.store, store_keys._stretched(first, salt)).close()
    assert opens(place, first)
    if first in {COMPOSED, DECOMPOSED}:
        assert opens(place, COMPOSED)
        assert opens(place, DECOMPOSED)
    assert not opens(place, "another passphrase")
    assert opens(place, first), "an attempt that failed holds nothing"


@pytest.mark.parametrize("passphrase", ["\udc97\udc88 by an environment variable", "\ud83d on Windows"])
def test_bytes_that_are_no_text_are_a_passphrase_too(place: StoreLocation, passphrase: str) -> None:
    assert opens(place, passphrase)
    assert opens(place, passphrase)
    assert not opens(place, passphrase[1:])


def test_what_is_missing_is_told_by_its_kind(place: StoreLocation, tmp_path: Path) -> None:
    def wanted() -> WantedKey:
        with pytest.raises(KeyWanted) as told:
            place.open(Credentials(), Offered(), is_sandbox=False)
        assert told.value.reason is StoreFault.NO_KEYRING
        return told.value.wanted

    assert wanted() is WantedKey.NEW
    assert opens(place, COMPOSED)
    assert wanted() is WantedKey.PASSPHRASE
    (place.folder / "key.json").write_bytes(msgspec.json.encode({"kept": "file", "file": str(tmp_path / "gone.key")}))
    assert wanted() is WantedKey.FILE
    (place.folder / "key.json").write_bytes(msgspec.json.encode({"kept": "keyring"}))
    assert wanted() is WantedKey.KEYRING
    for language in Language:
        assert len({failure_words(KeyWanted(each), language) for each in WantedKey}) == len(WantedKey)


def test_what_is_no_key_file_does_not_open_the_data(place: StoreLocation, tmp_path: Path) -> None:
    """A folder, a list, or a device that has no end."""
    store, kept = place.open(Credentials(), Offered(key_file=tmp_path / "key"), is_sandbox=False)
    store.close()
    assert kept == "file"
    (tmp_path / "list.csv").write_text("a@example.jp,K1,100\n")
    for wrong in (tmp_path, tmp_path / "list.csv", *filter(Path.exists, [Path("/dev/zero")])):
        with pytest.raises(WorkspaceUnusable) as told:
            place.open(Credentials(), Offered(key_file=wrong), is_sandbox=False)
        assert told.value.reason is StoreFault.WRONG_KEY
