"""A secret that was just made: shown this once, copied or kept on request."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from netmile_desktop.views.common.buttons import PlainButton
from netmile_desktop.views.common.flow import FlowLayout
from netmile_desktop.views.common.labels import set_role, text_label
from netmile_desktop.views.common.panels import bring_into_sight
from netmile_desktop.views.look.theme import Theme


class SecretPanel(QFrame):
    """Stays until it is closed; then nothing in the window knows the secret any more."""

    closed = Signal()

    def __init__(self, theme: Theme, name: str, warning: str, parent: QWidget | None = None) -> None:
        """`name` is the secret's for screen readers, `warning` says that it is shown once and what it allows."""
        super().__init__(parent)
        set_role(self, "notice", "warning")
        self.title = text_label("", "strong", wrap=True)
        self.text = text_label(warning, wrap=True)
        self.secret = QLineEdit(self)
        self.secret.setReadOnly(True)
        self.secret.setAccessibleName(name)
        self.secret.setFont(theme.fixed_font(1.0))
        self.copy_button = PlainButton(self.tr("Copy the secret"), theme, "copy", self)
        self.keep_button = PlainButton(self.tr("Keep it on this computer"), theme, "lock", self)
        self.close_button = PlainButton(self.tr("I have copied it: hide the secret"), parent=self)
        self.said = text_label("", "help", wrap=True)
        buttons = FlowLayout(gap=8)
        for button in (self.copy_button, self.keep_button, self.close_button):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        for widget in (self.title, self.text, self.secret):
            column.addWidget(widget)
        column.addLayout(buttons)
        column.addWidget(self.said)
        self.copy_button.clicked.connect(self._on_copy)
        self.close_button.clicked.connect(self.close_panel)
        self.hide()

    def show_secret(self, title: str, secret: str, said: str, *, may_keep: bool) -> None:
        """Show a secret; `may_keep` says whether this computer has a keyring."""
        self.title.setText(title)
        self.secret.setText(secret)
        self.secret.setCursorPosition(0)
        self.keep_button.setEnabled(may_keep)
        self.say(said)
        self.show()
        bring_into_sight(self)
        self.copy_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_kept(self, kept: bool, said: str) -> None:
        """Say whether the keyring took the secret; `said` is for the case that it did."""
        self.keep_button.setEnabled(not kept)
        if kept:
            self.say(said)
        else:
            self.say(
                self.tr(
                    "The keyring did not take the secret, so it is not kept. Unlock the keyring and try again, or copy it."
                ),
                "error",
            )

    def say(self, text: str, role: str = "help") -> None:
        """Say something below the buttons."""
        set_role(self.said, "role", role)
        self.said.setText(text)

    @Slot()
    def close_panel(self) -> None:
        """Forget the secret."""
        self.secret.clear()
        self.hide()
        self.closed.emit()

    @Slot()
    def _on_copy(self) -> None:
        if self.secret.text():
            QGuiApplication.clipboard().setText(self.secret.text())
            self.say(self.tr("Copied."))
