"""Encryption, digests and keys that derive from the portal's master key.

Addresses are found by a keyed digest and readable only with the key. The lists of a batch are encrypted under their
own data key, wrapped by the master key: destroying the wrapped key destroys the lists, even in freed pages that still
hold them. Only a backup that is older than that can still be read.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from netmile_desktop.domain.rows.addresses import normalised
from netmile_desktop.lazy_imports import import_lazily
from netmile_desktop.names import legible

if TYPE_CHECKING:
    from cryptography import exceptions
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
else:
    exceptions = import_lazily("cryptography.exceptions")
    AESGCM = import_lazily("cryptography.hazmat.primitives.ciphers.aead", "AESGCM")

KEY_BYTES = 32
_NONCE_BYTES = 12
_LARGEST_KEY_FILE = 1_024
"""Bytes that are read of a file; a key and what an editor may put around it are less."""


class WrongKey(Exception):
    """The master key is not the one with which this database was written, or is not a key at all."""


class Vault:
    """Encryption and digests under one master key of 32 bytes."""

    def __init__(self, master: bytes) -> None:
        if len(master) != KEY_BYTES:
            raise WrongKey(f"a master key has {KEY_BYTES} bytes, not {len(master)}")
        self._inner, self._outer = _begun(_derived(master, b"look up addresses"))
        self._wrapping = _derived(master, b"wrap data keys")
        self._sealing = _derived(master, b"seal addresses of members")
        self._registering = _derived(master, b"seal details of sites")
        self._mailing = _derived(master, b"seal mails")
        self._keeping = _derived(master, b"seal keys of merchants")
        self._naming = _derived(master, b"seal names of members")
        self._signing = _derived(master, b"sign what browsers bring back")
        self._paying = _derived(master, b"seal keys of payment sites")
        self.check = _derived(master, b"recognise the key").hex()[:32]
        """Shows whether two keys are the same without revealing the key."""

    def digest(self, address: str) -> bytes:
        """Return the digest by which an address is found; case is ignored."""
        inner, outer = self._inner.copy(), self._outer.copy()
        inner.update(normalised(address).encode("utf-8", "replace"))
        outer.update(inner.digest())
        return outer.digest()

    def seal_address(self, address: str) -> bytes:
        return _sealed(self._member_cipher, address.encode())

    def open_address(self, sealed: bytes) -> str:
        return unseal(self._sealing, sealed).decode()

    def seal_mail(self, mail: bytes) -> bytes:
        return _sealed(self._mail_cipher, mail)

    def open_mail(self, sealed: bytes) -> bytes:
        return unseal(self._mailing, sealed)

    def seal_details(self, details: bytes) -> bytes:
        return seal(self._registering, details)

    def open_details(self, sealed: bytes) -> bytes:
        return unseal(self._registering, sealed)

    def seal_secret(self, secret: bytes) -> bytes:
        return seal(self._keeping, secret)

    def open_secret(self, sealed: bytes) -> bytes:
        return unseal(self._keeping, sealed)

    def seal_name(self, name: str) -> bytes:
        return seal(self._naming, name.encode())

    def open_name(self, sealed: bytes) -> str:
        return unseal(self._naming, sealed).decode()

    def signature(self, content: bytes) -> bytes:
        """Return what only this portal can have made of a content."""
        return hmac.digest(self._signing, content, "sha256")

    def seal_payment_key(self, secret: str) -> bytes:
        return seal(self._paying, secret.encode())

    def open_payment_key(self, sealed: bytes) -> str:
        return unseal(self._paying, sealed).decode()

    @cached_property
    def _member_cipher(self) -> AESGCM:
        return _cipher(self._sealing)

    @cached_property
    def _mail_cipher(self) -> AESGCM:
        return _cipher(self._mailing)

    def new_data_key(self) -> tuple[bytes, bytes]:
        """Return a new data key and its wrapped form, which is the one to store."""
        key = os.urandom(KEY_BYTES)
        return key, seal(self._wrapping, key)

    def unwrapped(self, wrapped: bytes) -> bytes:
        return unseal(self._wrapping, wrapped)


def seal(key: bytes, plain: bytes) -> bytes:
    """Encrypt with AES-256-GCM, with a random nonce in front."""
    return _sealed(_cipher(key), plain)


def unseal(key: bytes, sealed: bytes) -> bytes:
    """Decrypt what was sealed with the key.

    Raises:
        WrongKey: the key is another one, or bytes were changed.
    """
    try:
        return _cipher(key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], None)
    except exceptions.InvalidTag:
        raise WrongKey("sealed with another key") from None


def read_key(path: Path) -> bytes:
    """Return a master key from a file that holds it as 64 hexadecimal digits.

    Raises:
        OSError: it cannot be read.
        WrongKey: it holds something else; the message names the file.
    """
    with path.open("rb") as file:
        content = file.read(_LARGEST_KEY_FILE)  # a device may have no end
    if not content:
        said = "is empty; if no database was written with it, remove it and run this again"
        raise WrongKey(f"{legible(path)} {said}")
    try:
        return parse_key(content.decode("utf-8", "replace"))
    except WrongKey as wrong:
        raise WrongKey(f"{legible(path)}: {wrong}") from None


def parse_key(text: str) -> bytes:
    """Return a master key from its written form.

    Raises:
        WrongKey: the text is not 64 hexadecimal digits.
    """
    try:
        key = bytes.fromhex(text.removeprefix("\ufeff").strip())
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise WrongKey("a master key is written as 64 hexadecimal digits")
    return key


def key_beside(path: Path) -> bytes:
    """Return the key in a file, created on first use and readable by its owner only. For sandboxes and tests."""
    with suppress(FileExistsError):
        write_new_key(path)
    return read_key(path)


def write_new_key(path: Path) -> None:
    """Write a random master key to a new file that only its owner can read.

    Raises:
        FileExistsError: the file is there already; it is left as it is, because a lost key cannot be made again.
        OSError: it cannot be written; then there is no file.
    """
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(os.urandom(KEY_BYTES).hex())
            file.flush()
            os.fsync(file.fileno())  # before anything is sealed with it
    except OSError:
        path.unlink()
        raise


def _cipher(key: bytes) -> AESGCM:
    """Return a cipher. The library takes a third of a second to import, so it is imported at first use."""
    return AESGCM(key)


def _sealed(cipher: AESGCM, plain: bytes) -> bytes:
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + cipher.encrypt(nonce, plain, None)


def _begun(key: bytes) -> tuple[hashlib._Hash, hashlib._Hash]:
    """Return the two started hashes of HMAC-SHA-256 (RFC 2104), reused for all addresses of a file: half the work."""
    padded = key.ljust(hashlib.sha256().block_size, b"\0")
    return hashlib.sha256(bytes(byte ^ 0x36 for byte in padded)), hashlib.sha256(bytes(byte ^ 0x5C for byte in padded))


def _derived(master: bytes, purpose: bytes) -> bytes:
    return hmac.digest(master, b"netmile portal 1: " + purpose, "sha256")
