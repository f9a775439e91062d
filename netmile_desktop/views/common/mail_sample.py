"""「メールサンプル表示」: the mail that a member would receive with the settings entered (guide L406, L465)."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from netmile_desktop.domain.mails import Mail
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.panels import Card
from netmile_desktop.views.look.theme import Theme


class MailSampleDialog(Card):
    """Subject and body, to read and copy. Nothing is sent and the portal is not asked."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Sample of the transfer mail"), parent)
        self.subject = text_label("", "strong", wrap=True)
        self.text = QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(theme.pixels(230))
        self.text.setAccessibleName(self.tr("Body of the mail"))
        self.body.addWidget(self.subject)
        self.body.addWidget(self.text, 1)
        self.hide()

    def show_mail(self, mail: Mail) -> None:
        """Show the mail that would be sent."""
        self.subject.setText(mail.subject)
        if self.text.toPlainText() != mail.body:
            self.text.setPlainText(mail.body)
