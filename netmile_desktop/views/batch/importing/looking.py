"""Reading of a file in the background under the choices made so far; only the newest request is answered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal

from netmile_desktop.domain.campaigns import Amount, Mode
from netmile_desktop.domain.failures import FileUnreadable
from netmile_desktop.domain.tables.table import NO_CHOICES, Choices
from netmile_desktop.progress import Progress
from netmile_desktop.tasks.newest import Newest
from netmile_desktop.tasks.task import Task
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.workspace.batches.batches import Batches, BatchSummary
from netmile_desktop.workspace.sources.looks import SourceLook, look_at
from netmile_desktop.workspace.sources.source import Source


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as it was read, with the batches that were made from the very same file."""

    look: SourceLook
    earlier: Sequence[BatchSummary] = ()


@dataclass(frozen=True, slots=True)
class Unseen:
    """A file that was loaded, but cannot be read under the choices made."""

    source: Source
    failure: FileUnreadable


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a look depends on besides the file and the choices."""

    mode: Mode = Mode.PC
    amount: Amount | None = None
    choices: Choices = field(default=NO_CHOICES)


class Looker(QObject):
    """Reads one file again and again, as it is decided about."""

    seen = Signal(object)
    """A `Seen`."""
    unseen = Signal(object)
    """An `Unseen`: another encoding may be able to read the file."""
    failed = Signal(object)
    """The file cannot be loaded at all: the exception."""

    def __init__(self, batches: Batches, toolbox: Toolbox, parent: QObject) -> None:
        super().__init__(parent)
        self._batches = batches
        self._asking = Newest(toolbox.tasks, self)
        self._source: Source | None = None

    @property
    def is_waiting(self) -> bool:
        """Whether an answer is still to come."""
        return self._asking.is_waiting

    @property
    def source(self) -> Source | None:
        """The file that was loaded last; None while another one is being loaded."""
        return self._source

    def forget(self) -> None:
        """Drop the file, and the answer that is still to come."""
        self._asking.drop()
        self._source = None

    def load(self, load: Callable[[], Source], circumstances: Circumstances) -> Task:
        """Load another file, or another sheet, and look at it."""
        self._source = None
        return self._ask(load, circumstances)

    def look_again(self, circumstances: Circumstances) -> Task | None:
        """Look at the file that is loaded under other circumstances; return None if there is none."""
        source = self._source
        return self._ask(lambda: source, circumstances) if source is not None else None

    def _ask(self, load: Callable[[], Source], circumstances: Circumstances) -> Task:
        batches = self._batches

        def job(progress: Progress) -> Seen | Unseen:
            progress.report(0, 0, "reading")
            source = load()
            try:
                return _seen(batches, source, circumstances, progress)
            except FileUnreadable as failure:
                return Unseen(source, failure)

        return self._asking.ask(job, self._on_done, self.failed.emit)

    def _on_done(self, found: Seen | Unseen) -> None:
        if isinstance(found, Unseen):
            self._source = found.source
            self.unseen.emit(found)
        else:
            self._source = found.look.source
            self.seen.emit(found)


def _seen(batches: Batches, source: Source, circumstances: Circumstances, progress: Progress) -> Seen:
    given = circumstances
    found = look_at(
        source,
        given.choices,
        mode=given.mode,
        amount=given.amount,
        recall=batches.remembered_answers,
        progress=progress,
    )
    return Seen(found, batches.same_file(source))
