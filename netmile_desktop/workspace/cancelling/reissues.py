"""Reissues: issues cancelled to be issued again as they should have been. Makes drafts only; sends no batch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from netmile_desktop.api.client import PortalClient
from netmile_desktop.domain import codec, wire
from netmile_desktop.domain.batches import BatchSettings
from netmile_desktop.domain.calendar import Clock, system_clock
from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.domain.cancellations import CancelAction, RequestState
from netmile_desktop.domain.failures import NotAllowed, Obstacle, Unreachable
from netmile_desktop.domain.history import IssueState
from netmile_desktop.domain.rows.rows import Row
from netmile_desktop.domain.texts.cancellations import REISSUE
from netmile_desktop.progress import SILENT, Progress
from netmile_desktop.workspace.batches.drafted_rows import draft_of
from netmile_desktop.workspace.cancelling.cancelling import Cancelling
from netmile_desktop.workspace.cancelling.outcomes import CancelPreview, OrderOutcome
from netmile_desktop.workspace.history.issue_history import IssueHistory
from netmile_desktop.workspace.records.batch_records import BatchRecords
from netmile_desktop.workspace.records.verdicts import Verdicts
from netmile_desktop.workspace.sources.source import source_of_rows
from netmile_desktop.workspace.store.store import Store


@dataclass(frozen=True, slots=True)
class Right:
    """What an issue should have been."""

    miles: int
    campaign_id: str = ""
    """Empty for the campaign it was issued in."""
    address: str = ""
    """The address to issue to; empty for the one known on this machine."""


@dataclass(frozen=True, slots=True)
class OrderedReissues:
    """The outcome of an order and the drafts of its reissues."""

    outcome: OrderOutcome
    batch_ids: Sequence[str]
    """One draft per campaign and kind of address."""
    without_address: int
    """Rows whose address is not known on this machine and has to be typed."""


class Reissues:
    """The reissues of a site, remembered until their issues are cancelled.

    The right miles are on the disk before anything is ordered. A row enters a draft only after the portal has
    reported its issue as cancelled, and the transaction that makes the draft also notes the row in it. So no
    issue is reissued twice, or while it still counts. `today` returns the business day at the portal.
    """

    def __init__(
        self,
        client: PortalClient,
        store: Store,
        cancellations: Cancelling,
        today: Callable[[], date],
        clock: Clock = system_clock,
    ) -> None:
        self._client = client
        self._store = store
        self._cancellations = cancellations
        self._today = today
        self._clock = clock
        self._history = IssueHistory(client, store)
        self._records = BatchRecords(store)
        self._verdicts = Verdicts(store)

    def order(
        self,
        preview: CancelPreview,
        reason: str,
        right: Mapping[str, Right],
        progress: Progress = SILENT,
        *,
        label: str = "",
    ) -> OrderedReissues:
        """Cancel the pending issues named in `right` at once, and draft their reissues.

        Args:
            right: By issue ID; other issues of the preview are left alone.

        Raises:
            NotAllowed: none of them is pending.
            Refused, Unreachable, Broken, Cancelled: as `Cancelling.order`; once the order is resumed, `catch_up`
                drafts the reissues.
        """
        outcome = self._order(preview, CancelAction.AT_ONCE, reason, right, progress, label)
        batch_ids = self.catch_up(progress, only=right)
        return OrderedReissues(outcome, batch_ids, sum(self._without_address(id_) for id_ in batch_ids))

    def request(
        self,
        preview: CancelPreview,
        reason: str,
        right: Mapping[str, Right],
        progress: Progress = SILENT,
        *,
        label: str = "",
    ) -> OrderOutcome:
        """Request the cancellation of valid issues; `catch_up` drafts their reissues once NetMile has approved."""
        return self._order(preview, CancelAction.REQUEST, reason, right, progress, label)

    def want(self, issues: Iterable[wire.IssueRecord], right: Mapping[str, Right]) -> None:
        """Remember what these issues should have been; issues that are already in a draft stay unchanged."""
        now = self._clock().isoformat()
        wanted = [(each.issue_id, right[each.issue_id]) for each in issues]
        with self._store.write() as transaction:
            transaction.many(
                "INSERT INTO amendment (issue_id, miles, ordered_at, campaign_id, address) VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT (issue_id) DO UPDATE SET miles = excluded.miles, campaign_id = excluded.campaign_id,"
                " address = excluded.address WHERE batch_id = ''",
                ((id_, to.miles, now, to.campaign_id, to.address) for id_, to in wanted),
            )

    def drafted(self) -> set[str]:
        """Return the issues with a reissue in a draft or in a sent batch: they are not reissued again."""
        with self._store.read() as transaction:
            return {id_ for (id_,) in transaction.all("SELECT issue_id FROM amendment WHERE batch_id <> ''")}

    def catch_up(self, progress: Progress = SILENT, *, only: Container[str] | None = None) -> list[str]:
        """Draft the reissues of issues that are cancelled now, of all or of those in `only`; return the drafts' ids.

        Issues whose cancellation NetMile refused are dropped.

        Raises:
            Unreachable, Broken, Refused, Cancelled: the campaigns not reached yet have no draft.
        """
        wanted = {id_: right for id_, right in self._open().items() if only is None or id_ in only}
        if not wanted:
            return []
        records = self._cancellations.check(list(wanted), progress).items
        self._give_up([each.issue_id for each in records if _was_refused(each)])
        cancelled = [each for each in records if each.live_state is IssueState.CANCELLED]
        addresses = self._history.addresses(cancelled, progress)
        addresses |= {id_: right.address for id_, right in wanted.items() if right.address}
        modes = self._modes()
        groups: defaultdict[tuple[str, Mode], list[wire.IssueRecord]] = defaultdict(list)
        for record in cancelled:
            campaign_id = wanted[record.issue_id].campaign_id or record.campaign_id
            groups[campaign_id, modes.get(record.registration_id, Mode.PC)].append(record)
        made = []
        for (campaign_id, mode), some in groups.items():
            campaign = self._client.campaigns.detail(campaign_id, progress)
            rows = [
                Row(n, 0, 0, addresses.get(record.issue_id, ""), record.key, str(wanted[record.issue_id].miles))
                for n, record in enumerate(some)
            ]
            made.append(self._draft(campaign, mode, rows, [record.issue_id for record in some]))
        return made

    def issued_again(self, batch_id: str) -> dict[str, str]:
        """Return the ID of the new issue by that of the old one, for a batch of reissues; empty while there is none."""
        with self._store.read() as transaction:
            rows = transaction.all(
                "SELECT issue_id, row_id FROM amendment WHERE batch_id = ? ORDER BY row_id", batch_id
            )
        verdicts = self._verdicts.of(batch_id)
        return {id_: verdicts[row_id].issue_id if row_id in verdicts else "" for id_, row_id in rows}

    def waiting(self) -> int:
        """Return the number of issues to be reissued that are in no draft yet; sends no request."""
        return len(self._open())

    def _order(
        self,
        preview: CancelPreview,
        action: CancelAction,
        reason: str,
        right: Mapping[str, Right],
        progress: Progress,
        label: str,
    ) -> OrderOutcome:
        meant = [each for each in preview.of(action) if each.issue_id in right]
        if not meant:
            raise NotAllowed(Obstacle.NOTHING_TO_CANCEL, action.value)
        if self._client.is_offline:
            raise Unreachable("offline")
        self.want(meant, right)
        return self._cancellations.order(CancelPreview(meant, preview.at), action, reason, progress, label=label)

    def _open(self) -> dict[str, Right]:
        """Return the reissues that are in no draft yet, by issue ID."""
        sql = "SELECT issue_id, miles, campaign_id, address FROM amendment WHERE batch_id = ''"
        with self._store.read() as transaction:
            return {id_: Right(*rest) for id_, *rest in transaction.all(sql)}

    def _give_up(self, issue_ids: Sequence[str]) -> None:
        if issue_ids:
            with self._store.write() as transaction:
                transaction.many("DELETE FROM amendment WHERE issue_id = ?", ((id_,) for id_ in issue_ids))

    def _modes(self) -> dict[str, Mode]:
        """Return the kind of address that each registration of a batch on this machine was sent to."""
        with self._store.read() as transaction:
            rows = transaction.all(
                "SELECT registration_id, settings FROM part JOIN batch ON batch.id = batch_id"
                " WHERE registration_id <> ''"
            )
        return {id_: codec.decode_json(settings, BatchSettings).mode for id_, settings in rows}

    def _draft(self, campaign: wire.CampaignDetail, mode: Mode, rows: Sequence[Row], issue_ids: Sequence[str]) -> str:
        today = self._today()
        record = draft_of(uuid4().hex, f"{REISSUE.ja} {today}", campaign, mode, rows, today, self._clock())
        with self._store.write() as transaction:
            for row_id, issue_id in enumerate(issue_ids):
                # From now on, only the draft holds the address.
                sql = "UPDATE amendment SET batch_id = ?, row_id = ?, address = ''"
                if not transaction.run(f"{sql} WHERE issue_id = ? AND batch_id = ''", record.id, row_id, issue_id):
                    raise NotAllowed(Obstacle.OVERTAKEN, issue_id)  # another run has drafted it first
            self._records.insert(transaction, record, source_of_rows(record.name, rows))
        return record.id

    def _without_address(self, batch_id: str) -> int:
        record = self._records.one(batch_id)
        return sum(not row.address for row in self._records.source(batch_id).read(record.recipe).rows)


def _was_refused(record: wire.IssueRecord) -> bool:
    return record.cancellation is not None and record.cancellation.state is RequestState.REFUSED
