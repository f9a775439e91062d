"""The encryption of parameters for automatic issuance: JWE in compact form, `dir` with `A256GCM`.

The library is imported when the first parameter is made: few clerks ever test a tag. Call from a worker.
"""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING

from netmile_desktop.lazy_imports import import_lazily

if TYPE_CHECKING:
    from joserfc import jwe, jwk
else:
    jwe = import_lazily("joserfc.jwe")
    jwk = import_lazily("joserfc.jwk")

ALGORITHM, ENCRYPTION = "dir", "A256GCM"
KEY_BYTES = 32


def is_secret(text: str) -> bool:
    """Return whether a text can be the secret of a key: 32 bytes in base64url without padding."""
    try:
        return "=" not in text and len(base64.b64decode(text + "=", altchars=b"-_", validate=True)) == KEY_BYTES
    except (binascii.Error, ValueError):
        return False


def header_of(key_id: str) -> dict[str, str]:
    """Return the header of a parameter under a key."""
    return {"alg": ALGORITHM, "enc": ENCRYPTION, "kid": key_id}


def encrypted(content: bytes, key_id: str, secret: str) -> str:
    """Return a content as the parameter that a merchant's server sends.

    Raises:
        ValueError: `secret` is none.
    """
    if not is_secret(secret):
        raise ValueError("not the secret of a key")
    key = jwk.OctKey.import_key(base64.urlsafe_b64decode(secret + "="))
    return jwe.encrypt_compact(header_of(key_id), content, key)
