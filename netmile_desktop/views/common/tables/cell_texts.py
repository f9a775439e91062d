"""Texts of table cells, laid out once, because a table paints the same few hundred again and again."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPointF, QRect, Qt, Slot
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QStaticText, QTransform

from netmile_desktop.views.look.theme import Theme

KEPT = 4_000
"""Texts cached at a time: about ten screens."""


class CellTexts(QObject):
    """Paints single lines, cut with an ellipsis if they do not fit; cached until the theme changes.

    A kind of font is `plain` or `fixed`, optionally followed by `struck` or `underlined`.
    """

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._fonts: dict[str, QFont] = {}
        self._laid: dict[tuple[str, str, int], tuple[QStaticText, float, float]] = {}
        theme.changed.connect(self._on_theme_changed)

    def draw(self, painter: QPainter, rect: QRect, text: str, kind: str = "plain", *, at_right: bool = False) -> None:
        """Paint one line, vertically centred in a rectangle, in the painter's colour."""
        painter.setFont(self.font(kind))
        if " " in kind:  # Qt misplaces the strike or underline of a laid-out text on high-density screens
            side = Qt.AlignmentFlag.AlignRight if at_right else Qt.AlignmentFlag.AlignLeft
            painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, self._cut(text, kind, rect.width()))
            return
        laid, width, height = self._laid.get((text, kind, rect.width())) or self._lay(text, kind, rect.width())
        left = rect.x() + rect.width() - width if at_right else rect.x()
        painter.drawStaticText(QPointF(left, rect.y() + (rect.height() - height + 1) // 2), laid)

    def font(self, kind: str) -> QFont:
        """Return the font of a kind; callers must not change it."""
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
