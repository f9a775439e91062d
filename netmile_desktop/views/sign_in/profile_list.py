"""The portals one can sign in to; the sandbox comes first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from netmile_desktop.views.common.buttons import LinkButton
from netmile_desktop.views.common.labels import IconButton, text_label
from netmile_desktop.views.look.theme import Theme
from netmile_desktop.workspace.access.profiles import Profile


class ProfileList(QWidget):
    """Choose, add, change and remove profiles."""

    chosen = Signal(object)
    """A `Profile` is the current one."""
    entered = Signal()
    """Enter was pressed or a double click made on the current profile."""
    add_asked = Signal()
    edit_asked = Signal(object)
    remove_asked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._profiles: list[Profile] = []
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.tr("Portals"))
        self.list.setIconSize(QSize(18, 18))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.add = LinkButton(self.tr("Add a portal"), theme, "plus", self)
        self.edit = IconButton(theme, "pencil", self.tr("Change this portal"), self)
        self.remove = IconButton(theme, "trash", self.tr("Remove this portal"), self)
        foot = QHBoxLayout()
        foot.setSpacing(2)
        foot.addWidget(self.add)
        foot.addStretch()
        foot.addWidget(self.edit)
        foot.addWidget(self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(text_label(self.tr("Portal"), "strong"))
        column.addWidget(self.list, 1)
        column.addLayout(foot)
        self.list.currentRowChanged.connect(self._on_row)
        self.list.itemActivated.connect(self._on_activated)
        self.add.clicked.connect(self.add_asked)
        self.edit.clicked.connect(self._on_edit)
        self.remove.clicked.connect(self._on_remove)

    @property
    def profile(self) -> Profile:
        """The current profile."""
        return self._profiles[max(0, self.list.currentRow())]

    def show_profiles(self, profiles: Sequence[Profile], current: str) -> None:
        """Show all profiles and make one the current one."""
        self._profiles = list(profiles)
        self.list.blockSignals(True)
        self.list.clear()
        for profile in profiles:
            name = self.tr("Sandbox") if profile.is_sandbox else profile.name
            item = QListWidgetItem(self._icon(profile), name)
            item.setToolTip(profile.url or self.tr("Sample data on this computer"))
            item.setSizeHint(QSize(0, self._theme.pixels(34)))
            self.list.addItem(item)
        self.list.blockSignals(False)
        at = next((at for at, profile in enumerate(profiles) if profile.id == current), 0)
        self.list.setCurrentRow(at)

    def take(self, profile: Profile) -> None:
        """Something of a profile has changed that the list does not show."""
        self._profiles = [profile if each.id == profile.id else each for each in self._profiles]

    def _icon(self, profile: Profile) -> QIcon:
        if profile.is_sandbox:
            return self._theme.icon("sandbox", "sandbox")
        return _dot(QColor(profile.colour or self._theme.tokens.accent))

    @Slot(int)
    def _on_row(self, row: int) -> None:
        if row >= 0:
            own = not self.profile.is_sandbox
            self.edit.setVisible(own)
            self.remove.setVisible(own)
            self.chosen.emit(self.profile)

    @Slot(QListWidgetItem)
    def _on_activated(self, _item: QListWidgetItem) -> None:
        self.entered.emit()

    @Slot()
    def _on_edit(self) -> None:
        self.edit_asked.emit(self.profile)

    @Slot()
    def _on_remove(self) -> None:
        self.remove_asked.emit(self.profile)


def _dot(colour: QColor) -> QIcon:
    pixmap = QPixmap(36, 36)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(colour)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawEllipse(8, 8, 20, 20)
    painter.end()
    return QIcon(pixmap)
