"""Registrations that were handed over in real time and wait for an answer: answered like those of a file."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from threading import Lock

import msgspec

from netmile_desktop.api.client import PortalClient
from netmile_desktop.domain import wire
from netmile_desktop.domain.batches import PartState
from netmile_desktop.domain.failures import NotAllowed, Obstacle, Unreachable
from netmile_desktop.domain.rewards import HandOverState, ResultFault, RewardResult, RowFault
from netmile_desktop.domain.rewards.result_drafts import ResultDraft, ResultRow, RowAnswer
from netmile_desktop.domain.rewards.result_files import Verdict
from netmile_desktop.progress import SILENT, Progress
from netmile_desktop.workspace.handover import hand_over
from netmile_desktop.workspace.rewards.kept_files import REAL_TIME, KeptFiles
from netmile_desktop.workspace.rewards.remembering import told_or_remembered
from netmile_desktop.workspace.store.store import Store

_PENDING = "reward pending"
_PAGE = 100
_AT_ONCE = 1_000
"""Answers that the portal takes in one request."""
_STAYING = frozenset({ResultFault.NO_REASON, ResultFault.BAD_REASON, ResultFault.NOT_A_RESULT})
"""Faults that the clerk can cure, so that the answer stays in the draft."""


class WaitingRegistrations(msgspec.Struct, frozen=True):
    """Registrations that waited for an answer when the portal was asked last."""

    items: list[wire.RewardRegistration]


@dataclass(frozen=True, slots=True)
class OtherAnswer:
    """A registration about which somebody else has said something else."""

    code: str
    own: RowAnswer
    told: RowAnswer


@dataclass(frozen=True, slots=True)
class PendingOutcome:
    """What became of answers that were sent."""

    approved: int
    refused: int
    others: tuple[OtherAnswer, ...]
    faults: tuple[RowFault, ...]
    """Answers that the portal did not take, by their place among those sent."""


class PendingAnswers:
    """Answers about registrations that no file holds. Each stands by itself, so they can be sent in portions."""

    def __init__(self, client: PortalClient, store: Store, *, at_once: int = _AT_ONCE) -> None:
        self._client = client
        self._store = store
        self._kept = KeptFiles(store)
        self._sending = Lock()
        self._at_once = at_once

    def open(self, progress: Progress = SILENT) -> ResultDraft:
        """Return all registrations that wait, the oldest first, with the answers so far.

        While the portal is out of reach, they are those that waited when it was asked last. Answers about registrations that the
        portal has an answer about, or has put into a file, are forgotten.

        Raises:
            Unreachable, Broken, Refused, Cancelled.
        """
        answers = self._kept.answers(REAL_TIME)
        ask = partial(self._asked_for, answers, progress)
        waiting = told_or_remembered(self._store, _PENDING, "", WaitingRegistrations, ask).items
        rows = [
            ResultRow(number, each.code, each.campaign_id, each.registered_at, each.test)
            for number, each in enumerate(waiting, 1)
        ]
        return ResultDraft(rows, answers, keep=partial(self._kept.keep_answers, REAL_TIME))

    def upload(self, progress: Progress = SILENT, *, agreed: Mapping[str, RowAnswer] | None = None) -> PendingOutcome:
        """Send all answers that are complete; refusals without a reason stay in the draft.

        Safe to repeat: an answer that arrived before counts as sent if it says the same.

        Args:
            agreed: The answers that the clerk has seen and agreed to; None means whatever is kept.

        Raises:
            NotAllowed: BUSY; ANSWERS_CHANGED, others are kept by now, as another window has given them.
            Unreachable, Broken, Refused, Cancelled: those that arrived are known after the next call.
        """
        if self._client.is_offline:
            raise Unreachable("offline")
        if not self._sending.acquire(blocking=False):
            raise NotAllowed(Obstacle.BUSY)
        try:
            answers = self._kept.answers(REAL_TIME)
            if agreed is not None and answers != agreed:
                raise NotAllowed(Obstacle.ANSWERS_CHANGED)
            ready = [
                Verdict(code, each.result, each.reason)
                for code, each in sorted(answers.items())
                if each.result is not None and (each.reason or each.result is RewardResult.APPROVED)
            ]
            return self._upload(ready, progress)
        finally:
            self._sending.release()

    def _upload(self, ready: list[Verdict], progress: Progress) -> PendingOutcome:
        sent: list[Verdict] = []
        others: list[OtherAnswer] = []
        faults: list[RowFault] = []
        for at in range(0, len(ready), self._at_once):
            progress.report(at, len(ready), "sending")
            some = ready[at : at + self._at_once]
            wrong = {each.code: each for each in self._send(some, progress).faults}
            settled = [each for each in some if each.code not in wrong]
            for each in some:
                fault = wrong.get(each.code)
                if fault is None:
                    continue
                told = self._told(each.code, progress) if fault.fault is ResultFault.ANSWERED else None
                own = RowAnswer(each.result, each.reason)
                if told == own:
                    settled.append(each)
                elif told is not None:
                    others.append(OtherAnswer(each.code, own, told))
                else:
                    faults.append(msgspec.structs.replace(fault, line=at + fault.line))
            sent += settled
            kept = {code for code, fault in wrong.items() if fault.fault in _STAYING}
            self._forget({each.code for each in some} - kept)
        return PendingOutcome(
            _number(sent, RewardResult.APPROVED), _number(sent, RewardResult.REFUSED), tuple(others), tuple(faults)
        )

    def _forget(self, codes: Collection[str]) -> None:
        """Nobody waits for answers about these any more, also while the portal is out of reach."""
        self._kept.drop_answers(REAL_TIME, codes)
        remembered = self._store.recall(_PENDING, "", WaitingRegistrations)
        if remembered is not None:
            items = [each for each in remembered.items if each.code not in codes]
            self._store.remember(_PENDING, "", WaitingRegistrations(items))

    def _send(self, some: Iterable[Verdict], progress: Progress) -> wire.RewardAnswersTaken:
        body = wire.RewardAnswers(
            answers=[wire.RewardAnswer(code=each.code, result=each.result, reason=each.reason) for each in some]
        )

        def mark(_state: PartState, _code: str = "") -> None:
            """Nothing to note: the portal tells which answers it has."""

        return hand_over(
            lambda: self._client.rewards.answer_pending(body, progress), None, mark, progress, is_unknown=False
        )

    def _told(self, code: str, progress: Progress) -> RowAnswer | None:
        """Return what the portal has as the answer about a registration."""
        found = self._look_up(code, progress)
        return RowAnswer(found.result, found.result_reason) if found else None

    def _look_up(self, code: str, progress: Progress) -> wire.RewardRegistration | None:
        found = self._client.rewards.registrations(wire.RewardRegistrationSearch(code=code), progress).items
        return found[0] if found else None

    def _asked_for(self, answers: Iterable[str], progress: Progress) -> WaitingRegistrations:
        """Return what waits at the portal; answers about what does not wait any more are forgotten."""
        found = {each.code: each for each in self._listed(progress)}
        over = []
        for code in answers:
            if code in found:
                continue
            # Others may have moved up on the list while it was read page by page: what is not in it may still wait.
            each = self._look_up(code, progress)
            if each is not None and _waits(each):
                found[code] = each
            else:
                over.append(code)
        self._kept.drop_answers(REAL_TIME, over)
        return WaitingRegistrations(sorted(found.values(), key=lambda each: (each.registered_at, each.code)))

    def _listed(self, progress: Progress) -> Iterator[wire.RewardRegistration]:
        page, seen = 1, 0
        while True:
            query = wire.RewardRegistrationSearch(
                states=[HandOverState.HANDED_OVER], only_unanswered=True, page=page, size=_PAGE
            )
            told = self._client.rewards.registrations(query, progress)
            yield from filter(_waits, told.items)
            seen += len(told.items)
            progress.report(seen, max(told.total, seen), "asking")
            if len(told.items) < _PAGE:
                return
            page += 1


def _waits(each: wire.RewardRegistration) -> bool:
    """Return whether a registration waits for an answer outside of files, as the portal counts them."""
    return each.state is HandOverState.HANDED_OVER and each.result is None and not each.file


def _number(verdicts: Iterable[Verdict], result: RewardResult) -> int:
    return sum(each.result is result for each in verdicts)
