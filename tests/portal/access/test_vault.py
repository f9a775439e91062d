"""Keys, digests and seals."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from netmile_desktop.portal.access.vault import Vault, WrongKey, key_beside, parse_key, read_key, seal, unseal

ONE, OTHER = Vault(bytes(32)), Vault(b"1" * 32)


def test_addresses_are_found_whatever_their_case_and_only_with_the_key() -> None:
    assert ONE.digest("Taro@Example.JP") == ONE.digest("taro@example.jp")
    assert ONE.digest("taro@example.jp") != ONE.digest("jiro@example.jp")
    assert ONE.digest("taro@example.jp") != OTHER.digest("taro@example.jp")
    assert ONE.check != OTHER.check
    # Databases hold such digests: they must stay what they are.
    assert ONE.digest("taro@example.jp").hex() == "5bcc369d30ece933cc4d46bfa9079b7ab0f8dca5ca9545de9a71f825bc1c7cdc"


def test_a_sealed_address_tells_nothing() -> None:
    sealed = ONE.seal_address("taro@example.jp")
    assert b"taro" not in sealed
    assert sealed != ONE.seal_address("taro@example.jp")


def test_sealed_mails_open_only_with_the_key() -> None:
    sealed = ONE.seal_mail(b"taro@example.jp")
    assert b"taro" not in sealed
    assert ONE.open_mail(sealed) == b"taro@example.jp"
    with pytest.raises(WrongKey):
        OTHER.open_mail(sealed)


def test_data_keys_are_wrapped() -> None:
    key, wrapped = ONE.new_data_key()
    assert key not in wrapped
    assert ONE.unwrapped(wrapped) == key
    with pytest.raises(WrongKey):
        OTHER.unwrapped(wrapped)


def test_changed_bytes_are_noticed() -> None:
    sealed = bytearray(seal(bytes(32), b"100 miles"))
    assert unseal(bytes(32), bytes(sealed)) == b"100 miles"
    sealed[-1] ^= 1
    with pytest.raises(WrongKey):
        unseal(bytes(32), bytes(sealed))


@pytest.mark.parametrize("text", ["", "00", "zz" * 32, "00" * 33])
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(WrongKey):
        parse_key(text)


def test_a_key_file_is_made_once_and_for_its_owner(tmp_path: Path) -> None:
    file = tmp_path / "key"
    first = key_beside(file)
    assert key_beside(file) == first
    assert len(first) == 32
    if os.name == "posix":
        assert file.stat().st_mode & 0o777 == 0o600


def test_a_mark_at_the_beginning_of_a_key_file_is_not_part_of_the_key(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_bytes(b"\xef\xbb\xbf" + b"11" * 32 + b"\r\n")
    assert read_key(file) == bytes.fromhex("11" * 32)
