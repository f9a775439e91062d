"""Where a portal's master key comes from."""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy.engine import make_url

from netmile_desktop.portal.vault import key_beside, parse_key, read_key

VARIABLE = "NETMILE_MASTER_KEY"


class NoMasterKey(Exception):
    """Nobody said where the master key is."""


def master_key_for(database_url: str, key_file: Path | None = None, *, make: bool = False) -> bytes:
    """The key in the environment, in a file, or beside an SQLite database, as a sandbox keeps it.

    `make` writes a new one beside a database that has none; for sandboxes and tests.

    Raises:
        NoMasterKey: none of them is there.
        WrongKey: what is there is no key.
    """
    given = os.environ.get(VARIABLE)
    if given:
        return parse_key(given)
    if key_file is not None:
        return read_key(key_file)
    file = make_url(database_url).database if database_url.startswith("sqlite") else None
    beside = Path(f"{file}.key") if file else None
    if beside is None or not (make or beside.exists()):
        raise NoMasterKey(VARIABLE)
    return key_beside(beside)
