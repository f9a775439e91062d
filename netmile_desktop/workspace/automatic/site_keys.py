"""The keys of automatic issuance as a merchant's staff handles them, and where a secret is kept."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from threading import Lock

from netmile_desktop.api.client import PortalClient
from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.failures import Refused
from netmile_desktop.portal.sandbox import KEY_ID, KEY_SECRET
from netmile_desktop.progress import SILENT, Progress
from netmile_desktop.workspace.access.credentials import Credentials
from netmile_desktop.workspace.access.profiles import Profile

_ACCOUNT = "automatic-key {}"
"""Under this name the keyring holds the secret of a key. No login has a blank."""


class SiteKeys:
    """The keys of the signed-in site. A secret is told once, by the call that makes it; nothing here keeps it unasked.

    Every call may wait for the portal or for the keyring: call from a worker.
    """

    def __init__(self, client: PortalClient, credentials: Credentials, profile: Profile) -> None:
        self._client = client
        self._credentials = credentials
        self._profile = profile
        self._lock = Lock()
        self._unanswered: dict[str, str] = {}

    def all(self, progress: Progress = SILENT) -> wire.AutomaticKeys:
        """Return the keys, the newest first, with the merchant ID of the site."""
        return self._client.automatic.keys(progress)

    def make(self, progress: Progress = SILENT) -> wire.NewAutomaticKey:
        """Make a key. If the answer was lost, the next call returns that key and its secret.

        Raises:
            Refused: `P-STATE` if as many are valid as may be.
        """
        return self._once("make", lambda key: self._client.automatic.make_key(key, progress))

    def rotate(self, progress: Progress = SILENT) -> wire.NewAutomaticKey:
        """Make a key beside the newest one, which stays valid; any older is revoked.

        Raises:
            Refused: `P-STATE` if none is valid.
        """
        return self._once("rotate", lambda key: self._client.automatic.rotate_keys(key, progress))

    def revoke(self, key_id: str, progress: Progress = SILENT) -> wire.AutomaticKey:
        """Let the portal accept nothing under a key any more, and delete its secret from the keyring."""
        revoked = self._client.automatic.revoke_key(key_id, progress)
        self.forget(key_id)
        return revoked

    @property
    def may_keep(self) -> bool:
        """Whether this computer has a keyring."""
        return self._credentials.available()

    def keep(self, key_id: str, secret: str) -> bool:
        """Store a secret in the keyring, as the user asked; return False if the keyring did not take it."""
        return self._credentials.save(self._profile, _ACCOUNT.format(key_id), secret)

    def secret(self, key_id: str) -> str:
        """Return the secret of a key if this computer has it, or an empty string."""
        if self._profile.is_sandbox and key_id == KEY_ID:
            return KEY_SECRET  # the sandbox tells it to everybody
        return self._credentials.find(self._profile, _ACCOUNT.format(key_id)) or ""

    def forget(self, key_id: str) -> None:
        """Delete a secret from the keyring, if it is there."""
        self._credentials.forget(self._profile, _ACCOUNT.format(key_id))

    def endpoint(self, merchant_id: str) -> str:
        """Return the address to which a merchant's server sends parameters."""
        return self._client.base_url + operations.AUTOMATIC_PATH.format(merchant_id=merchant_id)

    def tag(self, merchant_id: str, parameter: str) -> str:
        """Return the tag information: what a page holds to have miles issued when it is shown."""
        address = self._client.base_url + operations.TAG_PATH.format(merchant_id=merchant_id)
        return f'<img src="{address}?parameter={parameter}" width="1" height="1" alt="">'

    def _once(self, what: str, call: Callable[[str], wire.NewAutomaticKey]) -> wire.NewAutomaticKey:
        """Ask under the key of an earlier request of the kind that was not answered: it may have made the key."""
        with self._lock:
            key = self._unanswered.setdefault(what, secrets.token_hex(32))
            try:
                made = call(key)
            except Refused:
                del self._unanswered[what]
                raise
            del self._unanswered[what]
            return made
