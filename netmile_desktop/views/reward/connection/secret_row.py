"""The secret of the merchant's API: made, changed, shown once, kept on request."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from netmile_desktop.domain.wire import RewardSecret
from netmile_desktop.progress import Progress
from netmile_desktop.views.common.buttons import PlainButton
from netmile_desktop.views.common.copying.secret_panel import SecretPanel
from netmile_desktop.views.common.flow import FlowLayout
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.loading import Loader
from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.common.screen import Screen
from netmile_desktop.views.look import formats
from netmile_desktop.workspace.rewards.connection import Connected, RewardConnection


class SecretRow(QWidget):
    """Says which secrets sign; after a change the screen asks again."""

    def __init__(self, connection: RewardConnection, screen: Screen) -> None:
        super().__init__(screen)
        self._connection, self._screen = connection, screen
        self._loader = Loader(screen, "reward-secret")
        self._known: Connected | None = None
        self._made: RewardSecret | None = None
        theme = screen.toolbox.theme
        self.state = text_label("", wrap=True)
        self.make_button = PlainButton(self.tr("Make a secret"), theme, "key", self)
        self.copy_button = PlainButton(self.tr("Copy the kept secret"), theme, "copy", self)
        self.forget_button = PlainButton(self.tr("Remove it from this computer"), theme, "trash", self)
        self.panel = SecretPanel(
            theme,
            self.tr("Secret of the API"),
            self.tr(
                "This is the only time the secret is shown. Put it into the settings of your API now: with it your API sees "
                "that a call comes from NetMile and was not changed."
            ),
            self,
        )
        buttons = FlowLayout(gap=8)
        for button in (self.make_button, self.copy_button, self.forget_button):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.state)
        column.addLayout(buttons)
        column.addWidget(self.panel)
        self.make_button.clicked.connect(self._on_make)
        self.copy_button.clicked.connect(self._on_copy)
        self.forget_button.clicked.connect(self._on_forget)
        self.panel.keep_button.clicked.connect(self._on_keep)
        self.panel.closed.connect(self._on_closed)
        self._show_state()

    def show_connected(self, known: Connected) -> None:
        """Show when the secret was made, and what of it is on this computer."""
        self._known = known
        self._show_state()

    def _show_state(self) -> None:
        known = self._known
        self.make_button.setEnabled(known is not None)
        for button in (self.copy_button, self.forget_button):
            button.setVisible(known is not None and bool(known.kept_secret))
        if known is None:
            self.state.setText(self.tr("Being fetched"))
            return
        settings = known.settings
        self.make_button.setText(
            self.tr("Change to another secret…") if settings.has_secret else self.tr("Make a secret")
        )
        if settings.secret_made_at is None:
            self.state.setText(self.tr("There is no secret yet: nothing is called before one is made."))
            return
        said = self.tr("Made at {}.").format(formats.moment(settings.secret_made_at))
        if settings.former_secret_until is not None:
            until = formats.moment(settings.former_secret_until)
            said += " " + self.tr("Until {} calls carry a second signature, with the former secret.").format(until)
        if known.kept_secret:
            said += " " + self.tr("It lies in the keyring of this computer.")
        self.state.setText(said)

    @Slot()
    def _on_make(self) -> None:
        known, connection, dialogs = self._known, self._connection, self._screen.toolbox.dialogs
        if known is None:
            return
        title = self.tr("Change the secret?") if known.settings.has_secret else self.tr("Make a secret")
        if known.settings.has_secret and not dialogs.confirm(
            self, title, self._what_a_change_does(known), self.tr("Change the secret"), danger=True
        ):
            return
        self.make_button.setEnabled(False)

        def job(progress: Progress) -> RewardSecret:
            return connection.make_secret(progress)

        self._screen.toolbox.tasks.start(job, owner=self, done=self._on_made, failed=self._on_failed, title=title)

    def _what_a_change_does(self, known: Connected) -> str:
        said = self.tr(
            "A new secret is made. For 24 hours calls are signed with the present one, too, so that your API can be changed "
            "without a gap; after that with the new one alone."
        )
        if known.settings.former_secret_until is not None:
            said += "\n" + self.tr(
                "The former secret, which still signs until {}, ends now. If your API knows only that one, it refuses every "
                "call."
            ).format(formats.moment(known.settings.former_secret_until))
        return said

    def _on_made(self, made: RewardSecret) -> None:
        self._made = made
        may_keep = self._known is not None and self._known.may_keep
        said = (
            self.tr("Kept on this computer, it can be copied again. It lies in its keyring.")
            if may_keep
            else self.tr(
                "This computer has no keyring that can be used, so the secret cannot be kept here. Copy it; if it is lost, "
                "make another one."
            )
        )
        title = self.tr("The secret was made at {}").format(formats.moment(made.made_at))
        self.panel.show_secret(title, made.secret, said, may_keep=may_keep)
        self._screen.untell(self._loader.key)
        self._screen.refresh()

    def _on_failed(self, error: Exception) -> None:
        self._loader.note(error)
        self._loader.tell(error)
        self._show_state()

    @Slot()
    def _on_keep(self) -> None:
        made, connection = self._made, self._connection
        if made is None:
            return

        def job(_progress: Progress) -> bool:
            return connection.keep(made)

        self._screen.toolbox.tasks.start(job, owner=self, done=self._on_kept, failed=self._on_failed)

    def _on_kept(self, kept: bool) -> None:
        self.panel.show_kept(kept, self.tr("Kept in the keyring of this computer until it is removed here."))
        if kept:
            self._screen.refresh()

    @Slot()
    def _on_closed(self) -> None:
        self._made = None
        self.make_button.setFocus()

    @Slot()
    def _on_copy(self) -> None:
        if self._known is not None and self._known.kept_secret:
            QGuiApplication.clipboard().setText(self._known.kept_secret)
            self._screen.tell(Notice(self.tr("The secret is copied."), "success", self._loader.key))

    @Slot()
    def _on_forget(self) -> None:
        connection = self._connection

        def job(_progress: Progress) -> None:
            connection.forget()

        self._screen.toolbox.tasks.start(job, owner=self, done=lambda _: self._screen.refresh(), failed=self._on_failed)
