"""繰り返しの行: what is to become of rows that were issued before; nothing is sent before it is answered."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from netmile_desktop.domain.batches import LONGEST_REASON
from netmile_desktop.views.batch.grid.draft_changes import DraftChanges
from netmile_desktop.views.batch.sending.comparison import Comparison
from netmile_desktop.views.common.buttons import PlainButton
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.workspace.drafts.draft import Draft
from netmile_desktop.workspace.issuing.sending import Sending


class RepeatsQuestion(QWidget):
    """Compares a draft with earlier issues; what repeats them is left out, or issued once more for a reason."""

    changed = Signal()
    """There is another answer, or another reason was written."""

    def __init__(
        self, sending: Sending, changes: DraftChanges, toolbox: Toolbox, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._changes = changes
        self._draft: Draft | None = None
        self.comparison = Comparison(sending, toolbox, self)
        words = self.tr("Or issue it once more, for this reason (kept in the history of the batch):")
        self.leave_out_button = PlainButton("", parent=self)
        self.reason = QLineEdit(self)
        self.reason.setMaxLength(LONGEST_REASON)
        self.reason.setPlaceholderText(self.tr("for example: the second visit of the same members"))
        self.reason.setAccessibleName(words)
        rows = QGridLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setHorizontalSpacing(12)
        rows.setColumnStretch(1, 1)
        rows.addWidget(self.leave_out_button, 0, 0, 1, 2, Qt.AlignmentFlag.AlignLeft)
        rows.addWidget(text_label(words, "strong"), 1, 0)
        rows.addWidget(self.reason, 1, 1)
        self.comparison.changed.connect(self._on_compared)
        self.reason.textChanged.connect(self._on_text_changed)
        self.leave_out_button.clicked.connect(self._on_leave_out_clicked)
        changes.ended.connect(self._on_text_changed)

    def show_draft(self, draft: Draft) -> None:
        """Compare a draft and ask about it; nothing is answered yet."""
        self._draft = draft
        self.reason.clear()
        self.comparison.begin(draft.batch_id)

    @property
    def answer(self) -> str:
        """Why rows are issued once more; empty while nothing is written."""
        return " ".join(self.reason.text().split())

    @property
    def names(self) -> set[str]:
        """What the clerk was told that the draft repeats."""
        return set() if self.comparison.forecast is None else self.comparison.forecast.names

    def why_not(self) -> str:
        """Return why the draft cannot be sent before this is answered, or an empty string."""
        if self.comparison.is_running or self._changes.is_busy:
            return self.tr("Wait a moment: earlier issues are being compared.")
        if self.comparison.asks and not self.answer:
            return self.tr("Decide first: leave out what was issued before, or say why it is issued once more.")
        return ""

    @Slot()
    def _on_compared(self) -> None:
        forecast = self.comparison.forecast
        repeats = len(forecast.repeats) if forecast is not None else 0
        told = (self.tr("Leave the {} repeating row out"), self.tr("Leave the {} repeating rows out"))
        self.leave_out_button.setText(formats.counted(repeats, *told))
        is_all = forecast is not None and repeats == forecast.rows
        self.leave_out_button.setEnabled(not is_all)
        self.leave_out_button.setToolTip(self.tr("Every row repeats another: none would be left.") if is_all else "")
        self.leave_out_button.setVisible(bool(repeats))
        self.changed.emit()

    @Slot()
    def _on_text_changed(self) -> None:
        self.changed.emit()

    @Slot()
    def _on_leave_out_clicked(self) -> None:
        """Leave out the rows that repeat others, and compare the rest once more."""
        draft, forecast = self._draft, self.comparison.forecast
        if draft is None or forecast is None:
            return
        on, registration_id = forecast.first
        reason = self.tr("Issued before: {}").format(" ".join((formats.day(on) if on else "–", registration_id)))
        self._changes.make(
            lambda draft, progress: draft.close_rows(list(forecast.repeats), reason, progress=progress),
            len(forecast.repeats),
            self.tr("Leaving {} rows out").format(formats.number(len(forecast.repeats))),
            lambda _nothing: self._on_left_out(draft),
        )
        self.changed.emit()

    def _on_left_out(self, draft: Draft) -> None:
        if self._draft is draft:
            self.comparison.begin(draft.batch_id)
