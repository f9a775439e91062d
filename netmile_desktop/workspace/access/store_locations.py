"""The places of local data: one folder per portal and site, found by login."""

from __future__ import annotations

import contextlib
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

import msgspec

from netmile_desktop.domain import codec
from netmile_desktop.domain.failures import StoreFault, WorkspaceUnusable
from netmile_desktop.workspace.access.credentials import Credentials
from netmile_desktop.workspace.access.store_keys import Kept, KeyPlace, Offered
from netmile_desktop.workspace.store.atomic_files import replace_file
from netmile_desktop.workspace.store.store import Store


class KnownSite(msgspec.Struct, frozen=True):
    """The site that a login belonged to when it last worked."""

    site_id: str
    login: str
    """The login as the portal writes it."""
    is_sandbox: bool


@dataclass(frozen=True, slots=True)
class StoreLocation:
    """The folder of one portal and site."""

    folder: Path
    portal: str
    site_id: str

    @property
    def store(self) -> Path:
        return self.folder / "workspace.db"

    def open(self, credentials: Credentials, offered: Offered, *, is_sandbox: bool) -> tuple[Store, Kept]:
        """Open the store, and make it if it is new; return it and where its key is kept.

        Raises:
            WorkspaceUnusable: as `KeyPlace.find` and `Store.open` do.
        """
        place = KeyPlace(self.folder, credentials, self.portal, self.site_id)
        key = place.sandbox_key() if is_sandbox else place.find(offered)
        wrong = WorkspaceUnusable(StoreFault.WRONG_KEY, str(self.store))
        for each in key.keys:
            try:
                return Store.open(self.store, each), key.kept
            except WorkspaceUnusable as failure:
                if failure.reason is not StoreFault.WRONG_KEY:
                    raise
                wrong = failure
        raise wrong


class StoreLocations:
    """All places of this user, and the sites of their logins, kept in a small file beside them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / "logins.json"

    def place(self, portal: str, site_id: str) -> StoreLocation:
        digest = hashlib.sha256(portal.encode()).hexdigest()[:16]
        return StoreLocation(self._folder / f"{digest}-{re.sub(r'[^A-Za-z0-9-]', '_', site_id)}", portal, site_id)

    def find(self, portal: str, login: str) -> KnownSite | None:
        """Return the site of a login if its data is still there, else None."""
        known = self._read().get(portal, {}).get(login)
        return known if known is not None and self.place(portal, known.site_id).store.exists() else None

    def remember(self, portal: str, login: str, whereabout: KnownSite) -> None:
        """Note the site of a login; if the folder cannot be written, only signing in without a network is lost."""
        logins = self._read()
        if logins.get(portal, {}).get(login) == whereabout:
            return
        logins.setdefault(portal, {})[login] = whereabout
        with contextlib.suppress(OSError):
            replace_file(self._path, msgspec.json.encode(logins))

    def _read(self) -> dict[str, dict[str, KnownSite]]:
        with contextlib.suppress(OSError, msgspec.DecodeError, UnicodeDecodeError):
            return codec.decode_json(self._path.read_bytes(), dict[str, dict[str, KnownSite]])
        return {}
