"""Signing in once more without leaving the desk: the password is asked for over the content, which stays as it is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QProgressBar, QVBoxLayout, QWidget

from netmile_desktop.views.common.buttons import LinkButton, PlainButton, PrimaryButton
from netmile_desktop.views.common.form import Form
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.layouts import clear_layout
from netmile_desktop.views.common.notices import Notice, NoticeLine
from netmile_desktop.views.common.panels import Card
from netmile_desktop.views.common.toolbox import Toolbox

_VEIL = 150
"""Opacity, of 255, of the cover over the content behind."""


class SignInAgain(QWidget):
    """Covers another widget, which is out of use meanwhile but keeps everything that was typed into it."""

    entered = Signal(str)
    """A password was entered."""
    later = Signal()
    """Continue without the portal for now."""
    leave_asked = Signal()
    """Sign out instead."""

    def __init__(self, toolbox: Toolbox, covered: QWidget, parent: QWidget) -> None:
        """`covered` is a child of `parent`, as this is."""
        super().__init__(parent)
        self._toolbox, self._covered, self._host = toolbox, covered, parent
        self._focused: QWidget | None = None
        self.title = text_label("", "heading", wrap=True)
        self.who = text_label("", "strong")
        self.why = text_label("", "muted", wrap=True)
        self.password = QLineEdit(self, maxLength=256)
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.form = Form(self)
        self.form.add(self.tr("&Password"), self.password)
        self.enter = PrimaryButton("", parent=self)
        self.not_now = PlainButton(self.tr("Not now"), parent=self)
        self.leave = LinkButton(self.tr("Log out"), parent=self)
        self._bar = QProgressBar(self)
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Signing in…"))
        self._message = QVBoxLayout()
        self._lay_out()
        parent.installEventFilter(self)
        self.hide()
        self.enter.clicked.connect(self._on_enter)
        # returnPressed does not fire for the Enter that ends a conversion of the IME.
        self.password.returnPressed.connect(self._on_enter)
        self.not_now.clicked.connect(self.put_off)
        self.leave.clicked.connect(self.leave_asked)

    @property
    def is_asking(self) -> bool:
        """Whether the password is being asked for."""
        return self.isVisibleTo(self._host)

    def ask(self, title: str, who: str, why: str, button: str) -> None:
        """Cover the content and ask; harmless where it is asked already."""
        self.title.setText(title)
        self.who.setText(who)
        self.why.setText(why)
        self.enter.setText(button)
        self.setAccessibleName(title)
        self.setAccessibleDescription(why)
        if not self.is_asking:
            self._focused = QApplication.focusWidget()
            clear_layout(self._message)
            self.password.clear()
            self.show_running(False)
            self._covered.setEnabled(False)
            self.setGeometry(self._host.rect())
            self.raise_()
            self.show()
        self.password.setFocus()

    def give_way(self) -> None:
        """Uncover the content, with the cursor where it was."""
        self.password.clear()
        self.hide()
        self._covered.setEnabled(True)
        focused, self._focused = self._focused, None
        if focused is not None and self._covered.isAncestorOf(focused):
            focused.setFocus()

    def say(self, notice: Notice) -> None:
        """Say what went wrong; another password can be given."""
        clear_layout(self._message)
        self._message.addWidget(NoticeLine(self._toolbox.theme, notice, self, closable=False))
        self.password.setFocus()
        self.password.selectAll()

    def show_running(self, running: bool) -> None:
        """Nothing can be pressed twice while a sign-in runs."""
        for widget in (self.password, self.enter, self.not_now, self.leave):
            widget.setEnabled(not running)
        self._bar.setVisible(running)

    @Slot()
    def put_off(self) -> None:
        """Go on without the portal."""
        if self.enter.isEnabled():
            self.give_way()
            self.later.emit()

    @Slot()
    def _on_enter(self) -> None:
        if not self.enter.isEnabled():
            return
        clear_layout(self._message)
        missing = not self.password.text()
        self.form.fault(self.password, self.tr("Enter the password.") if missing else "")
        if not missing:
            self.entered.emit(self.password.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.put_off()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and watched is self._host:
            self.setGeometry(self._host.rect())
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        veil = QColor(self._toolbox.theme.colour("window"))
        veil.setAlpha(_VEIL)
        painter.fillRect(self.rect(), veil)
        painter.end()

    def _lay_out(self) -> None:
        card = Card(parent=self, margin=24)
        card.setFixedWidth(self._toolbox.theme.pixels(440))
        card.body.setSpacing(12)
        for widget in (self.title, self.who, self.why, self.form):
            card.body.addWidget(widget)
        card.body.addLayout(self._message)
        card.body.addWidget(self._bar)
        foot = QHBoxLayout()
        foot.addWidget(self.leave)
        foot.addStretch()
        foot.addWidget(self.not_now)
        foot.addWidget(self.enter)
        card.body.addLayout(foot)
        # Stretches instead of an alignment, so that sentences which wrap get the height they need.
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(card)
        row.addStretch()
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addLayout(row)
        column.addStretch(3)
