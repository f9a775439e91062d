"""The row below the people of a file: keys, what can be saved, and the upload with the reason why it waits."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from netmile_desktop.domain.rewards.result_drafts import DraftChecks
from netmile_desktop.views.batch.importing.action_row import BUSY, READY, WAITS, ActionRow
from netmile_desktop.views.common.buttons import PlainButton, PrimaryButton
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.views.reward.results.file_in_front import FileInFront
from netmile_desktop.views.reward.results.key_hints import KeyHints

_HINTS_FROM = 1180
"""Width from which there is room for the keys, before scaling."""


_GAP = 12
"""Pixels between two buttons."""


@dataclass(frozen=True, slots=True)
class AnswersStanding:
    """How the answers in front stand."""

    checks: DraftChecks | None = None
    """None if nobody is in front."""
    is_open: bool = False
    """Whether answers can be given."""
    is_online: bool = True
    is_unsettled: bool = False
    """Whether it is unknown if a result has arrived."""
    done: str = ""
    """When and how the file was completed, in words."""
    once: bool = True
    """Whether everything is uploaded at once, and once only."""


def standing_of(front: FileInFront | None, *, is_online: bool, done: str) -> AnswersStanding:
    """Return how the answers about the file in front stand, if there is one; `done` as for `AnswersStanding`."""
    if front is None:
        return AnswersStanding(is_online=is_online, done=done)
    checks = front.draft.checks() if front.draft is not None else None
    return AnswersStanding(checks, front.is_open, is_online, front.is_unsettled, done)


class UploadRow(ActionRow):
    """The button names how many results it uploads; a disabled one says in words what is missing."""

    def __init__(self, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        self.hints = KeyHints(parent)
        self.download_button = PlainButton(self.tr("Download…"), toolbox.theme, "download")
        self.draft_button = PlainButton(self.tr("Save the draft…"))
        self.upload_button = PrimaryButton("", toolbox.theme, "send")
        self._pixels = toolbox.theme.pixels
        buttons = (self.download_button, self.draft_button, self.upload_button)
        super().__init__(toolbox, (self.hints,), buttons, parent)
        self.download_button.setAccessibleName(self.tr("Download…"))
        self.download_button.setToolTip(self.tr("Saves the people as CSV for your own system"))
        self.draft_button.setToolTip(self.tr("Saves the answers so far for a colleague, who imports them as CSV"))
        self.show_standing(AnswersStanding())

    def show_standing(self, standing: AnswersStanding) -> None:
        """Show whether the answers can be uploaded, and if not, what is missing."""
        checks = standing.checks
        self.draft_button.setEnabled(checks is not None and standing.is_open)
        self.upload_button.setText(self._words(standing))
        self._show_words()
        why, kind = self._why_not(standing)
        may = checks is not None and kind == READY and not standing.done
        self.upload_button.setEnabled(may or (standing.is_unsettled and standing.is_online))
        self.reason.say(why, kind)

    def _words(self, standing: AnswersStanding) -> str:
        checks = standing.checks
        if checks is None:
            return self.tr("Upload the result")
        if standing.is_unsettled:
            return self.tr("Upload once more")
        count = checks.rows if standing.once else checks.rows - checks.unanswered
        if not count:
            return self.tr("Upload the result")
        one, many = self.tr("Upload the result of {} person"), self.tr("Upload the results of {} people")
        return formats.counted(count, one, many)

    def _why_not(self, standing: AnswersStanding) -> tuple[str, str]:
        """Return why the upload waits, or that nothing is missing."""
        checks = standing.checks
        if checks is None:
            return "", BUSY
        if standing.done:
            return standing.done, READY
        missing = self._missing(checks, once=standing.once)
        if not standing.is_unsettled and missing:
            return missing, WAITS
        if not standing.is_online:
            return self.tr("Offline: the answers are kept, and can be uploaded once the portal is there again"), WAITS
        if standing.is_unsettled:
            text = self.tr("Whether the result arrived is not known. The same is sent again; it cannot arrive twice.")
            return text, WAITS
        counts = formats.number(checks.rows - checks.unanswered - checks.refused), formats.number(checks.refused)
        if standing.once:
            return self.tr("Approved {}, refused {} · a file takes one result").format(*counts), READY
        return self.tr("Approved {}, refused {}").format(*counts), READY

    def _missing(self, checks: DraftChecks, *, once: bool) -> str:
        unreasoned = checks.refused - checks.with_reason
        if once and checks.unanswered:
            one = self.tr("Answer about {} more person to upload (once for a file)")
            many = self.tr("Answer about {} more people to upload (once for a file)")
            return formats.counted(checks.unanswered, one, many)
        if not once and checks.unanswered == checks.rows:
            return self.tr("Answer about at least one person")
        if unreasoned:
            one, many = self.tr("{} refusal has no reason"), self.tr("{} refusals have no reason")
            return formats.counted(unreasoned, one, many)
        if checks.matched != checks.rows:
            return self.tr("The portal does not know all registration IDs of this file")
        return ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.hints.setVisible(self.width() >= self._pixels(_HINTS_FROM))
        self._show_words()

    def _show_words(self) -> None:
        """Leave the download its icon only where the words of all buttons would be cut."""
        words, button = self.tr("Download…"), self.download_button
        missing = 0 if button.text() else button.fontMetrics().horizontalAdvance(f" {words}")
        others = (button, self.draft_button, self.upload_button)
        needed = missing + sum(each.sizeHint().width() + _GAP for each in others if not each.isHidden())
        shown = "" if needed > self.width() else words
        if shown != button.text():
            button.setText(shown)
