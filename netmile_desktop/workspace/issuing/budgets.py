"""The forecast of the running month, and limits per campaign and for the site; a send above one is asked about twice."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from netmile_desktop.api.client import PortalClient
from netmile_desktop.domain import wire
from netmile_desktop.domain.batches import Action, PartState, may
from netmile_desktop.domain.billing import yen
from netmile_desktop.domain.calendar import day_of
from netmile_desktop.domain.failures import Unreachable
from netmile_desktop.progress import SILENT, Progress
from netmile_desktop.workspace.batches.batches import Batches, BatchSummary
from netmile_desktop.workspace.records.part_records import PartRecords
from netmile_desktop.workspace.store.store import Store

WHOLE_SITE = ""
"""Stands for the ID of a campaign where the limit of the whole site is meant."""

_KIND = "forecast"
_ON_THEIR_WAY = frozenset({PartState.READY, PartState.UNKNOWN, PartState.ACCEPTED})


@dataclass(frozen=True, slots=True)
class Forecast:
    """The running month: the portal's figures, and the miles on this machine still to be issued."""

    bill: wire.BillForecast
    open_miles: int
    """Miles of drafts and of parts the portal has not judged yet."""
    open_by_campaign: dict[str, int]

    @property
    def yen(self) -> int:
        """見込み in full: the bill to date, all waiting cancellations approved and all open batches issued."""
        return self.bill.yen_with_waiting + self.open_yen

    @property
    def open_yen(self) -> int:
        return yen(self.open_miles, self.bill.yen_per_1000_miles)


@dataclass(frozen=True, slots=True)
class BudgetAnswer:
    """A send compared with a limit, in yen a month without tax."""

    campaign_id: str
    """Whose limit it is, or `WHOLE_SITE`."""
    limit: int | None
    """None if there is none."""
    spent: int
    """Issued less cancelled this month, as of `as_of`."""
    coming: int
    """Cost of the send in question."""
    as_of: datetime

    @property
    def after(self) -> int:
        return self.spent + self.coming

    @property
    def exceeds(self) -> bool:
        """Whether the send needs a second confirmation."""
        return self.limit is not None and self.after > self.limit


_UNLIMITED = BudgetAnswer(WHOLE_SITE, None, 0, 0, datetime.min)


class Budgets:
    """The limits of a site's campaigns, kept with its local data, and forecasts to compare with them."""

    def __init__(self, client: PortalClient, store: Store, batches: Batches) -> None:
        self._client = client
        self._store = store
        self._batches = batches
        self._parts = PartRecords(store)
        self._counted: dict[str, tuple[date, datetime, int]] = {}
        """Miles of each draft, with the day of the count and the change that it belongs to."""

    def limits(self) -> dict[str, int]:
        """Return the limits in yen a month by campaign ID; that of the site is under `WHOLE_SITE`."""
        with self._store.read() as transaction:
            rows = transaction.all("SELECT campaign_id, yen FROM budget ORDER BY campaign_id")
        return {str(campaign): int(limit) for campaign, limit in rows}

    def site_limit(self) -> int | None:
        """Return the limit of the whole site in yen a month, or None."""
        return self.limits().get(WHOLE_SITE)

    def set_limit(self, campaign_id: str, limit: int | None) -> None:
        """Set the limit of a campaign, or of `WHOLE_SITE`, in yen a month; None removes it."""
        with self._store.write() as transaction:
            transaction.run("DELETE FROM budget WHERE campaign_id = ?", campaign_id)
            if limit is not None:
                transaction.run("INSERT INTO budget (campaign_id, yen) VALUES (?, ?)", campaign_id, limit)

    def bill(self, progress: Progress = SILENT) -> wire.BillForecast:
        """Return the running month as the portal sees it; without a network, as it last did.

        Raises:
            Unreachable: there is no network, and nothing is remembered.
        """
        if self._client.is_offline:
            remembered = self._store.recall(_KIND, "", wire.BillForecast)
            if remembered is None:
                raise Unreachable("offline")
            return remembered
        bill = self._client.reports.forecast(progress)
        self._store.remember(_KIND, "", bill)
        return bill

    def forecast(self, progress: Progress = SILENT) -> Forecast:
        """Forecast the month. Run it in a job: it opens every draft to add up its miles."""
        bill = self.bill(progress)
        coming = self.open_miles(day_of(bill.as_of), progress)
        return Forecast(bill, sum(coming.values()), coming)

    def open_miles(self, today: date, progress: Progress = SILENT) -> dict[str, int]:
        """Return the miles of drafts and of parts not judged yet, by campaign. Run it in a job: it opens drafts.

        A draft that has not changed since it was last counted that day is not opened again.
        """
        coming: Counter[str] = Counter()
        parts = Counter[str]()
        for part in self._parts.all():
            parts[part.batch_id] += part.miles if part.state in _ON_THEIR_WAY else 0
        summaries = self._batches.all()
        for at, summary in enumerate(summaries):
            progress.report(at, len(summaries))
            is_draft = may(summary.state, Action.SEND)
            coming[summary.campaign_id] += self._count(summary, today, progress) if is_draft else parts[summary.id]
        return {id_: miles for id_, miles in coming.items() if miles}

    def _count(self, summary: BatchSummary, today: date, progress: Progress) -> int:
        key = (today, summary.changed_at)
        counted = self._counted.get(summary.id)
        if counted is None or counted[:2] != key:
            miles = self._batches.open(summary.id, progress).snapshot().counts().miles
            counted = self._counted[summary.id] = (*key, miles)
        return counted[2]

    def is_limited(self, campaign_id: str) -> bool:
        """Return whether a limit holds for sends of a campaign: its own, or that of the site."""
        return not {campaign_id, WHOLE_SITE}.isdisjoint(self.limits())

    def guard(self, campaign_id: str, miles: int, progress: Progress = SILENT) -> BudgetAnswer:
        """Compare a send of `miles` with the limit of its campaign, then with that of the site.

        The first that would be exceeded is returned. No request is sent if there is none.

        Raises:
            Unreachable: a limit is set, and the amount spent is not known. Without a network the last known counts.
        """
        limits = self.limits()
        if not self.is_limited(campaign_id):
            return _UNLIMITED
        bill = self.bill(progress)
        spent = {each.campaign_id: each.yen for each in bill.by_campaign} | {WHOLE_SITE: bill.yen}
        cost = yen(miles, bill.yen_per_1000_miles)
        answers = [
            BudgetAnswer(id_, limits[id_], spent.get(id_, 0), cost, bill.as_of)
            for id_ in (campaign_id, WHOLE_SITE)
            if id_ in limits
        ]
        return next((each for each in answers if each.exceeds), answers[0])

    def guard_batch(self, batch_id: str, progress: Progress = SILENT) -> BudgetAnswer:
        """Compare a draft with the limit as `guard` does, before any of it is sent."""
        if not self.limits():
            return _UNLIMITED
        draft = self._batches.open(batch_id, progress)
        return self.guard(draft.campaign.id, draft.snapshot().counts().miles, progress)
