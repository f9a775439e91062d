"""Language, theme and text size; and how long personal data of the site one is signed in to are kept."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtWidgets import QWidget

from netmile_desktop.domain.language import Language
from netmile_desktop.views.common.buttons import PlainButton, PrimaryButton
from netmile_desktop.views.common.form import Form
from netmile_desktop.views.common.layout.choice_box import ChoiceBox
from netmile_desktop.views.common.layout.dialog import Dialog
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.settings.retention_form import RetentionForm
from netmile_desktop.workspace.retention import Retention
from netmile_desktop.workspace.settings import TEXT_SCALES, ProgramSettings


class SettingsDialog(Dialog):
    """Settings of the program on this machine."""

    chosen = Signal(object)

    def __init__(
        self,
        settings: ProgramSettings,
        toolbox: Toolbox,
        parent: QWidget | None = None,
        retention: Retention | None = None,
    ) -> None:
        """Without `retention` nobody is signed in."""
        super().__init__(parent, QCoreApplication.translate("SettingsDialog", "Settings"))
        self._make_choices(settings)
        form = Form(self)
        form.group(self.tr("Look"))
        form.add(self.tr("&Language"), self.language, self.tr("The window is rebuilt; nothing is lost."))
        form.add(self.tr("&Theme"), self.theme)
        form.add(self.tr("Text &size"), self.scale)
        self.retention = RetentionForm(retention, toolbox, form) if retention is not None else None
        self.save = PrimaryButton(self.tr("Save"), parent=self)
        self.save.setDefault(True)
        cancel = PlainButton(self.tr("Cancel"), parent=self)
        self.save.clicked.connect(self._on_save)
        cancel.clicked.connect(self.reject)
        self.body.addWidget(form)
        self.add_foot((cancel, self.save))
        self.setMinimumWidth(toolbox.theme.pixels(480))

    def _make_choices(self, settings: ProgramSettings) -> None:
        self.language = ChoiceBox(self)
        self.language.addItem("日本語", Language.JAPANESE)
        self.language.addItem("English", Language.ENGLISH)
        self.theme = ChoiceBox(self)
        for key, words in (
            ("system", self.tr("Follow the system")),
            ("light", self.tr("Light")),
            ("dark", self.tr("Dark")),
        ):
            self.theme.addItem(words, key)
        self.scale = ChoiceBox(self)
        for percent in TEXT_SCALES:
            self.scale.addItem(f"{percent} %", percent)
        for box, value in (
            (self.language, settings.language),
            (self.theme, settings.theme),
            (self.scale, settings.text_scale),
        ):
            box.setCurrentIndex(box.findData(value))

    @Slot()
    def _on_save(self) -> None:
        settings = ProgramSettings(
            language=Language(self.language.currentData()),
            theme=str(self.theme.currentData()),
            text_scale=int(self.scale.currentData()),
        )
        if self.retention is not None:
            self.retention.save()
        self.accept()
        self.chosen.emit(settings)
