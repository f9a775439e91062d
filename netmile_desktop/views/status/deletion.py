"""The question before lists are deleted for good, asked where the buttons are."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from netmile_desktop.domain import wire
from netmile_desktop.views.common.buttons import DangerButton, LinkButton, PlainButton
from netmile_desktop.views.common.labels import set_role, text_label
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats


class DeletionQuestion(QFrame):
    """Names the count, offers to download both lists first and to delete the rows here too; keeping is the default."""

    download_asked = Signal()
    confirmed = Signal()
    closed = Signal()
    """The question was closed."""

    def __init__(self, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "notice", "error")
        self.title = text_label("", "strong", wrap=True)
        self.text = text_label("", "", wrap=True)
        self.here = QCheckBox(self)
        """Whether to delete the rows stored on this machine too."""
        self.download_button = LinkButton(self.tr("Download both lists first"), toolbox.theme, "download", self)
        self.keep_button = PlainButton(self.tr("Keep the lists"), parent=self)
        self.delete_button = DangerButton("", toolbox.theme, "trash", self)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.download_button)
        row.addStretch()
        row.addWidget(self.keep_button)
        row.addWidget(self.delete_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addWidget(self.text)
        column.addWidget(self.here)
        column.addLayout(row)
        self.keep_button.clicked.connect(self.close_question)
        self.download_button.clicked.connect(self.download_asked)
        self.delete_button.clicked.connect(self.confirmed)
        self.hide()

    @property
    def is_open(self) -> bool:
        return not self.isHidden()

    def ask(self, detail: wire.RegistrationDetail, kept_here: Sequence[str] = ()) -> None:
        """Open the question for a registration.

        `kept_here` are the registrations whose rows lie on this computer in one batch with its corrections;
        they can only be deleted together.
        """
        self.here.setVisible(bool(kept_here))
        self.here.setChecked(False)
        others = len(kept_here) - 1
        together = formats.counted(
            others,
            self.tr("with {} other registration of this batch"),
            self.tr("with {} other registrations of this batch"),
        )
        here = self.tr("Delete the rows on this computer too")
        self.here.setText(f"{here} ({together})" if others > 0 else here)
        good, bad = formats.number(detail.records - detail.errors), formats.number(detail.errors)
        self.title.setText(self.tr("Delete both lists of {} for good?").format(detail.registration_id))
        self.text.setText(
            self.tr(
                "The completed list ({} rows) and the error list ({} rows) are deleted at the portal and cannot be "
                "downloaded any more, by anyone. The counts stay."
            ).format(good, bad)
        )
        self.delete_button.setText(self.tr("Delete {} rows").format(formats.number(detail.records)))
        self.show()
        self.keep_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def close_question(self) -> None:
        """Leave everything as it is."""
        self.hide()
        self.closed.emit()

    def dismiss(self) -> bool:
        """Close the question (Esc)."""
        self.close_question()
        return True
