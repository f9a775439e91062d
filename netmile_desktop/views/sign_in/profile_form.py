"""Adding or changing a portal: its name, address and colour."""

from __future__ import annotations

import uuid
from dataclasses import replace
from urllib.parse import urlsplit

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from netmile_desktop.views.common.buttons import PlainButton, PrimaryButton
from netmile_desktop.views.common.form import Form
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.layouts import clear_layout
from netmile_desktop.views.common.notices import Notice, NoticeLine
from netmile_desktop.views.look.theme import Theme
from netmile_desktop.workspace.access.profiles import Profile
from netmile_desktop.workspace.authentication import portal_address

COLOURS = ("#0B66C3", "#1E6B3A", "#8A5A00", "#B3261E", "#5C6A7A")
"""Colours to tell a few portals apart at a glance."""

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class ProfileForm(QWidget):
    """Says what is wrong under the field; saves nothing until it is right."""

    saved = Signal(object)
    cancelled = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._profile = Profile(id="", name="")
        self.title = text_label("", "heading")
        self.name = QLineEdit(self, maxLength=40)
        self.url = QLineEdit(self, maxLength=300)
        self.url.setPlaceholderText("https://portal.example.jp")
        self._colours = QButtonGroup(self)
        self.form = Form(self)
        self.form.add(self.tr("&Name"), self.name, self.tr("As you call it, such as “Production” or “Test”."))
        self.form.add(self.tr("&Address"), self.url)
        self.form.add(self.tr("Colour"), self._swatches())
        self.save = PrimaryButton(self.tr("Save"), parent=self)
        cancel = PlainButton(self.tr("Cancel"), parent=self)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(cancel)
        foot.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(20)
        column.addWidget(self.title)
        column.addWidget(self.form)
        self._message = QVBoxLayout()
        column.addLayout(self._message)
        column.addLayout(foot)
        column.addStretch()
        self.save.clicked.connect(self._on_save)
        cancel.clicked.connect(self.cancelled)
        for edit in (self.name, self.url):
            edit.returnPressed.connect(self._on_save)

    def show_profile(self, profile: Profile | None) -> None:
        """Change a profile, or make a new one."""
        self._profile = profile or Profile(id=uuid.uuid4().hex, name="", colour=COLOURS[0])
        self.title.setText(self.tr("Change the portal") if profile else self.tr("Add a portal"))
        self.name.setText(self._profile.name)
        self.url.setText(self._profile.url)
        for button in self._colours.buttons():
            button.setChecked(button.property("colour") == self._profile.colour)
        self.form.clear_faults()
        clear_layout(self._message)
        self.name.setFocus()

    def say(self, notice: Notice) -> None:
        """Say why it could not be kept."""
        clear_layout(self._message)
        self._message.addWidget(NoticeLine(self._theme, notice, self, closable=False))

    @Slot()
    def _on_save(self) -> None:
        self.form.clear_faults()
        clear_layout(self._message)
        name = self.name.text().strip()
        address = portal_address(self.url.text())
        fault = self._wrong_address(address)
        self.form.fault(self.name, "" if name else self.tr("Enter a name."))
        self.form.fault(self.url, fault)
        if not name or fault:
            (self.url if name else self.name).setFocus()
            return
        chosen = self._colours.checkedButton()
        colour = str(chosen.property("colour")) if chosen in self._colours.buttons() else ""
        self.saved.emit(replace(self._profile, name=name, url=address, colour=colour))

    def _wrong_address(self, address: str) -> str:
        parts = urlsplit(address)
        if not parts.hostname:
            return self.tr("Enter the address your contact at NetMile gave you.")
        if parts.scheme != "https" and parts.hostname not in LOOPBACK:
            return self.tr("Only https:// addresses are safe; http:// is allowed on this computer only.")
        return ""

    def _swatches(self) -> QWidget:
        holder = QWidget(self)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        names = (self.tr("Blue"), self.tr("Green"), self.tr("Amber"), self.tr("Red"), self.tr("Grey"))
        for colour, name in zip(COLOURS, names, strict=True):
            button = QPushButton(holder)
            button.setCheckable(True)
            button.setProperty("kind", "swatch")
            button.setProperty("colour", colour)
            button.setStyleSheet(f"QPushButton {{ background: {colour}; }}")
            button.setToolTip(name)
            button.setAccessibleName(name)
            self._colours.addButton(button)
            row.addWidget(button)
        row.addStretch()
        return holder
