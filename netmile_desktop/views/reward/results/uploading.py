"""The upload of a file's result, with the words for how it ended."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from netmile_desktop.domain.rewards.result_drafts import ResultDraft
from netmile_desktop.domain.wire import RewardFile, RewardResultAccepted
from netmile_desktop.progress import Progress
from netmile_desktop.views.common.loading import Loader
from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.common.screen import Screen
from netmile_desktop.views.look import formats
from netmile_desktop.views.reward.results.upload_row import UploadRow
from netmile_desktop.workspace.rewards.files import HandedOverFiles

RESULT = "reward-result"
"""Key of the notice about an upload."""


class Uploading(QObject):
    """Asks once, uploads in the background, and says what became of it."""

    ended = Signal(str, bool)
    """The upload of a file's result has ended; whether it was accepted."""
    left = Signal()
    """The clerk does not want to upload yet."""

    def __init__(self, screen: Screen, files: HandedOverFiles) -> None:
        super().__init__(screen)
        self._screen, self._files = screen, files
        self._teller = Loader(screen, RESULT)

    def upload(self, facts: RewardFile, draft: ResultDraft, row: UploadRow, *, is_unsettled: bool) -> None:
        """Upload the answers about a file once the clerk agrees; what may have arrived is sent again as it is."""
        drafts, file, agreed = self._files.drafts, facts.file, draft.answers()
        if not is_unsettled and not self._is_agreed(facts, draft, row):
            self.left.emit()
            return

        def job(progress: Progress) -> RewardResultAccepted:
            return drafts.upload(file, progress, agreed=agreed)

        def done(accepted: RewardResultAccepted) -> None:
            row.follow(None)
            self._screen.toolbox.connection.heard()
            self._tell_accepted(accepted)
            self.ended.emit(file, True)

        def failed(error: Exception) -> None:
            row.follow(None)
            self._teller.note(error)
            self._teller.tell(error)
            self.ended.emit(file, False)

        def cancelled() -> None:
            row.follow(None)
            self.ended.emit(file, False)

        row.upload_button.setEnabled(False)
        title = self.tr("Upload a result")
        task = self._screen.toolbox.tasks.start(
            job, owner=self, done=done, failed=failed, cancelled=cancelled, title=title, subject=file
        )
        row.follow(task)

    def _is_agreed(self, facts: RewardFile, draft: ResultDraft, row: UploadRow) -> bool:
        checks = draft.checks()
        counts = formats.number(checks.rows - checks.refused), formats.number(checks.refused)
        text = self.tr("Approved: {} · Refused: {}").format(*counts)
        once = self.tr("A file takes one result; it cannot be changed afterwards.")
        question = self.tr("Upload the result of {}?").format(facts.file)
        button = row.upload_button.text()
        return self._screen.toolbox.dialogs.confirm(row, question, f"{text}\n{once}", button)

    def _tell_accepted(self, accepted: RewardResultAccepted) -> None:
        text = self.tr("{}: approved {}, refused {}. The file is completed.")
        told = text.format(accepted.file, formats.number(accepted.approved), formats.number(accepted.refused))
        if not accepted.faults:
            self._screen.tell(Notice(told, "success", RESULT))
            return
        one = self.tr("{} answer was passed over, because NetMile had one already.")
        many = self.tr("{} answers were passed over, because NetMile had some already.")
        passed_over = formats.counted(len(accepted.faults), one, many)
        self._screen.tell(Notice(f"{told} {passed_over}", "warning", RESULT))
