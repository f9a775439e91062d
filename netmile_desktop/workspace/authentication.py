"""Signing in: from a profile and a password to a desk.

The desk and its dependencies are imported only at sign-in, so that the sign-in page is painted without
waiting for them.
"""

from __future__ import annotations

import contextlib
import importlib
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import Failure, NotAllowed, NotSignedIn, Obstacle, Refused, WorkspaceUnusable
from netmile_desktop.lazy_imports import import_lazily
from netmile_desktop.progress import SILENT, Progress
from netmile_desktop.workspace.access.credentials import Credentials
from netmile_desktop.workspace.access.profiles import SANDBOX_ID, Profile, Profiles
from netmile_desktop.workspace.access.sandbox import SandboxPortal

if TYPE_CHECKING:
    from netmile_desktop.api.client import PortalClient
    from netmile_desktop.api.transport import is_loopback
    from netmile_desktop.domain.calendar import Clock, system_clock
    from netmile_desktop.workspace.access.store_keys import Kept, Offered
    from netmile_desktop.workspace.access.store_locations import KnownSite, StoreLocations
    from netmile_desktop.workspace.desk import Access, Desk, Entrance, Keeping, Renewal, last_access
    from netmile_desktop.workspace.store.store import Store
else:
    PortalClient = import_lazily("netmile_desktop.api.client", "PortalClient")
    is_loopback = import_lazily("netmile_desktop.api.transport", "is_loopback")
    system_clock = import_lazily("netmile_desktop.domain.calendar", "system_clock")  # loads time zones
    Access = import_lazily("netmile_desktop.workspace.desk", "Access")
    Desk = import_lazily("netmile_desktop.workspace.desk", "Desk")
    Renewal = import_lazily("netmile_desktop.workspace.desk", "Renewal")
    last_access = import_lazily("netmile_desktop.workspace.desk", "last_access")
    Offered = import_lazily("netmile_desktop.workspace.access.store_keys", "Offered")
    KnownSite = import_lazily("netmile_desktop.workspace.access.store_locations", "KnownSite")
    StoreLocations = import_lazily(
        "netmile_desktop.workspace.access.store_locations", "StoreLocations"
    )  # loads cryptography


class Authenticator:
    """Sign-in of clerks. Its folder holds the profiles, the sandbox and every local store of this user."""

    def __init__(
        self,
        folder: Path,
        credentials: Credentials,
        sandbox: SandboxPortal,
        *,
        clock: Clock | None = None,
    ) -> None:
        """Without a `clock`, the time of this machine is used."""
        self.credentials = credentials
        self.profiles = Profiles(folder / "profiles.json")
        self._folder = folder
        self._sandbox = sandbox
        self._given_clock = clock

    @cached_property
    def _clock(self) -> Clock:
        return self._given_clock or system_clock

    @cached_property
    def _whereabouts(self) -> StoreLocations:
        return StoreLocations(self._folder / "workspaces")

    def keep_profile(self, profile: Profile) -> None:
        """Add a profile, or change the one with its id. Waits for the keyring: call from a worker.

        A password remembered for another address is deleted: the server at the new address must not receive it.

        Raises:
            WorkspaceUnusable: DISK_FULL or READ_ONLY.
        """
        before = self.profiles.find(profile.id)
        if before is not None and _portal_of(before) != _portal_of(profile):
            self.credentials.forget(before, before.login)
            profile = replace(profile, remember=False)
        self.profiles.save(profile)

    def drop_profile(self, profile: Profile) -> None:
        """Remove a profile from the list and delete its password. Waits for the keyring: call from a worker.

        Raises:
            WorkspaceUnusable: DISK_FULL or READ_ONLY; the profile stays.
        """
        self.profiles.remove(profile.id)
        self.credentials.forget(profile, profile.login)

    def forget_password(self, profile: Profile) -> None:
        """Delete the password remembered for a profile, and remember none from now on.

        Waits for the keyring: call from a worker.

        Raises:
            WorkspaceUnusable: DISK_FULL or READ_ONLY; the password is deleted even so.
        """
        self.credentials.forget(profile, profile.login)
        self.profiles.save(replace(profile, remember=False))

    def sign_in(
        self,
        profile: Profile,
        login: str,
        password: str,
        *,
        remember: bool | None = None,
        passphrase: str = "",
        key_file: Path | None = None,
        progress: Progress = SILENT,
    ) -> Desk:
        """Sign in and open the local store of the site.

        Args:
            remember: Keep the password in the keyring, or delete it; None leaves profile and keyring unchanged.
            passphrase: Opens the local store if there is no keyring; `key_file` is the alternative.

        Raises:
            Refused: `P-AUTH`; `P-FORBIDDEN` for a login that belongs to no merchant.
            LockedOut, Unreachable, Broken, Cancelled.
            WorkspaceUnusable: NO_KEYRING if the clerk must be asked for a passphrase or a key file; any other
                reason why the store cannot be opened.
        """
        client = self._client(profile, progress)
        try:
            access = self._enter(client, profile, login, password, progress)
            store, key_kept = self._open_store(profile, access, passphrase, key_file)
        except BaseException:
            self._leave(client)
            raise
        self._remember_place(profile, login, access)
        renewal = Renewal(client, login, password)
        client.renew = renewal
        enter = self._entrance(profile, login, access.site.id, renewal)
        try:
            keep = self._keeping(profile, login)
            desk = Desk(
                *(access, client, store, key_kept, renewal, self._clock),
                enter=enter,
                keep=keep,
                credentials=self.credentials,
            )
        except BaseException:
            store.close()
            self._leave(client)
            raise
        if remember is not None:
            desk.remembered = self._remember(profile, login, password, remember)
        return desk

    def can_open_offline(self, profile: Profile, login: str) -> bool:
        """Return whether this login has worked here before, so that its local data can be opened without a network."""
        return self._whereabouts.find(_portal_of(profile), login) is not None

    def open_offline(
        self,
        profile: Profile,
        login: str,
        *,
        passphrase: str = "",
        key_file: Path | None = None,
        progress: Progress = SILENT,
    ) -> Desk:
        """Open the local store of a login's site without a request to the portal.

        Raises:
            NotAllowed: the login has never worked here.
            WorkspaceUnusable: as `sign_in`; the key is needed here, too.
        """
        known = self._whereabouts.find(_portal_of(profile), login)
        if known is None:
            raise NotAllowed(Obstacle.UNKNOWN_LOGIN, login)
        progress.report(0, 0)
        place = self._whereabouts.place(_portal_of(profile), known.site_id)
        store, key_kept = place.open(self.credentials, Offered(passphrase, key_file), is_sandbox=known.is_sandbox)
        last = last_access(store, known.login)
        if last is None:
            store.close()
            raise NotAllowed(Obstacle.UNKNOWN_LOGIN, login)
        client = PortalClient("" if profile.is_sandbox else portal_address(profile.url))
        client.is_offline = True
        renewal = Renewal(client, login, "")
        enter = self._entrance(profile, login, known.site_id, renewal)
        return Desk(
            last.as_access(profile),
            client,
            store,
            key_kept,
            renewal,
            self._clock,
            enter=enter,
            keep=self._keeping(profile, login),
            credentials=self.credentials,
            last_contact=last.at,
        )

    def _keeping(self, profile: Profile, login: str) -> Keeping:
        """Return the function that replaces a remembered password, if the profile says that one is remembered."""

        def keep(password: str) -> bool | None:
            kept = self.profiles.find(profile.id)
            return self.credentials.save(profile, login, password) if kept is not None and kept.remember else None

        return keep

    def _entrance(self, profile: Profile, login: str, site_id: str, renewal: Renewal) -> Entrance:
        """Return the function that signs a desk in later: if it was opened without a network, or its session ended."""

        def enter(client: PortalClient, password: str, progress: Progress) -> Access:
            given = bool(password)
            password = password or self.credentials.find(profile, login) or ""
            if not password:
                raise NotSignedIn(Problem.SESSION)
            if profile.is_sandbox and client.is_offline:
                client.lead_to(self._sandbox.url(progress))
            was_offline, client.is_offline = client.is_offline, False
            try:
                access = self._enter(client, profile, login, password, progress)
                if access.site.id != site_id:
                    raise Refused(Problem.FORBIDDEN, "this login belongs to another site now")
            except BaseException:
                client.is_offline = was_offline
                raise
            renewal.learn(password)
            client.renew = renewal
            if given and (kept := self.profiles.find(profile.id)) is not None and kept.remember:
                self.credentials.save(profile, login, password)
            return access

        return enter

    def _client(self, profile: Profile, progress: Progress) -> PortalClient:
        """Return a client ready to call the portal, with only the modules it needs for that.

        The rest is loaded in the background while the portal checks the password.
        """
        # Loading this takes as long as the sandbox takes to start.
        importlib.import_module("netmile_desktop.api.connection")
        return PortalClient(self._sandbox.url(progress) if profile.is_sandbox else portal_address(profile.url))

    def _open_store(
        self, profile: Profile, access: Access, passphrase: str, key_file: Path | None
    ) -> tuple[Store, Kept]:
        """Open the store of a site; return it and where its key is kept. Raises WorkspaceUnusable."""
        place = self._whereabouts.place(_portal_of(profile), access.site.id)
        return place.open(self.credentials, Offered(passphrase, key_file), is_sandbox=access.is_sandbox)

    def _enter(self, client: PortalClient, profile: Profile, login: str, password: str, progress: Progress) -> Access:
        info = client.sessions.info(progress)
        offset = info.business_time - self._clock()
        session = client.sessions.sign_in(login, password, progress)
        if session.site is None:
            raise Refused(Problem.FORBIDDEN, "this login belongs to no merchant")
        is_sandbox = profile.is_sandbox or (info.sandbox and is_loopback(client.base_url))
        return Access(profile, info, session.user, session.site, is_sandbox, offset)

    def _remember_place(self, profile: Profile, login: str, access: Access) -> None:
        place = KnownSite(access.site.id, access.user.login, access.is_sandbox)
        self._whereabouts.remember(_portal_of(profile), login, place)

    def _leave(self, client: PortalClient) -> None:
        """End the session and close the client, so that no unused session is left at the portal."""
        with contextlib.suppress(Failure):
            if client.sessions.token:
                client.sessions.sign_out()
        client.close()

    def _remember(self, profile: Profile, login: str, password: str, remember: bool) -> bool:
        """Keep or delete the password once the portal has accepted it; return whether it is kept."""
        kept = remember and self.credentials.save(profile, login, password)
        if not remember:
            self.credentials.forget(profile, login)
        try:
            self.profiles.save(replace(profile, login=login, remember=kept))
        except WorkspaceUnusable:  # full or read-only: no reason to refuse the sign-in
            kept = False
        self.profiles.used(profile.id)
        return kept


def _portal_of(profile: Profile) -> str:
    """Return the name under which local data are found. The sandbox has a fixed one, because its port changes."""
    return SANDBOX_ID if profile.is_sandbox else portal_address(profile.url)


def portal_address(text: str) -> str:
    """Return a portal's address in the one form by which its local data are found.

    Without a scheme, HTTPS is assumed. The case of the host, the scheme's default port and a slash at the end
    do not count. Text that is no address is returned as it is.
    """
    try:
        parts = urlsplit(text.strip() if "://" in text else f"https://{text.strip()}")
    except ValueError:
        return text.strip()
    scheme, host = parts.scheme.lower(), (parts.hostname or "").lower()
    host = f"[{host}]" if ":" in host else host
    with contextlib.suppress(ValueError):
        if parts.port is not None and parts.port != {"http": 80, "https": 443}.get(scheme):
            host += f":{parts.port}"
    return f"{scheme}://{host}{parts.path.rstrip('/')}"
