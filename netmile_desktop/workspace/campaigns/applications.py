"""Applications for campaigns: starting content, check, hand-over exactly once, withdrawal (guide L95-161)."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from threading import Lock

import msgspec

from netmile_desktop.api.client import PortalClient
from netmile_desktop.domain import codec, wire
from netmile_desktop.domain.applications import CampaignContent
from netmile_desktop.domain.batches import PartState
from netmile_desktop.domain.calendar import Clock, system_clock
from netmile_desktop.domain.campaigns import ApplicationKind
from netmile_desktop.domain.failures import NotAllowed, Obstacle, Unreachable
from netmile_desktop.progress import SILENT, Progress
from netmile_desktop.workspace.campaigns.application_drafts import (
    ApplicationDraft,
    ApplicationDrafts,
    TypedForm,
    merged,
    typed_from,
)
from netmile_desktop.workspace.handover import hand_over
from netmile_desktop.workspace.store.store import Store

_KIND_CONTENT = "campaign content"


@dataclass(frozen=True, slots=True)
class PendingApplication:
    """An application that was sent and may have arrived: the portal has not answered."""

    key: str
    form: wire.ApplicationForm
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Beginning:
    """The starting content of an application form."""

    campaign: wire.ContentOfCampaign | None
    """The campaign to be changed or used again; None for a new one."""
    draft: ApplicationDraft | None
    unknown: PendingApplication | None
    waiting: wire.ApplicationDetail | None
    """An undecided change of the same campaign."""

    @property
    def typed(self) -> TypedForm | None:
        """What was typed before: the application that may have arrived, else the draft."""
        if self.unknown is not None:
            return typed_from(self.unknown.form.content)
        return self.draft.typed if self.draft is not None else None

    @property
    def conflict(self) -> Conflict | None:
        """A draft beside what others made of its campaign meanwhile; None if they changed nothing."""
        if self.campaign is None or self.draft is None or self.unknown is not None:
            return None
        if self.draft.kind is not ApplicationKind.CHANGE:
            return None
        return conflict_between(self.draft.made_from, self.draft.typed, self.campaign)


@dataclass(frozen=True, slots=True)
class Conflict:
    """A change in the making whose campaign was changed by others since it was begun."""

    before: CampaignContent
    """The campaign as it stood when the change was begun; if that is not known, as it stands."""
    mine: TypedForm
    theirs: wire.ContentOfCampaign
    """The campaign as it stands."""

    @property
    def together(self) -> TypedForm:
        """My changes on top of theirs."""
        return merged(typed_from(self.before), self.mine, typed_from(self.theirs.content))

    @property
    def is_settled(self) -> bool:
        """Whether all that I changed stands there already: others made the same change."""
        return self.together == typed_from(self.theirs.content)


def conflict_between(
    made_from: wire.ContentOfCampaign | None, mine: TypedForm, theirs: wire.ContentOfCampaign
) -> Conflict | None:
    """Return the two sides of a change; None if the campaign still says what it said when the change was begun.

    A campaign may have another version with the same content: it was suspended, or resumed.
    """
    if made_from is None:
        return None if mine == typed_from(theirs.content) else Conflict(theirs.content, mine, theirs)
    return None if made_from.content == theirs.content else Conflict(made_from.content, mine, theirs)


class Applications:
    """The applications of a site. `today` returns the business day at the portal.

    Key and form are on the disk before the first byte is sent, and `hand_over` sends them; they are kept until
    it is known whether they arrived.
    """

    def __init__(
        self, store: Store, client: PortalClient, today: Callable[[], date], clock: Clock = system_clock
    ) -> None:
        self._store = store
        self._client = client
        self._clock = clock
        self._lock = Lock()
        self.today = today
        self.drafts = ApplicationDrafts(store, clock)

    def content(self, campaign_id: str, progress: Progress = SILENT) -> wire.ContentOfCampaign:
        """Return the content of a campaign for a form; if the portal is unreachable, the last one it reported.

        Raises:
            Unreachable: the portal is unreachable and no content is remembered.
        """
        try:
            content = self._client.campaigns.content(campaign_id, progress)
        except Unreachable:
            remembered = self._store.recall(_KIND_CONTENT, campaign_id, wire.ContentOfCampaign)
            if remembered is None:
                raise
            return remembered
        self._store.remember(_KIND_CONTENT, campaign_id, content)
        return content

    def begin(self, kind: ApplicationKind, campaign_id: str, progress: Progress = SILENT) -> Beginning:
        """Return everything the form starts with; for a new campaign no request is sent."""
        campaign = self.content(campaign_id, progress) if campaign_id else None
        waiting = None
        if kind is ApplicationKind.CHANGE and campaign is not None and campaign.waiting_id:
            waiting = self.detail(campaign.waiting_id, progress)
        return Beginning(campaign, self.drafts.find(kind, campaign_id), self.unknown(kind, campaign_id), waiting)

    def check(self, form: wire.ApplicationForm, progress: Progress = SILENT) -> wire.ApplicationForecast:
        """Return how the portal would judge an application now; nothing is written."""
        return self._client.campaigns.check_application(form, progress)

    def apply(self, form: wire.ApplicationForm, progress: Progress = SILENT) -> wire.ApplicationDetail:
        """Apply once. Its draft is deleted once the portal has accepted the form.

        A form whose earlier attempt had no answer is sent under its old key, so that pressing the button twice after
        a failure applies once.

        Raises:
            Refused: the portal refused the form.
            NotAllowed: another application is under way, or another form of the same kind for the same campaign
                may have arrived.
            Unreachable, Broken, Cancelled: the outcome is unknown. At a desk without a network nothing is started.
        """
        if self._client.is_offline:
            raise Unreachable("offline")
        if not self._lock.acquire(blocking=False):
            raise NotAllowed(Obstacle.BUSY, form.campaign_id)
        try:
            unknown = self.unknown(form.kind, form.campaign_id)
            if unknown is not None and unknown.form != form:
                raise NotAllowed(Obstacle.OTHER_UNSETTLED, form.campaign_id)
            return self._hand_over(unknown or self._made(form), progress, is_unknown=unknown is not None)
        finally:
            self._lock.release()

    def unknown(self, kind: ApplicationKind, campaign_id: str) -> PendingApplication | None:
        """Return an application of this kind that may have arrived, or None."""
        with self._store.read() as transaction:
            row = transaction.one(
                "SELECT key, form, made_at FROM application WHERE kind = ? AND campaign_id = ?", kind.value, campaign_id
            )
        if row is None:
            return None
        key, form, made_at = row
        return PendingApplication(key, codec.decode_json(form, wire.ApplicationForm), datetime.fromisoformat(made_at))

    def detail(self, application_id: str, progress: Progress = SILENT) -> wire.ApplicationDetail:
        """Return one application in full."""
        return self._client.campaigns.application(application_id, progress)

    def withdraw(self, application_id: str, progress: Progress = SILENT) -> wire.ApplicationDetail:
        """Withdraw an application that NetMile has not decided on yet; safe to repeat.

        Raises:
            Refused: `P-STATE`, the application is decided.
        """
        return self._client.campaigns.withdraw(application_id, progress)

    def _made(self, form: wire.ApplicationForm) -> PendingApplication:
        """Return a new application, not on the disk yet."""
        key = hashlib.sha256(msgspec.json.encode([form, secrets.token_hex(16)])).hexdigest()
        return PendingApplication(key, form, self._clock())

    def _hand_over(
        self, handover: PendingApplication, progress: Progress, *, is_unknown: bool
    ) -> wire.ApplicationDetail:
        def attempt() -> wire.ApplicationDetail:
            progress.report(0, 1, "sending")
            return self._client.campaigns.apply(handover.key, handover.form, progress)

        def mark(state: PartState, _code: str = "") -> None:
            self._keep(handover) if state is PartState.UNKNOWN else self._forget(handover)

        application = hand_over(attempt, None, mark, progress, is_unknown=is_unknown)
        self._forget(handover)
        self.drafts.drop(handover.form.kind, handover.form.campaign_id)
        return application

    def _keep(self, handover: PendingApplication) -> None:
        form = handover.form
        with self._store.write() as transaction:
            transaction.run(
                "INSERT INTO application (key, kind, campaign_id, form, made_at) VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT (key) DO NOTHING",
                *(handover.key, form.kind.value, form.campaign_id, msgspec.json.encode(form)),
                handover.made_at.isoformat(),
            )

    def _forget(self, handover: PendingApplication) -> None:
        with self._store.write() as transaction:
            transaction.run("DELETE FROM application WHERE key = ?", handover.key)
