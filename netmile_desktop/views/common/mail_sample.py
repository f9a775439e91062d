"""「メールサンプル表示」: the transfer-completed mail as a member would get it (guide L406, L465)."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from netmile_desktop.domain.mails import Mail
from netmile_desktop.views.common.buttons import PlainButton
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.theme import Theme


class MailSample(QDialog):
    """Subject and text of one mail, to be read and copied. Nothing is sent."""

    def __init__(self, theme: Theme, mail: Mail, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Sample of the transfer mail"))
        self.subject = text_label(mail.subject, "strong", wrap=True)
        self.body = QPlainTextEdit(mail.body, self)
        self.body.setReadOnly(True)
        self.body.setFont(theme.fixed_font(1.0))
        self.body.setAccessibleName(self.tr("Text of the mail"))
        close = PlainButton(self.tr("Close"), parent=self)
        close.setDefault(True)
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addWidget(text_label(self.tr("A sample. No mail is sent."), "help"), 1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(self.subject)
        column.addWidget(self.body, 1)
        column.addLayout(foot)
        self.resize(theme.pixels(640), theme.pixels(480))
        close.setFocus()
