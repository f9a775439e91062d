"""Modal dialogs: the confirmation of an action that cannot be undone, a short statement, the request for a name."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from netmile_desktop.views.common.buttons import DangerButton, PlainButton, PrimaryButton
from netmile_desktop.views.common.form import Form
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.layout.dialog import Dialog

WIDTH = 460
"""At the usual text size; larger text takes more, so that lines stay as long in words."""
_USUAL_POINTS = 10
DETAILS_HEIGHT = 120
LONGEST_ENTRY = 100


class _Fitted(Dialog):
    """As wide as its text size and its buttons ask for, and as high as its words need at that width."""

    def sizeHint(self) -> QSize:
        layout = self.layout()
        wanted = round(WIDTH * max(self.font().pointSizeF() / _USUAL_POINTS, 1))
        if layout is None:
            return QSize(wanted, super().sizeHint().height())
        width = max(min(wanted, self.screen().availableSize().width() * 2 // 3), layout.minimumSize().width())
        return QSize(width, layout.totalHeightForWidth(width))

    def showEvent(self, event: QShowEvent) -> None:
        self.setFixedSize(self.sizeHint())
        super().showEvent(event)


class Question(_Fitted):
    """Title, consequence and details, a button for the action and one to cancel.

    Without `keep` there is only one button and nothing to decide.
    """

    def __init__(
        self,
        parent: QWidget,
        title: str,
        text: str,
        button: str,
        keep: str = "",
        *,
        details: str = "",
        danger: bool = False,
    ) -> None:
        super().__init__(parent, title)
        self.deed = (DangerButton if danger else PrimaryButton)(button, parent=self)
        self.keep = PlainButton(keep, parent=self)
        self.keep.setVisible(bool(keep))
        self.body.addWidget(text_label(text, wrap=True))
        if details:
            self.body.addWidget(_details(details))
        self.add_foot((self.keep, self.deed))
        self.deed.clicked.connect(self.accept)
        self.keep.clicked.connect(self.reject)
        safe = self.keep if danger and keep else self.deed
        safe.setDefault(True)
        safe.setFocus()


class TextQuestion(_Fitted):
    """A dialog that asks for one short text."""

    def __init__(self, parent: QWidget, title: str, label: str, button: str, keep: str) -> None:
        super().__init__(parent, title)
        self.edit = QLineEdit(self, maxLength=LONGEST_ENTRY)
        self.deed = PrimaryButton(button, parent=self)
        self.deed.setEnabled(False)
        self.deed.setDefault(True)
        leave = PlainButton(keep, parent=self)
        form = Form(self)
        form.add(label, self.edit)
        self.body.addWidget(form)
        self.add_foot((leave, self.deed))
        self.edit.textChanged.connect(lambda text: self.deed.setEnabled(bool(text.strip())))
        self.deed.clicked.connect(self.accept)
        leave.clicked.connect(self.reject)


def _details(text: str) -> QPlainTextEdit:
    box = QPlainTextEdit(text)
    box.setReadOnly(True)
    box.setMaximumHeight(DETAILS_HEIGHT)
    return box
