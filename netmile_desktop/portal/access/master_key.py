"""The sources of a portal's master key."""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy.engine import make_url

from netmile_desktop.portal.access.vault import key_beside, parse_key, read_key

VARIABLE = "NETMILE_MASTER_KEY"


class NoMasterKey(Exception):
    """No master key was found; says what to do about it."""


def master_key_for(database_url: str, key_file: Path | None = None, *, make: bool = False) -> bytes:
    """Return the key from the environment, from a file, or from beside an SQLite database, where a sandbox keeps it.

    `make` writes a new key beside a database that has none; for sandboxes and tests.

    Raises:
        NoMasterKey: there is no key in any of these places, or the file cannot be read.
        WrongKey: what was found is not a key.
    """
    given = os.environ.get(VARIABLE)
    if given:
        return parse_key(given)
    if key_file is not None:
        try:
            return read_key(key_file)
        except OSError as error:
            raise NoMasterKey(f"{key_file}: {error.strerror}") from None
    file = make_url(database_url).database if database_url.startswith("sqlite") else None
    beside = Path(f"{file}.key") if file else None
    if beside is None or not (make or beside.exists()):
        raise NoMasterKey(
            f"set {VARIABLE} or pass --master-key-file; `netmile-portal init` makes a new portal with a key"
        )
    return key_beside(beside)
