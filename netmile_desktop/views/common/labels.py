"""Small widgets that show one fact: badges, code chips, figures, IDs that can be copied."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetrics,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPixmap,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from netmile_desktop.views.look.icons import device_ratio
from netmile_desktop.views.look.palette import Tone
from netmile_desktop.views.look.theme import Theme


def text_label(text: str = "", role: str = "", parent: QWidget | None = None, *, wrap: bool = False) -> QLabel:
    """Return a plain-text label with a role of the style sheet (`title`, `heading`, `muted`, `error`, ...)."""
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wrap)
    if role:
        label.setProperty("role", role)
    return label


def set_role(widget: QWidget, name: str, value: object) -> None:
    """Change a property used by the style sheet, and apply the style again."""
    before = widget.property(name)
    if before != value and (before or value):  # an unset property and a false one look the same
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()


_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
BADGE_SIZE = 0.93
"""Size of a badge's text relative to the base size."""


class Badge(QWidget):
    """A state in one short word, with an icon and a tint."""

    def __init__(
        self, theme: Theme, text: str = "", tone: Tone = Tone.NEUTRAL, icon: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._text, self._tone, self._icon = text, tone, icon
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)
        theme.changed.connect(self.updateGeometry)

    @property
    def text(self) -> str:
        return self._text

    def show_state(self, text: str, tone: Tone, icon: str = "") -> None:
        """Show another state."""
        self._text, self._tone, self._icon = text, tone, icon
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return badge_size(self._theme, self._text, bool(self._icon))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_badge(painter, self._theme, QRectF(self.rect()), self._text, self._tone, self._icon)
        painter.end()


def badge_size(theme: Theme, text: str, has_icon: bool) -> QSize:
    """Return the size of a badge."""
    metrics = QFontMetrics(theme.font(BADGE_SIZE))
    icon = metrics.ascent() + 4 if has_icon else 0
    return QSize(metrics.horizontalAdvance(text) + icon + 18, metrics.height() + 3)


def shortened(theme: Theme, text: str, has_icon: bool, room: int) -> str:
    """Return a badge's text as far as it fits into some pixels, with an ellipsis where it does not."""
    too_much = badge_size(theme, text, has_icon).width() - room
    if too_much <= 0:
        return text
    metrics = QFontMetrics(theme.font(BADGE_SIZE))
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, metrics.horizontalAdvance(text) - too_much)


def paint_badge(
    painter: QPainter, theme: Theme, rect: QRectF, text: str, tone: Tone, icon: str = "", *, over: str = ""
) -> None:
    """Paint a badge into a rectangle of `badge_size`; shared by the widget and the tables.

    `over` names the colour of the ground of its row, such as `selection`; "" is that of a panel.
    """
    ink, ground = theme.tone(tone, over)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
    painter.setFont(theme.font(BADGE_SIZE))
    inner = rect.adjusted(9, 0, -9, 0)
    if icon:
        size = painter.fontMetrics().ascent()
        ratio = device_ratio(painter)
        top = rect.top() + (rect.height() - size) / 2
        painter.drawPixmap(int(inner.left()), round(top), theme.pixmap(icon, size, ink, ratio))
        inner.setLeft(inner.left() + size + 4)
    painter.setPen(ink)
    painter.drawText(inner, _MIDDLE, text)
    painter.restore()


def paint_meter(
    painter: QPainter, theme: Theme, rect: QRectF, shares: Sequence[float], colours: Sequence[str] = ("accent",)
) -> None:
    """Paint a bar that is filled from the left by shares of its length, one after another, at most in full."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    round_ends = QPainterPath()
    round_ends.addRoundedRect(rect, rect.height() / 2, rect.height() / 2)
    painter.fillPath(round_ends, theme.colour("line"))
    painter.setClipPath(round_ends)
    left = rect.left()
    for share, colour in zip(shares, colours, strict=False):
        wide = min(max(share, 0) * rect.width(), rect.right() - left)
        painter.fillRect(QRectF(left, rect.top(), wide, rect.height()), theme.colour(colour))
        left += wide
    painter.restore()


class CodeChip(Badge):
    """The number of a code; its words are shown beside it."""

    def __init__(self, theme: Theme, code: str, *, is_warning: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(theme, code, Tone.WARNING if is_warning else Tone.ERROR, parent=parent)


class IconButton(QToolButton):
    """A button with only an icon; its name is its tooltip and its accessible name."""

    def __init__(
        self,
        theme: Theme,
        icon: str,
        name: str,
        parent: QWidget | None = None,
        *,
        colour: str = "muted",
        size: int = 18,
    ) -> None:
        super().__init__(parent)
        self._theme, self._icon, self._colour, self._size = theme, icon, colour, size
        self.setToolTip(name)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def show_icon(self, icon: str, name: str) -> None:
        """Show another icon and name."""
        self._icon = icon
        self.setToolTip(name)
        self.setAccessibleName(name)
        self._on_theme_changed()

    @Slot()
    def _on_theme_changed(self) -> None:
        pixels = self._theme.pixels(self._size)
        self.setIcon(self._theme.icon(self._icon, self._colour))
        self.setIconSize(QSize(pixels, pixels))


class ElidedLabel(QLabel):
    """A label that ends in an ellipsis if it does not fit, instead of pushing its neighbours away."""

    def __init__(self, role: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(60, super().minimumSizeHint().width()), super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        text = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        painter.end()


_LONG_WORD = re.compile(r"[^\s\u2e80-\u9fff\uf900-\uffef]{25,}")
"""What is longer than any word: addresses of the web, text that was pasted without blanks. Japanese breaks anywhere."""
_BREAK = "\u200b"
"""A place to break a line at, which takes no room."""
_PIECE = 8
"""Characters of a long word between two such places."""


class LongLabel(QLabel):
    """What people typed, of any length: wrapped wherever needed, so that nothing beside it is pushed out of sight."""

    def __init__(
        self, text: str = "", role: str = "", parent: QWidget | None = None, *, prefers_one_line: bool = False
    ) -> None:
        """With `prefers_one_line` it takes all the room it can use before it wraps, as a heading does."""
        super().__init__(parent)
        self._plain, self._prefers_one_line = "", prefers_one_line
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        if role:
            self.setProperty("role", role)
        self.setText(text)

    def text(self) -> str:
        """Return the text as it was given."""
        return self._plain

    def setText(self, text: str) -> None:
        self._plain = text
        super().setText(_LONG_WORD.sub(lambda word: _with_breaks(word[0]), text))

    def setPixmap(self, picture: QPixmap | QImage) -> None:
        self._plain = ""
        super().setPixmap(picture)

    def heightForWidth(self, width: int) -> int:
        # Of a wrapped label with a picture Qt knows no height, and rows would cut it off.
        return super().heightForWidth(width) if self.pixmap().isNull() else self.sizeHint().height()

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        if self._prefers_one_line:
            hint.setWidth(self.fontMetrics().horizontalAdvance(self._plain) + 2)
            hint.setHeight(self.heightForWidth(hint.width()))
        return hint

    def copy_selected(self) -> None:
        """Copy what is selected, as it was given."""
        QGuiApplication.clipboard().setText(self.selectedText().replace(_BREAK, ""))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy) and self.hasSelectedText():
            self.copy_selected()
            event.accept()
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if not self.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse:
            super().contextMenuEvent(event)
            return
        menu = self.menu()
        menu.popup(event.globalPos())

    def menu(self) -> QMenu:
        """Return what can be done with the text."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        copy = menu.addAction(self.tr("Copy"))
        copy.setEnabled(self.hasSelectedText())
        copy.triggered.connect(self.copy_selected)
        menu.addAction(self.tr("Copy all of it")).triggered.connect(self._copy_all)
        return menu

    @Slot()
    def _copy_all(self) -> None:
        QGuiApplication.clipboard().setText(self._plain)


def _with_breaks(word: str) -> str:
    return _BREAK.join(word[at : at + _PIECE] for at in range(0, len(word), _PIECE))


class CopyableId(QWidget):
    """An ID, with a button that copies it."""

    def __init__(self, theme: Theme, copy_name: str, text: str = "", parent: QWidget | None = None) -> None:
        """`copy_name` is the name of the button, such as "Copy the ID"."""
        super().__init__(parent)
        self._theme = theme
        self._label = text_label(text)
        self._label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._label.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button = IconButton(theme, "copy", copy_name, self, size=15)
        self._button.clicked.connect(self._on_copy)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self._label)
        row.addWidget(self._button)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()
        self.show_id(text)

    @property
    def text(self) -> str:
        return self._label.text()

    def show_id(self, text: str) -> None:
        """Show another ID; without one, hide the button."""
        self._label.setText(text)
        self._button.setVisible(bool(text))

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._label.text())

    @Slot()
    def _on_theme_changed(self) -> None:
        self._button.setFixedSize(self._theme.pixels(24), self._theme.pixels(22))


class MetricLabel(QWidget):
    """A figure below its name."""

    def __init__(self, name: str, value: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = text_label(name, "muted")
        self._value = text_label(value, "figure")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._name)
        column.addWidget(self._value)
        self.show_value(value)

    @property
    def value(self) -> str:
        return self._value.text()

    def show_value(self, value: str, role: str = "figure") -> None:
        """Show another figure; `role` is a role of the style sheet, such as `figure` or `figureError`."""
        self._value.setText(value)
        set_role(self._value, "role", role)
        self.setAccessibleName(f"{self._name.text()} {value}")


class FactLabel(QWidget):
    """A fact below its name, in normal size; any widget can show the fact."""

    def __init__(self, name: str, value: str | QWidget = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = text_label(name, "help")
        self.fact = text_label(value) if isinstance(value, str) else value
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(self.name)
        column.addWidget(self.fact)
        column.addStretch()

    def show_fact(self, text: str) -> None:
        """Show another text."""
        if isinstance(self.fact, QLabel):
            self.fact.setText(text)
        self.setAccessibleName(f"{self.name.text()} {text}")
