"""The issue settings of a batch: マイル振込設定, 振込完了メール and the rest, with the portal's own labels."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from netmile_desktop.domain.batches import BatchSettings
from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.domain.mails import check_message, with_plain_line_ends
from netmile_desktop.domain.rows.issuances import MAX_DELAY_DAYS, MESSAGE_LENGTH
from netmile_desktop.domain.rows.reasons import Reason
from netmile_desktop.views.common.buttons import LinkButton
from netmile_desktop.views.common.labels import set_role, text_label
from netmile_desktop.views.common.toolbox import Toolbox


class SettingsForm(QWidget):
    """Labels on the left, fields on the right, help below; `changed` reports every change by the user."""

    changed = Signal()
    sample_asked = Signal()
    """メールサンプル表示."""

    def __init__(self, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = toolbox.words
        self._settings = BatchSettings(campaign_id="")
        self.file = text_label("", wrap=True)
        self.mode = text_label()
        self.at_once = QRadioButton(self.tr("Transfer at once"), self)
        self.after_days = QRadioButton(self.tr("Transfer", "before the number of days"), self)
        self.days = QSpinBox(self)
        self.days.setRange(1, MAX_DELAY_DAYS)
        self.days.setAccessibleName(self.tr("Days from issue to transfer"))
        self.days.setFixedWidth(toolbox.theme.pixels(72))
        self.notify = QCheckBox(self.tr("Send the member a mail when the miles are transferred"), self)
        self.message = QPlainTextEdit(self)
        self.message.setTabChangesFocus(True)
        self.message.setFixedHeight(toolbox.theme.pixels(92))
        self.message.setAccessibleName(self.tr("Text inserted into the transfer mail"))
        self.message_count = text_label("", "help")
        self.sample_button = LinkButton(self.tr("Show a sample of the mail"), parent=self)
        self.no_mail = text_label(self.tr("Not sent (fixed for issues by mobile address)"))
        self.no_message = text_label(self.tr("None (fixed for issues by mobile address)"))
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(24)
        form.setVerticalSpacing(14)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        delay = QHBoxLayout()
        delay.setSpacing(6)
        delay.addWidget(self.after_days)
        delay.addWidget(self.days)
        delay.addWidget(text_label(self.tr("days after the issue", "behind the number of days")))
        delay.addStretch()
        transfer = QVBoxLayout()
        transfer.setSpacing(6)
        transfer.addWidget(self.at_once, 0, Qt.AlignmentFlag.AlignLeft)
        transfer.addLayout(delay)
        message = QVBoxLayout()
        message.setSpacing(4)
        message.addWidget(self.message)
        foot = QHBoxLayout()
        help_text = self.tr("Site name, campaign name and miles are written by the portal; only add what is special.")
        foot.addWidget(text_label(help_text, "help", wrap=True), 1)
        foot.addWidget(self.message_count)
        message.addLayout(foot)
        message.addWidget(self.sample_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._mail_text = QWidget(self)
        self._mail_text.setLayout(message)
        message.setContentsMargins(0, 0, 0, 0)
        form.addRow(_label(self.tr("File to register")), self.file)
        form.addRow(_label(self.tr("Mode of issue")), self.mode)
        form.addRow(_label(self.tr("Transfer setting")), transfer)
        form.addRow(_label(self.tr("Member registration")), text_label(self.tr("No")))
        form.addRow(_label(self.tr("Generate passwords")), text_label(self.tr("No")))
        mail = QHBoxLayout()
        mail.addWidget(self.notify)
        mail.addWidget(self.no_mail)
        mail.addStretch()
        text = QVBoxLayout()
        text.addWidget(self._mail_text)
        text.addWidget(self.no_message)
        form.addRow(_label(self.tr("Transfer mail")), mail)
        form.addRow(_label(self.tr("Text for the transfer mail")), text)

    def _connect(self) -> None:
        group = QButtonGroup(self)
        group.addButton(self.at_once)
        group.addButton(self.after_days)
        group.buttonClicked.connect(self._on_changed)
        self.days.valueChanged.connect(self._on_changed)
        self.notify.clicked.connect(self._on_changed)
        self.message.textChanged.connect(self._on_changed)
        self.sample_button.clicked.connect(self.sample_asked)

    def show_settings(self, settings: BatchSettings, delay_days: int, file_name: str) -> None:
        """Fill in the form; `delay_days` is the campaign's default, `file_name` the name that the portal will see."""
        self._settings = settings
        self.file.setText(file_name)
        fields = (self.at_once, self.after_days, self.days, self.notify, self.message)
        for field in fields:
            field.blockSignals(True)
        is_mobile = settings.mode is Mode.MOBILE
        self.mode.setText(self.words.mode(settings.mode))
        self.no_mail.setVisible(is_mobile)
        self.no_message.setVisible(is_mobile)
        self.notify.setVisible(not is_mobile)
        self._mail_text.setVisible(not is_mobile)
        self.at_once.setChecked(settings.transfer_after_days == 0)
        self.after_days.setChecked(settings.transfer_after_days > 0)
        self.days.setValue(settings.transfer_after_days or delay_days or 1)
        self.notify.setChecked(settings.notify)
        self.message.setPlainText(settings.message)
        for field in fields:
            field.blockSignals(False)
        self._show_state()

    def settings(self) -> BatchSettings:
        """Return the settings entered; without the mail there is no text, and mobile issues have neither (guide L514-524)."""
        notify = self.notify.isChecked() and self._settings.mode is not Mode.MOBILE
        return msgspec.structs.replace(
            self._settings,
            transfer_after_days=self.days.value() if self.after_days.isChecked() else 0,
            notify=notify,
            message=with_plain_line_ends(self.message.toPlainText()) if notify else "",
        )

    def fault(self) -> Reason | None:
        """Return why the mail text cannot be sent as entered, or None if it can."""
        return check_message(self.settings().message)

    @Slot()
    def _on_changed(self) -> None:
        self._show_state()
        self.changed.emit()

    def _show_state(self) -> None:
        self.days.setEnabled(self.after_days.isChecked())
        self.message.setEnabled(self.notify.isChecked())
        self.sample_button.setEnabled(self.notify.isChecked())
        fault = self.fault()
        count = self.tr("{} / {} characters").format(len(self.message.toPlainText()), MESSAGE_LENGTH)
        self.message_count.setText(f"{self.words.reason(fault)}  {count}" if fault is not None else count)
        set_role(self.message_count, "role", "help" if fault is None else "error")


def _label(text: str) -> QLabel:
    return text_label(text, "label")
