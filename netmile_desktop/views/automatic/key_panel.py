"""The secret of a key of automatic issuance that was just made."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from netmile_desktop.domain.wire import NewAutomaticKey
from netmile_desktop.views.common.copying.secret_panel import SecretPanel
from netmile_desktop.views.look.theme import Theme


class KeyPanel(SecretPanel):
    """Shows the secret of one key, whose ID the server needs, too."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", "", parent)
        self.made: NewAutomaticKey | None = None
        self.secret.setAccessibleName(self.tr("Secret of the key"))
        self.text.setText(
            self.tr(
                "This is the only time the secret is shown. Put it into the settings of your server now; whoever has it "
                "can issue miles in your name."
            )
        )

    def show_made(self, made: NewAutomaticKey, *, may_keep: bool) -> None:
        """Show a key that was just made; `may_keep` says whether this computer has a keyring."""
        self.made = made
        said = (
            self.tr("Kept on this computer, the tag can be tested without typing the secret. It lies in its keyring.")
            if may_keep
            else self.tr(
                "This computer has no keyring that can be used, so the secret cannot be kept here. Copy it; to test the "
                "tag later it has to be typed in."
            )
        )
        self.show_secret(self.tr("Key {} was made").format(made.key_id), made.secret, said, may_keep=may_keep)

    def show_key_kept(self, kept: bool) -> None:
        """Say whether the keyring took the secret."""
        self.show_kept(kept, self.tr("Kept in the keyring of this computer until the key is revoked."))

    @Slot()
    def close_panel(self) -> None:
        self.made = None
        super().close_panel()
