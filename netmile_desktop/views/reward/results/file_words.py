"""What is said about the file in front, and where there is none."""

from __future__ import annotations

from PySide6.QtCore import QObject

from netmile_desktop.domain.rewards.day_strips import CellState, StripCell
from netmile_desktop.views.look import formats
from netmile_desktop.views.reward.results.file_in_front import FileInFront
from netmile_desktop.views.reward.results.words import file_words


class FileWords(QObject):
    """Titles and hints in place of people, and the line about those who are shown."""

    def summary(self, front: FileInFront | None) -> str:
        """Return the text of the status line."""
        if front is None:
            return ""
        name = file_words(front.facts.due_at)
        text = formats.counted(front.facts.rows, self.tr("{1} · {0} person"), self.tr("{1} · {0} people"), name)
        if front.facts.shredded and front.is_open:
            return self.tr("{} · what they typed is destroyed, their answers still count").format(text)
        if front.fetched_at is not None:
            return self.tr("{} · fetched automatically {}").format(text, formats.clock(front.fetched_at))
        return text

    def no_file(self, cell: StripCell | None) -> tuple[str, str]:
        """Say why a set time has no file."""
        title, hint = (
            self.tr("There is no file"),
            self.tr("Files are made at the set times once members have registered."),
        )
        if cell is not None and cell.state is CellState.PLANNED:
            at = formats.moment(cell.due_at)
            title, hint = (
                self.tr("Still to come"),
                self.tr("This file is made at {} and fetched automatically.").format(at),
            )
        elif cell is not None:
            title = self.tr("Not known")
            hint = self.tr("The set time has passed, and no file is known here. Refresh to ask the portal again.")
        return title, hint

    def nobody(self, front: FileInFront) -> tuple[str, str]:
        """Say why the people of a file cannot be shown."""
        facts = front.facts
        if not facts.rows:
            return self.tr("Nobody registered"), self.tr("There is nothing to answer in this file.")
        if facts.answered_at is not None and front.is_elsewhere:
            at = formats.moment(facts.answered_at)
            title = self.tr("Answered elsewhere at {}").format(at)
            counts = self.tr("Approved {}, refused {}. Each result is under “Registrations”.")
            return title, counts.format(formats.number(facts.approved), formats.number(facts.refused))
        if facts.shredded or front.is_destroyed:
            return (
                self.tr("What was registered is destroyed"),
                self.tr("Its time was up. Each result is under “Registrations”."),
            )
        return self.tr("Not here yet"), self.tr("The file is fetched once the portal answers.")

    def done(self, front: FileInFront | None) -> str:
        """Say when a file was completed; "" while it is open, or it is unknown whose result it has."""
        if front is None or front.facts.answered_at is None or front.is_unsettled:
            return ""
        return self.tr("Completed {}").format(formats.moment(front.facts.answered_at))
