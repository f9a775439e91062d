"""Cancellation requests waiting for NetMile's decision, and those decided since the clerk last looked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import msgspec

from netmile_desktop.api.client import PortalClient
from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import day_of
from netmile_desktop.domain.cancellations import RequestState
from netmile_desktop.domain.failures import Unreachable
from netmile_desktop.progress import SILENT, Progress
from netmile_desktop.workspace.cancelling.orders import Ordered, free
from netmile_desktop.workspace.store.store import Store

_KIND = "requests"
_PAGE = 100
_DECIDED = [RequestState.APPROVED, RequestState.REFUSED]

FIRST_LOOK_DAYS = 30
"""Days of past requests whose decisions are shown to a clerk who has never looked."""


class FollowUp(msgspec.Struct, frozen=True, kw_only=True):
    """Waiting requests, and decisions that are news."""

    waiting: list[wire.CancellationRecord]
    """The most urgent first."""
    decided: list[wire.CancellationRecord]
    """Requests decided since the last look, the newest first."""
    on: date
    is_remembered: bool = False


class _Looked(msgspec.Struct, frozen=True, kw_only=True):
    """How far a clerk has looked."""

    since: date
    """No request made before this day could have been decided since."""
    decided_until: datetime | None


class FollowUps:
    """The cancellation requests of a site, and what was seen of them. `today` returns the business day at the portal."""

    def __init__(self, client: PortalClient, store: Store, today: Callable[[], date]) -> None:
        self._client = client
        self._store = store
        self._today = today

    def get(self, progress: Progress = SILENT) -> FollowUp:
        """Return the current list, or without a network the last one; approved issues count against no limit any more.

        Raises:
            Unreachable: there is no network, and no list is remembered.
        """
        remembered = self._store.recall(_KIND, "list", FollowUp)
        if self._client.is_offline:
            if remembered is None:
                raise Unreachable("offline")
            return remembered
        looked = self._looked()
        waiting = self._all(wire.CancellationSearch(states=[RequestState.REQUESTED], sort="last_on"), progress)
        recent = self._all(wire.CancellationSearch(states=_DECIDED, requested_from=looked.since), progress)
        # A request may end at an instant before the last look: at its midnight, though the portal worked later.
        unseen = {_key(each) for each in (*remembered.waiting, *remembered.decided)} if remembered else set()
        decided = [
            each
            for each in recent
            if each.decided_at and (_is_news(each.decided_at, looked.decided_until) or _key(each) in unseen)
        ]
        approved = [each for each in decided if each.state is RequestState.APPROVED]
        if approved:
            with self._store.write() as transaction:
                free(transaction, (Ordered(each.issue_id, each.registration_id) for each in approved))
        found = FollowUp(waiting=waiting, decided=decided, on=self._today())
        self._store.remember(_KIND, "list", msgspec.structs.replace(found, is_remembered=True))
        return found

    def looked_at(self, follow_up: FollowUp) -> None:
        """Note that the decisions in `follow_up` were seen and are no longer news."""
        before = self._looked().decided_until
        instants = [each.decided_at for each in follow_up.decided if each.decided_at]
        until = max([*instants, *([before] if before else [])], default=None)
        since = min([day_of(each.requested_at) for each in follow_up.waiting] + [follow_up.on])
        self._store.remember(_KIND, "looked", _Looked(since=since, decided_until=until))
        shown = msgspec.structs.replace(follow_up, decided=[], is_remembered=True)
        self._store.remember(_KIND, "list", shown)

    def _looked(self) -> _Looked:
        first = _Looked(since=self._today() - timedelta(days=FIRST_LOOK_DAYS), decided_until=None)
        return self._store.recall(_KIND, "looked", _Looked) or first

    def _all(self, query: wire.CancellationSearch, progress: Progress) -> list[wire.CancellationRecord]:
        found: dict[tuple[str, str], wire.CancellationRecord] = {}
        number = 0
        while True:
            number += 1
            page = self._client.cancellations.search(msgspec.structs.replace(query, page=number, size=_PAGE), progress)
            found |= {_key(each): each for each in page.items}
            progress.report(len(found), max(page.total, len(found)), "asking")
            if len(page.items) < _PAGE:
                return list(found.values())


def _key(record: wire.CancellationRecord) -> tuple[str, str]:
    return record.number, record.issue_id


def _is_news(decided_at: datetime, until: datetime | None) -> bool:
    return until is None or decided_at > until
