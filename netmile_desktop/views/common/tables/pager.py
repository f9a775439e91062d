"""The foot of a list: how many there are, and the way through its pages (guide L553)."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from netmile_desktop.domain.wire import PAGE_SIZES
from netmile_desktop.views.common.labels import IconButton, text_label
from netmile_desktop.views.common.layout.choice_box import ChoiceBox
from netmile_desktop.views.look import formats
from netmile_desktop.views.look.theme import Theme

DEFAULT_SIZE = 50


class Pager(QWidget):
    """The bar below a list."""

    asked = Signal(int, int)
    """Another page or page size: page (from 1) and size."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.page, self.size_, self.total = 1, DEFAULT_SIZE, 0
        self._count = text_label("", "muted")
        self._first = IconButton(theme, "first", self.tr("First page"), self)
        self._previous = IconButton(theme, "chevron-left", self.tr("Previous page"), self)
        self._number = QLineEdit(self)
        self._number.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._number.setMaxLength(7)
        self._number.setFixedWidth(theme.pixels(56))
        self._number.setAccessibleName(self.tr("Page"))
        self._of = text_label()
        self._next = IconButton(theme, "chevron-right", self.tr("Next page"), self)
        self._last = IconButton(theme, "last", self.tr("Last page"), self)
        self._sizes = ChoiceBox(self)
        self._sizes.setAccessibleName(self.tr("Rows on a page"))
        for size in PAGE_SIZES:
            self._sizes.addItem(self.tr("{} rows").format(size), size)
        self._sizes.setCurrentIndex(PAGE_SIZES.index(DEFAULT_SIZE))
        self._turning = (self._first, self._previous, self._number, self._of, self._next, self._last)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._count)
        row.addStretch()
        for widget in self._turning:
            row.addWidget(widget)
        row.addSpacing(12)
        row.addWidget(self._sizes)
        self._first.clicked.connect(lambda: self._ask(1))
        self._previous.clicked.connect(lambda: self._ask(self.page - 1))
        self._next.clicked.connect(lambda: self._ask(self.page + 1))
        self._last.clicked.connect(lambda: self._ask(self.pages))
        self._number.editingFinished.connect(self._on_number)
        self._sizes.activated.connect(self._on_size)
        self.show_page(1, DEFAULT_SIZE, 0)

    @property
    def pages(self) -> int:
        """The number of pages; 1 for an empty list."""
        return max(1, -(-self.total // self.size_))

    def add_tool(self, tool: QWidget) -> None:
        """Place a widget that concerns the whole list beside the count."""
        row = self.layout()
        assert isinstance(row, QHBoxLayout)
        row.insertWidget(1, tool)

    def summary(self) -> str:
        """Return 「1–50 / 312 件」, or how many there are if they are all shown. It stands nowhere else."""
        if self.pages == 1:
            return formats.counted(self.total, self.tr("{} result"), self.tr("{} results"))
        first = (self.page - 1) * self.size_ + 1
        return self.tr("{}–{} of {}").format(
            f"{first:,}", f"{min(self.total, first + self.size_ - 1):,}", f"{self.total:,}"
        )

    def show_page(self, page: int, size: int, total: int) -> None:
        """Show the current page without requesting anything."""
        self.page, self.size_, self.total = page, size, total
        self._number.setText(str(page))
        self._sizes.setCurrentIndex(self._sizes.findData(size))
        self._count.setText(self.summary())
        self._of.setText(formats.counted(self.pages, self.tr("/ {} page"), self.tr("/ {} pages")))
        for button in (self._first, self._previous):
            button.setEnabled(page > 1)
        for button in (self._next, self._last):
            button.setEnabled(page < self.pages)
        for widget in self._turning:
            widget.setVisible(self.pages > 1)
        self._sizes.setVisible(total > min(PAGE_SIZES))

    def _ask(self, page: int) -> None:
        page = min(max(page, 1), self.pages)
        self._number.setText(str(page))
        if page != self.page:
            self.asked.emit(page, self.size_)

    @Slot()
    def _on_number(self) -> None:
        text = unicodedata.normalize("NFKC", self._number.text())
        self._ask(int(text) if text.isdecimal() else self.page)

    @Slot(int)
    def _on_size(self, at: int) -> None:
        size = int(self._sizes.itemData(at))
        if size != self.size_:
            self.asked.emit(1, size)
