"""The form for how a file is read: sheet, encoding, heading and columns; guessed unless chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QWidget

from netmile_desktop.domain.rows.encodings import ENCODINGS
from netmile_desktop.domain.rows.rows import Column, Recipe
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.workspace.sources.source import CSV, SourcePreview

IN_ORDER = (1, 2, 3)


class ReadingForm(QWidget):
    """Fields left alone stay a guess; columns A to C count as mapped only after the user has chosen them."""

    changed = Signal()
    sheet_chosen = Signal(str)

    def __init__(self, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = self._words = toolbox.words
        self.sheet_box = QComboBox(self)
        self.encoding_box = QComboBox(self)
        self.header_box = QComboBox(self)
        self.column_boxes = {column: QComboBox(self) for column in Column}
        self.twice = text_label("", "warning", wrap=True)
        self._encoding, self._header = "", ""
        self._mapped = False
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(20)
        form.setVerticalSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._labels: dict[QComboBox, QLabel] = {}
        rows = [
            (self.sheet_box, self.tr("Sheet")),
            (self.encoding_box, self.tr("Encoding")),
            (self.header_box, self.tr("First row")),
            *((box, words.column(column)) for column, box in self.column_boxes.items()),
        ]
        for box, title in rows:
            label = text_label(title, "label")
            box.setAccessibleName(title)
            self._labels[box] = label
            form.addRow(label, box)
        form.addRow(self.twice)
        self.sheet_box.activated.connect(self._on_sheet_activated)
        self.encoding_box.activated.connect(self._on_changed)
        self.header_box.activated.connect(self._on_changed)
        for box in self.column_boxes.values():
            box.activated.connect(self._on_mapped)
        self.reset()

    def reset(self) -> None:
        """Forget the choices made for another file."""
        self._mapped = False
        for box in (self.sheet_box, self.encoding_box, self.header_box, *self.column_boxes.values()):
            box.clear()
        self._show(self.sheet_box, False)
        self._show_twice()

    def begin(self, recipe: Recipe) -> None:
        """Start with a stored recipe instead of a guess."""
        self.reset()
        self._mapped = recipe.columns is not None
        by_itself = self.tr("Guess from the file")
        _fill(self.encoding_box, [("", by_itself), (recipe.encoding, "")], recipe.encoding)
        _fill(self.header_box, [(None, by_itself), (recipe.header, "")], recipe.header)
        for at, box in zip(recipe.columns or IN_ORDER, self.column_boxes.values(), strict=True):
            _fill(box, [(at, "")], at)
        self._show_twice()

    def recipe(self) -> Recipe:
        """Return the recipe as chosen."""
        header = self.header_box.currentData()
        return Recipe(
            encoding=str(self.encoding_box.currentData() or ""),
            header=header if isinstance(header, bool) else None,
            columns=self.mapping() if self._mapped else None,
        )

    @property
    def is_mapped(self) -> bool:
        """Whether columns were chosen, by hand or by `map_columns`."""
        return self._mapped

    def map_columns(self, columns: tuple[int, int, int]) -> None:
        """Choose the columns of address, key and miles, as chosen for an earlier file."""
        self._mapped = True
        for at, box in zip(columns, self.column_boxes.values(), strict=True):
            box.setCurrentIndex(box.findData(at))
        self._show_twice()

    def mapping(self) -> tuple[int, int, int]:
        """Return the 1-based columns of address, key and miles."""
        address, key, miles = (
            int(box.currentData() or at) for at, box in zip(IN_ORDER, self.column_boxes.values(), strict=True)
        )
        return address, key, miles

    def sheet(self) -> str:
        """Return the chosen sheet, or "" for the first."""
        return str(self.sheet_box.currentData() or "")

    def show_preview(self, preview: SourcePreview) -> None:
        """Offer the choices that this file has; choices made by hand stay."""
        self._show(self.sheet_box, bool(preview.sheets))
        self._show(self.encoding_box, preview.kind == CSV)
        _fill(self.sheet_box, [(sheet, sheet) for sheet in preview.sheets], preview.sheet)
        guess = self.tr("Guessed: {}").format(self._words.encoding(preview.encoding))
        chosen = str(self.encoding_box.currentData() or "")
        if chosen:
            guess = self.encoding_box.itemText(0)
        encodings = [("", guess), *((each, self._words.encoding(each)) for each in ENCODINGS)]
        _fill(self.encoding_box, encodings, chosen)
        self._offer_header(preview)
        self._offer_columns(preview)

    def offer_encodings(self, is_text: bool) -> None:
        """Offer all encodings for a text that could not be read with the guessed one."""
        chosen = str(self.encoding_box.currentData() or "")
        encodings = [("", self.tr("Choose an encoding")), *((each, self._words.encoding(each)) for each in ENCODINGS)]
        _fill(self.encoding_box, encodings, chosen)
        self._show(self.encoding_box, is_text)

    def _offer_header(self, preview: SourcePreview) -> None:
        chosen = self.header_box.currentData()
        guess = self.tr("Guessed: heading") if preview.header is not None else self.tr("Guessed: data")
        if isinstance(chosen, bool):
            guess = self.header_box.itemText(0)
        _fill(self.header_box, [(None, guess), (True, self.tr("Heading")), (False, self.tr("Data"))], chosen)

    def _offer_columns(self, preview: SourcePreview) -> None:
        names = preview.header or ()
        choices: list[tuple[object, str]] = []
        for at in range(max(preview.columns, len(IN_ORDER))):
            name = f"  {formats.shorten(names[at], 24)}" if at < len(names) and names[at] else ""
            choices.append((at + 1, self.tr("Column {}").format(formats.column_letter(at)) + name))
        mapping = self.mapping()
        for at, box in zip(mapping, self.column_boxes.values(), strict=True):
            _fill(box, choices, at)
        self._show_twice()

    def _show_twice(self) -> None:
        """Warn of a column that is used twice: this may be intended, but rarely is."""
        told = self.tr("Column {0} is used more than once: {1}. Is this meant?")
        uses: dict[int, list[str]] = {}
        for at, column in zip(self.mapping(), self.column_boxes, strict=True):
            uses.setdefault(at, []).append(self._words.column(column))
        lines = [
            told.format(formats.column_letter(at - 1), " / ".join(names))
            for at, names in uses.items()
            if len(names) > 1
        ]
        self.twice.setText("\n".join(lines))
        self.twice.setVisible(bool(lines))

    def _show(self, box: QComboBox, visible: bool) -> None:
        box.setVisible(visible)
        self._labels[box].setVisible(visible)

    @Slot()
    def _on_changed(self) -> None:
        self.changed.emit()

    @Slot()
    def _on_mapped(self) -> None:
        self._mapped = True
        self._show_twice()
        self.changed.emit()

    @Slot()
    def _on_sheet_activated(self) -> None:
        self._mapped = False
        for box in (self.header_box, *self.column_boxes.values()):
            box.clear()
        self.sheet_chosen.emit(self.sheet())


def _fill(box: QComboBox, choices: Sequence[tuple[object, str]], chosen: object) -> None:
    box.clear()
    for data, text in choices:
        box.addItem(text, data)
    at = next((n for n, (data, _) in enumerate(choices) if data == chosen), 0)
    box.setCurrentIndex(at)
