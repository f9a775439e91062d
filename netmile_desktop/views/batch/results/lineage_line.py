"""The rounds of a batch and its corrections, with the outcome of all rows so far."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from netmile_desktop.domain.batches import BatchState
from netmile_desktop.views.batch.commands import BatchCommands
from netmile_desktop.views.common.buttons import LinkButton
from netmile_desktop.views.common.labels import Badge, text_label
from netmile_desktop.views.common.layouts import clear_layout
from netmile_desktop.views.look import formats
from netmile_desktop.views.look.palette import Tone
from netmile_desktop.views.look.theme import Theme
from netmile_desktop.views.messages import Texts
from netmile_desktop.workspace.batches.corrections import Lineage, Round

_DONE = (BatchState.DONE, BatchState.DONE_WITH_ERRORS)
_NAMED = 6
"""Rounds shown, the newest ones; more are rare."""


class LineageLine(QWidget):
    """1 回目 › 2 回目 and the totals; hidden while the only round is not finished."""

    def __init__(self, theme: Theme, words: Texts, commands: BatchCommands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._commands = words, commands
        self.rounds: list[QWidget] = []
        self._rounds = QHBoxLayout()
        self._rounds.setSpacing(4)
        self.sums = text_label("", "muted")
        self.settled = Badge(theme)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addLayout(self._rounds)
        row.addWidget(self.sums)
        row.addWidget(self.settled)
        row.addStretch()
        self.hide()

    def show_lineage(self, lineage: Lineage | None, batch_id: str) -> None:
        """Show the lineage of a batch; None hides the line."""
        clear_layout(self._rounds)
        self.rounds.clear()
        rounds = lineage.rounds if lineage is not None else ()
        if lineage is None or not (len(rounds) > 1 or any(each.state in _DONE for each in rounds)):
            self.hide()
            return
        numbers = _numbers(rounds)
        for at, each in enumerate(rounds[-_NAMED:]):
            if at:
                self._rounds.addWidget(text_label("›", "muted"))
            self._add_round(each, numbers[each.batch_id], is_here=each.batch_id == batch_id)
        words = (
            self.tr("Of {0} row: {1} issued · {2} open · {3} closed"),
            self.tr("Of {0} rows: {1} issued · {2} open · {3} closed"),
        )
        if lineage.unknown:
            words = (
                self.tr("Of {0} row: {1} issued · {2} open · {3} closed · {4} without a result yet"),
                self.tr("Of {0} rows: {1} issued · {2} open · {3} closed · {4} without a result yet"),
            )
        issued = self._known(lineage.issued, lineage.unknown)
        counts = map(formats.number, (lineage.open, lineage.closed, lineage.unknown))
        self.sums.setText(formats.counted(lineage.rows, *words, issued, *counts))
        settled = self.tr("Every row is issued or closed")
        self.settled.show_state(settled, Tone.SUCCESS, "check")
        self.settled.setVisible(lineage.is_settled)
        self.show()

    def _known(self, count: int, unknown: int) -> str:
        """Return a number of rows as a lower bound while others have no result yet."""
        return self._words.at_least(formats.number(count), is_any_known=bool(count), is_all_known=not unknown)

    def _add_round(self, each: Round, number: int, *, is_here: bool) -> None:
        text = self.tr("Round {}").format(number)
        tip = self.tr("{0}: rows {1}, {2} issued, {3} refused, {4} closed").format(
            *(each.name, formats.number(each.rows), self._known(each.issued, each.unknown)),
            *(self._known(each.refused, each.unknown), formats.number(each.closed)),
        )
        widget: QWidget
        if is_here:
            widget = text_label(text, "strong")
        else:
            link = LinkButton(text)
            link.setAccessibleName(self.tr("Open round {}").format(number))
            link.clicked.connect(lambda _=False, id_=each.batch_id: self._commands.open_batch(id_))
            widget = link
        widget.setToolTip(tip)
        self.rounds.append(widget)
        self._rounds.addWidget(widget)


def _numbers(rounds: tuple[Round, ...]) -> dict[str, int]:
    """Return the round number of each batch: how many batches lead to it, itself included."""
    numbers: dict[str, int] = {}
    for each in rounds:
        numbers[each.batch_id] = numbers.get(each.parent_id, 0) + 1
    return numbers
