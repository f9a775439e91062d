"""Texts of table cells, laid out once: a table paints the same few hundred of them again and again."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPointF, QRect, Qt, Slot
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QStaticText, QTransform

from netmile_desktop.views.look.theme import Theme

KEPT = 4_000
"""Texts kept at a time: some ten windows full."""


class CellTexts(QObject):
    """Draws single lines, cut with an ellipsis where they do not fit; kept until the look changes.

    A kind of font is `plain` or `fixed`, with `struck` or `underlined` behind it where it is.
    """

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._fonts: dict[str, QFont] = {}
        self._laid: dict[tuple[str, str, int], tuple[QStaticText, float, float]] = {}
        theme.changed.connect(self._on_theme_changed)

    def draw(self, painter: QPainter, rect: QRect, text: str, kind: str = "plain", *, at_right: bool = False) -> None:
        """One line in the middle of a rectangle, in the painter's colour."""
        painter.setFont(self.font(kind))
        if " " in kind:  # Qt puts the line of a text that was laid out before in the wrong place on sharp screens
            side = Qt.AlignmentFlag.AlignRight if at_right else Qt.AlignmentFlag.AlignLeft
            painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, self._cut(text, kind, rect.width()))
            return
        laid, width, height = self._laid.get((text, kind, rect.width())) or self._lay(text, kind, rect.width())
        left = rect.x() + rect.width() - width if at_right else rect.x()
        painter.drawStaticText(QPointF(left, rect.y() + (rect.height() - height + 1) // 2), laid)

    def font(self, kind: str) -> QFont:
        """The font of a kind; not to be changed."""
        font = self._fonts.get(kind)
        if font is None:
            font = self._theme.fixed_font() if "fixed" in kind else self._theme.font()
            font.setStrikeOut("struck" in kind)
            font.setUnderline("underlined" in kind)
            self._fonts[kind] = font
        return font

    def _lay(self, text: str, kind: str, room: int) -> tuple[QStaticText, float, float]:
        if len(self._laid) >= KEPT:
            self._laid.clear()
        laid = QStaticText(self._cut(text, kind, room))
        laid.setTextFormat(Qt.TextFormat.PlainText)
        laid.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
        laid.prepare(QTransform(), self.font(kind))
        size = laid.size()
        found = laid, size.width(), size.height()
        self._laid[text, kind, room] = found
        return found

    def _cut(self, text: str, kind: str, room: int) -> str:
        return QFontMetrics(self.font(kind)).elidedText(text, Qt.TextElideMode.ElideRight, room)

    @Slot()
    def _on_theme_changed(self) -> None:
        self._fonts.clear()
        self._laid.clear()
