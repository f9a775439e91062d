"""Containers for content: cards, empty states, dividers, scrolling pages."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QScrollArea, QVBoxLayout, QWidget

from netmile_desktop.views.common.buttons import PlainButton, PrimaryButton
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.look.theme import Theme

GAP = 8
"""Pixels; margins and gaps are multiples of it."""


class Card(QFrame):
    """A white panel with a thin border. Its content goes into `body`."""

    def __init__(self, title: str = "", parent: QWidget | None = None, *, margin: int = 16) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(margin, margin - 2, margin, margin)
        self.body.setSpacing(GAP)
        self.head = QHBoxLayout()
        self.title = text_label(title, "strong")
        if title:
            self.head.addWidget(self.title)
            self.head.addStretch()
            self.body.addLayout(self.head)


class EmptyState(QWidget):
    """A hint why there is nothing here, and the next step."""

    asked = Signal()
    """The button was pressed."""

    def __init__(
        self,
        theme: Theme,
        icon: str,
        title: str,
        hint: str = "",
        button: str = "",
        parent: QWidget | None = None,
        *,
        primary: bool = True,
    ) -> None:
        super().__init__(parent)
        self._theme, self._icon_name = theme, icon
        self._icon = QLabel(self)
        self._icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.title = text_label(title, "strong", wrap=True)
        self.hint = text_label(hint, "muted", wrap=True)
        self.button = (PrimaryButton if primary else PlainButton)(button, parent=self)
        self.button.setVisible(bool(button))
        self.button.clicked.connect(self.asked)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(3 * GAP, 3 * GAP, 3 * GAP, 3 * GAP)
        column.setSpacing(GAP)
        column.addStretch()
        column.addWidget(self._icon)
        for label in (self.title, self.hint):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        column.addSpacing(GAP)
        column.addWidget(self.button, alignment=Qt.AlignmentFlag.AlignCenter)
        column.addStretch()
        self.hint.setVisible(bool(hint))
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def add_button(self, button: QWidget) -> None:
        """Add another button below the first."""
        self._column.insertWidget(self._column.count() - 1, button, alignment=Qt.AlignmentFlag.AlignCenter)

    def show_text(self, title: str, hint: str = "", button: str = "", icon: str = "") -> None:
        """Show another text."""
        self.title.setText(title)
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        self.button.setText(button)
        self.button.setVisible(bool(button))
        self._icon_name = icon or self._icon_name
        self._on_theme_changed()

    @Slot()
    def _on_theme_changed(self) -> None:
        self._icon.setPixmap(
            self._theme.pixmap(self._icon_name, self._theme.pixels(36), "faint", self.devicePixelRatioF())
        )


class ScrollPage(QScrollArea):
    """A page that scrolls if it does not fit: sideways only where large text meets a small window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.content = QWidget()
        self.content.setObjectName("scrolled")
        self.body = QVBoxLayout(self.content)
        self.body.setContentsMargins(20, 16, 20, 16)
        self.body.setSpacing(2 * GAP)
        self.setWidget(self.content)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 120)


def bring_into_sight(widget: QWidget) -> None:
    """Scroll the page around a widget to it, once what was just shown has its room."""

    def scroll() -> None:
        around = widget.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if around is not None:
            around.ensureWidgetVisible(widget)

    QTimer.singleShot(0, widget, scroll)


class FittingPage(QWidget):
    """A page of which a part scrolls: it fits into any height, whatever stands wrapped above or below that part.

    Stacked pages would else be given all the height they would like to have, and their window scroll as a whole.
    """

    def hasHeightForWidth(self) -> bool:
        return False


def lay_out_card(owner: FittingPage, card: Card, notices: QLayout, foot: QWidget | QLayout) -> None:
    """Fill a page: the card scrolls; the notices and the foot below it are always visible."""
    page = ScrollPage(owner)
    page.body.setContentsMargins(0, 0, 0, 0)
    page.body.addWidget(card)
    page.body.addStretch()
    column = QVBoxLayout(owner)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    column.addWidget(page, 1)
    column.addLayout(notices)
    if isinstance(foot, QWidget):
        column.addWidget(foot)
    else:
        column.addLayout(foot)


def divider(vertical: bool = False, parent: QWidget | None = None) -> QFrame:
    """Return a thin line."""
    line = QFrame(parent)
    line.setObjectName("divider")
    if vertical:
        line.setFixedWidth(1)
    else:
        line.setFixedHeight(1)
    return line
