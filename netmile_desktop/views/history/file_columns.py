"""How a file is read that says what is to be cancelled: its sheet, which column is which, in which campaign."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from netmile_desktop.views.common.flow import FlowLayout
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.history.conditions import labelled
from netmile_desktop.views.look import formats
from netmile_desktop.workspace.cancelling.files import CancelColumns, CancelFile
from netmile_desktop.workspace.sources.source import Source


class FileColumns(QWidget):
    """Guessed first; what is changed by hand holds for the file."""

    changed = Signal()
    """A column or the campaign was changed."""
    sheet_chosen = Signal(str)

    def __init__(self, toolbox: Toolbox, campaign_id: str = "", parent: QWidget | None = None) -> None:
        """With `campaign_id` only its issues are meant, and nothing else can be chosen."""
        super().__init__(parent)
        self._campaign_id = campaign_id
        theme = toolbox.theme
        self.sheet = self._box(self.tr("Sheet"), theme.pixels(160))
        self.boxes = {
            "issue_id": self._box(self.tr("Issue ID"), theme.pixels(160)),
            "key": self._box(self.tr("Specified key"), theme.pixels(160)),
            "issued_on": self._box(self.tr("Issue date"), theme.pixels(160)),
            "miles": self._box(self.tr("Miles"), theme.pixels(160)),
        }
        self.campaign = QLineEdit(self, maxLength=40)
        self.campaign.setAccessibleName(self.tr("Campaign ID"))
        self.campaign.setPlaceholderText(self.tr("All"))
        self.campaign.setFixedWidth(theme.pixels(100))
        flow = FlowLayout(self, gap=14, line_gap=8)
        self._sheet = labelled(self.sheet.accessibleName(), self.sheet)
        flow.addWidget(self._sheet)
        for box in self.boxes.values():
            flow.addWidget(labelled(box.accessibleName(), box))
            box.activated.connect(self.changed)
        if campaign_id:
            self.campaign.hide()
        else:
            flow.addWidget(labelled(self.campaign.accessibleName(), self.campaign))
        self.campaign.returnPressed.connect(self.changed)
        self.sheet.activated.connect(self._on_sheet)

    @property
    def campaign_id(self) -> str:
        """Only issues of this campaign are meant; empty for all."""
        return self._campaign_id or self.campaign.text().strip()

    @property
    def columns(self) -> CancelColumns:
        """Which column holds what."""
        return CancelColumns(**{field: int(box.currentData() or 0) for field, box in self.boxes.items()})

    def show_file(self, source: Source, file: CancelFile) -> None:
        """Offer the columns of a file."""
        self._sheet.setVisible(len(source.sheets) > 1)
        self.sheet.clear()
        self.sheet.addItems(list(source.sheets))
        self.sheet.setCurrentText(source.sheet)
        for field, box in self.boxes.items():
            box.clear()
            box.addItem(self.tr("Not in the file"), 0)
            for at in range(file.width):
                name = file.header[at] if file.header is not None and at < len(file.header) else ""
                box.addItem(f"{formats.column_letter(at)}  {formats.shorten(name)}".strip(), at + 1)
            box.setCurrentIndex(max(0, box.findData(getattr(file.columns, field))))

    def _box(self, name: str, width: int) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(name)
        box.setFixedWidth(width)
        return box

    @Slot(int)
    def _on_sheet(self, _at: int) -> None:
        self.sheet_chosen.emit(self.sheet.currentText())
