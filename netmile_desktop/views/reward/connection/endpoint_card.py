"""The merchant's API for the hand-over in real time: address, secret, a call for a test (reward guide L66-68)."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import Refused
from netmile_desktop.domain.wire import RewardHandOver
from netmile_desktop.progress import Progress
from netmile_desktop.views.common.buttons import LinkButton, PlainButton
from netmile_desktop.views.common.form import Form
from netmile_desktop.views.common.loading import Loader
from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.common.panels import Card
from netmile_desktop.views.common.screen import Screen
from netmile_desktop.views.reward.connection.secret_row import SecretRow
from netmile_desktop.views.reward.connection.trial_call import TrialCallRow
from netmile_desktop.workspace.rewards.connection import Connected, RewardConnection


class EndpointCard(Card):
    """Each part is done by itself; an address that is typed stays until it is saved or dropped."""

    def __init__(self, connection: RewardConnection, screen: Screen) -> None:
        super().__init__(self.tr("Hand-over in real time"), screen)
        self._connection, self._screen = connection, screen
        self._loader = Loader(screen, "reward-endpoint")
        self._known: RewardHandOver | None = None
        theme = screen.toolbox.theme
        self.address = QLineEdit(self, maxLength=500)
        self.address.setPlaceholderText("https://api.example.jp/registrations")
        self.save_button = PlainButton(self.tr("Save the address"), theme, "check", self)
        self.undo_button = LinkButton(self.tr("Discard the change"), parent=self)
        self.secret = SecretRow(connection, screen)
        self.test = TrialCallRow(connection, screen)
        self._lay_out()
        self.address.textChanged.connect(self._on_typed)
        self.address.returnPressed.connect(self._on_save)
        self.save_button.clicked.connect(self._on_save)
        self.undo_button.clicked.connect(self._on_undo)
        self._show_state()

    def show_connected(self, known: Connected) -> None:
        """Show the settings as the portal has told them; an address that is typed and not saved stays."""
        is_changed = self.is_changed
        self._known = known.settings
        if not is_changed:
            self._on_undo()
        self.secret.show_connected(known)
        self._show_state()

    @property
    def is_changed(self) -> bool:
        """Whether an address is typed that is not saved."""
        return self._known is not None and self._typed != self._known.endpoint

    @property
    def _typed(self) -> str:
        return self.address.text().strip()

    @Slot()
    def _on_typed(self) -> None:
        self.form.fault(self.address, "")
        self._show_state()

    def _show_state(self) -> None:
        self.address.setEnabled(self._known is not None)
        self.save_button.setEnabled(self.is_changed)
        self.undo_button.setVisible(self.is_changed)
        self.test.show_settings(self._known, is_changed=self.is_changed)

    @Slot()
    def _on_undo(self) -> None:
        if self._known is not None:
            self.address.setText(self._known.endpoint)

    @Slot()
    def _on_save(self) -> None:
        url, connection, known = self._typed, self._connection, self._known
        if known is None or not self.is_changed:
            return
        title = self.tr("Save the address")
        if not url and not self._screen.toolbox.dialogs.confirm(
            self,
            self.tr("Remove the address of the API?"),
            self.tr(
                "Nothing is called any more. Registrations of campaigns in real time, also those that wait for another try, "
                "go into the next file."
            ),
            self.tr("Remove the address"),
            danger=True,
        ):
            return
        self.save_button.setEnabled(False)

        def job(progress: Progress) -> RewardHandOver:
            return connection.set_endpoint(url, progress)

        self._screen.toolbox.tasks.start(job, owner=self, done=self._on_saved, failed=self._on_failed, title=title)

    def _on_saved(self, settings: RewardHandOver) -> None:
        self._known = settings
        self._on_undo()
        self._show_state()
        text = (
            self.tr("The address is saved. Call it for a test before campaigns in real time begin.")
            if settings.endpoint
            else self.tr("The address is removed. Registrations are handed over by file.")
        )
        self._screen.tell(Notice(text, "success", self._loader.key))
        self._screen.refresh()

    def _on_failed(self, error: Exception) -> None:
        self._loader.note(error)
        self._show_state()
        if isinstance(error, Refused) and error.code == Problem.ENDPOINT:
            self.form.fault(self.address, f"{Problem.ENDPOINT.value}  {self._screen.toolbox.words.failure(error)}")
            self.address.setFocus()
        else:
            self._loader.tell(error)

    def _lay_out(self) -> None:
        self.form = Form(self)
        holder = QWidget(self)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.address)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.save_button)
        row.addWidget(self.undo_button)
        row.addStretch()
        column.addLayout(row)
        told = (
            self.tr("In this sandbox the address may be one of this computer, and begin with http.")
            if self._connection.allows_private
            else self.tr("It begins with https and lies on the public internet. Redirects are not followed.")
        )
        self.form.add(self.tr("&Address of your API"), holder, told, name=self.address)
        self.form.add(self.tr("Secret"), self.secret)
        self.form.add(self.tr("Test"), self.test)
        self.body.addWidget(self.form)
