"""What can be done with refused calls: a manual batch of them, or the deletion of their data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton, QWidget

from netmile_desktop.domain import wire
from netmile_desktop.progress import Progress
from netmile_desktop.views.common.buttons import DangerButton, PlainButton, PrimaryButton
from netmile_desktop.views.common.flow import FlowLayout
from netmile_desktop.views.common.loading import Loader
from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.common.screen import Screen
from netmile_desktop.views.look import formats
from netmile_desktop.workspace.automatic.refused_calls import MOST_ROWS, RepairStart, may_be_repaired
from netmile_desktop.workspace.desk import Desk

_NOTICE = "refused-calls-done"


class RefusedActions(QWidget):
    """The selected entries, or all that were found. In a campaign the batch is made for that campaign."""

    changed = Signal()
    """Entries were taken or deleted; ask again."""

    def __init__(
        self, desk: Desk, screen: Screen, campaign_id: str, query: Callable[[], wire.AutomaticErrorSearch]
    ) -> None:
        """`query` returns the conditions of what was found."""
        super().__init__(screen)
        self._query = query
        self._desk, self._screen, self._campaign_id = desk, screen, campaign_id
        self._loader = Loader(screen, "refused-calls-action")
        self._selected: Sequence[wire.AutomaticError] = ()
        theme = screen.toolbox.theme
        self.batch_button = PrimaryButton(self.tr("Make a batch of the selected calls"), theme, "batch", self)
        self.all_button = PlainButton(self.tr("Make a batch of all found"), theme, "batch", self)
        self.delete_button = DangerButton(self.tr("Delete their data…"), theme, "trash", self)
        row = FlowLayout(self, gap=8)
        for button in (self.batch_button, self.all_button, self.delete_button):
            row.addWidget(button)
        self.batch_button.clicked.connect(self._on_batch)
        self.all_button.clicked.connect(self._on_all)
        self.delete_button.clicked.connect(self._on_delete)
        self.show_selection((), 0)

    def primary(self) -> QPushButton:
        """Return the next step."""
        return self.batch_button if self.batch_button.isEnabled() else self.all_button

    def show_selection(self, selected: Sequence[wire.AutomaticError], total: int) -> None:
        """Show what can be done with the entries selected, of `total` that were found."""
        self._selected = selected
        count = len(self._repairable)
        self.batch_button.setEnabled(count > 0)
        self.batch_button.setText(
            formats.counted(
                count, self.tr("Make a batch of {} selected call"), self.tr("Make a batch of {} selected calls")
            )
            if count
            else self.tr("Make a batch of the selected calls")
        )
        self.all_button.setEnabled(total > 0)
        self.delete_button.setEnabled(any(entry.has_data for entry in selected))

    @property
    def _repairable(self) -> list[wire.AutomaticError]:
        return [entry for entry in self._selected if may_be_repaired(entry)]

    # --- a batch ------------------------------------------------------------------------------------

    @Slot()
    def _on_batch(self) -> None:
        self._start(self._repairable)

    @Slot()
    def _on_all(self) -> None:
        calls, query = self._desk.refused_calls, self._query()
        self._loader.load(lambda progress: calls.repairable(query, progress), self._start)

    def _start(self, entries: Sequence[wire.AutomaticError]) -> None:
        """Make a draft, after asking where calls named another campaign than that of the batch."""
        if not entries:
            text = self.tr(
                "Nothing of this can be put right by hand: it is taken already, solved, or its data are gone."
            )
            self._screen.tell(Notice(text, "warning", _NOTICE))
            return
        named = Counter(entry.campaign_id for entry in entries)
        target = self._campaign_id or (next(iter(named)) if len(named) == 1 else "")
        if not target or (not self._campaign_id and not entries[0].campaign_name):
            text = self.tr(
                "A batch belongs to one campaign. Select calls of one campaign, or open the campaign and make the batch in "
                "its own error log."
            )
            self._screen.tell(Notice(text, "warning", _NOTICE))
            return
        others = sum(count for campaign_id, count in named.items() if campaign_id != target)
        if others and not self._screen.toolbox.dialogs.confirm(
            self,
            self.tr("Issue them in {}?").format(target),
            formats.counted(
                others,
                self.tr(
                    "{0} call named another campaign. By hand it is issued in {1}, with the rule of that campaign."
                ),
                self.tr("{0} calls named other campaigns. By hand they are issued in {1}, with its rule."),
                target,
            ),
            self.tr("Make the batch"),
        ):
            return
        desk, ids = self._desk, [entry.error_id for entry in entries]

        def job(progress: Progress) -> RepairStart:
            return desk.refused_calls.start_batch(ids, desk.catalogue.latest(target, progress), progress)

        self._screen.toolbox.tasks.start(
            job,
            owner=self,
            done=self._on_started,
            failed=self._on_failed,
            title=self.tr("Make a batch of refused calls"),
            subject=target,
        )

    def _on_started(self, started: RepairStart) -> None:
        self._screen.toolbox.connection.heard()
        left = len(started.left)
        if left:
            said = formats.counted(
                left,
                self.tr("{} call was left out: somebody else has taken it, or it was issued meanwhile."),
                self.tr("{} calls were left out: somebody else has taken them, or they were issued meanwhile."),
            )
            self._screen.tell(Notice(said, "warning", _NOTICE))
        self.changed.emit()
        if started.batch_id:
            navigation = self._screen.toolbox.navigation
            navigation.batches_changed.emit()
            navigation.batch_chosen.emit(started.batch_id)

    # --- deletion -----------------------------------------------------------------------------------

    @Slot()
    def _on_delete(self) -> None:
        entries = [entry for entry in self._selected if entry.has_data]
        if entries and self._agreed(len(entries)):
            calls, ids = self._desk.refused_calls, [entry.error_id for entry in entries]
            self._delete(lambda progress: calls.delete(ids[:MOST_ROWS], progress=progress))

    def delete_until(self, until: date, count: int) -> None:
        """Ask, and delete the data of all entries up to a day."""
        if self._agreed(count):
            calls = self._desk.refused_calls
            self._delete(lambda progress: calls.delete(until=until, progress=progress))

    def _agreed(self, count: int) -> bool:
        title = formats.counted(
            count, self.tr("Delete the data of {} call for good?"), self.tr("Delete the data of {} calls for good?")
        )
        text = self.tr(
            "Address, specified key and miles are deleted at the portal, for everybody. Such a call cannot be put into a "
            "batch any more. Its code, day and count stay."
        )
        button = formats.counted(count, self.tr("Delete the data of {} call"), self.tr("Delete the data of {} calls"))
        return self._screen.toolbox.dialogs.confirm(self, title, text, button, danger=True)

    def _delete(self, job: Callable[[Progress], int]) -> None:
        self._screen.toolbox.tasks.start(
            job,
            owner=self,
            done=self._on_deleted,
            failed=self._on_failed,
            title=self.tr("Delete data of refused calls"),
        )

    def _on_deleted(self, count: int) -> None:
        self._screen.toolbox.connection.heard()
        said = formats.counted(
            count, self.tr("The data of {} call were deleted."), self.tr("The data of {} calls were deleted.")
        )
        self._screen.tell(Notice(said, "success", _NOTICE))
        self.changed.emit()

    def _on_failed(self, error: Exception) -> None:
        self._loader.note(error)
        self._loader.tell(error)
