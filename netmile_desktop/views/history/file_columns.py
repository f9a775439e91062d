"""How a file is read that says what is to be cancelled: its sheet, which column is which, in which campaign."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from netmile_desktop.domain.tables.table import Choices, ColumnRole, TableReading
from netmile_desktop.domain.texts.tables import doubt_words, why_words
from netmile_desktop.views.common.conditions import labelled
from netmile_desktop.views.common.flow import FlowLayout
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.layout.choice_box import ChoiceBox
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.workspace.sources.source import Source


class FileColumns(QWidget):
    """Guessed first; what is changed by hand holds for the file."""

    changed = Signal()
    """A column or the campaign was changed."""
    sheet_chosen = Signal(str)

    def __init__(self, toolbox: Toolbox, campaign_id: str = "", parent: QWidget | None = None) -> None:
        """With `campaign_id` only its issues are meant, and nothing else can be chosen."""
        super().__init__(parent)
        self._campaign_id, self._words = campaign_id, toolbox.words
        theme = toolbox.theme
        self.sheet = self._box(self.tr("Sheet"), theme.pixels(160))
        self.boxes = {
            ColumnRole.ISSUE_ID: self._box(self.tr("Issue ID"), theme.pixels(160)),
            ColumnRole.KEY: self._box(self.tr("Specified key"), theme.pixels(160)),
            ColumnRole.ISSUED_ON: self._box(self.tr("Issue date"), theme.pixels(160)),
            ColumnRole.MILES: self._box(self.tr("Miles"), theme.pixels(160)),
        }
        self.campaign = QLineEdit(self, maxLength=40)
        self.campaign.setAccessibleName(self.tr("Campaign ID"))
        self.campaign.setPlaceholderText(self.tr("All"))
        self.campaign.setFixedWidth(theme.pixels(100))
        self.question = text_label("", "warning", wrap=True)
        self.unused = text_label("", "muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        flow = FlowLayout(gap=14, line_gap=8)
        column.addLayout(flow)
        column.addWidget(self.question)
        column.addWidget(self.unused)
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
    def choices(self) -> Choices:
        """Which column holds what; a role that still waits for an answer is left out."""
        chosen = {role: box.currentData() for role, box in self.boxes.items()}
        return Choices(roles=tuple((role, int(column)) for role, column in chosen.items() if column is not None))

    def show_file(self, source: Source, table: TableReading) -> None:
        """Offer the columns of a file; what is in doubt waits for a choice."""
        self._sheet.setVisible(len(source.sheets) > 1)
        self.sheet.clear()
        self.sheet.addItems(list(source.sheets))
        self.sheet.setCurrentText(source.sheet)
        asked = {doubt.role for doubt in table.doubts}
        for role, box in self.boxes.items():
            box.clear()
            if role in asked:
                box.addItem(self.tr("Choose"), None)
            box.addItem(self.tr("Not in the file"), 0)
            for column in table.columns:
                if column.is_empty and not column.heading:
                    continue
                said = formats.shorten(column.heading or ", ".join(column.samples))
                box.addItem(f"{formats.column_letter(column.number - 1)}  {said}".strip(), column.number)
                box.setItemData(box.count() - 1, ", ".join(column.samples), Qt.ItemDataRole.ToolTipRole)
            found = table.column_of(role)
            box.setCurrentIndex(0 if role in asked else max(0, box.findData(found.number if found else 0)))

        self._tell(table)

    def _tell(self, table: TableReading) -> None:
        """Ask what the file leaves open, and name the columns that are not used."""
        words = self._words
        asked = [f"{words.say(doubt_words(each, table))}  {words.say(why_words(each, table))}" for each in table.doubts]
        self.question.setText("\n".join(asked))
        self.question.setVisible(bool(asked))
        unused = [f"{formats.column_letter(each.number - 1)} {each.heading}".strip() for each in table.unsent()]
        self.unused.setText(self.tr("Columns that are not used to find the issues: {}").format(", ".join(unused)))
        self.unused.setVisible(bool(unused) and not asked)

    def _box(self, name: str, width: int) -> QComboBox:
        box = ChoiceBox(self)
        box.setAccessibleName(name)
        box.setFixedWidth(width)
        return box

    @Slot(int)
    def _on_sheet(self, _at: int) -> None:
        self.sheet_chosen.emit(self.sheet.currentText())
