"""The desk: everything a signed-in clerk works with at one site."""

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
from netmile_desktop.workspace.access.credentials import Credentials
from netmile_desktop.workspace.access.profiles import Profile
from netmile_desktop.workspace.access.store_keys import Kept
from netmile_desktop.workspace.batches.batches import Batches
from netmile_desktop.workspace.campaigns.catalogue import Catalogue
from netmile_desktop.workspace.cancelling.cancelling import Cancelling
from netmile_desktop.workspace.history.issue_history import IssueHistory
from netmile_desktop.workspace.issuing.sending import Sending
from netmile_desktop.workspace.key_rules import remember_key_rule
from netmile_desktop.workspace.retention import Retention
from netmile_desktop.workspace.store.store import Store

if TYPE_CHECKING:
    from netmile_desktop.workspace.access.sandbox_operator import SandboxOperator
    from netmile_desktop.workspace.automatic.refused_calls import RefusedCalls
    from netmile_desktop.workspace.automatic.site_keys import SiteKeys
    from netmile_desktop.workspace.automatic.trials import Trials
    from netmile_desktop.workspace.batches.own_lists import OwnLists
    from netmile_desktop.workspace.campaigns.applications import Applications
    from netmile_desktop.workspace.campaigns.site_details import OwnSite
    from netmile_desktop.workspace.cancelling.reissues import Reissues
    from netmile_desktop.workspace.cancelling.reissuing import Reissuing
    from netmile_desktop.workspace.history.inquiry import InquiryDesk
    from netmile_desktop.workspace.history.registrations import SentRegistrations
    from netmile_desktop.workspace.issuing.budgets import Budgets
    from netmile_desktop.workspace.issuing.singles import SingleIssues
    from netmile_desktop.workspace.reconciliation import Reconciliation
    from netmile_desktop.workspace.reports.reporting import Provenance, Reporting
    from netmile_desktop.workspace.rewards.connection import RewardConnection
    from netmile_desktop.workspace.rewards.files import HandedOverFiles
    from netmile_desktop.workspace.rewards.registrations import RewardDesk
else:
    Reissues = import_lazily("netmile_desktop.workspace.cancelling.reissues", "Reissues")
    Applications = import_lazily("netmile_desktop.workspace.campaigns.applications", "Applications")
    Budgets = import_lazily("netmile_desktop.workspace.issuing.budgets", "Budgets")
    InquiryDesk = import_lazily("netmile_desktop.workspace.history.inquiry", "InquiryDesk")
    OwnLists = import_lazily("netmile_desktop.workspace.batches.own_lists", "OwnLists")
    OwnSite = import_lazily("netmile_desktop.workspace.campaigns.site_details", "OwnSite")
    Reconciliation = import_lazily("netmile_desktop.workspace.reconciliation", "Reconciliation")
    RefusedCalls = import_lazily("netmile_desktop.workspace.automatic.refused_calls", "RefusedCalls")
    SiteKeys = import_lazily("netmile_desktop.workspace.automatic.site_keys", "SiteKeys")
    Trials = import_lazily("netmile_desktop.workspace.automatic.trials", "Trials")
    SentRegistrations = import_lazily("netmile_desktop.workspace.history.registrations", "SentRegistrations")
    SandboxOperator = import_lazily("netmile_desktop.workspace.access.sandbox_operator", "SandboxOperator")
    Reissuing = import_lazily("netmile_desktop.workspace.cancelling.reissuing", "Reissuing")
    Provenance = import_lazily("netmile_desktop.workspace.reports.reporting", "Provenance")
    Reporting = import_lazily("netmile_desktop.workspace.reports.reporting", "Reporting")
    RewardConnection = import_lazily("netmile_desktop.workspace.rewards.connection", "RewardConnection")
    HandedOverFiles = import_lazily("netmile_desktop.workspace.rewards.files", "HandedOverFiles")
    RewardDesk = import_lazily("netmile_desktop.workspace.rewards.registrations", "RewardDesk")
    SingleIssues = import_lazily("netmile_desktop.workspace.issuing.singles", "SingleIssues")

ACCESS = "access"
"""Kind under which the store remembers the last access, by login."""


@dataclass(frozen=True, slots=True)
class Access:
    """What the portal reports at a sign-in."""

    profile: Profile
    info: wire.Info
    user: wire.User
    site: wire.Site
    is_sandbox: bool
    """Whether the data are samples; the window must show it."""
    offset: timedelta
    """Lead of the portal's business clock over the clock of this machine."""


class LastAccess(msgspec.Struct, frozen=True):
    """What the portal reported at the last sign-in, kept in the store for use while the portal is unreachable."""

    info: wire.Info
    user: wire.User
    site: wire.Site
    is_sandbox: bool
    offset_s: float
    at: datetime

    def as_access(self, profile: Profile) -> Access:
        return Access(profile, self.info, self.user, self.site, self.is_sandbox, timedelta(seconds=self.offset_s))


def last_access(store: Store, login: str) -> LastAccess | None:
    """Return what the portal reported at the last sign-in of this login; None if there was none."""
    return store.recall(ACCESS, login, LastAccess)


Entrance = Callable[["PortalClient", str, Progress], Access]
"""Sign-in at the portal with a password; if it is empty, the one in the keyring is used."""


Keeping = Callable[[str], bool | None]
"""Change of the password in the keyring. Returns whether it succeeded; None if no password is kept."""


class Renewal:
    """Renewal of an ended session, with the password that the portal accepted last.

    A password that was refused once is not tried again: five failures would lock the ID.
    """

    def __init__(self, client: PortalClient, login: str, password: str) -> None:
        self._client = client
        self._login = login
        self._password = password
        self.refusal: Refused | None = None
        """Why the portal refused the password; None if it has not."""

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
        """Remember a password that the portal has just accepted."""
        self._password = password
        self.refusal = None


class Desk:
    """Everything a clerk works with at one portal for one site: signed in, or with the local data alone."""

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
        credentials: Credentials,
        last_contact: datetime | None = None,
    ) -> None:
        """Made by `Authenticator.sign_in` and `Authenticator.open_offline`."""
        self.profile = access.profile
        self.info = access.info
        self.user = access.user
        self.site = access.site
        self.is_sandbox = access.is_sandbox
        self.remembered = False
        """Whether the keyring holds the password."""
        self.key_kept: Kept = key_kept
        """Where the key of the local data is kept."""
        self.client, self.store = client, store
        self._offset = access.offset
        self._renewal, self._clock = renewal, clock
        self._enter, self._keep = enter, keep
        self._credentials = credentials
        self._last_contact = last_contact
        self.catalogue = Catalogue(client.campaigns, store, lambda: client.is_offline)
        self.batches = Batches(store, self.today)
        self.sending = Sending(store, client, access.site, self.today)
        self.history = IssueHistory(client, store)
        self.cancellations = Cancelling(client, store, self.today, clock)
        # The slower of the two clocks: neither a wrong clock here nor one moved at the portal may make data look old.
        self.retention = Retention(store, client, self.today, lambda: clock() + min(access.offset, timedelta()))
        self.retention.forget_old()
        if not client.is_offline:
            self._remember_access(access)

    # --- loaded when a screen first needs it; the first screen needs none of these --------------------

    @cached_property
    def registrations(self) -> SentRegistrations:
        return SentRegistrations(self.client.issuances)

    @cached_property
    def own_lists(self) -> OwnLists:
        return OwnLists(self.store, self.batches)

    @cached_property
    def reporting(self) -> Reporting:
        return Reporting(self.client, self.store, lambda: Provenance(self.site.name, self.is_sandbox))

    @cached_property
    def budgets(self) -> Budgets:
        return Budgets(self.client, self.store, self.batches)

    @cached_property
    def singles(self) -> SingleIssues:
        return SingleIssues(self.store, self.client, self.today, self._clock)

    @cached_property
    def site_keys(self) -> SiteKeys:
        return SiteKeys(self.client, self._credentials, self.profile)

    @cached_property
    def trials(self) -> Trials:
        return Trials(
            *(self.client, self.site_keys, self.catalogue, self.today, self._clock), is_sandbox=self.is_sandbox
        )

    @cached_property
    def refused_calls(self) -> RefusedCalls:
        return RefusedCalls(self.client, self.store, self.today, self._clock)

    @cached_property
    def own_site(self) -> OwnSite:
        return OwnSite(self.client, self._on_site_known)

    @cached_property
    def applications(self) -> Applications:
        return Applications(self.store, self.client, self.today, self._clock)

    @cached_property
    def reissues(self) -> Reissues:
        return Reissues(self.client, self.store, self.cancellations, self.today, self._clock)

    @cached_property
    def reissuing(self) -> Reissuing:
        return Reissuing(
            self.cancellations, self.reissues, self.batches, self.sending, self.catalogue, self.history, self.today
        )

    @cached_property
    def inquiries(self) -> InquiryDesk:
        return InquiryDesk(self.client)

    @cached_property
    def rewards(self) -> RewardDesk:
        return RewardDesk(self.client)

    @cached_property
    def reward_files(self) -> HandedOverFiles:
        return HandedOverFiles(self.client, self.store, self.now)

    @cached_property
    def reward_connection(self) -> RewardConnection:
        return RewardConnection(self.client, self._credentials, self.profile, self.now, self.is_sandbox)

    @cached_property
    def sandbox_operator(self) -> SandboxOperator:
        """NetMile's part; raises ValueError where there is none to be played, at a real portal."""
        if not self.is_sandbox:
            raise ValueError("NetMile's part is played in a sandbox only")
        return SandboxOperator(self.client, self.today, self.site.code)

    @cached_property
    def reconciliation(self) -> Reconciliation:
        return Reconciliation(self.client, self.store, self.batches, self.today)

    # --- the session ----------------------------------------------------------------------------------

    @property
    def is_offline(self) -> bool:
        """Whether the desk works without a network: nothing leaves this machine until `go_online`."""
        return self.client.is_offline

    @property
    def last_contact(self) -> datetime | None:
        """When the portal last answered."""
        return self.client.last_contact_at or self._last_contact

    @property
    def refusal(self) -> Refused | None:
        """Why an ended session could not be renewed automatically: the password was changed, or the ID is locked."""
        return self._renewal.refusal

    def go_online(self, password: str = "", progress: Progress = SILENT) -> None:
        """Sign in a desk that was opened without a network, or whose session has ended.

        If that fails, the desk is unchanged. Nothing that waits is sent by this; the clerk decides when.

        Args:
            password: Empty to use the one in the keyring.

        Raises:
            NotSignedIn: no password was given, and the keyring has none.
            Refused: `P-AUTH`; `P-FORBIDDEN` if the login now belongs to another site.
            LockedOut, Unreachable, Broken, Cancelled.
        """
        access = self._enter(self.client, password, progress)
        self.info, self.user, self.site = access.info, access.user, access.site
        self._offset = access.offset
        self.sending.site = access.site
        self._remember_access(access)

    def change_password(self, current: str, new: str, progress: Progress = SILENT) -> bool | None:
        """Change the password at the portal, and only then in the keyring if one is kept there.

        Return whether the keyring has stored it; None if no password is kept there.

        Raises:
            Refused: `P-AUTH` if the current password is wrong, `P-PASSWORD` if the new one is not allowed.
            LockedOut; Unreachable, Broken: the password may have been changed or not.
        """
        self.client.sessions.change_password(current, new, progress)
        self._renewal.learn(new)
        kept = self._keep(new)
        self.remembered = bool(kept)
        return kept

    def sample_mail(self, campaign: wire.CampaignDetail, miles: int, transfer_after_days: int, message: str) -> Mail:
        """Return the transfer-completed mail as a member would get it (guide L406); sends no request.

        Raises:
            ValueError: the message is not allowed in the mail.
        """
        reason = check_message(message)
        if reason is not None:
            raise ValueError(reason.value)
        transfer_on = transfer_day(self.today(), transfer_after_days)
        return transfer_mail(self.site.name, campaign.name, miles, transfer_on, message)

    @property
    def rules_differ(self) -> bool:
        """Whether the portal judges by a different version of the rules than the check on this machine."""
        return self.info.rules_version != RULES_VERSION

    @property
    def keys_by_own_rule(self) -> bool:
        """Whether keys are checked by the rule of this program, because the portal tells none that it understands."""
        return self.info.key_rule is None or not self.info.key_rule.is_understood

    def look_at_clock(self, progress: Progress = SILENT) -> date:
        """Ask the portal for its business time, and return the day; a sandbox may have been moved to another day."""
        self.info = info = self.client.sessions.info(progress)
        self._offset = info.business_time - self._clock()
        remember_key_rule(self.store, info.key_rule)
        return self.today()

    def now(self) -> datetime:
        """Return the business instant at the portal, also while it is unreachable."""
        return self._clock() + self._offset

    def today(self) -> date:
        """Return the business day at the portal, also while it is unreachable."""
        return day_of(self.now())

    def sign_out(self, progress: Progress = SILENT) -> None:
        """End the session and lock the local data. If the portal is unreachable, the session expires there later."""
        self._renewal.forget()
        with contextlib.suppress(Failure):
            self.client.sessions.sign_out(progress)
        self.close()

    def _on_site_known(self, record: wire.SiteRecord) -> None:
        """Take over the site's name and rate, which may have changed; window and mails show them."""
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
        remember_key_rule(self.store, access.info.key_rule)

    def close(self) -> None:
        """Close store and connections without ending the session; safe to repeat."""
        self._renewal.forget()
        self.client.close()
        self.store.close()
