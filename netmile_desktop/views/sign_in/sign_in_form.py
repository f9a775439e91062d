"""ID, password, and what else a sign-in may need; faults are told in place."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QProgressBar, QVBoxLayout, QWidget

from netmile_desktop.domain.failures import WantedKey
from netmile_desktop.domain.sign_in_rules import LOGIN_LENGTHS, is_login
from netmile_desktop.lazy_imports import import_lazily
from netmile_desktop.views.common.buttons import LinkButton, PlainButton, PrimaryButton
from netmile_desktop.views.common.form import Form
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.layouts import clear_layout
from netmile_desktop.views.common.notices import Notice, NoticeLine
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.sign_in.eye import Eye
from netmile_desktop.workspace.access.profiles import Profile
from netmile_desktop.workspace.access.sandbox import LOGIN, PASSWORD

if TYPE_CHECKING:
    from netmile_desktop.views.sign_in.key_form import KeyForm
else:
    KeyForm = import_lazily("netmile_desktop.views.sign_in.key_form", "KeyForm")


class SignInForm(QWidget):
    """The right half of the sign-in page. Enter signs in, but not while the IME converts."""

    asked = Signal()
    cancel_asked = Signal()
    forget_asked = Signal()
    """Delete the password from the keyring."""

    def __init__(self, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._toolbox = toolbox
        self._profile = Profile(id="", name="")
        self.title = text_label("", "heading", wrap=True)
        self.address = text_label("", "help")
        self.explanation = text_label("", "muted", wrap=True)
        self.login = QLineEdit(self, maxLength=64)
        self.password = QLineEdit(self, maxLength=256)
        shows, hides = self.tr("Show the password"), self.tr("Hide the password")
        self.reveal = Eye(toolbox.theme, (self.password,), shows, hides)
        self.remember = QCheckBox(self.tr("&Remember the password in this computer's keyring"), self)
        self.remember_hint = text_label("", "help", wrap=True)
        self.forget = LinkButton(self.tr("Forget the remembered password"), toolbox.theme, "trash", self)
        self.forget.hide()
        self.form = Form(self)
        self.form.add(self.tr("&ID"), self.login)
        self.form.add(self.tr("&Password"), self.password)
        self._key_place = QVBoxLayout()
        self._message = QVBoxLayout()
        self.enter = PrimaryButton("", parent=self)
        self.cancel = PlainButton(self.tr("Cancel"), parent=self)
        self.cancel.hide()
        self.progress = text_label("", "muted", wrap=True)
        self._bar = QProgressBar(self)
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.hide()
        self._lay_out()
        self.enter.clicked.connect(self._on_enter)
        self.forget.clicked.connect(self.forget_asked)
        self.cancel.clicked.connect(self.cancel_asked)
        # returnPressed does not fire for the Enter that ends a conversion of the IME.
        self.login.returnPressed.connect(self._on_login_return)
        self.password.returnPressed.connect(self._on_enter)

    @cached_property
    def key_form(self) -> KeyForm:
        """Where a key is asked for; made when a computer without a keyring needs one."""
        form = KeyForm(self._toolbox, self)
        form.accepted.connect(self._on_enter)
        form.changed.connect(self._show_enter)
        self._key_place.addWidget(form)
        return form

    @property
    def passphrase(self) -> str:
        return self.key_form.passphrase.text() if self._asks_for_key else ""

    @property
    def key_file(self) -> Path | None:
        return self.key_form.key_file if self._asks_for_key else None

    @property
    def _asks_for_key(self) -> bool:
        return "key_form" in vars(self) and self.key_form.isVisibleTo(self)

    def show_profile(self, profile: Profile) -> None:
        """Ask for what a profile needs."""
        self._profile = profile
        sandbox = profile.is_sandbox
        self.title.setText(self.tr("Try it in the sandbox") if sandbox else profile.name)
        self.address.setText("" if sandbox else profile.url)
        self.address.setVisible(not sandbox)
        self.explanation.setText(
            self.tr(
                "A portal of your own with sample data: campaigns, members, fourteen months of issues. "
                "Nothing leaves this computer, and nothing can go wrong."
            )
        )
        self.explanation.setVisible(sandbox)
        self.login.setText(profile.login or (LOGIN if sandbox else ""))
        self.password.setText(PASSWORD if sandbox else "")
        self.reveal.setChecked(sandbox)
        self.remember.setVisible(not sandbox)
        self.remember.setChecked(profile.remember)
        self.remember_hint.setVisible(False)
        self.forget.hide()
        self.enter.setText(self.tr("Enter the sandbox") if sandbox else self.tr("Log in"))
        if self._asks_for_key:
            self.key_form.hide()
        self._show_enter()
        self.clear_faults()

    def show_keyring(self, available: bool) -> None:
        """Say honestly what "remember" can do on this computer."""
        self.remember.setEnabled(available)
        if not available:
            self.remember.setChecked(False)
            self.remember_hint.setText(
                self.tr("This computer has no keyring. The password is kept in memory only, until you quit.")
            )
            self.remember_hint.setVisible(not self._profile.is_sandbox)

    def show_password(self, password: str) -> None:
        """Fill in what the keyring remembered, with a way to have it forgotten; "" for nothing."""
        self.forget.setVisible(bool(password))
        if not self.password.text():
            self.password.setText(password)

    def show_forgotten(self) -> None:
        """The keyring no longer holds the password."""
        self.forget.hide()
        self.remember.setChecked(False)
        self.password.clear()
        self.password.setFocus()

    def focus_first(self) -> None:
        """Put the cursor where the next key belongs."""
        if not self.login.text():
            self.login.setFocus()
        elif not self.password.text():
            self.password.setFocus()
        else:
            self.enter.setFocus()

    def clear_faults(self) -> None:
        """Forget what was wrong."""
        self.form.clear_faults()
        clear_layout(self._message)

    def say(self, notice: Notice) -> None:
        """Say above the button what happened."""
        clear_layout(self._message)
        self._message.addWidget(NoticeLine(self._toolbox.theme, notice, self, closable=False))

    def ask_for_key(self, wanted: WantedKey) -> None:
        """Ask for the key of the local data, which the keyring does not hold."""
        self.key_form.ask(wanted)
        self.key_form.show()
        self._show_enter()
        self.key_form.focus_first()

    def focus_wrong(self) -> None:
        """Put the cursor where something else is to be typed, after it did not fit."""
        if self._asks_for_key:
            self.key_form.focus_first()
        else:
            self.password.setFocus()
            self.password.selectAll()

    def forget_key(self) -> None:
        """It has served; nobody is to read it here later."""
        if "key_form" in vars(self):
            self.key_form.clear()

    def show_running(self, running: bool, what: str = "") -> None:
        """Nothing can be pressed twice while a sign-in runs."""
        widgets = [self.enter, self.login, self.password, self.forget]
        for widget in (*widgets, self.key_form) if self._asks_for_key else widgets:
            widget.setEnabled(not running)
        if not running:
            self._show_enter()
        self.cancel.setVisible(running)
        self._bar.setVisible(running)
        self._bar.setAccessibleName(what)
        self.progress.setText(what if running else "")

    @Slot()
    def _on_login_return(self) -> None:
        if self.password.text():
            self._on_enter()
        else:
            self.password.setFocus()

    @Slot()
    def _on_enter(self) -> None:
        if not self.enter.isEnabled():
            return
        self.clear_faults()
        faults = ((self.login, self._login_fault()), (self.password, self._password_fault()))
        for edit, fault in faults:
            self.form.fault(edit, fault)
        wrong = [edit for edit, fault in faults if fault]
        if wrong:
            wrong[0].setFocus()
            return
        self.asked.emit()

    @Slot()
    def _show_enter(self) -> None:
        """Nothing can be opened before the key is complete."""
        missing = self.key_form.missing() if self._asks_for_key else ""
        self.enter.setEnabled(not missing)
        self.enter.setToolTip(missing)

    def _login_fault(self) -> str:
        login = self.login.text().strip()
        if not login:
            return self.tr("Enter the ID.")
        if is_login(login):
            return ""
        words = self.tr("{} to {} half-width letters, digits, - or _")
        return words.format(LOGIN_LENGTHS[0], LOGIN_LENGTHS[-1])

    def _password_fault(self) -> str:
        return "" if self.password.text().strip() else self.tr("Enter the password.")

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setSpacing(6)
        for label in (self.title, self.address, self.explanation):
            head.addWidget(label)
        keep = QVBoxLayout()
        keep.setSpacing(2)
        keep.addWidget(self.remember)
        keep.addWidget(self.remember_hint)
        keep.addWidget(self.forget, alignment=Qt.AlignmentFlag.AlignLeft)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self.cancel)
        foot.addWidget(self.enter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addLayout(head)
        column.addWidget(self.form)
        column.addLayout(keep)
        column.addLayout(self._key_place)
        column.addLayout(self._message)
        column.addWidget(self.progress)
        column.addWidget(self._bar)
        column.addLayout(foot)
        column.addStretch()
