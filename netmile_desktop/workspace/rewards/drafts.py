"""Results in the making: each answer kept at once, each result uploaded exactly once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Lock

from netmile_desktop.api.client import PortalClient
from netmile_desktop.domain import wire
from netmile_desktop.domain.batches import PartState
from netmile_desktop.domain.calendar import Clock
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import Broken, NotAllowed, NotSignedIn, Obstacle, Refused, Unreachable
from netmile_desktop.domain.rewards.result_drafts import ResultDraft, RowAnswer, read_rows
from netmile_desktop.progress import SILENT, Progress
from netmile_desktop.workspace.handover import hand_over
from netmile_desktop.workspace.rewards.kept_files import KeptFiles
from netmile_desktop.workspace.rewards.remembering import told_or_remembered
from netmile_desktop.workspace.store.atomic_files import replace_file, unwritable
from netmile_desktop.workspace.store.store import Store

_REASONS = "reward reasons"
_NAMED_AT_MOST = 20


class RewardDrafts:
    """The answers about the registrations of files.

    Answers are on the disk before they are shown. So is a result before its first byte is sent; while it is unknown
    whether it arrived, its answers stay as they are, and the same bytes are sent again.
    """

    def __init__(self, client: PortalClient, store: Store, now: Clock) -> None:
        self._client = client
        self._store = store
        self._kept = KeptFiles(store)
        self._now = now
        self._uploading = Lock()

    def open(self, file: str) -> ResultDraft:
        """Return a file's registrations with the answers so far, whatever became of the program meanwhile.

        Steps of the draft raise NotAllowed once the file's result is given or may have arrived, and WorkspaceUnusable if
        they cannot be kept; then nothing changes.

        Raises:
            NotAllowed: GONE, the file never came; CONTENT_DESTROYED.
        """
        draft = self._draft(file)
        self._kept.note_opened(file)
        return draft

    def save(self, file: str, path: Path) -> None:
        """Write the answers so far for a colleague, who takes them over as a table; without personal data.

        Raises:
            NotAllowed: as `open`.
            FileUnwritable.
        """
        content = self._draft(file).draft_file()
        try:
            replace_file(path, content)
        except OSError as error:
            raise unwritable(error, path) from error

    def reasons(self, draft: ResultDraft | None = None, progress: Progress = SILENT) -> list[str]:
        """Return reasons of refusals to choose from, the newest first: those of the draft, then those of the last year.

        While the portal is out of reach, those reported last, or none.
        """
        ask = partial(self._client.rewards.reasons, progress)
        try:
            told = told_or_remembered(self._store, _REASONS, "", wire.RewardReasons, ask)
        except Unreachable:
            told = wire.RewardReasons(reasons=[])
        own = draft.reasons() if draft else []
        return list(dict.fromkeys([*own, *(each.reason for each in told.reasons)]))

    def check(self, file: str, draft: ResultDraft, progress: Progress = SILENT) -> wire.RewardResultCheck:
        """Hold a draft against the file at the portal, and note in it what the portal has answered or does not know.

        Raises:
            Refused: `P-STATE`, the file has its result.
        """
        check = self._client.rewards.check(file, draft.result(), progress)
        draft.note(check.faults)
        draft.note_answered(check.unanswered)
        return check

    # --- uploading ----------------------------------------------------------------------------------

    def upload(
        self, file: str, progress: Progress = SILENT, *, agreed: Mapping[str, RowAnswer] | None = None
    ) -> wire.RewardResultAccepted:
        """Upload the answers about a file as its result, once; the draft then becomes history.

        If it is unknown whether an earlier upload arrived, the same bytes are sent again, to which the portal gives the
        same answer.

        Args:
            agreed: The answers that the clerk has seen and agreed to; None means whatever is kept.

        Raises:
            NotAllowed: BUSY; ANSWERS_CHANGED, others are kept by now, as another window has given them; RESULT_GIVEN, somebody else has answered the file; others as `open`.
            Refused: `P-INCOMPLETE`, somebody is unanswered or refused without a reason; nothing was sent.
            Unreachable, Broken, Cancelled: the outcome is unknown; `upload` and `settle` find it out.
        """
        if self._client.is_offline:
            raise Unreachable("offline")
        with self._alone(file):
            accepted = self._kept.accepted(file)
            if accepted is not None:
                return accepted
            state, raw = self._kept.result(file) or (None, b"")
            is_unknown = state is PartState.UNKNOWN
            if not is_unknown:
                raw = self._whole_result(file, progress, agreed)
                self._kept.begin(file, raw, self._now())
            return self._hand_over(file, raw, progress, is_unknown=is_unknown)

    def settle(self, progress: Progress = SILENT) -> list[str]:
        """Find out what became of results that may have arrived; return the files of which it is known now.

        A result that has not arrived is not sent by this: only the clerk uploads.
        """
        if not self._uploading.acquire(blocking=False):
            return []  # one is on its way just now
        try:
            return [file for file in self._kept.unsettled() if self._is_settled(file, progress)]
        finally:
            self._uploading.release()

    def accepted(self, file: str) -> wire.RewardResultAccepted | None:
        """Return what the portal answered to the result uploaded from here; None if there is none."""
        return self._kept.accepted(file)

    # --- within -------------------------------------------------------------------------------------

    def _draft(self, file: str) -> ResultDraft:
        content = self._kept.content(file)
        if content is None:
            known = self._kept.find(file)
            raise NotAllowed(Obstacle.CONTENT_DESTROYED if known else Obstacle.GONE, file)
        accepted = self._kept.accepted(file)
        passed_over = {each.code for each in accepted.faults} if accepted else set()
        # What the portal passed over was not said, whatever was meant to be.
        said = {code: each for code, each in self._kept.answers(file).items() if code not in passed_over}
        keep = partial(self._kept.keep_answers, file)
        return ResultDraft(read_rows(content), said, answered=passed_over, keep=keep)

    def _whole_result(self, file: str, progress: Progress, agreed: Mapping[str, RowAnswer] | None) -> bytes:
        """Return a file's result if nothing is missing in it; the portal may have answered some rows by itself."""
        draft = self._draft(file)
        if agreed is not None and draft.answers() != agreed:
            raise NotAllowed(Obstacle.ANSWERS_CHANGED, file)
        if not draft.checks().may_be_uploaded:
            self._check(file, draft, progress)
        if not draft.checks().may_be_uploaded:
            missing = [row.code for row in draft.rows if not draft.is_ready(row.code)]
            raise Refused(Problem.INCOMPLETE, ", ".join(missing[:_NAMED_AT_MOST]))
        return draft.result()

    def _check(self, file: str, draft: ResultDraft, progress: Progress) -> None:
        try:
            self.check(file, draft, progress)
        except Refused as refused:
            raise self._as_given(file, refused, progress) from refused

    def _hand_over(self, file: str, raw: bytes, progress: Progress, *, is_unknown: bool) -> wire.RewardResultAccepted:
        def mark(state: PartState, _code: str = "") -> None:
            self._kept.mark(file, state)

        def attempt() -> wire.RewardResultAccepted:
            accepted = self._client.rewards.answer(file, raw, progress)
            if accepted.file != file:
                raise Broken(f"{accepted.file} instead of {file}")
            return accepted

        try:
            # No look-up: to the same bytes the portal gives the same answer.
            accepted = hand_over(attempt, None, mark, progress, is_unknown=is_unknown)
        except Refused as refused:
            raise self._as_given(file, refused, progress) from refused
        self._kept.complete(file, accepted)
        return accepted

    def _is_settled(self, file: str, progress: Progress) -> bool:
        """Ask about a result; if the file has one, send the bytes again to learn whether it is the same."""
        found = self._kept.result(file)
        try:
            facts = self._client.rewards.file(file, progress)
            if facts.answered_at is None or found is None:
                return False
            self._kept.note([facts])
            self._hand_over(file, found[1], progress, is_unknown=True)
        except NotAllowed:
            return True  # it is somebody else's
        except NotSignedIn:
            raise
        except Refused:
            return False  # of one file; the others are asked about all the same
        return True

    def _as_given(self, file: str, refused: Refused, progress: Progress) -> Refused | NotAllowed:
        """Return what a refusal means: that the file has a result from elsewhere, or what it says."""
        if refused.code != Problem.STATE:
            return refused
        facts = self._client.rewards.file(file, progress)
        self._kept.note([facts])
        return refused if facts.answered_at is None else NotAllowed(Obstacle.RESULT_GIVEN, file)

    @contextmanager
    def _alone(self, file: str) -> Iterator[None]:
        if not self._uploading.acquire(blocking=False):
            raise NotAllowed(Obstacle.BUSY, file)
        try:
            yield
        finally:
            self._uploading.release()
