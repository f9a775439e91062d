"""A topic as it is read: Markdown in the look of the window."""

from __future__ import annotations

from PySide6.QtCore import QUrl, Signal, Slot
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextListFormat,
    QTextTable,
    QTextTableCellFormat,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from netmile_desktop.views.look.theme import Theme

LINK = "help"
"""Scheme of links between topics: `help:codes`."""

_LINE_HEIGHT, _CELL_HEIGHT = 145.0, 125.0
"""Percent of the font's own height."""
_LARGEST = 3
"""Steps of size that Qt adds to a title; each heading gets one step less than Qt's."""


class HelpText(QTextBrowser):
    """Shows one topic; nothing is ever fetched from anywhere."""

    topic_chosen = Signal(str)
    """A link to another topic was followed."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown = ("", "")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.anchorClicked.connect(self._on_link)
        theme.changed.connect(self._on_theme_changed)

    def show_markdown(self, title: str, text: str) -> None:
        """Show a topic from its beginning; one that is in front already is not set again."""
        if (title, text) == self._shown:
            self.moveCursor(QTextCursor.MoveOperation.Start)
            return
        self._shown = (title, text)
        self._set()

    def _set(self) -> None:
        title, text = self._shown
        document = self.document()
        document.setDefaultFont(self._theme.font())
        document.setDocumentMargin(self._theme.pixels(24))
        self.setMarkdown(f"# {title}\n\n{text}")
        self._dress_blocks(document)
        self._dress_tables(document)
        self.setAccessibleName(title)

    def go_to_table(self, number: int) -> None:
        """Put the cursor before a table of the topic, counted from 0, if there is one; `find` goes on from there."""
        tables = [frame for frame in self.document().rootFrame().childFrames() if isinstance(frame, QTextTable)]
        if number < len(tables):
            cursor = self.textCursor()
            cursor.setPosition(tables[number].firstPosition())
            self.setTextCursor(cursor)

    def _dress_blocks(self, document: QTextDocument) -> None:
        block = document.begin()
        while block.isValid():
            self._dress(block)
            block = block.next()

    def _dress(self, block: QTextBlock) -> None:
        theme = self._theme
        cursor = QTextCursor(block)
        level = block.blockFormat().headingLevel()
        table: QTextTable | None = cursor.currentTable()
        shape = QTextBlockFormat()
        height = _LINE_HEIGHT if table is None else _CELL_HEIGHT
        shape.setLineHeight(height, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if table is None:
            shape.setTopMargin(theme.pixels(16) if level > 1 else 0)
            ends_list = block.textList() is not None and block.next().textList() is None
            shape.setBottomMargin(theme.pixels(8 if ends_list or block.textList() is None else 3))
        cursor.mergeBlockFormat(shape)
        if block.textList() is not None:
            self._dress_list(block)
        look = QTextCharFormat()
        look.setFontWeight(QFont.Weight.DemiBold)
        if level:
            look.setProperty(QTextCharFormat.Property.FontSizeAdjustment, max(0, _LARGEST - level))
        elif table is not None and table.cellAt(cursor).row() == 0:
            look.setForeground(QBrush(theme.colour("muted")))
            table.cellAt(cursor).setFormat(_ground(theme.colour("header")))
        else:
            return
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(look)

    def _dress_list(self, block: QTextBlock) -> None:
        points = block.textList()
        shape = points.format()
        if shape.style() is not QTextListFormat.Style.ListDecimal:
            shape.setStyle(QTextListFormat.Style.ListDisc)
            points.setFormat(shape)

    def _dress_tables(self, document: QTextDocument) -> None:
        for frame in document.rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                shape = frame.format()
                shape.setCellPadding(self._theme.pixels(6))
                shape.setTopMargin(self._theme.pixels(8))
                shape.setBottomMargin(self._theme.pixels(12))
                shape.setCellSpacing(0)
                shape.setBorder(1)
                shape.setBorderCollapse(True)
                shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
                shape.setBorderBrush(QBrush(self._theme.colour("line")))
                shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
                frame.setFormat(shape)

    @Slot(QUrl)
    def _on_link(self, url: QUrl) -> None:
        if url.scheme() == LINK:
            self.topic_chosen.emit(url.path())

    @Slot()
    def _on_theme_changed(self) -> None:
        if self._shown[0]:
            self._set()


def _ground(colour: QColor) -> QTextTableCellFormat:
    shape = QTextTableCellFormat()
    shape.setBackground(QBrush(colour))
    return shape
