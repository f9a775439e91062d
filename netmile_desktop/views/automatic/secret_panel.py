"""The secret of a key that was just made: shown this once, copied or kept on request."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from netmile_desktop.domain.wire import NewAutomaticKey
from netmile_desktop.views.common.buttons import PlainButton
from netmile_desktop.views.common.labels import set_role, text_label
from netmile_desktop.views.common.panels import bring_into_sight
from netmile_desktop.views.look.theme import Theme


class SecretPanel(QFrame):
    """Stays until it is closed; then nothing in the window knows the secret any more."""

    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.made: NewAutomaticKey | None = None
        set_role(self, "notice", "warning")
        self.title = text_label("", "strong", wrap=True)
        self.text = text_label(
            self.tr(
                "This is the only time the secret is shown. Put it into the settings of your server now; whoever has it "
                "can issue miles in your name."
            ),
            wrap=True,
        )
        self.secret = QLineEdit(self)
        self.secret.setReadOnly(True)
        self.secret.setAccessibleName(self.tr("Secret of the key"))
        self.secret.setFont(theme.fixed_font(1.0))
        self.copy_button = PlainButton(self.tr("Copy the secret"), theme, "copy", self)
        self.keep_button = PlainButton(self.tr("Keep it on this computer"), theme, "lock", self)
        self.close_button = PlainButton(self.tr("I have it: hide the secret"), parent=self)
        self.said = text_label("", "help", wrap=True)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.copy_button, self.keep_button):
            buttons.addWidget(button)
        buttons.addStretch()
        buttons.addWidget(self.close_button)
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

    def show_made(self, made: NewAutomaticKey, *, may_keep: bool) -> None:
        """Show a key that was just made; `may_keep` says whether this computer has a keyring."""
        self.made = made
        self.title.setText(self.tr("Key {} was made").format(made.key_id))
        self.secret.setText(made.secret)
        self.secret.setCursorPosition(0)
        self.keep_button.setEnabled(may_keep)
        self.say(
            self.tr("Kept on this computer, the tag can be tested without typing the secret. It lies in its keyring.")
            if may_keep
            else self.tr(
                "This computer has no keyring that can be used, so the secret cannot be kept here. Copy it; to test the "
                "tag later it has to be typed in."
            )
        )
        self.show()
        bring_into_sight(self)
        self.copy_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_kept(self, kept: bool) -> None:
        """Say whether the keyring took the secret."""
        self.keep_button.setEnabled(not kept)
        if kept:
            self.say(self.tr("Kept in the keyring of this computer until the key is revoked."))
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
        self.made = None
        self.secret.clear()
        self.hide()
        self.closed.emit()

    @Slot()
    def _on_copy(self) -> None:
        if self.made is not None:
            QGuiApplication.clipboard().setText(self.made.secret)
            self.say(self.tr("Copied."))
