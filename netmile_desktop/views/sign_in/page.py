"""Signing in: choose a portal, say who one is (guide L35-46). A page of the window, not a dialog."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from netmile_desktop.domain.failures import KeyWanted, Unreachable, WantedKey
from netmile_desktop.domain.language import Language
from netmile_desktop.lazy_imports import import_lazily
from netmile_desktop.progress import Progress
from netmile_desktop.tasks.task import Task
from netmile_desktop.views.common.buttons import QuietButton
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.common.panels import Card, ScrollPage, divider
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.sign_in.profile_list import ProfileList
from netmile_desktop.views.sign_in.sign_in_form import SignInForm
from netmile_desktop.workspace.access.profiles import Profile
from netmile_desktop.workspace.authentication import Authenticator

if TYPE_CHECKING:
    from netmile_desktop.views.sign_in.profile_form import ProfileForm
    from netmile_desktop.workspace.desk import Desk
else:
    ProfileForm = import_lazily("netmile_desktop.views.sign_in.profile_form", "ProfileForm")


class SignInPage(QWidget):
    """Profiles on the left, the form of the current one on the right."""

    signed_in = Signal(object)
    """A `Desk`."""
    settings_asked = Signal()
    language_asked = Signal()
    help_asked = Signal()

    def __init__(self, authenticator: Authenticator, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._front_door, self._toolbox = authenticator, toolbox
        self._task: Task | None = None
        self._without_network = False
        """Whether the clerk chose to open the local data without the portal."""
        self.profiles = ProfileList(toolbox.theme, self)
        self.form = SignInForm(toolbox, self)
        self._waiting = text_label("", "help")
        self._waiting.hide()
        self._lay_out()
        self._connect()
        self._show_profiles(authenticator.profiles.last().id)

    @cached_property
    def profile_form(self) -> ProfileForm:
        """Where a portal is added or changed; made when it is first asked for."""
        form = ProfileForm(self._toolbox.theme, self)
        form.saved.connect(self._on_saved)
        form.cancelled.connect(self._on_form_cancelled)
        self._pages.addWidget(form)
        return form

    def entered(self) -> None:
        """The page is in front again, after signing out."""
        self._show_profiles(self._front_door.profiles.last().id)
        self.form.focus_first()

    def typed(self) -> tuple[str, str]:
        """The id of the profile chosen and the ID typed, for the page that takes the place of this one."""
        return self.profiles.profile.id, self.form.login.text()

    def type_again(self, typed: tuple[str, str]) -> None:
        """Put back what `typed` answered."""
        profile_id, login = typed
        self._show_profiles(profile_id)
        if not self.profiles.profile.is_sandbox:
            self.form.login.setText(login)

    def show_waiting_file(self, name: str) -> None:
        """A file was dropped before anyone is signed in."""
        self._waiting.setText(self.tr("“{}” is imported as soon as you are signed in.").format(name))
        self._waiting.show()

    def enter_sandbox(self) -> None:
        """Sign in to the sandbox with its documented login."""
        self._show_profiles("sandbox")
        self._on_asked()

    @Slot()
    def _on_asked(self) -> None:
        profile, form = self.profiles.profile, self.form
        login, password = form.login.text().strip(), form.password.text()
        remember = None if profile.is_sandbox else form.remember.isChecked()
        passphrase, key_file = form.passphrase, form.key_file
        authenticator = self._front_door
        if self._without_network:
            self._open_offline(profile, login, passphrase, key_file)
            return

        def job(progress: Progress) -> Desk:
            desk = authenticator.sign_in(
                profile,
                login,
                password,
                remember=remember,
                passphrase=passphrase,
                key_file=key_file,
                progress=progress,
            )
            authenticator.profiles.used(profile.id)
            return desk

        waiting = (
            self.tr("The sandbox is starting… The first time takes a little longer.")
            if profile.is_sandbox
            else self.tr("Signing in…")
        )
        self._show_running(True, waiting)
        self._task = self._toolbox.tasks.start(
            job, owner=self, done=self._on_done, failed=self._on_failed, cancelled=self._on_cancelled
        )

    def _open_offline(self, profile: Profile, login: str, passphrase: str, key_file: Path | None) -> None:
        authenticator = self._front_door

        def job(progress: Progress) -> Desk:
            return authenticator.open_offline(
                profile, login, passphrase=passphrase, key_file=key_file, progress=progress
            )

        self._show_running(True, self.tr("Opening what is kept on this computer…"))
        self._task = self._toolbox.tasks.start(
            job, owner=self, done=self._on_done, failed=self._on_failed, cancelled=self._on_cancelled
        )

    @Slot()
    def _on_offline_asked(self) -> None:
        self._without_network = True
        self._on_asked()

    def _on_done(self, desk: Desk) -> None:
        self._without_network = False
        self._show_running(False)
        self._waiting.hide()
        self.form.password.clear()
        self.form.forget_key()
        self.signed_in.emit(desk)

    def _on_failed(self, error: Exception) -> None:
        self._show_running(False)
        text = self._toolbox.words.failure(error)
        kind = "warning" if isinstance(error, Unreachable) else "error"
        if isinstance(error, KeyWanted) and error.wanted is not WantedKey.KEYRING:
            self.form.ask_for_key(error.wanted)
            kind = "info"
        else:
            self._without_network = False
            self.form.focus_wrong()
        actions: tuple[tuple[str, Callable[[], None]], ...] = ()
        if isinstance(error, Unreachable) and self._front_door.can_open_offline(
            self.profiles.profile, self.form.login.text().strip()
        ):
            actions = ((self.tr("Open without a network"), self._on_offline_asked),)
        self.form.say(Notice(text, kind, actions=actions, details=repr(error)))

    def _on_cancelled(self) -> None:
        self._show_running(False)
        self.form.focus_first()

    def _show_running(self, running: bool, what: str = "") -> None:
        if not running:
            self._task = None
        self.profiles.setEnabled(not running)
        self.form.show_running(running, what)

    @Slot()
    def _on_cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()

    # --- profiles ---------------------------------------------------------------------------

    def _show_profiles(self, current: str) -> None:
        self._pages.setCurrentWidget(self.form)
        self.profiles.show_profiles(self._front_door.profiles.all(), current)

    @Slot(object)
    def _on_chosen(self, profile: Profile) -> None:
        self._pages.setCurrentWidget(self.form)
        self._without_network = False
        self.form.show_profile(profile)
        if not profile.is_sandbox:
            self._look_into_keyring(profile)

    def _look_into_keyring(self, profile: Profile) -> None:
        credentials = self._front_door.credentials

        def look(_progress: Progress) -> tuple[bool, str]:
            available = credentials.available()
            remembered = credentials.find(profile, profile.login) if available and profile.remember else None
            return available, remembered or ""

        def show(found: tuple[bool, str]) -> None:
            if self.profiles.profile.id == profile.id:
                self.form.show_keyring(found[0])
                self.form.show_password(found[1])

        self._toolbox.tasks.start(look, owner=self, done=show)

    @Slot()
    def _on_forget(self) -> None:
        profile, authenticator = self.profiles.profile, self._front_door

        def forget(_progress: Progress) -> None:
            authenticator.forget_password(profile)

        def done(_nothing: object) -> None:
            self.form.show_forgotten()
            self.profiles.take(authenticator.profiles.find(profile.id) or profile)
            self.form.say(Notice(self.tr("The password is no longer kept on this computer."), "success"))

        self._toolbox.tasks.start(forget, owner=self, done=done, failed=self._on_not_dropped)

    @Slot()
    def _on_add(self) -> None:
        self.profile_form.show_profile(None)
        self._pages.setCurrentWidget(self.profile_form)
        self.profile_form.name.setFocus()

    @Slot(object)
    def _on_edit(self, profile: Profile) -> None:
        self.profile_form.show_profile(profile)
        self._pages.setCurrentWidget(self.profile_form)

    @Slot(object)
    def _on_saved(self, profile: Profile) -> None:
        authenticator = self._front_door

        def keep(_progress: Progress) -> None:
            authenticator.keep_profile(profile)

        self.profile_form.setEnabled(False)
        self._toolbox.tasks.start(
            keep, owner=self, done=lambda _: self._on_kept(profile), failed=self._on_not_kept, cancelled=self._on_unkept
        )

    def _on_kept(self, profile: Profile) -> None:
        self._on_unkept()
        self._show_profiles(profile.id)
        self.form.focus_first()

    def _on_not_kept(self, error: Exception) -> None:
        self._on_unkept()
        self.profile_form.say(Notice(self._toolbox.words.failure(error), "error", details=repr(error)))

    def _on_unkept(self) -> None:
        self.profile_form.setEnabled(True)

    @Slot(object)
    def _on_remove(self, profile: Profile) -> None:
        title = self.tr("Remove “{}” from the list?").format(profile.name)
        text = self.tr("The password remembered for it is forgotten. Drafts stay on this computer.")
        if not self._toolbox.dialogs.confirm(self, title, text, self.tr("Remove 1 portal"), danger=True):
            return
        authenticator = self._front_door

        def drop(_progress: Progress) -> None:
            authenticator.drop_profile(profile)

        self._toolbox.tasks.start(
            drop, owner=self, done=lambda _: self._show_profiles("sandbox"), failed=self._on_not_dropped
        )

    def _on_not_dropped(self, error: Exception) -> None:
        self.form.say(Notice(self._toolbox.words.failure(error), "error", details=repr(error)))

    @Slot()
    def _on_form_cancelled(self) -> None:
        self._pages.setCurrentWidget(self.form)

    # --- building ---------------------------------------------------------------------------

    def _connect(self) -> None:
        self.profiles.chosen.connect(self._on_chosen)
        self.profiles.entered.connect(self.form.focus_first)
        self.profiles.add_asked.connect(self._on_add)
        self.profiles.edit_asked.connect(self._on_edit)
        self.profiles.remove_asked.connect(self._on_remove)
        self.form.asked.connect(self._on_asked)
        self.form.cancel_asked.connect(self._on_cancel)
        self.form.forget_asked.connect(self._on_forget)

    def _lay_out(self) -> None:
        theme = self._toolbox.theme
        name = QLabel("NetMile Desktop", self)
        name.setFont(theme.font(1.9, bold=True))
        promise = text_label(self.tr("Issue miles from a file, checked row by row, sent exactly once."), "muted")
        scroll = ScrollPage(self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)
        centre = Qt.AlignmentFlag.AlignHCenter
        column = scroll.body
        column.setSpacing(6)
        column.addStretch(2)
        column.addWidget(name, alignment=centre)
        column.addWidget(promise, alignment=centre)
        column.addSpacing(24)
        # Stretches instead of an alignment, so that sentences which wrap get the height they need.
        middle = QHBoxLayout()
        middle.addStretch()
        middle.addWidget(self._make_card())
        middle.addStretch()
        column.addLayout(middle)
        column.addSpacing(8)
        column.addWidget(self._waiting, alignment=centre)
        column.addStretch(3)
        column.addLayout(self._make_foot())

    def _make_card(self) -> Card:
        theme = self._toolbox.theme
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.form)
        card = Card(parent=self, margin=0)
        left = QWidget(card)
        left.setFixedWidth(min(theme.pixels(250), 300))
        left_column = QVBoxLayout(left)
        left_column.setContentsMargins(16, 20, 16, 16)
        left_column.addWidget(self.profiles)
        right = QVBoxLayout()
        right.setContentsMargins(32, 28, 32, 28)
        right.addWidget(self._pages)
        halves = QHBoxLayout()
        halves.setSpacing(0)
        halves.addWidget(left)
        halves.addWidget(divider(vertical=True, parent=card))
        halves.addLayout(right, 1)
        card.body.setContentsMargins(0, 0, 0, 0)
        card.body.addLayout(halves)
        card.setFixedWidth(min(theme.pixels(800), 900))
        card.setMinimumHeight(400)
        return card

    def _make_foot(self) -> QHBoxLayout:
        theme = self._toolbox.theme
        english = self._toolbox.words.language is Language.ENGLISH
        language = QuietButton("日本語" if english else "English", theme, "language", self)
        settings = QuietButton(self.tr("Settings"), theme, "settings", self)
        helping = QuietButton(self.tr("Help"), theme, "help", self)
        helping.clicked.connect(self.help_asked)
        language.clicked.connect(self.language_asked)
        settings.clicked.connect(self.settings_asked)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(language)
        foot.addWidget(settings)
        foot.addWidget(helping)
        foot.addStretch()
        return foot
