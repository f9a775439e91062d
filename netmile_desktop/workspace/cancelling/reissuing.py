"""取消・再発行: wrong issues are cancelled and issued again in one step, which can be continued wherever it stops."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from netmile_desktop.domain import wire
from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.domain.cancellations import CancelAction
from netmile_desktop.domain.codes import Code
from netmile_desktop.domain.failures import Failure
from netmile_desktop.domain.history import IssueState
from netmile_desktop.domain.rows.issuances import Finding, Rule, check_batch, check_row
from netmile_desktop.domain.rows.rows import Row
from netmile_desktop.progress import SILENT, Progress
from netmile_desktop.workspace.batches.batches import Batches
from netmile_desktop.workspace.campaigns.catalogue import Catalogue
from netmile_desktop.workspace.cancelling.cancelling import Cancelling
from netmile_desktop.workspace.cancelling.outcomes import CancelPreview, OrderOutcome
from netmile_desktop.workspace.cancelling.reissues import Reissues, Right
from netmile_desktop.workspace.history.issue_history import IssueHistory
from netmile_desktop.workspace.issuing.sending import Sending


@dataclass(frozen=True, slots=True)
class Plan:
    """The effect of a reissue; nothing is written yet."""

    preview: CancelPreview
    right: Mapping[str, Right]
    """By issue ID, with the address if it is known."""
    findings: Sequence[tuple[wire.IssueRecord, Finding]]
    """Findings against issuing again; while there are any, nothing is to be cancelled."""
    without_address: int
    cancelled: Sequence[wire.IssueRecord] = ()
    """Issues cancelled before, which are only issued again."""

    @property
    def miles(self) -> int:
        """Miles to be issued again."""
        return sum(each.miles for each in self.right.values())


@dataclass(frozen=True, slots=True)
class Reissued:
    """A batch of reissues and its result."""

    batch_id: str
    name: str
    registration_ids: Sequence[str]
    issues: Mapping[str, str]
    """The new issue's ID by that of the old one; empty if there is none yet."""
    failure: Failure | None = None
    """Why it was not sent, or not completely. Sending is continued in the batch."""

    @property
    def is_done(self) -> bool:
        return self.failure is None and all(self.issues.values())


@dataclass(frozen=True, slots=True)
class ReissueOutcome:
    """The outcome of a reissue."""

    cancelled: OrderOutcome | None
    requested: OrderOutcome | None
    """Order of those that are issued again once NetMile has approved."""
    issued: Sequence[Reissued]

    @property
    def is_done(self) -> bool:
        """Whether everything that was cancelled at once is issued again."""
        return all(each.is_done for each in self.issued)


class Reissuing:
    """Cancellations followed by new issues, as one step for the clerk.

    If the step is interrupted, everything ordered is on the disk: `Cancelling.resume` continues an order,
    `Reissues.catch_up` drafts what is cancelled, and a batch is continued where it is opened.
    """

    def __init__(
        self,
        cancellations: Cancelling,
        reissues: Reissues,
        batches: Batches,
        sending: Sending,
        catalogue: Catalogue,
        history: IssueHistory,
        today: Callable[[], date],
    ) -> None:
        self._cancellations = cancellations
        self._reissues = reissues
        self._batches = batches
        self._sending = sending
        self._catalogue = catalogue
        self._history = history
        self._today = today

    def plan(self, issue_ids: Sequence[str], right: Right, progress: Progress = SILENT) -> Plan:
        """Check what cancelling these issues and issuing them again as they should have been would do."""
        preview = self._cancellations.check(issue_ids, progress)
        drafted = self._reissues.drafted()
        cancelled = [each for each in preview.items if _is_cancelled(each) and each.issue_id not in drafted]
        possible = [*(each for each in preview.items if each.action is not None), *cancelled]
        known = self._history.addresses(possible, progress)
        wanted = {
            each.issue_id: replace(right, address=right.address or known.get(each.issue_id, "")) for each in possible
        }
        ids = {wanted[each.issue_id].campaign_id or each.campaign_id for each in possible}
        rules = {id_: self._catalogue.latest(id_, progress).rule(Mode.PC, self._today()) for id_ in ids}
        findings = [(each, finding) for each in possible for finding in _against(each, wanted[each.issue_id], rules)]
        return Plan(preview, wanted, findings, sum(not each.address for each in wanted.values()), cancelled)

    def reissue(self, plan: Plan, reason: str, progress: Progress = SILENT, *, label: str = "") -> ReissueOutcome:
        """Cancel what can be cancelled, and issue again what was cancelled at once, or before.

        Raises:
            Refused, Unreachable, Broken, Cancelled: as `Cancelling.order`; nothing was issued.
        """
        preview, outcomes = plan.preview, dict[CancelAction, OrderOutcome]()
        batch_ids: Sequence[str] = []
        self._reissues.want(plan.cancelled, plan.right)
        if preview.at_once:
            ordered = self._reissues.order(preview, reason, plan.right, progress, label=label)
            outcomes[CancelAction.AT_ONCE], batch_ids = ordered.outcome, ordered.batch_ids
        elif plan.cancelled:
            batch_ids = self._reissues.catch_up(progress, only=plan.right)
        if preview.by_request:
            outcomes[CancelAction.REQUEST] = self._reissues.request(preview, reason, plan.right, progress, label=label)
        # Beside the other rows of their own registrations they stood before.
        known = {each.registration_id for each in [*preview.items, *plan.cancelled] if each.issue_id in plan.right}
        issued = [self._issue(batch_id, known, progress) for batch_id in batch_ids]
        return ReissueOutcome(outcomes.get(CancelAction.AT_ONCE), outcomes.get(CancelAction.REQUEST), issued)

    def _issue(self, batch_id: str, known: Collection[str], progress: Progress) -> Reissued:
        """Send a batch without errors; one with errors, or that repeats other issues, waits for the clerk."""
        draft = self._batches.open(batch_id, progress)
        failure: Failure | None = None
        if not draft.snapshot().counts().errors:
            try:
                self._sending.send_if_new(batch_id, progress, known=known)
            except Failure as told:
                failure = told
        parts = self._batches.open(batch_id).parts()
        ids = [part.registration_id for part in parts if part.registration_id]
        return Reissued(batch_id, draft.name, ids, self._reissues.issued_again(batch_id), failure)


def _is_cancelled(issue: wire.IssueRecord) -> bool:
    return issue.live_state is IssueState.CANCELLED


def _against(issue: wire.IssueRecord, right: Right, rules: Mapping[str, Rule]) -> list[Finding]:
    """Return the findings against issuing one again; a missing address is none, it only keeps the row in the draft."""
    rule = rules[right.campaign_id or issue.campaign_id]
    row = Row(0, 0, 0, right.address, issue.key, str(right.miles))
    said = [each for each in check_row(row, rule).errors if right.address or each.code is not Code.ADDRESS]
    return [*check_batch(rule), *said]
