"""Discarding of drafts, confirmed with their number of rows: the open one, or some of the list."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from netmile_desktop.domain.failures import Failure, NotAllowed
from netmile_desktop.progress import Progress
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.workspace.desk import Desk

_NAMED = 5


@dataclass(frozen=True, slots=True)
class Discarded:
    """One draft to discard, as the question names it."""

    batch_id: str
    name: str
    rows: int


class Discarding(QObject):
    """The question before drafts are discarded, and their deletion."""

    done = Signal()
    failed = Signal(object)

    def __init__(self, desk: Desk, toolbox: Toolbox, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._toolbox, self._window = desk, toolbox, window

    def ask(self, drafts: Sequence[Discarded]) -> None:
        """Ask whether to discard these drafts, and delete them if the user agrees."""
        if not drafts:
            return
        rows = sum(each.rows for each in drafts)
        agreed = self._toolbox.dialogs.confirm(
            self._window,
            self._title(drafts),
            self._text(drafts),
            formats.counted(rows, self.tr("Discard {} row"), self.tr("Discard {} rows"))
            if rows
            else self.tr("Discard"),
            danger=True,
        )
        if agreed:
            ids = [each.batch_id for each in drafts]
            self._toolbox.tasks.start(
                lambda progress: self._discard(ids, progress),
                owner=self,
                done=lambda _nothing: self.done.emit(),
                failed=self.failed.emit,
            )

    def _title(self, drafts: Sequence[Discarded]) -> str:
        if len(drafts) == 1:
            return self.tr("Discard “{}”?").format(drafts[0].name)
        return self.tr("Discard {} batches?").format(formats.number(len(drafts)))

    def _text(self, drafts: Sequence[Discarded]) -> str:
        if len(drafts) == 1:
            return self.tr(
                "The batch and all corrections are deleted from this computer. The file itself stays as it is."
            )
        names = [f"・{each.name}" for each in drafts[:_NAMED]]
        if len(drafts) > _NAMED:
            names.append(self.tr("and {} more").format(formats.number(len(drafts) - _NAMED)))
        text = self.tr(
            "These batches and all corrections in them are deleted from this computer. The files themselves stay as "
            "they are."
        )
        return "\n".join([text, *names])

    def _discard(self, ids: Sequence[str], progress: Progress) -> None:
        for n, batch_id in enumerate(ids):
            progress.report(n, len(ids), "deleting")
            try:
                self._desk.batches.discard(batch_id)
            except NotAllowed:
                if len(ids) == 1:
                    raise
                # Sent or discarded elsewhere meanwhile: the reloaded list shows its state.
        # Refused automatic issues of theirs can be taken again. If the portal cannot be told now, it is told later.
        with suppress(Failure):
            self._desk.refused_calls.release_abandoned(progress)
