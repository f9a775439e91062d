"""The lines of the log of refused calls, and their counts by day and code."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QObject, QPoint, Signal, Slot
from PySide6.QtWidgets import QWidget

from netmile_desktop.domain.batches import BatchState
from netmile_desktop.domain.codes import Automatic, AutomaticCause
from netmile_desktop.domain.texts.codes import automatic_cause_words
from netmile_desktop.domain.wire import AutomaticError, AutomaticErrorCount, AutomaticErrorState
from netmile_desktop.views.common.tables.table import Cell, TableColumn
from netmile_desktop.views.common.tables.table_view import RecordTable
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.views.look.palette import Tone
from netmile_desktop.views.messages import Texts
from netmile_desktop.workspace.records.repair_records import CallRepair

REPAIR = "repair"
_DONE = (BatchState.DONE, BatchState.DONE_WITH_ERRORS)


class EntryWords(QObject):
    """What is said of an entry of the log."""

    def __init__(self, words: Texts, parent: QObject) -> None:
        super().__init__(parent)
        self._words = words
        self.repairs: Mapping[str, CallRepair] = {}
        """Repairs known on this computer, by entry."""

    def says(self, entry: AutomaticError) -> str:
        """Return the words of the code, with the more exact cause where the portal knows it."""
        says = self.code(entry.code)
        is_known = entry.cause in set(AutomaticCause)
        return f"{says} · {self._words.say(automatic_cause_words(AutomaticCause(entry.cause)))}" if is_known else says

    def code(self, code: str) -> str:
        """Return the words of a code of automatic issuance."""
        return self._words.automatic(Automatic(code))[0] if code in set(Automatic) else ""

    def state(self, state: AutomaticErrorState) -> str:
        """Return the name of a state for the choice of states."""
        return {
            AutomaticErrorState.OPEN: self.tr("Nothing done yet"),
            AutomaticErrorState.TAKEN: self.tr("In a manual batch"),
            AutomaticErrorState.SOLVED: self.tr("Issued by a later call"),
            AutomaticErrorState.DELETED: self.tr("Data deleted"),
        }[state]

    def badge(self, entry: AutomaticError) -> tuple[str, Tone, str]:
        """Return what became of an entry: word, tone and icon."""
        repair = self.repairs.get(entry.error_id)
        if entry.state is AutomaticErrorState.OPEN:
            return self.state(entry.state), Tone.WARNING, "warning"
        if entry.state is AutomaticErrorState.SOLVED:
            return self.state(entry.state), Tone.SUCCESS, "check"
        if entry.state is AutomaticErrorState.DELETED:
            return self.state(entry.state), Tone.NEUTRAL, "trash"
        if repair is not None and repair.issue_id:
            return self.tr("Repaired"), Tone.SUCCESS, "check"
        if repair is not None and repair.code:
            return self.tr("Refused again"), Tone.ERROR, "error"
        if repair is not None and repair.state in _DONE:
            return self.tr("Left out of the batch"), Tone.WARNING, "warning"
        if entry.registration_id:
            return self.tr("Sent by hand"), Tone.ACCENT, "send"
        return self.state(entry.state), Tone.ACCENT, "batch"

    def repair(self, entry: AutomaticError) -> str:
        """Return where an entry is being, or was, put right; empty if nowhere."""
        repair = self.repairs.get(entry.error_id)
        if repair is not None:
            where = self.tr("{0}, row {1}").format(repair.name, formats.number(repair.row_id + 1))
            if repair.code and not repair.issue_id:
                return self.tr("{0}: {1}").format(where, repair.code)
            return self.tr("{} (not sent yet)").format(where) if repair.state is BatchState.DRAFT else where
        if entry.registration_id:
            return entry.registration_id
        if entry.state is AutomaticErrorState.TAKEN:
            return self.tr("On another computer")
        return ""


class RefusedCallTable(RecordTable[AutomaticError]):
    """Several rows can be selected. A link leads to the batch or the registration that put a call right."""

    batch_chosen = Signal(str)
    registration_chosen = Signal(str)
    campaign_chosen = Signal(str)

    def __init__(self, toolbox: Toolbox, words: EntryWords, *, with_campaign: bool, parent: QWidget) -> None:
        self._words = words
        columns = self._columns(words)
        if not with_campaign:
            columns = [column for column in columns if column.key != "campaign"]
        super().__init__(
            columns,
            toolbox.theme,
            name="refused-calls" if with_campaign else "campaign-refused-calls",
            memory=toolbox.memory,
            identity=lambda entry: entry.error_id,
            parent=parent,
        )
        self.setAccessibleName(self.tr("Refused calls"))
        self.linked.connect(self._on_linked)

    def _columns(self, words: EntryWords) -> list[TableColumn[AutomaticError]]:
        return [
            TableColumn("at", self.tr("Refused at"), lambda e: formats.moment(e.at), 130, sort="at"),
            TableColumn(
                "code",
                self.tr("Code"),
                lambda e: e.code,
                86,
                Cell.BADGE,
                badge=lambda _: (Tone.ERROR, ""),
                sort="code",
                tip=words.says,
            ),
            TableColumn("says", self.tr("What it says"), words.says, 220, stretch=True, tip=words.says),
            TableColumn(
                "campaign",
                self.tr("Campaign"),
                lambda e: e.campaign_id,
                104,
                Cell.LINK,
                tip=lambda e: e.campaign_name or self.tr("Your site has no such campaign"),
                sort="campaign_id",
            ),
            TableColumn("key", self.tr("Specified key"), lambda e: e.key, 104, copies=True),
            TableColumn("miles", self.tr("Miles"), lambda e: _number(e.miles), 70, right=True),
            TableColumn("unique", self.tr("Unique ID"), lambda e: e.unique_id, 150, Cell.ID, copies=True),
            TableColumn(
                "state",
                self.tr("State"),
                lambda e: words.badge(e)[0],
                176,
                Cell.BADGE,
                badge=lambda e: words.badge(e)[1:],
            ),
            TableColumn(REPAIR, self.tr("Put right in"), words.repair, 200, Cell.LINK, tip=words.repair),
            TableColumn("times", self.tr("Refusals"), lambda e: formats.number(e.times), 80, right=True, extra=True),
            TableColumn("first", self.tr("First refused at"), lambda e: formats.moment(e.first_at), 130, extra=True),
            TableColumn(
                "sent",
                self.tr("Time in the parameter"),
                lambda e: formats.moment(e.sent_at) if e.sent_at else "",
                140,
                extra=True,
            ),
            TableColumn("key_id", self.tr("Key ID"), lambda e: e.key_id, 150, Cell.ID, extra=True),
        ]

    def _link_at(self, place: QPoint) -> QModelIndex | None:
        index = super()._link_at(place)
        if index is None or self.records_model.columns[index.column()].key == REPAIR:
            return index if index is not None and self._leads_somewhere(index) else None
        return index if self.records_model.record(index.row()).campaign_name else None

    def _leads_somewhere(self, index: QModelIndex) -> bool:
        entry = self.records_model.record(index.row())
        return entry.error_id in self._words.repairs or bool(entry.registration_id)

    @Slot(object, str)
    def _on_linked(self, entry: AutomaticError, key: str) -> None:
        if key != REPAIR:
            self.campaign_chosen.emit(entry.campaign_id)
        elif (repair := self._words.repairs.get(entry.error_id)) is not None:
            self.batch_chosen.emit(repair.batch_id)
        elif entry.registration_id:
            self.registration_chosen.emit(entry.registration_id)


class RefusedCountTable(RecordTable[AutomaticErrorCount]):
    """Counts by day and code; Enter leads to the entries."""

    def __init__(self, toolbox: Toolbox, words: EntryWords, parent: QWidget) -> None:
        super().__init__(
            self._columns(words), toolbox.theme, name="refused-counts", memory=toolbox.memory, parent=parent
        )
        self.setAccessibleName(self.tr("Refused calls by day and code"))

    def _columns(self, words: EntryWords) -> list[TableColumn[AutomaticErrorCount]]:
        return [
            TableColumn("day", self.tr("Day"), lambda c: formats.day(c.day), 110, Cell.LINK, order=lambda c: c.day),
            TableColumn(
                "code",
                self.tr("Code"),
                lambda c: c.code,
                86,
                Cell.BADGE,
                badge=lambda _: (Tone.ERROR, ""),
                order=lambda c: c.code,
            ),
            TableColumn("says", self.tr("What it says"), lambda c: words.code(c.code), 260, stretch=True),
            TableColumn(
                "errors",
                self.tr("Entries"),
                lambda c: formats.number(c.errors),
                110,
                right=True,
                order=lambda c: c.errors,
            ),
            TableColumn(
                "open",
                self.tr("Nothing done yet"),
                lambda c: formats.number(c.open),
                120,
                right=True,
                order=lambda c: c.open,
            ),
            TableColumn(
                "times",
                self.tr("Refusals, with repeats"),
                lambda c: formats.number(c.times),
                150,
                right=True,
                order=lambda c: c.times,
            ),
        ]


def _number(value: int | None) -> str:
    return formats.number(value) if value is not None else ""
