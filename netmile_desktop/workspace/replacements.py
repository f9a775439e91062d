"""取消して付与し直す: what was issued wrongly is taken back and issued again in one go, and nothing stays half done unseen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from netmile_desktop.domain import wire
from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.domain.cancellations import CancelAction
from netmile_desktop.domain.codes import Code
from netmile_desktop.domain.failures import Failure
from netmile_desktop.domain.history import IssueState
from netmile_desktop.domain.issuances import Finding, Rule, check_batch, check_row
from netmile_desktop.domain.rows import Row
from netmile_desktop.progress import SILENT, Progress
from netmile_desktop.workspace.amendments import Amendments, Right
from netmile_desktop.workspace.batches import Batches
from netmile_desktop.workspace.cancel_outcomes import Outcome, Preview
from netmile_desktop.workspace.cancellations import Cancellations
from netmile_desktop.workspace.catalogue import Catalogue
from netmile_desktop.workspace.history import IssueHistory
from netmile_desktop.workspace.sending import Sending


@dataclass(frozen=True, slots=True)
class Plan:
    """What a replacement would do; nothing is written yet."""

    preview: Preview
    right: Mapping[str, Right]
    """By issue ID, with the address where it is known."""
    findings: Sequence[tuple[wire.IssueRecord, Finding]]
    """What speaks against issuing again; as long as there is any, nothing is taken back."""
    without_address: int
    cancelled: Sequence[wire.IssueRecord] = ()
    """Was cancelled before and is only issued again."""

    @property
    def miles(self) -> int:
        """Of what is issued again."""
        return sum(each.miles for each in self.right.values())


@dataclass(frozen=True, slots=True)
class Reissued:
    """A batch of what was taken back."""

    batch_id: str
    name: str
    registration_ids: Sequence[str]
    issues: Mapping[str, str]
    """The new issue's ID by that of the old one; empty where there is none yet."""
    failure: Failure | None = None
    """Why it was not sent, or not to its end. It goes on in the batch."""

    @property
    def is_done(self) -> bool:
        return self.failure is None and all(self.issues.values())


@dataclass(frozen=True, slots=True)
class Replaced:
    """What came of it."""

    cancelled: Outcome | None
    requested: Outcome | None
    """Issued again once NetMile has approved."""
    issued: Sequence[Reissued]

    @property
    def is_done(self) -> bool:
        """Whether all that was taken back at once is issued again."""
        return all(each.is_done for each in self.issued)


class Replacements:
    """Takes issues back and issues them again, as one step for the clerk.

    Where the step is cut, what was ordered is on the disk: an order goes on with `Cancellations.resume`, what is
    cancelled gets into a batch with `Amendments.catch_up`, and a batch goes on where it is opened.
    """

    def __init__(
        self,
        cancellations: Cancellations,
        amendments: Amendments,
        batches: Batches,
        sending: Sending,
        catalogue: Catalogue,
        history: IssueHistory,
        today: Callable[[], date],
    ) -> None:
        self._cancellations = cancellations
        self._amendments = amendments
        self._batches = batches
        self._sending = sending
        self._catalogue = catalogue
        self._history = history
        self._today = today

    def plan(self, issue_ids: Sequence[str], right: Right, progress: Progress = SILENT) -> Plan:
        """Look what taking these back and issuing them as they should have been comes to."""
        preview = self._cancellations.check(issue_ids, progress)
        drafted = self._amendments.drafted()
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

    def replace(self, plan: Plan, reason: str, progress: Progress = SILENT, *, label: str = "") -> Replaced:
        """Take back what can be, and issue at once what was taken back at once, or before.

        Raises:
            Refused, Unreachable, Broken, Cancelled: as `Cancellations.order`; nothing was issued then.
        """
        preview, outcomes = plan.preview, dict[CancelAction, Outcome]()
        batch_ids: Sequence[str] = []
        self._amendments.want(plan.cancelled, plan.right)
        if preview.at_once:
            amended = self._amendments.order(preview, reason, plan.right, progress, label=label)
            outcomes[CancelAction.AT_ONCE], batch_ids = amended.outcome, amended.batch_ids
        elif plan.cancelled:
            batch_ids = self._amendments.catch_up(progress, only=plan.right)
        if preview.by_request:
            outcomes[CancelAction.REQUEST] = self._amendments.request(
                preview, reason, plan.right, progress, label=label
            )
        issued = [self._issue(batch_id, progress) for batch_id in batch_ids]
        return Replaced(outcomes.get(CancelAction.AT_ONCE), outcomes.get(CancelAction.REQUEST), issued)

    def _issue(self, batch_id: str, progress: Progress) -> Reissued:
        """Send a batch that has no error; one that has waits for the clerk."""
        draft = self._batches.open(batch_id, progress)
        failure: Failure | None = None
        if not draft.counts().errors:
            try:
                self._sending.send(batch_id, progress)
            except Failure as told:
                failure = told
        parts = self._batches.open(batch_id).parts()
        ids = [part.registration_id for part in parts if part.registration_id]
        return Reissued(batch_id, draft.name, ids, self._amendments.issued_again(batch_id), failure)


def _is_cancelled(issue: wire.IssueRecord) -> bool:
    return issue.live_state is IssueState.CANCELLED


def _against(issue: wire.IssueRecord, right: Right, rules: Mapping[str, Rule]) -> list[Finding]:
    """What our rules say against one of them; a missing address keeps its row in the draft and is no reason."""
    rule = rules[right.campaign_id or issue.campaign_id]
    row = Row(0, 0, 0, right.address, issue.key, str(right.miles))
    said = [each for each in check_row(row, rule).errors if right.address or each.code is not Code.ADDRESS]
    return [*check_batch(rule), *said]
