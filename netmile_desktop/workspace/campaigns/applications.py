"""Applications for campaigns: what the form begins with, checked, handed over exactly once, taken back (guide L95-161)."""

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
from netmile_desktop.domain.batches import PartState
from netmile_desktop.domain.calendar import Clock, system_clock
from netmile_desktop.domain.campaigns import ApplicationKind
from netmile_desktop.domain.failures import NotAllowed, Obstacle, Unreachable
from netmile_desktop.progress import SILENT, Progress
from netmile_desktop.workspace.campaigns.application_drafts import (
    ApplicationDraft,
    ApplicationDrafts,
    TypedForm,
    typed_from,
)
from netmile_desktop.workspace.handover import hand_over
from netmile_desktop.workspace.store.store import Store

_KIND_CONTENT = "campaign content"


@dataclass(frozen=True, slots=True)
class PendingApplication:
    """An application that went out, and of which it is not known whether it arrived."""

    key: str
    form: wire.ApplicationForm
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Beginning:
    """What the form of an application begins with."""

    campaign: wire.ContentOfCampaign | None
    """To be changed or used again."""
    draft: ApplicationDraft | None
    unknown: PendingApplication | None
    waiting: wire.ApplicationDetail | None
    """A change of the same campaign that is not decided yet."""

    @property
    def typed(self) -> TypedForm | None:
        """What stood in the form: first what may have arrived already."""
        if self.unknown is not None:
            return typed_from(self.unknown.form.content)
        return self.draft.typed if self.draft is not None else None


class Applications:
    """What a site applies for. `today` tells the business day at the portal.

    Key and form are on the disk before the first byte leaves, and `hand_over` hands them over; they lie there as
    long as it is not known whether they arrived.
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
        """What a form about a campaign begins with; out of reach of the portal, as it was when last asked for.

        Raises:
            Unreachable: it was never asked for.
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
        """Everything the form needs to know; a new campaign asks nothing of the portal."""
        campaign = self.content(campaign_id, progress) if campaign_id else None
        waiting = None
        if kind is ApplicationKind.CHANGE and campaign is not None and campaign.waiting_id:
            waiting = self.detail(campaign.waiting_id, progress)
        return Beginning(campaign, self.drafts.find(kind, campaign_id), self.unknown(kind, campaign_id), waiting)

    def check(self, form: wire.ApplicationForm, progress: Progress = SILENT) -> wire.ApplicationForecast:
        """What the portal would make of an application now; nothing is written."""
        return self._client.campaigns.check_application(form, progress)

    def apply(self, form: wire.ApplicationForm, progress: Progress = SILENT) -> wire.ApplicationDetail:
        """Apply once. A form whose fate is unknown from an earlier try goes out under its old key; so pressing the
        button twice after a failure applies once. What was typed is dropped once the portal has it.

        Raises:
            Refused: the portal turned it down.
            NotAllowed: another application is under way, or the fate of another form of the same kind for the
                same campaign is unknown.
            Unreachable, Broken, Cancelled: what became of it is not known. At a desk without a network nothing
                is begun.
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
        """An application of this kind whose fate is not known, or None."""
        with self._store.read() as transaction:
            row = transaction.one(
                "SELECT key, form, made_at FROM application WHERE kind = ? AND campaign_id = ?", kind.value, campaign_id
            )
        if row is None:
            return None
        key, form, made_at = row
        return PendingApplication(key, codec.decode_json(form, wire.ApplicationForm), datetime.fromisoformat(made_at))

    def detail(self, application_id: str, progress: Progress = SILENT) -> wire.ApplicationDetail:
        """One application in full."""
        return self._client.campaigns.application(application_id, progress)

    def withdraw(self, application_id: str, progress: Progress = SILENT) -> wire.ApplicationDetail:
        """Take an application back while NetMile has not decided; safe to repeat.

        Raises:
            Refused: `P-STATE` once it is decided.
        """
        return self._client.campaigns.withdraw(application_id, progress)

    def _made(self, form: wire.ApplicationForm) -> PendingApplication:
        """A new application; not on the disk yet."""
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
