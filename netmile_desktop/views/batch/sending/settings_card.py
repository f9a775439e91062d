"""The issue settings as one line, which opens where they are to be changed."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.views.batch.sending.settings_form import SettingsForm
from netmile_desktop.views.common.buttons import LinkButton
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.layout.lengths import APART
from netmile_desktop.views.common.panels import Card, bring_into_sight
from netmile_desktop.views.look.theme import Theme


class FoldedSettings(Card):
    """When the miles are transferred, and whether a mail tells of it; the form unfolds below."""

    def __init__(self, theme: Theme, form: SettingsForm, sample: QWidget, parent: QWidget) -> None:
        super().__init__(parent=parent)
        self._form, self._sample = form, sample
        self.said = text_label("", wrap=True)
        self.change_button = LinkButton("", theme, parent=self)
        line = QHBoxLayout()
        line.setSpacing(APART)
        line.addWidget(text_label(self.tr("Issue settings"), "strong"))
        line.addWidget(self.said, 1)
        line.addWidget(self.change_button)
        self.body.addLayout(line)
        self.body.addWidget(form)
        self.body.addWidget(sample)
        self.change_button.clicked.connect(self._on_change)
        form.changed.connect(self._show)
        self.fold()

    def fold(self) -> None:
        """Show the settings as a line; a setting that is wrong stays open."""
        self._form.setVisible(self._form.fault() is not None)
        self._show()

    @Slot()
    def _on_change(self) -> None:
        self._form.setVisible(self._form.isHidden())
        if self._form.isHidden():
            self._sample.hide()
        else:
            bring_into_sight(self._form)
        self._show()

    @Slot()
    def _show(self) -> None:
        settings, words = self._form.settings(), self._form.words
        mail = self.tr("transfer mail") if settings.notify else self.tr("no transfer mail")
        said = [words.transfer(settings.transfer_after_days), mail]
        if settings.mode is Mode.MOBILE:
            said.append(words.mode(settings.mode))
        self.said.setText(" · ".join(said))
        self.change_button.setText(self.tr("Change") if self._form.isHidden() else self.tr("Collapse"))
