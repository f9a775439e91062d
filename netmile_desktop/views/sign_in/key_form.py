"""Without a keyring the local data needs another key: a passphrase to remember, or a key file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from netmile_desktop.views.common.buttons import PlainButton
from netmile_desktop.views.common.form import Form
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.toolbox import Toolbox

SHORTEST_PASSPHRASE = 8


class KeyForm(QFrame):
    """One of the two is needed."""

    accepted = Signal()

    def __init__(self, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._toolbox = toolbox
        self.setProperty("notice", "info")
        self.passphrase = QLineEdit(self, maxLength=256)
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.file = QLineEdit(self)
        self.file.setReadOnly(True)
        self.file.setPlaceholderText(self.tr("None chosen"))
        self.choose = PlainButton(self.tr("Choose…"), parent=self)
        self.choose.clicked.connect(self._on_choose)
        holder = QWidget(self)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.file, 1)
        row.addWidget(self.choose)
        self.form = Form(self)
        self.form.add(
            self.tr("Pass&phrase"),
            self.passphrase,
            self.tr("At least {} characters. It cannot be recovered: without it the drafts are lost.").format(
                SHORTEST_PASSPHRASE
            ),
        )
        self.form.add(
            self.tr("or &key file"), holder, self.tr("A new file is made where there is none."), name=self.file
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(12)
        column.addWidget(
            text_label(
                self.tr(
                    "This computer has no keyring, so the drafts kept here need a key of yours. "
                    "Use the same one each time."
                ),
                wrap=True,
            )
        )
        column.addWidget(self.form)
        self.passphrase.returnPressed.connect(self.accepted)

    @property
    def key_file(self) -> Path | None:
        """The chosen key file."""
        return Path(self.file.text()) if self.file.text() else None

    def check(self) -> bool:
        """Whether there is a usable key; says in place what is missing."""
        enough = self.key_file is not None or len(self.passphrase.text()) >= SHORTEST_PASSPHRASE
        fault = self.tr("Enter a passphrase of at least {} characters, or choose a key file.")
        self.form.fault(self.passphrase, "" if enough else fault.format(SHORTEST_PASSPHRASE))
        return enough

    @Slot()
    def _on_choose(self) -> None:
        chosen = self._toolbox.dialogs.choose_save_file(
            self, self.tr("Key file"), "netmile.key", self.tr("Key files (*.key);;All files (*)"), "key"
        )
        if chosen is not None:
            self.file.setText(str(chosen))
            self.form.clear_faults()
