"""The heads of a preview's columns: a chooser for the role of each, over one line of evidence."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QMenu, QPushButton, QTableView, QWidget

from netmile_desktop.domain.tables.column_letters import column_letters
from netmile_desktop.domain.tables.table import ColumnRole, FileColumn, Witness
from netmile_desktop.domain.texts.tables import NOT_SENT, STAYS_HERE, role_words, witness_words
from netmile_desktop.views.batch.importing.table.deciding import ROLES, SENT_ROLES
from netmile_desktop.views.batch.importing.table.preview_model import PreviewModel
from netmile_desktop.views.common.labels import set_role
from netmile_desktop.views.common.tables.header import PADDING
from netmile_desktop.views.look import formats
from netmile_desktop.views.look.theme import Theme
from netmile_desktop.views.messages import Texts

_CHOOSER = 24
_ARROW = 14
SMALL = 0.9


Choose = Callable[[int, ColumnRole | None], None]


class RoleChooser(QPushButton):
    """The button over a column that opens the choice of its role; arrow keys go to its neighbours."""

    moved = Signal(int)
    """Go that many heads to the right."""
    left = Signal()
    """Go down to the cells."""

    def __init__(self, theme: Theme, words: Texts, choose: Choose, double: Choose, parent: QWidget) -> None:
        """`choose` takes the number of the column and its role, `double` a second role for it."""
        super().__init__(parent)
        self._theme, self._words, self._choose, self._double = theme, words, choose, double
        self._column: FileColumn | None = None
        self._uses: list[ColumnRole] = []
        self._roles: Sequence[ColumnRole] = SENT_ROLES
        self.setProperty("kind", "role")
        self.setAutoDefault(False)
        self.clicked.connect(self._on_clicked)

    def show_column(self, column: FileColumn, uses: list[ColumnRole], roles: Sequence[ColumnRole]) -> None:
        """Show a column; `uses` are all roles that it has, `roles` those that it can have."""
        self._column, self._uses, self._roles = column, uses, roles
        is_asked = column.role is None and column.doubted is not None
        set_role(self, "state", "asked" if is_asked else "sent" if uses else "unsent")
        name = " / ".join(self._words.say(role_words(role)) for role in uses)
        text = self.tr("Choose…") if is_asked else name or self._words.say(NOT_SENT)
        self.setText(text)
        title = f"{column_letters(column.number)} {column.heading}".strip()
        evidence = self._words.say(witness_words(column))
        self.setAccessibleName(self.tr("Column {0}: {1}").format(title, text))
        self.setAccessibleDescription(evidence)
        self.setToolTip(f"{title}\n{text} · {evidence}")

    @property
    def column(self) -> FileColumn | None:
        return self._column

    def menu_of_roles(self) -> QMenu:
        """Return the menu with the roles that the column can have."""
        menu, column = QMenu(self), self._column
        if column is None:
            return menu
        for role in self._roles:
            action = menu.addAction(self._words.say(role_words(role)))
            action.setCheckable(True)
            action.setChecked(role in self._uses)
            action.triggered.connect(lambda _on=False, role=role: self._choose(column.number, role))
        if column.role is not None or column.doubted is None:
            menu.addSeparator()
            none = menu.addAction(f"{self._words.say(NOT_SENT)}（{self._words.say(STAYS_HERE)}）")
            none.setCheckable(True)
            none.setChecked(not self._uses)
            none.triggered.connect(lambda: self._choose(column.number, None))
        if column.role is ColumnRole.ADDRESS and ColumnRole.KEY in self._roles and ColumnRole.KEY not in self._uses:
            both = menu.addAction(self.tr("Use the addresses as specified keys, too"))
            both.triggered.connect(lambda: self._double(column.number, ColumnRole.KEY))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in steps:
            self.moved.emit(steps[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Down and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down) and not (
            event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        text, room = self.text(), self.width() - self._theme.pixels(_ARROW + 14)
        elided = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
        if elided != text:
            self.setUpdatesEnabled(False)
            self.setText(elided)
            super().paintEvent(event)
            self.setText(text)
            self.setUpdatesEnabled(True)
        else:
            super().paintEvent(event)
        size = self._theme.pixels(_ARROW)
        colours = {"asked": "warning", "unsent": "muted"}
        colour = colours.get(str(self.property("state")), "text")
        painter = QPainter(self)
        place = QPoint(self.width() - size - self._theme.pixels(5), (self.height() - size) // 2)
        painter.drawPixmap(place, self._theme.pixmap("chevron-down", size, colour, self.devicePixelRatioF()))
        painter.end()

    @Slot()
    def _on_clicked(self) -> None:
        self.menu_of_roles().popup(self.mapToGlobal(QPoint(0, self.height())))


class Heads(QHeaderView):
    """A header whose sections hold a `RoleChooser` each; the last one may open the folded columns.

    Tab stops at the first one and at those that wait for an answer; arrow keys reach the others.
    """

    role_chosen = Signal(int, object)
    """The number of a column and its `ColumnRole`, or None if it is not to be sent."""
    role_doubled = Signal(int, object)
    """The number of a column and a second role for it."""
    left = Signal(int)
    """Go down to the cells of a section."""

    def __init__(self, model: PreviewModel, theme: Theme, words: Texts, parent: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._preview, self._theme, self._words, self._table = model, theme, words, parent
        self._choosers: dict[int, RoleChooser] = {}
        self._height = 60
        self.more = QPushButton(self.viewport())
        self.more.setProperty("kind", "role")
        self.more.setProperty("state", "unsent")
        self.more.setAutoDefault(False)
        self.more.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.more.hide()
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.sectionResized.connect(self._place)
        parent.horizontalScrollBar().valueChanged.connect(self._place)
        theme.changed.connect(self._on_theme_changed)

    def show_height(self, pixels: int) -> None:
        """Choose the height, before scaling."""
        self._height = pixels
        self._on_theme_changed()

    def show_columns(self) -> None:
        """Make the heads agree with the model."""
        for section, chooser in list(self._choosers.items()):
            if self._preview.column_at(section) is None:
                chooser.hide()
        self._place()
        self.viewport().update()

    def chooser(self, section: int) -> RoleChooser | None:
        """Return the chooser of a section; None where there is none."""
        column = self._preview.column_at(section)
        if column is None:
            return None
        chooser = self._choosers.get(section)
        if chooser is None:
            chooser = self._choosers[section] = RoleChooser(
                self._theme, self._words, self.role_chosen.emit, self.role_doubled.emit, self.viewport()
            )
            chooser.moved.connect(lambda step, section=section: self.go_to(section + step))
            chooser.left.connect(lambda section=section: self.left.emit(section))
        return chooser

    def go_to(self, section: int) -> None:
        """Put the keyboard focus on the head of a section, and bring it into sight."""
        if self._preview.is_fold(section):
            self.more.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if (chooser := self.chooser(section)) is None:
            return
        if self._preview.rowCount():
            self._table.scrollTo(self._preview.index(max(self._table.rowAt(1), 0), section))
        self._place()
        chooser.setFocus(Qt.FocusReason.OtherFocusReason)

    def least_width(self, column: FileColumn) -> int:
        """Return the width that the chooser of a column needs."""
        uses = uses_of(self._preview, column)
        name = " / ".join(self._words.say(role_words(role)) for role in uses)
        if not name:
            name = self._words.say(NOT_SENT) if column.doubted is None else self.tr("Choose…")
        wide = QFontMetrics(self._theme.font(bold=True)).horizontalAdvance(name)
        return wide + self._theme.pixels(_ARROW + 16) + PADDING + 6

    def evidence_width(self, column: FileColumn) -> int:
        """Return the width that the evidence of a column needs."""
        text = self._words.say(witness_words(column))
        sign = self._theme.pixels(16) if _sign(column) else 0
        return int(self._theme.metrics().horizontalAdvance(text) * SMALL) + sign + 2 * PADDING + 4

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._theme.pixels(self._height))

    @Slot()
    def _place(self) -> None:
        """Put the choosers of the sections in sight over them."""
        high, top = self._theme.pixels(_CHOOSER), self._theme.pixels(7)
        look = self._preview.look
        roles = ROLES[look.table.purpose] if look is not None else SENT_ROLES
        for section in range(1, self._preview.columnCount()):
            left, width = self.sectionViewportPosition(section), self.sectionSize(section)
            is_in_sight = left + width > 0 and left < self.viewport().width()
            place = QRect(left + PADDING, top, width - PADDING - 4, high)
            if self._preview.is_fold(section):
                self.more.setGeometry(place)
                continue
            column = self._preview.column_at(section)
            if column is None or (not is_in_sight and section not in self._choosers):
                continue
            chooser = self.chooser(section)
            if chooser is not None:
                chooser.show_column(column, uses_of(self._preview, column), roles)
                is_stop = section == 1 or chooser.property("state") == "asked"
                chooser.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_stop else Qt.FocusPolicy.ClickFocus)
                chooser.setGeometry(place)
                chooser.show()
        folded = self._preview.folded
        self.more.setVisible(bool(folded))
        if folded:
            text = formats.counted(len(folded), self.tr("{} more"), self.tr("{} more"))
            self.more.setText(f"{text} ›")
            names = ", ".join(column.heading or column_letters(column.number) for column in folded)
            self.more.setAccessibleName(self.tr("Show the columns that are not sent: {}").format(names))
            self.more.setToolTip(self.more.accessibleName())

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        column = self._preview.column_at(section)
        painter.save()
        is_asked = column is not None and column.role is None and column.doubted is not None
        painter.fillRect(rect, self._theme.colour("warning_tint" if is_asked else "header"))
        painter.setPen(self._theme.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setFont(self._theme.font(SMALL))
        place = rect.adjusted(PADDING, self._theme.pixels(_CHOOSER + 9), -PADDING, -3)
        painter.setPen(self._theme.colour("warning" if is_asked else "muted"))
        if section == 0:
            painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self.tr("Row"))
        elif column is None:
            self._draw(painter, place, self._words.say(STAYS_HERE))
        else:
            if sign := _sign(column):
                size = self._theme.pixels(13)
                colour = "warning" if is_asked else "muted"
                pixmap = self._theme.pixmap(sign, size, colour, self.devicePixelRatioF())
                painter.drawPixmap(place.left(), place.top() + (place.height() - size) // 2, pixmap)
                place.setLeft(place.left() + size + 4)
            self._draw(painter, place, self._words.say(witness_words(column)))
        painter.restore()

    def _draw(self, painter: QPainter, place: QRect, text: str) -> None:
        elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, elided)

    @Slot()
    def _on_theme_changed(self) -> None:
        self.setFixedHeight(self._theme.pixels(self._height))
        self._place()


def uses_of(model: PreviewModel, column: FileColumn) -> list[ColumnRole]:
    """Return all roles of a column; addresses may be keys as well."""
    uses = [column.role] if column.role is not None else []
    columns = model.look.table.recipe.columns if model.look is not None else None
    if column.role is not None and columns is not None:
        uses = [role for role, at in zip(SENT_ROLES, columns, strict=True) if at == column.number] or uses
    return uses


def _sign(column: FileColumn) -> str:
    """Return the icon before the evidence of a column."""
    if column.role is None and column.doubted is not None:
        return "help"
    return "check" if column.witness in (Witness.WORDS_AND_CELLS, Witness.OWN_LIST, Witness.CHOSEN) else ""
