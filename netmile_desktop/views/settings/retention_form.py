"""How long personal data stay on this computer, when lists at the portal are to be deleted, and deleting now."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QWidget

from netmile_desktop.views.common.buttons import DangerButton
from netmile_desktop.views.common.form import Form
from netmile_desktop.views.common.labels import set_role, text_label
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.workspace.retention import Retention, RetentionSettings

_LONGEST_KEPT, _LONGEST_REMINDER = 3_650, 365


class RetentionForm(QWidget):
    """Belongs to the site one is signed in to."""

    def __init__(self, retention: Retention, toolbox: Toolbox, form: Form) -> None:
        """Add its fields to a form, as a group of their own."""
        super().__init__(form)
        self._retention, self._toolbox = retention, toolbox
        settings = retention.settings
        self.keep = self._days(1, _LONGEST_KEPT, settings.keep_days)
        self.remind = self._days(0, _LONGEST_REMINDER, settings.remind_after_days)
        self.purge_button = DangerButton(self.tr("Delete now…"), toolbox.theme, "trash", self)
        self.said = text_label("", "help", wrap=True)
        form.group(self.tr("Personal data at this site"))
        form.add(
            self.tr("&Keep personal data"),
            form.beside(self.keep),
            self.tr("Batches completed longer ago are deleted from this computer; drafts stay."),
            name=self.keep,
        )
        form.add(
            self.tr("&Remind me to delete lists"),
            form.beside(self.remind),
            self.tr("Lists at the portal that are older are counted on the home page until they are deleted."),
            name=self.remind,
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.purge_button)
        row.addWidget(self.said, 1)
        form.add_below(self)
        self.purge_button.clicked.connect(self._on_purge)

    def save(self) -> None:
        """Keep what is chosen."""
        self._retention.choose(RetentionSettings(keep_days=self.keep.value(), remind_after_days=self.remind.value()))

    def _days(self, least: int, most: int, value: int) -> QSpinBox:
        box = QSpinBox(self)
        box.setRange(least, most)
        box.setValue(value)
        box.setSuffix(self.tr(" days"))
        box.setAlignment(Qt.AlignmentFlag.AlignRight)
        return box

    @Slot()
    def _on_purge(self) -> None:
        days, retention = self.keep.value(), self._retention
        text = self.tr(
            "Batches and single issues completed more than {} days ago are deleted from this computer for good,"
            " with every address in them. The lists at the portal stay."
        ).format(formats.number(days))
        title = self.tr("Delete old personal data")
        if not self._toolbox.dialogs.confirm(self, f"{title}?", text, self.tr("Delete"), danger=True):
            return
        self.purge_button.setEnabled(False)
        self._toolbox.tasks.start(
            lambda progress: retention.purge(days, progress),
            owner=self,
            done=self._on_purged,
            failed=self._on_failed,
            title=title,
        )

    def _on_purged(self, forgotten: int) -> None:
        self.purge_button.setEnabled(True)
        set_role(self.said, "role", "success")
        self.said.setText(self.tr("Deleted: {}").format(formats.number(forgotten)))
        self._toolbox.navigation.batches_changed.emit()

    def _on_failed(self, error: Exception) -> None:
        self.purge_button.setEnabled(True)
        set_role(self.said, "role", "error")
        self.said.setText(self._toolbox.words.failure(error))
