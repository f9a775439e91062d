"""The forecast of the running month, and a limit per campaign; a send above it needs a second confirmation."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from netmile_desktop.api.client import PortalClient
from netmile_desktop.domain import wire
from netmile_desktop.domain.batches import Action, PartState, may
from netmile_desktop.domain.billing import yen
from netmile_desktop.domain.failures import Unreachable
from netmile_desktop.progress import SILENT, Progress
from netmile_desktop.workspace.batches.batches import Batches
from netmile_desktop.workspace.records.part_records import PartRecords
from netmile_desktop.workspace.store.store import Store

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
    """A send compared with its campaign's limit, in yen a month without tax."""

    limit: int | None
    """None if the campaign has none."""
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


_UNLIMITED = BudgetAnswer(None, 0, 0, datetime.min)


class Budgets:
    """The limits of a site's campaigns, kept with its local data, and forecasts to compare with them."""

    def __init__(self, client: PortalClient, store: Store, batches: Batches) -> None:
        self._client = client
        self._store = store
        self._batches = batches
        self._parts = PartRecords(store)

    def limits(self) -> dict[str, int]:
        """Return the limits in yen a month by campaign ID."""
        with self._store.read() as transaction:
            rows = transaction.all("SELECT campaign_id, yen FROM budget ORDER BY campaign_id")
        return {str(campaign): int(limit) for campaign, limit in rows}

    def set_limit(self, campaign_id: str, limit: int | None) -> None:
        """Set a campaign's limit in yen a month; None removes it."""
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
        coming: Counter[str] = Counter()
        parts = Counter[str]()
        for part in self._parts.all():
            parts[part.batch_id] += part.miles if part.state in _ON_THEIR_WAY else 0
        summaries = self._batches.all()
        for at, summary in enumerate(summaries):
            progress.report(at, len(summaries))
            is_draft = may(summary.state, Action.SEND)
            if is_draft:
                coming[summary.campaign_id] += self._batches.open(summary.id, progress).snapshot().counts().miles
            else:
                coming[summary.campaign_id] += parts[summary.id]
        return Forecast(bill, coming.total(), {id_: miles for id_, miles in coming.items() if miles})

    def guard(self, campaign_id: str, miles: int, progress: Progress = SILENT) -> BudgetAnswer:
        """Compare a send of `miles` with the campaign's limit; no request is sent if there is none.

        Raises:
            Unreachable: a limit is set, and the amount spent is not known. Without a network the last known counts.
        """
        limit = self.limits().get(campaign_id)
        if limit is None:
            return _UNLIMITED
        bill = self.bill(progress)
        spent = next((each.yen for each in bill.by_campaign if each.campaign_id == campaign_id), 0)
        return BudgetAnswer(limit, spent, yen(miles, bill.yen_per_1000_miles), bill.as_of)

    def guard_batch(self, batch_id: str, progress: Progress = SILENT) -> BudgetAnswer:
        """Compare a draft with the limit as `guard` does, before any of it is sent."""
        if not self.limits():
            return _UNLIMITED
        draft = self._batches.open(batch_id, progress)
        return self.guard(draft.campaign.id, draft.snapshot().counts().miles, progress)
