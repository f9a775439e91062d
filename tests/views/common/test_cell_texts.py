"""Texts of cells look as Qt draws them, and change with the look."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from netmile_desktop.views.common.tables.cell_texts import KEPT, CellTexts
from netmile_desktop.views.look.theme import Theme

CELL = QRect(3, 10, 120, 28)


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, "light", 100)


def painted(texts: CellTexts, text: str, kind: str = "plain", *, at_right: bool = False) -> QImage:
    image = _empty()
    painter = QPainter(image)
    painter.setPen(QColor("black"))
    texts.draw(painter, CELL, text, kind, at_right=at_right)
    painter.end()
    return image


def by_qt(texts: CellTexts, text: str, kind: str, side: Qt.AlignmentFlag) -> QImage:
    image = _empty()
    painter = QPainter(image)
    painter.setPen(QColor("black"))
    painter.setFont(texts.font(kind))
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, CELL.width())
    painter.drawText(CELL, side | Qt.AlignmentFlag.AlignVCenter, shown)
    painter.end()
    return image


@pytest.mark.parametrize("kind", ["plain", "fixed", "plain struck", "fixed struck", "plain underlined"])
@pytest.mark.parametrize(
    "text", ["10,000", "秋のマイルプレゼント", "<b>kanji & 漢字</b> that is too long for its cell", ""]
)
def test_a_text_stands_where_qt_puts_it(theme: Theme, text: str, kind: str) -> None:
    texts = CellTexts(theme)
    for _ in range(2):  # laid out, and as it was kept
        assert painted(texts, text, kind) == by_qt(texts, text, kind, Qt.AlignmentFlag.AlignLeft)
        assert painted(texts, text, kind, at_right=True) == by_qt(texts, text, kind, Qt.AlignmentFlag.AlignRight)


def test_another_look_lays_texts_out_again(theme: Theme) -> None:
    texts = CellTexts(theme)
    before = painted(texts, "10,000")
    theme.use("light", 150)
    try:
        assert painted(texts, "10,000") != before
    finally:
        theme.use("light", 100)
    assert painted(texts, "10,000") == before


def test_no_more_than_some_windows_full_are_kept(theme: Theme) -> None:
    texts = CellTexts(theme)
    first = painted(texts, "0")
    for n in range(1, KEPT + 2):
        painted(texts, str(n))
    assert len(texts._laid) <= KEPT
    assert painted(texts, "0") == first


def _empty() -> QImage:
    image = QImage(140, 50, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    return image
