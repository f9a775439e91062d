"""What a signed-in clerk has at hand."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from netmile_desktop.api.client import PortalClient
from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import Clock, day_of, transfer_day
from netmile_desktop.domain.failures import Failure, Refused
from netmile_desktop.domain.mails import Mail, check_message, transfer_mail
from netmile_desktop.domain.rows.issuances import RULES_VERSION
from netmile_desktop.lazy_imports import import_lazily
from netmile_desktop.progress import SILENT, Progress
from netmile_desktop.workspace.access.profiles import Profile
from netmile_desktop.workspace.access.store_keys import Kept
from netmile_desktop.workspace.batches.batches import Batches
from netmile_desktop.workspace.campaigns.catalogue import Catalogue
from netmile_desktop.workspace.cancelling.cancelling import Cancelling
from netmile_desktop.workspace.history.issue_history import IssueHistory
from netmile_desktop.workspace.issuing.sending import Sending
from netmile_desktop.workspace.retention import Retention
from netmile_desktop.workspace.store.store import Store

if TYPE_CHECKING:
    from netmile_desktop.workspace.access.sandbox_operator import SandboxOperator
    from netmile_desktop.workspace.campaigns.applications import Applications
    from netmile_desktop.workspace.campaigns.site_details import OwnSite
    from netmile_desktop.workspace.cancelling.reissues import Reissues
    from netmile_desktop.workspace.cancelling.replacements import Replacements
    from netmile_desktop.workspace.history.inquiry import InquiryDesk
    from netmile_desktop.workspace.history.registrations import SentRegistrations
    from netmile_desktop.workspace.issuing.budgets import Budgets
    from netmile_desktop.workspace.issuing.singles import SingleIssues
    from netmile_desktop.workspace.reconciliation import Reconciliation
    from netmile_desktop.workspace.reports.reporting import Reporting
else:
    Reissues = import_lazily("netmile_desktop.workspace.cancelling.reissues", "Reissues")
    Applications = import_lazily("netmile_desktop.workspace.campaigns.applications", "Applications")
    Budgets = import_lazily("netmile_desktop.workspace.issuing.budgets", "Budgets")
    InquiryDesk = import_lazily("netmile_desktop.workspace.history.inquiry", "InquiryDesk")
    OwnSite = import_lazily("netmile_desktop.workspace.campaigns.site_details", "OwnSite")
    Reconciliation = import_lazily("netmile_desktop.workspace.reconciliation", "Reconciliation")
    SentRegistrations = import_lazily("netmile_desktop.workspace.history.registrations", "SentRegistrations")
    SandboxOperator = import_lazily("netmile_desktop.workspace.access.sandbox_operator", "SandboxOperator")
    Replacements = import_lazily("netmile_desktop.workspace.cancelling.replacements", "Replacements")
    Reporting = import_lazily("netmile_desktop.workspace.reports.reporting", "Reporting")
    SingleIssues = import_lazily("netmile_desktop.workspace.issuing.singles", "SingleIssues")

ACCESS = "access"
"""In the store's memory, the last access by login."""


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


class LastAccess(msgspec.Struct, frozen=True):
    """What the portal said when it let a clerk in; lies in the store, for when it is out of reach."""

    info: wire.Info
    user: wire.User
    site: wire.Site
    is_sandbox: bool
    offset_s: float
    at: datetime

    def as_access(self, profile: Profile) -> Access:
        return Access(profile, self.info, self.user, self.site, self.is_sandbox, timedelta(seconds=self.offset_s))


def last_access(store: Store, login: str) -> LastAccess | None:
    """Return what the portal said when it last let this login in, or None if it never did."""
    return store.recall(ACCESS, login, LastAccess)


Entrance = Callable[["PortalClient", str, Progress], Access]
"""Signs in at the portal with a password; an empty one is looked up in the keyring."""


Keeping = Callable[[str], bool | None]
"""Puts another password into the keyring in the place of the old one: whether it could, None where none is kept."""


class Renewal:
    """Signs in again where a session has ended, with the password that was right a while ago.

    A password that is refused once is not tried again: five failures would lock the ID.
    """

    def __init__(self, client: PortalClient, login: str, password: str) -> None:
        self._client = client
        self._login = login
        self._password = password
        self.refusal: Refused | None = None
        """Why the portal did not take the password, where it was asked."""

    def __call__(self) -> bool:
        if not self._password:
            return False
        try:
            self._client.sessions.sign_in(self._login, self._password)
        except Refused as refused:
            self.forget()
            self.refusal = refused
            return False
        return True

    def forget(self) -> None:
        self._password = ""

    def learn(self, password: str) -> None:
        """A password that the portal has just taken."""
        self._password = password
        self.refusal = None


class Desk:
    """What a clerk works with at one portal for one site: signed in, or with the local data alone."""

    def __init__(
        self,
        access: Access,
        client: PortalClient,
        store: Store,
        key_kept: Kept,
        renewal: Renewal,
        clock: Clock,
        *,
        enter: Entrance,
        keep: Keeping,
        last_contact: datetime | None = None,
    ) -> None:
        """Made by `FrontDoor.sign_in` and `FrontDoor.open_offline`."""
        self.profile = access.profile
        self.info = access.info
        self.user = access.user
        self.site = access.site
        self.is_sandbox = access.is_sandbox
        self.remembered = False
        """Whether the keyring holds the password."""
        self.key_kept: Kept = key_kept
        """Where the key of the local data lies."""
        self.client, self.store = client, store
        self._offset = access.offset
        self._renewal, self._clock = renewal, clock
        self._enter, self._keep = enter, keep
        self._last_contact = last_contact
        self.catalogue = Catalogue(client.campaigns, store, lambda: client.is_offline)
        self.batches = Batches(store, self.today)
        self.sending = Sending(store, client, access.site, self.today)
        self.history = IssueHistory(client, store)
        self.cancellations = Cancelling(client, store, self.today, clock)
        # Of the two clocks the one that is behind: neither a wrong one here nor a sandbox_operator there may age anything.
        self.retention = Retention(store, client, self.today, lambda: clock() + min(access.offset, timedelta()))
        self.retention.forget_old()
        if not client.is_offline:
            self._remember_access(access)

    # --- what the first screen does not need, and is loaded when another one does ---------------------

    @cached_property
    def registrations(self) -> SentRegistrations:
        return SentRegistrations(self.client.issuances)

    @cached_property
    def reporting(self) -> Reporting:
        return Reporting(self.client, self.store)

    @cached_property
    def budgets(self) -> Budgets:
        return Budgets(self.client, self.store, self.batches)

    @cached_property
    def singles(self) -> SingleIssues:
        return SingleIssues(self.store, self.client, self.today, self._clock)

    @cached_property
    def own_site(self) -> OwnSite:
        return OwnSite(self.client, self._on_site_known)

    @cached_property
    def applications(self) -> Applications:
        return Applications(self.store, self.client, self.today, self._clock)

    @cached_property
    def amendments(self) -> Reissues:
        return Reissues(self.client, self.store, self.cancellations, self.today, self._clock)

    @cached_property
    def replacements(self) -> Replacements:
        return Replacements(
            self.cancellations, self.amendments, self.batches, self.sending, self.catalogue, self.history, self.today
        )

    @cached_property
    def inquiries(self) -> InquiryDesk:
        return InquiryDesk(self.client)

    @cached_property
    def sandbox_operator(self) -> SandboxOperator:
        return SandboxOperator(self.client, self.today)

    @cached_property
    def reconciliation(self) -> Reconciliation:
        return Reconciliation(self.client, self.store, self.batches, self.today)

    # --- the session ----------------------------------------------------------------------------------

    @property
    def is_offline(self) -> bool:
        """Opened without a network: nothing leaves this machine until `go_online`."""
        return self.client.is_offline

    @property
    def last_contact(self) -> datetime | None:
        """When the portal last answered."""
        return self.client.last_contact_at or self._last_contact

    @property
    def refusal(self) -> Refused | None:
        """Why an ended session could not be renewed by itself: the password is another now, or the ID is locked."""
        return self._renewal.refusal

    def go_online(self, password: str = "", progress: Progress = SILENT) -> None:
        """Sign in from a desk that was opened without a network, or whose session is over; where that fails it
        stays as it is.

        Nothing is sent by this: what waits goes out when the clerk says so.

        Args:
            password: Empty where the one in the keyring is to be used.

        Raises:
            NotSignedIn: no password was given, and the keyring has none.
            Refused: `P-AUTH`; `P-FORBIDDEN` where the login now belongs to another site.
            LockedOut, Unreachable, Broken, Cancelled.
        """
        access = self._enter(self.client, password, progress)
        self.info, self.user, self.site = access.info, access.user, access.site
        self._offset = access.offset
        self.sending.site = access.site
        self._remember_access(access)

    def change_password(self, current: str, new: str, progress: Progress = SILENT) -> bool | None:
        """Change the password at the portal and only then in the keyring, where one is kept.

        Returns whether the keyring took it; None where no password is kept there.

        Raises:
            Refused: `P-AUTH` where the present one is wrong, `P-PASSWORD` where the new one may not be.
            LockedOut; Unreachable, Broken: it may have been changed or not.
        """
        self.client.sessions.change_password(current, new, progress)
        self._renewal.learn(new)
        kept = self._keep(new)
        self.remembered = bool(kept)
        return kept

    def sample_mail(self, campaign: wire.CampaignDetail, miles: int, transfer_after_days: int, message: str) -> Mail:
        """The transfer-completed mail as a member would get it (guide L406); needs no portal.

        Raises:
            ValueError: for a text that may not go into it.
        """
        reason = check_message(message)
        if reason is not None:
            raise ValueError(reason.value)
        transfer_on = transfer_day(self.today(), transfer_after_days)
        return transfer_mail(self.site.name, campaign.name, miles, transfer_on, message)

    @property
    def rules_differ(self) -> bool:
        """Whether the portal judges by other rules than the check on this machine."""
        return self.info.rules_version != RULES_VERSION

    def look_at_clock(self, progress: Progress = SILENT) -> date:
        """Ask the portal what time it is for business; a sandbox may have been moved to another day."""
        info = self.client.sessions.info(progress)
        self._offset = info.business_time - self._clock()
        return self.today()

    def today(self) -> date:
        """The business day at the portal, also while it is out of reach."""
        return day_of(self._clock() + self._offset)

    def sign_out(self, progress: Progress = SILENT) -> None:
        """End the session and lock the local data. A portal out of reach ends it by itself after a while."""
        self._renewal.forget()
        with contextlib.suppress(Failure):
            self.client.sessions.sign_out(progress)
        self.close()

    def _on_site_known(self, record: wire.SiteRecord) -> None:
        """The site's name may have become another one, which stands in the window and in mails."""
        site = msgspec.structs.replace(
            self.site, name=record.details.site_name, yen_per_1000_miles=record.yen_per_1000_miles
        )
        if site == self.site:
            return
        self.site = self.sending.site = site
        last = last_access(self.store, self.user.login)
        if last is not None:
            self.store.remember(ACCESS, self.user.login, msgspec.structs.replace(last, site=site))

    def _remember_access(self, access: Access) -> None:
        last = LastAccess(
            info=access.info,
            user=access.user,
            site=access.site,
            is_sandbox=access.is_sandbox,
            offset_s=access.offset.total_seconds(),
            at=self._clock(),
        )
        self.store.remember(ACCESS, access.user.login, last)

    def close(self) -> None:
        """Let go of store and connections, but leave the session; safe to repeat."""
        self._renewal.forget()
        self.client.close()
        self.store.close()
