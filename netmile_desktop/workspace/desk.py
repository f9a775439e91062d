"""What a signed-in clerk has at hand."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from datetime import date, timedelta

from netmile_desktop.api.client import PortalClient
from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import Clock, day_of
from netmile_desktop.domain.failures import Failure, Refused
from netmile_desktop.domain.issuances import RULES_VERSION
from netmile_desktop.progress import SILENT, Progress
from netmile_desktop.workspace.batches import Batches
from netmile_desktop.workspace.catalogue import Catalogue
from netmile_desktop.workspace.keys import Kept
from netmile_desktop.workspace.profiles import Profile
from netmile_desktop.workspace.registrations import Registrations
from netmile_desktop.workspace.sending import Sending
from netmile_desktop.workspace.store import Store


@dataclass(frozen=True, slots=True)
class Access:
    """What is known once the portal has let a clerk in."""

    profile: Profile
    info: wire.Info
    user: wire.User
    site: wire.Site
    is_sandbox: bool
    """Nothing here is real, and it must look so."""
    offset: timedelta
    """How far the portal's business clock is ahead of this machine's."""


class Renewal:
    """Signs in again where a session has ended, with the password that was right a while ago.

    A password that is refused once is not tried again: five failures would lock the ID.
    """

    def __init__(self, client: PortalClient, login: str, password: str) -> None:
        self._client = client
        self._login = login
        self._password = password

    def __call__(self) -> bool:
        if not self._password:
            return False
        try:
            self._client.sessions.sign_in(self._login, self._password)
        except Refused:
            self.forget()
            return False
        return True

    def forget(self) -> None:
        self._password = ""


class Desk:
    """What a clerk works with while signed in at one portal for one site."""

    def __init__(
        self, access: Access, client: PortalClient, store: Store, key_kept: Kept, renewal: Renewal, clock: Clock
    ) -> None:
        """Made by `FrontDoor.sign_in`."""
        self.profile = access.profile
        self.info = access.info
        self.user = access.user
        self.site = access.site
        self.is_sandbox = access.is_sandbox
        self.remembered = False
        """Whether the keyring holds the password."""
        self.key_kept: Kept = key_kept
        """Where the key of the local data lies."""
        self.client = client
        self.store = store
        self._offset = access.offset
        self._renewal = renewal
        self._clock = clock
        self.catalogue = Catalogue(client.campaigns, store)
        self.registrations = Registrations(client.issuances)
        self.batches = Batches(store, self.today)
        self.sending = Sending(store, client, access.site, self.today)

    @property
    def rules_differ(self) -> bool:
        """Whether the portal judges by other rules than the check on this machine."""
        return self.info.rules_version != RULES_VERSION

    def today(self) -> date:
        """The business day at the portal, also while it is out of reach."""
        return day_of(self._clock() + self._offset)

    def sign_out(self, progress: Progress = SILENT) -> None:
        """End the session and lock the local data. A portal out of reach ends it by itself after a while."""
        self._renewal.forget()
        with contextlib.suppress(Failure):
            self.client.sessions.sign_out(progress)
        self.close()

    def close(self) -> None:
        """Let go of store and connections, but leave the session; safe to repeat."""
        self._renewal.forget()
        self.client.close()
        self.store.close()
