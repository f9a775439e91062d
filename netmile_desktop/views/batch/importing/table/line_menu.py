"""The menu of a line of the preview: where the table begins, and whether it has a heading."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from netmile_desktop.views.batch.importing.table.lines import Line, LineKind
from netmile_desktop.workspace.sources.looks import SourceLook


class LineMenu(QMenu):
    """What can be said of one line."""

    def __init__(
        self,
        parent: QWidget,
        follow: Callable[[], None],
        choose_heading: Callable[[int], None],
        choose_beginning: Callable[[int], None],
    ) -> None:
        """`follow` does what the link of the line says; the others take a record, or 0, as `PreviewTable` says it."""
        super().__init__(parent)
        self._follow, self._choose_heading, self._choose_beginning = follow, choose_heading, choose_beginning
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def fill(self, line: Line, look: SourceLook | None, link: str) -> None:
        """Offer what fits a line; `link` is the text of its link, or ""."""
        if link:
            self.addAction(link).triggered.connect(lambda: self._follow())
        if line.kind is LineKind.FOLD or look is None:
            return
        number, table = line.last, look.table
        if line.kind is not LineKind.HEADING:
            heading = self.addAction(self.tr("Row {} is the heading").format(number))
            heading.triggered.connect(lambda: self._choose_heading(number))
        begins = self.addAction(self.tr("The table begins at row {}, without a heading").format(number))
        begins.triggered.connect(lambda: self._choose_beginning(number))
        if table.header_record:
            self.addAction(self.tr("There is no heading")).triggered.connect(lambda: self._choose_heading(0))
        if table.choices.header is not None or table.choices.skip is not None:
            found = self.addAction(self.tr("Detect where the table begins"))
            found.triggered.connect(lambda: self._choose_beginning(0))
