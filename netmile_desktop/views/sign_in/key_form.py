"""Without a keyring the local data needs another key: a passphrase to remember, or a key file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from netmile_desktop.domain.failures import WantedKey
from netmile_desktop.views.common.buttons import PlainButton
from netmile_desktop.views.common.form import Form
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.sign_in.eye import Eye

SHORTEST_PASSPHRASE = 8
_LONGEST = 256


class KeyForm(QFrame):
    """Asks for what opens the local data. A new passphrase is typed twice: one slip would lock the drafts for good."""

    accepted = Signal()
    """Enter was pressed where nothing is missing any more."""
    changed = Signal()

    def __init__(self, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._toolbox = toolbox
        self._wanted = WantedKey.NEW
        self.setProperty("notice", "info")
        self._reason = text_label("", wrap=True)
        self.passphrase = QLineEdit(self, maxLength=_LONGEST)
        self.again = QLineEdit(self, maxLength=_LONGEST)
        self.eye = Eye(
            toolbox.theme,
            (self.passphrase, self.again),
            self.tr("Show the passphrase"),
            self.tr("Hide the passphrase"),
        )
        self.file = QLineEdit(self)
        self.file.setReadOnly(True)
        self.file.setPlaceholderText(self.tr("None chosen"))
        self.choose = PlainButton(self.tr("Choose…"), parent=self)
        self._file_row = QWidget(self)
        self.form = Form(self)
        self._lay_out()
        self.choose.clicked.connect(self._on_choose)
        self.passphrase.returnPressed.connect(self._on_return)
        self.again.returnPressed.connect(self._on_return)
        for field in (self.passphrase, self.again):
            field.textEdited.connect(self._on_typed)
            field.textChanged.connect(self._on_changed)
        self.ask(WantedKey.NEW)

    @property
    def key_file(self) -> Path | None:
        """The chosen key file."""
        return Path(self.file.text()) if self.file.text() else None

    def ask(self, wanted: WantedKey) -> None:
        """Ask for a key of this kind."""
        self._wanted = wanted
        reasons = {
            WantedKey.NEW: self.tr(
                "This computer has no keyring, so the drafts kept here need a key of yours: a passphrase that you"
                " choose now, or a key file. Use the same one each time."
            ),
            WantedKey.PASSPHRASE: self.tr("The drafts kept here are protected by your passphrase."),
            WantedKey.FILE: self.tr("The drafts kept here are protected by a key file, which is not at its place."),
        }
        self._reason.setText(reasons.get(wanted, ""))
        self.form.show_row(self.passphrase, wanted is not WantedKey.FILE)
        self.form.show_row(self.again, wanted is WantedKey.NEW)
        self.form.show_row(self.file, wanted is not WantedKey.PASSPHRASE)
        self._file_row.setVisible(wanted is not WantedKey.PASSPHRASE)
        self._help.setVisible(wanted is WantedKey.NEW)
        self._on_changed()

    def focus_first(self) -> None:
        """Put the cursor where the next key belongs."""
        first = self.choose if self._wanted is WantedKey.FILE else self.passphrase
        first.setFocus()
        self.passphrase.selectAll()

    def missing(self) -> str:
        """Say what is still missing or wrong; "" if the key can be used."""
        typed, again = self.passphrase.text(), self.again.text()
        if self.key_file is not None:
            return ""
        if self._wanted is WantedKey.FILE:
            return self.tr("Choose the key file.")
        if self._wanted is WantedKey.PASSPHRASE:
            return "" if typed else self.tr("Enter the passphrase.")
        if len(typed) < SHORTEST_PASSPHRASE:
            said = self.tr("Enter a passphrase of at least {} characters, or choose a key file.")
            return said.format(SHORTEST_PASSPHRASE)
        if not again:
            return self.tr("Enter the passphrase once more.")
        return "" if typed == again else self.tr("The two passphrases are not the same.")

    def clear(self) -> None:
        """Forget the key: nobody is to read it here later."""
        self.eye.setChecked(False)
        self.passphrase.clear()
        self.again.clear()

    @Slot()
    def _on_changed(self) -> None:
        """Tell below a field what is wrong with it, once something was typed there."""
        fault = self.missing()
        typed, again = self.passphrase.text(), self.again.text()
        self.form.fault(self.passphrase, fault if typed and not again else "")
        self.form.fault(self.again, fault if again else "")
        self.changed.emit()

    @Slot()
    def _on_typed(self) -> None:
        self.file.clear()

    @Slot()
    def _on_return(self) -> None:
        if not self.missing():
            self.accepted.emit()
        elif self._wanted is WantedKey.NEW and len(self.passphrase.text()) >= SHORTEST_PASSPHRASE:
            self.again.setFocus()

    @Slot()
    def _on_choose(self) -> None:
        title, filters = self.tr("Key file"), self.tr("Key files (*.key);;All files (*)")
        if self._wanted is WantedKey.FILE:
            chosen = self._toolbox.dialogs.choose_open_file(self, title, filters, "key")
        else:
            chosen = self._toolbox.dialogs.choose_save_file(self, title, "netmile.key", filters, "key")
        if chosen is not None:
            self.clear()
            self.file.setText(str(chosen))
            self._on_changed()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self._file_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.file, 1)
        row.addWidget(self.choose)
        self.form.add(self.tr("Pass&phrase"), self.passphrase)
        self.form.add(self.tr("Once &more"), self.again)
        self.form.add(self.tr("&Key file"), self._file_row, name=self.file)
        said = self.tr(
            "A passphrase has at least {} characters. It cannot be recovered: without it the drafts are lost."
            " A key file is made where there is none yet."
        )
        self._help = text_label(said.format(SHORTEST_PASSPHRASE), "help", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(12)
        column.addWidget(self._reason)
        column.addWidget(self.form)
        column.addWidget(self._help)
