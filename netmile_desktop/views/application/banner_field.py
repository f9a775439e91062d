"""バナー: a picture from a file, shown as it is."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from netmile_desktop.domain.applications import Flaw, FormFault, FormField
from netmile_desktop.progress import Progress
from netmile_desktop.views.application.field_texts import fault_text
from netmile_desktop.views.common.buttons import LinkButton, PlainButton
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.workspace.campaigns.application_drafts import read_banner

PREVIEW = QSize(360, 120)


class BannerField(QWidget):
    """Choose, look, take away. What is no banner is refused with the cause and the one before stays."""

    changed = Signal()

    def __init__(self, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._toolbox = toolbox
        self._banner = b""
        self.preview = QLabel(self)
        self.preview.setAccessibleName(self.tr("The banner as it looks"))
        self.said = text_label("", "error", wrap=True)
        self.choose = PlainButton(self.tr("Choose a picture…"), toolbox.theme, "folder", self)
        self.remove = LinkButton(self.tr("Remove"), parent=self)
        row = QHBoxLayout()
        row.addWidget(self.choose)
        row.addWidget(self.remove)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.preview)
        column.addLayout(row)
        column.addWidget(self.said)
        self.choose.clicked.connect(self._on_choose)
        self.remove.clicked.connect(self._on_remove)
        self.setFocusProxy(self.choose)
        self.show_banner(b"")

    @property
    def banner(self) -> bytes:
        """The file's bytes; empty where there is none."""
        return self._banner

    def show_banner(self, banner: bytes) -> None:
        """Show another picture, or none."""
        self._banner = banner
        self.preview.setPixmap(picture(banner, self.devicePixelRatioF()))
        self.preview.setVisible(bool(banner))
        self.remove.setVisible(bool(banner))
        self._say("")

    @Slot()
    def _on_choose(self) -> None:
        filters = self.tr("Pictures (*.png *.jpg *.jpeg *.gif)")
        path = self._toolbox.dialogs.choose_open_file(self, self.tr("Choose a banner"), filters, "banner")
        if path is None:
            return

        def job(_progress: Progress) -> bytes | FormFault:
            return read_banner(path)

        self._toolbox.tasks.start(job, owner=self, done=self._on_read, failed=self._on_failed)

    def _on_read(self, found: bytes | FormFault) -> None:
        if isinstance(found, bytes) and picture(found).isNull():
            found = FormFault(FormField.BANNER, Flaw.NOT_AN_IMAGE)
        if isinstance(found, FormFault):
            self._say(fault_text(self._toolbox.words, found))
            return
        self.show_banner(found)
        self.changed.emit()

    def _on_failed(self, error: Exception) -> None:
        self._say(self._toolbox.words.failure(error))

    def _say(self, text: str) -> None:
        self.said.setText(text)
        self.said.setVisible(bool(text))

    @Slot()
    def _on_remove(self) -> None:
        self.show_banner(b"")
        self.choose.setFocus()
        self.changed.emit()


def picture(banner: bytes, ratio: float = 1.0) -> QPixmap:
    """A banner at a size at which it can be judged; null where it is no picture."""
    found = QPixmap()
    found.loadFromData(banner)
    if found.isNull():
        return found
    room = PREVIEW * ratio
    if found.width() > room.width() or found.height() > room.height():
        mode = Qt.TransformationMode.SmoothTransformation
        found = found.scaled(room, Qt.AspectRatioMode.KeepAspectRatio, mode)
    found.setDevicePixelRatio(ratio)
    return found
