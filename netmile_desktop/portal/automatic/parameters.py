"""The encrypted parameter: JWE in compact form, `dir` with `A256GCM`, and nothing else.

The header is looked at before anything is decrypted: it may hold what is agreed and no more, so that no header can ask
for another algorithm or for decompression.
"""

from __future__ import annotations

import base64
import binascii
import re
from typing import TYPE_CHECKING, Literal

import msgspec

from netmile_desktop.domain import codec, wire
from netmile_desktop.domain.codes import AutomaticCause
from netmile_desktop.lazy_imports import import_lazily

if TYPE_CHECKING:
    from joserfc import errors, jwe, jwk
else:
    # Loads cryptography.
    errors = import_lazily("joserfc.errors")
    jwe = import_lazily("joserfc.jwe")
    jwk = import_lazily("joserfc.jwk")

MAX_LENGTH = 4096
"""Characters of a parameter; a longer one is not even looked at."""

ALGORITHMS = ("dir", "A256GCM")
"""All that the library may use."""

_HEADER_LENGTH = 512
_COMPACT = re.compile(r"([A-Za-z0-9_-]+)\.\.[A-Za-z0-9_-]{16}\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{22}").fullmatch
"""Header, no encrypted key, 96 bits of nonce, content, 128 bits of tag."""


class Unreadable(Exception):
    """A parameter that is none; `cause` says why, `key_id` under which key it claims to be."""

    def __init__(self, cause: AutomaticCause, key_id: str = "") -> None:
        super().__init__(cause.value)
        self.cause = cause
        self.key_id = key_id


class _Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    alg: Literal["dir"]
    enc: Literal["A256GCM"]
    kid: wire.AutomaticKeyId
    typ: str = ""
    cty: str = ""


def key_id_of(parameter: str) -> str:
    """Return the ID of the key under which a parameter claims to be.

    Raises:
        Unreadable: it is too long, or not of the agreed form.
    """
    if len(parameter) > MAX_LENGTH:
        raise Unreadable(AutomaticCause.SIZE)
    parts = _COMPACT(parameter)
    if parts is None or len(parts[1]) > _HEADER_LENGTH:
        raise Unreadable(AutomaticCause.SHAPE)
    try:
        header = base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4))
        return codec.decode_json(header, _Header).kid
    except (binascii.Error, msgspec.DecodeError, UnicodeDecodeError):
        raise Unreadable(AutomaticCause.SHAPE) from None


def opened(parameter: str, key_id: str, secret: bytes) -> wire.AutomaticParameter:
    """Decrypt a parameter whose header was looked at by `key_id_of`.

    Raises:
        Unreadable: it was encrypted with another secret, or its content is not as agreed.
    """
    registry = jwe.JWERegistry(algorithms=list(ALGORITHMS))
    try:
        plain = jwe.decrypt_compact(parameter, jwk.OctKey.import_key(secret), registry=registry).plaintext
    except (errors.JoseError, ValueError):
        raise Unreadable(AutomaticCause.SEAL, key_id) from None
    if plain is None or b"\\u0000" in plain:
        raise Unreadable(AutomaticCause.CONTENT, key_id)
    try:
        return codec.decode_json(plain, wire.AutomaticParameter)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise Unreadable(AutomaticCause.CONTENT, key_id) from None
