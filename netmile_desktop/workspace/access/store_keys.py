"""The place of a local store's key: the keyring, a key file, or a passphrase.

A note beside the store records which, so that a store is never opened or overwritten with another kind of key
than the one it was made with.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec

from netmile_desktop.domain import codec
from netmile_desktop.domain.failures import KeyWanted, StoreFault, WantedKey, WorkspaceUnusable
from netmile_desktop.names import is_text, legible
from netmile_desktop.workspace.access.credentials import KEY_BYTES, Credentials
from netmile_desktop.workspace.store.atomic_files import replace_file, unusable

Kept = Literal["keyring", "file", "passphrase"]

_COST = {"n": 2**15, "r": 8, "p": 1, "maxmem": 64 * 1024 * 1024}
"""Parameters of scrypt: about a tenth of a second and 32 MB per guess at a passphrase."""


@dataclass(frozen=True, slots=True)
class Offered:
    """What a user without a keyring provides."""

    passphrase: str = ""
    key_file: Path | None = None


@dataclass(frozen=True, slots=True)
class StoreKey:
    """Keys of 32 bytes, of which the first that fits is right, and the place that one is kept in."""

    keys: Iterable[bytes]
    """Several only if a passphrase was not normalised when the store was made; each takes a tenth of a second."""
    kept: Kept


class _Note(msgspec.Struct, frozen=True):
    kept: Kept
    salt: str = ""
    """Salt of the passphrase, as hexadecimal digits."""
    normalised: bool = False
    """Whether the passphrase was brought into normal form before it was stretched."""
    file: str = ""
    """The key file, if one was named."""
    file_bytes: str = ""
    """Its name as hexadecimal digits, if that is no text."""

    @property
    def path(self) -> Path:
        return Path(os.fsdecode(bytes.fromhex(self.file_bytes)) if self.file_bytes else self.file)


class KeyPlace:
    """The key of the store in one folder."""

    def __init__(self, folder: Path, credentials: Credentials, portal: str, site: str) -> None:
        self._note_path = folder / "key.json"
        self._own_file = folder / "workspace.key"
        self._credentials = credentials
        self._portal = portal
        self._site = site

    def sandbox_key(self) -> StoreKey:
        """Return the key in a file beside the store: sample data needs no secret, but must open without questions."""
        return StoreKey([_key_in(self._own_file, make=True)], "file")

    def find(self, offered: Offered) -> StoreKey:
        """Return the key; make one if the store is new.

        Raises:
            KeyWanted: the user has to provide it.
            WorkspaceUnusable: KEYRING_LOCKED;
                WRONG_KEY if the key file holds no key or the keyring has lost it; READ_ONLY or DISK_FULL if none
                can be made or read; DAMAGED if the note makes no sense.
        """
        note = self._read_note()
        if note is not None:
            return self._known(note, offered)
        note, key = self._new(offered)
        # Written before the store: without its salt, a store can never be opened.
        _write(self._note_path, msgspec.json.encode(note))
        return key

    def _new(self, offered: Offered) -> tuple[_Note, StoreKey]:
        if offered.passphrase:
            salt = secrets.token_bytes(16)
            key = _stretched(_normal(offered.passphrase), salt)
            return _Note("passphrase", salt=salt.hex(), normalised=True), StoreKey([key], "passphrase")
        if offered.key_file is not None:
            path = offered.key_file.absolute()
            named = "" if is_text(str(path)) else os.fsencode(path).hex()
            return _Note("file", file=legible(path), file_bytes=named), StoreKey([_key_in(path, make=True)], "file")
        found = self._credentials.workspace_key(self._portal, self._site)
        if found is None:
            raise KeyWanted(WantedKey.NEW)
        return _Note("keyring"), StoreKey([found], "keyring")

    def _known(self, note: _Note, offered: Offered) -> StoreKey:
        if note.kept == "passphrase":
            if not offered.passphrase:
                raise KeyWanted(WantedKey.PASSPHRASE)
            salt = bytes.fromhex(note.salt)
            spellings = [_normal(offered.passphrase)] if note.normalised else _spellings(offered.passphrase)
            return StoreKey((_stretched(each, salt) for each in spellings), "passphrase")
        if note.kept == "file":
            path = offered.key_file or note.path
            if not os.path.exists(path):
                raise KeyWanted(WantedKey.FILE, str(path))
            return StoreKey([_key_in(path)], "file")
        key = self._credentials.workspace_key(self._portal, self._site, make=False)
        if key is None and self._credentials.available():
            raise WorkspaceUnusable(StoreFault.WRONG_KEY, "the keyring no longer has it")
        if key is None:
            raise KeyWanted(WantedKey.KEYRING)
        return StoreKey([key], "keyring")

    def _read_note(self) -> _Note | None:
        try:
            return codec.decode_json(self._note_path.read_bytes(), _Note)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise WorkspaceUnusable(StoreFault.READ_ONLY, str(self._note_path)) from error
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise WorkspaceUnusable(StoreFault.DAMAGED, str(self._note_path)) from error


def _normal(passphrase: str) -> str:
    """Return the form in which a passphrase is the same on every keyboard and system, without a byte-order mark."""
    return unicodedata.normalize("NFKC", passphrase.removeprefix("\ufeff"))


def _spellings(passphrase: str) -> Iterable[str]:
    """Return the passphrase as typed, and the ways in which another system may have typed it."""
    plain = passphrase.removeprefix("\ufeff")
    forms = (unicodedata.normalize(form, plain) for form in ("NFC", "NFD"))
    return dict.fromkeys((passphrase, plain, *forms, _normal(passphrase)))


def _stretched(passphrase: str, salt: bytes) -> bytes:
    try:
        typed = passphrase.encode(errors="surrogateescape")  # the very bytes of an environment variable
    except UnicodeEncodeError:
        typed = passphrase.encode(errors="surrogatepass")
    return hashlib.scrypt(typed, salt=salt, dklen=KEY_BYTES, **_COST)


def _key_in(path: Path, *, make: bool = False) -> bytes:
    """Return the key in a file; with `make`, create a missing file, readable by this user alone."""
    try:
        if make and not os.path.exists(path):
            _write(path, secrets.token_bytes(KEY_BYTES))
        with path.open("rb") as file:
            key = file.read(KEY_BYTES + 1)  # a device may have no end
    except OSError as error:
        fault = StoreFault.WRONG_KEY if os.path.isdir(path) else StoreFault.READ_ONLY
        raise WorkspaceUnusable(fault, str(path)) from error
    if len(key) != KEY_BYTES:
        raise WorkspaceUnusable(StoreFault.WRONG_KEY, str(path))
    return key


def _write(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        replace_file(path, content)
    except OSError as error:
        raise unusable(error, path) from error
