"""パスワード変更 (guide L699-713): present password, new one, the new one again."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import Broken, NotSignedIn, Refused, Unreachable
from netmile_desktop.domain.sign_in_rules import PASSWORD_LENGTHS, is_password
from netmile_desktop.progress import Progress
from netmile_desktop.tasks.task import Task
from netmile_desktop.views.common.buttons import PrimaryButton
from netmile_desktop.views.common.form import Form
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.layout.body import Body
from netmile_desktop.views.common.layout.lengths import FORM_CARD
from netmile_desktop.views.common.layouts import clear_layout
from netmile_desktop.views.common.notices import Notice, NoticeLine
from netmile_desktop.views.common.panels import Card
from netmile_desktop.views.common.screen import Screen
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.workspace.desk import Desk


class PasswordView(Screen):
    """What is wrong stands under its field as one types; nothing that was typed outlives the change."""

    def __init__(self, desk: Desk, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(toolbox, parent)
        self._desk = desk
        self._task: Task | None = None
        self.current, self.new, self.again = (self._field() for _ in range(3))
        rule = self.tr("{} to {} half-width characters, a letter and a digit among them").format(
            PASSWORD_LENGTHS[0], PASSWORD_LENGTHS[-1]
        )
        self.form = Form(self)
        self.form.add(self.tr("Current password"), self.current)
        self.form.add(self.tr("New password"), self.new, rule)
        self.form.add(self.tr("New password (again)"), self.again)
        self.button = PrimaryButton(self.tr("Change the password"), parent=self)
        self._said = QVBoxLayout()
        self._lay_out()
        self.new.textChanged.connect(self._on_typed)
        self.again.textChanged.connect(self._on_typed)
        self.current.textChanged.connect(self._on_typed)
        for field in (self.current, self.new, self.again):
            # Not a key event: Enter that ends a conversion of the IME must not change anything.
            field.returnPressed.connect(self._on_change)
        self.button.clicked.connect(self._on_change)
        self.setFocusProxy(self.current)

    def topic(self) -> str:
        return "password"

    def primary(self) -> QPushButton:
        return self.button

    # --- what is typed ----------------------------------------------------------------------

    def _faults(self) -> list[tuple[QLineEdit, str]]:
        """What keeps the password from being changed, in the order of the fields."""
        current, new, again = self.current.text(), self.new.text(), self.again.text()
        found = [
            (self.current, "" if current else self.tr("Enter the current password.")),
            (self.new, self._fault_of_new(new, current)),
            (self.again, "" if new == again else self.tr("The two new passwords differ.")),
        ]
        return [(field, words) for field, words in found if words]

    def _fault_of_new(self, new: str, current: str) -> str:
        if is_password(new):
            return self.tr("This is the current password. Choose another.") if new == current else ""
        if not new:
            return self.tr("Enter the new password.")
        if not (new.isascii() and new.isprintable()):
            return self.tr("Half-width characters only.")
        if len(new) not in PASSWORD_LENGTHS:
            return self.tr("{} characters; {} to {} are needed.").format(
                len(new), PASSWORD_LENGTHS[0], PASSWORD_LENGTHS[-1]
            )
        return self.tr("Add a letter.") if not any(map(str.isalpha, new)) else self.tr("Add a digit.")

    @Slot()
    def _on_typed(self) -> None:
        """Only what has been typed is judged while one types."""
        clear_layout(self._said)
        self.form.clear_faults()
        half_way = self.new.text().startswith(self.again.text())
        for field, words in self._faults():
            if field.text() and not (field is self.again and half_way):
                self.form.fault(field, words)

    # --- doing it ---------------------------------------------------------------------------

    @Slot()
    def _on_change(self) -> None:
        if self._task is not None:
            return
        clear_layout(self._said)
        self.form.clear_faults()
        faults = self._faults()
        for field, words in faults:
            self.form.fault(field, words)
        if faults:
            faults[0][0].setFocus()
            return
        desk, current, new = self._desk, self.current.text(), self.new.text()

        def job(progress: Progress) -> bool | None:
            return desk.change_password(current, new, progress)

        self._run(True)
        self._task = self.toolbox.tasks.start(
            job, owner=self, done=self._on_changed, failed=self._on_failed, cancelled=lambda: self._run(False)
        )

    def _on_changed(self, kept: bool | None) -> None:
        self._run(False)
        self.toolbox.connection.heard()
        for field in (self.current, self.new, self.again):
            field.clear()
        self._say(
            self.tr("The password was changed. It applies at once; your sessions elsewhere have ended."), "success"
        )
        if kept is False:
            text = self.tr(
                "This computer's keyring could not take the new password and holds the old one. "
                "Type the new one when you log in next."
            )
            self._say(text, "warning")

    def _on_failed(self, error: Exception) -> None:
        self._run(False)
        if isinstance(error, NotSignedIn):
            self.toolbox.navigation.session_lost.emit()
        elif isinstance(error, Refused) and error.code == Problem.AUTH:
            self.form.fault(self.current, self.tr("The current password is wrong."))
            self.current.setFocus()
            self.current.selectAll()
        elif isinstance(error, Unreachable | Broken):
            self.toolbox.connection.missed()
            text = self.tr(
                "Whether it was changed is not known. Log in with the new password first, then with the old."
            )
            self._say(f"{self.toolbox.words.failure(error)}\n{text}", "warning", repr(error))
        else:
            self._say(self.toolbox.words.failure(error), "error", repr(error))

    def _run(self, running: bool) -> None:
        if not running:
            self._task = None
        for widget in (self.current, self.new, self.again, self.button):
            widget.setEnabled(not running)

    def _say(self, text: str, kind: str, details: str = "") -> None:
        notice = Notice(text, kind, details=details)
        self._said.addWidget(NoticeLine(self.toolbox.theme, notice, self, closable=False))

    # --- building ---------------------------------------------------------------------------

    def _field(self) -> QLineEdit:
        field = QLineEdit(self, maxLength=256)
        field.setEchoMode(QLineEdit.EchoMode.Password)
        return field

    def _lay_out(self) -> None:
        card = Card(self.tr("Change the password"), self)
        who = text_label(self.tr("ID: {}").format(self._desk.user.login), "muted")
        card.body.addWidget(who)
        card.body.addWidget(self.form)
        card.body.addLayout(self._said)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self.button)
        card.body.addLayout(foot)
        page = Body(self.toolbox.theme, self, widest=FORM_CARD, is_inset=True)
        page.body.addWidget(card)
        page.body.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)
