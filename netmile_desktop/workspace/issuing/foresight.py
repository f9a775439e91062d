"""The look ahead before a draft is sent: what of it was issued before, from this machine or another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import msgspec

from netmile_desktop.api.client import PortalClient
from netmile_desktop.domain import wire
from netmile_desktop.domain.batches import digest, split
from netmile_desktop.domain.failures import Broken, Unreachable
from netmile_desktop.domain.rows.rows import RowSequence
from netmile_desktop.progress import SILENT, Progress, SubProgress
from netmile_desktop.workspace.batches.batches import Batches
from netmile_desktop.workspace.drafts.draft_facts import query_of
from netmile_desktop.workspace.issuing.send_forecast import SendForecast
from netmile_desktop.workspace.records.batch_records import BatchRecords
from netmile_desktop.workspace.records.part_records import PartRecords
from netmile_desktop.workspace.records.repeats import IssuedOfLate, OnTheirWay, repeat_named_by_portal
from netmile_desktop.workspace.records.row_origins import RowOrigins
from netmile_desktop.workspace.store.store import Store


class Foresight:
    """Compares drafts with earlier issues; writes nothing. `today` returns the business day at the portal."""

    def __init__(
        self, store: Store, client: PortalClient, batches: Batches, today: Callable[[], date], part_rows: int
    ) -> None:
        self._store = store
        self._client = client
        self._batches = batches
        self._today = today
        self._part_rows = part_rows
        self._records = BatchRecords(store)
        self._parts = PartRecords(store)
        self._origins = RowOrigins(store)

    def of(self, batch_id: str, progress: Progress = SILENT) -> SendForecast:
        """Return what this machine and the portal know about a draft as it would be sent now.

        Of what was issued the portal's word counts, which knows of cancellations and of other machines. If it is
        unreachable, nothing is raised: the forecast has what this machine remembers, and is not complete.

        Raises:
            Refused, NotAllowed, Cancelled.
        """
        draft = self._batches.open(batch_id, progress)
        query = query_of(draft.settings, draft.name)
        takeovers = self._origins.takeovers(batch_id)
        on_their_way = OnTheirWay(self._store, query.campaign_id)
        issued = IssuedOfLate(self._store, query.campaign_id, self._today())
        rows = draft.snapshot().sendable()
        foreseen = SendForecast(len(rows))
        for n, chunk in enumerate(split(rows, self._part_rows)):
            share = SubProgress(progress, n * self._part_rows, len(chunk), len(rows))
            share.begin("comparing")
            body = chunk.body()
            foreseen.add_own(self._own_with(digest(body)))
            taken_over = set[str]().union(*(takeovers.get(row_id, ()) for row_id in chunk.ids())) if takeovers else ()
            asked = msgspec.structs.replace(query, takes_over=sorted(taken_over))
            if not self._ask(foreseen, asked, body, chunk, share):
                foreseen.add_repeats(issued.repeats(chunk))
            foreseen.add_repeats(on_their_way.repeats(chunk))
        return foreseen

    def _ask(
        self, foreseen: SendForecast, query: wire.IssuanceQuery, body: bytes, rows: RowSequence, share: SubProgress
    ) -> bool:
        """Add what the portal says about a part; return whether it answers."""
        try:
            forecast = self._client.issuances.check(query, body, share)
        except (Unreachable, Broken) as failure:
            foreseen.unanswered = failure
            return False
        foreseen.add(forecast)
        by_line = {each.line: each for each in forecast.repeats}
        if by_line:
            foreseen.add_repeats(
                {row.id: repeat_named_by_portal(row, by_line[n]) for n, row in enumerate(rows, 1) if n in by_line}
            )
        return True

    def _own_with(self, content: str) -> Iterator[wire.EarlierRegistration]:
        for part in self._parts.with_digest(content):
            assert part.accepted_at is not None
            yield wire.EarlierRegistration(
                registration_id=part.registration_id,
                accepted_at=part.accepted_at,
                campaign_id=self._records.one(part.batch_id).campaign.id,
            )
