"""個別発行: one issue at a time, each exactly once (guide L370-406)."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from threading import Lock
from typing import Any

import msgspec

from netmile_desktop.api.client import PortalClient
from netmile_desktop.domain import codec, wire
from netmile_desktop.domain.batches import PartState
from netmile_desktop.domain.calendar import Clock, day_of, system_clock
from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.domain.checking import check, with_warning
from netmile_desktop.domain.failures import Broken, NotAllowed, Obstacle, Unreachable
from netmile_desktop.domain.rows.issuances import Finding, Findings, check_batch
from netmile_desktop.progress import SILENT, Progress
from netmile_desktop.workspace.handover import hand_over
from netmile_desktop.workspace.issuing.retrieval import judged
from netmile_desktop.workspace.records.issued_before import IssuedRow, IssuedRows, keep_issued
from netmile_desktop.workspace.store.store import Store

_COLUMNS = "key, request, state, code, registration_id, made_at, accepted_at"


@dataclass(frozen=True, slots=True)
class Single:
    """One single issue and its progress."""

    key: str
    request: wire.SingleIssue
    state: PartState
    """UNKNOWN from the first byte until the portal has answered; READY if it is known not to have arrived."""
    code: str
    """Code of the refusal, by the request or by the verdict; empty if there is none."""
    registration_id: str
    made_at: datetime
    accepted_at: datetime | None


class SingleIssues:
    """The single issues of a site's store. `today` returns the business day at the portal.

    Key and request are on the disk before the first byte is sent, and `hand_over` sends them.
    """

    def __init__(
        self, store: Store, client: PortalClient, today: Callable[[], date], clock: Clock = system_clock
    ) -> None:
        self._store = store
        self._client = client
        self._today = today
        self._clock = clock
        self._issued = IssuedRows(store)
        self._lock = Lock()

    def findings(self, request: wire.SingleIssue, campaign: wire.CampaignDetail) -> Findings:
        """Return findings by our own rules and from earlier issues; sends no request."""
        rule = campaign.rule(Mode.PC, self._today())
        row = request.row()
        past = self._issued.past(campaign.id, rule)
        found = check([row], rule, past.keys, past.counts).get(row.id, Findings())
        return with_warning(found, past.finding(row))

    def refused(self, campaign: wire.CampaignDetail) -> tuple[Finding, ...]:
        """Return the findings against any issue in a campaign today (42030, 44019)."""
        return check_batch(campaign.rule(Mode.PC, self._today()))

    def check(self, request: wire.SingleIssue, progress: Progress = SILENT) -> wire.SingleForecast:
        """Return how the portal would judge an issue now; nothing is written."""
        return self._client.issuances.check_one(request, progress)

    def issue(self, request: wire.SingleIssue, progress: Progress = SILENT) -> wire.RegistrationDetail:
        """Issue once and wait for the verdict, which is in `errors` and `code` of the answer.

        If the same request is unfinished, it is continued under the same key, so that pressing the button twice
        after a failure issues once. Once it is judged, the same request is a new issue.

        Raises:
            Refused: the portal refused the request; there is no 発行登録ID.
            NotAllowed: another single issue of this store is under way.
            Unreachable, Broken, Cancelled: the outcome is unknown; `resume` finds out. At a desk without a network
                nothing is started.
        """
        if self._client.is_offline:
            raise Unreachable("offline")
        if not self._lock.acquire(blocking=False):
            raise NotAllowed(Obstacle.BUSY, request.campaign_id)
        try:
            single = self._unfinished(request) or self._kept(request)
            if single.state is not PartState.ACCEPTED:
                single = self._hand_over(single, progress)
            progress.report(0, 1, "judging")
            return self._bring_home(single, progress)
        finally:
            self._lock.release()

    def all(self) -> list[Single]:
        """Return every single issue made on this machine, the newest first."""
        with self._store.read() as transaction:
            rows = transaction.all(f"SELECT {_COLUMNS} FROM single ORDER BY made_at DESC, rowid DESC")
        return [_single(row) for row in rows]

    def waiting(self) -> list[Single]:
        """Return issues in an unknown state, and accepted ones whose verdict has not been fetched yet."""
        return [each for each in self.all() if each.state in {PartState.UNKNOWN, PartState.ACCEPTED}]

    def resume(self, progress: Progress = SILENT) -> list[Single]:
        """Look up all waiting issues at the portal, fetch their verdicts, and return the issues in their new state.

        Those that never arrived become READY: they are handed over again only when the clerk says so.

        Raises:
            Unreachable, Broken, Cancelled, NotAllowed: the issues not looked up yet are unchanged.
        """
        if not self._lock.acquire(blocking=False):
            raise NotAllowed(Obstacle.BUSY)
        try:
            waiting = self.waiting()
            for n, single in enumerate(waiting):
                progress.report(n, len(waiting), "asking")
                if single.state is PartState.UNKNOWN:
                    registration = self._find(single, progress)
                    if registration is None:
                        self._mark(single, PartState.READY)
                        continue
                    single = self._accept(single, registration)
                self._bring_home(single, progress)
            keys = {single.key for single in waiting}
            return [each for each in self.all() if each.key in keys]
        finally:
            self._lock.release()

    def forget(self, key: str) -> None:
        """Delete an issue that is known not to have been accepted.

        Raises:
            NotAllowed: it was accepted, or may have been.
        """
        with self._store.write() as transaction:
            states = (PartState.READY.value, PartState.REFUSED.value)
            if not transaction.run("DELETE FROM single WHERE key = ? AND state IN (?, ?)", key, *states):
                raise NotAllowed(Obstacle.NOTHING_TO_ABANDON, key)

    def _unfinished(self, request: wire.SingleIssue) -> Single | None:
        open_states = {PartState.UNKNOWN, PartState.READY, PartState.ACCEPTED}
        return next((each for each in self.all() if each.request == request and each.state in open_states), None)

    def _kept(self, request: wire.SingleIssue) -> Single:
        """Store a new issue and return it; it is then on the disk."""
        content = msgspec.json.encode([request, secrets.token_hex(16)])
        key = hashlib.sha256(content).hexdigest()
        single = Single(key, request, PartState.READY, "", "", self._clock(), None)
        with self._store.write() as transaction:
            transaction.run(
                f"INSERT INTO single ({_COLUMNS}) VALUES (?, ?, ?, '', '', ?, NULL)",
                *(key, msgspec.json.encode(request), single.state.value, single.made_at.isoformat()),
            )
        return single

    def _hand_over(self, single: Single, progress: Progress) -> Single:
        def attempt() -> wire.Registration:
            progress.report(0, 1, "sending")
            return _as_handed_over(single, self._client.issuances.issue_one(single.key, single.request, progress))

        def look_up() -> wire.Registration | None:
            progress.report(0, 1, "asking")
            return self._find(single, progress)

        is_unknown = single.state is PartState.UNKNOWN
        registration = hand_over(attempt, look_up, partial(self._mark, single), progress, is_unknown=is_unknown)
        return self._accept(single, registration)

    def _find(self, single: Single, progress: Progress) -> wire.Registration | None:
        """Return the registration that the portal accepted under an issue's key, or None."""
        registration = self._client.issuances.find(single.key, progress)
        return None if registration is None else _as_handed_over(single, registration)

    def _bring_home(self, single: Single, progress: Progress) -> wire.RegistrationDetail:
        registration = judged(self._client.issuances, single.registration_id, 1, progress)
        code = registration.code or ""
        with self._store.write() as transaction:
            transaction.run(
                "UPDATE single SET state = ?, code = ? WHERE key = ?", PartState.JUDGED.value, code, single.key
            )
            if not registration.errors and registration.records:
                row = single.request.row()
                issued_on = day_of(registration.completed_at or registration.accepted_at)
                issued = IssuedRow(0, row.address, row.key, int(row.miles), issued_on)
                keep_issued(transaction, registration.campaign_id, registration.registration_id, [issued])
        return registration

    def _mark(self, single: Single, state: PartState, code: str = "") -> None:
        with self._store.write() as transaction:
            transaction.run("UPDATE single SET state = ?, code = ? WHERE key = ?", state.value, code, single.key)

    def _accept(self, single: Single, registration: wire.Registration) -> Single:
        with self._store.write() as transaction:
            transaction.run(
                "UPDATE single SET state = ?, code = '', registration_id = ?, accepted_at = ? WHERE key = ?",
                *(PartState.ACCEPTED.value, registration.registration_id, registration.accepted_at.isoformat()),
                single.key,
            )
        return replace(
            single,
            state=PartState.ACCEPTED,
            code="",
            registration_id=registration.registration_id,
            accepted_at=registration.accepted_at,
        )


def _as_handed_over(single: Single, registration: wire.Registration) -> wire.Registration:
    """Return a registration if it belongs to an issue's key and campaign; raise Broken otherwise."""
    if registration.key != single.key or registration.campaign_id != single.request.campaign_id:
        raise Broken(f"{registration.registration_id}: accepted something else than was handed over")
    return registration


def _single(row: tuple[Any, ...]) -> Single:
    key, request, state, code, registration_id, made_at, accepted_at = row
    return Single(
        key=key,
        request=codec.decode_json(request, wire.SingleIssue),
        state=PartState(state),
        code=code,
        registration_id=registration_id,
        made_at=datetime.fromisoformat(made_at),
        accepted_at=datetime.fromisoformat(accepted_at) if accepted_at else None,
    )
