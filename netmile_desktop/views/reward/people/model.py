"""The people of a file as a table model: a vector of places over a draft, no copy, no widget for a row."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Sequence
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from netmile_desktop.domain.calendar import day_of
from netmile_desktop.domain.failures import Failure
from netmile_desktop.domain.rewards import RewardResult
from netmile_desktop.domain.rewards.entries import EntryField
from netmile_desktop.domain.rewards.result_drafts import UNANSWERED, Match, ResultDraft, ResultRow, RowAnswer
from netmile_desktop.domain.rewards.result_files import is_usable_reason
from netmile_desktop.views.look import formats
from netmile_desktop.views.messages import Texts
from netmile_desktop.views.reward.people.columns import NAME, REASON, REGISTERED, VERDICT, answer_text, result_columns

AnyIndex = QModelIndex | QPersistentModelIndex

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_PLAIN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


_MOST_ROWS = 3
"""So many rows are named before a dot-dot-dot."""

AT_ONCE = 500
"""Answers that are kept while the window waits; more are kept in the background."""


class Listed(StrEnum):
    """Which rows are listed."""

    ALL = "all"
    OPEN = "open"
    APPROVED = "approved"
    REFUSED = "refused"


class ResultModel(QAbstractTableModel):
    """The rows of a draft that a filter accepts. Rows stay listed while they are answered, until the filter is asked again."""

    changed = Signal(list)
    """The answers about the registrations with these IDs have changed."""
    failed = Signal(object)
    """An answer could not be kept, and was not taken: the error."""
    lasting = Signal(object)
    """A step that takes long: a function to be run in the background, whose result `end_step` is given."""

    def __init__(self, words: Texts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.words = words
        self.columns = result_columns(words)
        self.draft = ResultDraft(())
        self.is_open = False
        """Whether answers can be given."""
        self.spans_days = False
        """Whether people registered on several days, so that a time of day does not say when."""
        self.refusing: tuple[str, ...] = ()
        """Registrations for whose refusal the reason is being typed."""
        self._positions: Sequence[int] = ()

    # --- which rows -----------------------------------------------------------------------------

    def show_draft(self, draft: ResultDraft, *, is_open: bool) -> None:
        """Show all rows of another draft."""
        self.beginResetModel()
        self.draft, self.is_open, self.refusing = draft, is_open, ()
        self._positions = range(len(draft.rows))
        times = [row.registered_at for row in draft.rows if row.registered_at is not None]
        self.spans_days = bool(times) and day_of(min(times)) != day_of(max(times))
        self.endResetModel()

    def list_rows(self, listed: Listed) -> None:
        """List the rows that are answered in a way now."""
        self.beginResetModel()
        rows, answer_of = self.draft.rows, self.draft.answer_of
        if listed is Listed.ALL:
            self._positions = range(len(rows))
        elif listed is Listed.OPEN:
            before = self.draft.is_answered_before
            self._positions = [
                at for at, row in enumerate(rows) if answer_of(row.code).result is None and not before(row.code)
            ]
        else:
            wanted = RewardResult(listed.value)
            self._positions = [at for at, row in enumerate(rows) if answer_of(row.code).result is wanted]
        self.endResetModel()

    def row(self, at: int) -> ResultRow:
        """Return who is listed at a place."""
        return self.draft.rows[self._positions[at]]

    def answer(self, at: int) -> RowAnswer:
        """Return what is answered about who is listed at a place; a refusal whose reason is being typed counts."""
        code = self.row(at).code
        if code in self.refusing:
            return RowAnswer(RewardResult.REFUSED, self.draft.answer_of(code).reason)
        return self.draft.answer_of(code)

    def codes(self, places: Iterable[int]) -> list[str]:
        """Return the 登録ID at these places."""
        return [self.row(at).code for at in places]

    def place_of(self, row: ResultRow) -> int | None:
        """Return where somebody is listed, or None."""
        position = row.number - 1
        at = bisect_left(self._positions, position)
        return at if at < len(self._positions) and self._positions[at] == position else None

    def may_answer(self, at: int) -> bool:
        """Return whether an answer can be given about who is listed at a place."""
        return self.is_open and not self.draft.is_answered_before(self.row(at).code)

    # --- answers --------------------------------------------------------------------------------

    def give(self, codes: Collection[str], result: RewardResult | None, reason: str = "") -> None:
        """Answer about registrations as one step."""
        if self.is_open:
            self._take(lambda: self.draft.answer(codes, result, reason), len(codes))

    def take_over(self, match: Match) -> None:
        """Apply answers made elsewhere as one step."""
        if self.is_open:
            self._take(lambda: self.draft.apply(match), len(match.changes))

    def undo(self) -> list[str]:
        """Take the last step back; return whose answers changed."""
        return self._take(self.draft.undo) if self.is_open else []

    def redo(self) -> list[str]:
        """Take a step again; return whose answers changed."""
        return self._take(self.draft.redo) if self.is_open else []

    def _take(self, step: Callable[[], list[str]], size: int = 1) -> list[str]:
        """Take a step, which keeps its answers before it returns; a large one is taken in the background."""
        if size > AT_ONCE:
            self.is_open = False
            self.lasting.emit(step)
            return []
        try:
            return self._tell(step())
        except Failure as error:
            self.failed.emit(error)
            return []

    def end_step(self, codes: list[str]) -> None:
        """Show what a step in the background has changed; nothing if it failed."""
        self.is_open = True
        self._tell(codes)

    def refuse_for_reason(self, codes: Sequence[str]) -> None:
        """Show registrations as refused while their reason is typed; none afterwards."""
        self.refusing = tuple(codes)
        self._repaint()

    def _tell(self, codes: list[str]) -> list[str]:
        if codes:
            self._repaint()
            self.changed.emit(codes)
        return codes

    def _repaint(self) -> None:
        if self.rowCount():
            self.dataChanged.emit(self.index(0, VERDICT), self.index(self.rowCount() - 1, REASON))

    # --- Qt's side ------------------------------------------------------------------------------

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._positions)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        is_typed = index.column() == REASON and self.answer(index.row()).result is RewardResult.REFUSED
        return _PLAIN | Qt.ItemFlag.ItemIsEditable if is_typed and self.may_answer(index.row()) else _PLAIN

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        at, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(at, column)
        if role == Qt.ItemDataRole.EditRole:
            return self.answer(at).reason if column == REASON else self.text(at, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(at, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(column)
        return self._spoken(at, column) if role == Qt.ItemDataRole.AccessibleTextRole else None

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid() or index.column() != REASON:
            return False
        codes = self.refusing or (self.row(index.row()).code,)
        reason = "".join(each if is_usable_reason(each) else " " for each in str(value))
        self.give(codes, RewardResult.REFUSED, reason)
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        return self._alignment(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def text(self, at: int, column: int) -> str:
        """Return what a cell says in words."""
        row = self.row(at)
        if column == VERDICT:
            return answer_text(self.words, self.draft, row)
        if column == REGISTERED and self.spans_days and row.registered_at is not None:
            return formats.moment(row.registered_at)
        return self.reason_text(at) if column == REASON else self.columns[column].text(row)

    def reason_text(self, at: int) -> str:
        """Return the reason, or in words what is missing."""
        answer = self.answer(at)
        if answer.result is RewardResult.REFUSED:
            return answer.reason or self.tr("A reason is missing")
        if answer != UNANSWERED:
            return ""
        if self.draft.is_answered_before(self.row(at).code):
            return self.tr("NetMile has an answer already")
        return answer_text(self.words, self.draft, self.row(at))

    def shared_text(self, at: int) -> str:
        """Say which rows have the same phone number or e-mail address; "" if there is none."""
        words = {
            EntryField.PHONE: self.tr("Row {}: same phone number"),
            EntryField.EMAIL: self.tr("Row {}: same e-mail address"),
        }
        found = self.draft.shared.get(self.row(at).code, {})
        if len(found) > 1 and len(set(found.values())) == 1:
            numbers = next(iter(found.values()))
            return self.tr("Row {}: same phone number and e-mail").format(_first_of(numbers))
        return " · ".join(words[field].format(_first_of(numbers)) for field, numbers in found.items())

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        return _RIGHT if self.columns[column].right else _LEFT

    def _tip(self, at: int, column: int) -> str | None:
        if column == NAME:
            return self.shared_text(at) or None
        return self.text(at, column) if column == REASON else None

    def _spoken(self, at: int, column: int) -> str:
        who = self.tr("Row {}").format(self.text(at, 0)), self.text(at, NAME), self.shared_text(at)
        return ", ".join((*filter(None, who), f"{self.columns[column].title} {self.text(at, column)}".strip()))


def _first_of(numbers: Sequence[int]) -> str:
    more = ", …" if len(numbers) > _MOST_ROWS else ""
    return ", ".join(formats.number(each) for each in numbers[:_MOST_ROWS]) + more
