"""発行対象キャンペーン: a search over the campaigns in which miles can be issued, those used last on top."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from netmile_desktop.domain import wire
from netmile_desktop.domain.failures import NotSignedIn, Unreachable
from netmile_desktop.domain.matching import mentions
from netmile_desktop.progress import Progress
from netmile_desktop.tasks.newest import Newest
from netmile_desktop.views.batch.importing.choice_card import paint_ring
from netmile_desktop.views.common.buttons import LinkButton
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.notices import Notice, NoticeSpot
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.views.look.theme import Theme
from netmile_desktop.workspace.batches.recent import recent_campaigns
from netmile_desktop.workspace.campaigns.catalogue import Issuable
from netmile_desktop.workspace.desk import Desk

AnyIndex = QModelIndex | QPersistentModelIndex
Campaign = wire.CampaignSummary | wire.CampaignDetail

ROW = 44
_RING = 16
_CONTROL = Qt.KeyboardModifier.ControlModifier


@dataclass(frozen=True, slots=True)
class CampaignLine:
    """A campaign and what is said of it in the second line."""

    campaign: Campaign
    details: str


class CampaignModel(QAbstractListModel):
    """The campaigns to choose from."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: list[CampaignLine] = []

    def show_lines(self, lines: Sequence[CampaignLine]) -> None:
        """Show other campaigns."""
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.campaign.name
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{line.campaign.name} {line.details}"
        return None


class CampaignList(QListView):
    """Campaigns in rows of two lines; Enter, Space and a click choose one."""

    picked = Signal(object)
    left_above = Signal()
    """Go back to the search."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.campaigns = CampaignModel(self)
        self.chosen_id = ""
        self.rows_at_least = 0
        """Rows to be seen; with 0 the list takes the room that there is."""
        self.setModel(self.campaigns)
        self.setItemDelegate(_CampaignLines(theme, self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Running campaigns"))
        self.clicked.connect(self._on_clicked)
        theme.changed.connect(self._on_theme_changed)

    def show_chosen(self) -> None:
        """Scroll to the chosen campaign, else to the first one, and point at no other."""
        rows = [at for at, line in enumerate(self.campaigns.lines) if line.campaign.id == self.chosen_id]
        self.setCurrentIndex(self.campaigns.index(rows[0]) if rows else QModelIndex())
        if rows:
            self.scrollTo(self.currentIndex())
        else:
            self.scrollToTop()

    def pick(self, row: int) -> None:
        """Choose the campaign of a row."""
        if 0 <= row < len(self.campaigns.lines):
            self.picked.emit(self.campaigns.lines[row].campaign)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        is_plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if is_plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pick(row)
        elif event.key() == Qt.Key.Key_Up and row <= 0:
            self.left_above.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setViewportMargins(0, 0, 0, self.height() % self._theme.pixels(ROW))  # the list ends on a whole row
        if event.size().height() != event.oldSize().height() and self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())  # what is chosen stays in sight

    def sizeHint(self) -> QSize:
        rows = self.rows_at_least or 3
        return QSize(self._theme.pixels(220), rows * self._theme.pixels(ROW))

    def minimumSizeHint(self) -> QSize:
        return QSize(
            self._theme.pixels(160), self.sizeHint().height() if self.rows_at_least else 2 * self._theme.pixels(ROW)
        )

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        self.pick(index.row())

    @Slot()
    def _on_theme_changed(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.updateGeometry()


class _CampaignLines(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: CampaignList) -> None:
        super().__init__(parent)
        self._theme, self._list = theme, parent

    def sizeHint(self, _option: QStyleOptionViewItem, _index: AnyIndex) -> QSize:
        return QSize(100, self._theme.pixels(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        line, theme, rect = self._list.campaigns.lines[index.row()], self._theme, option.rect
        is_chosen = line.campaign.id == self._list.chosen_id
        has_focus = bool(option.state & QStyle.StateFlag.State_HasFocus) and self._list.hasFocus()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if is_chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("selection" if is_chosen else "hover"))
            painter.drawRoundedRect(QRectF(rect), 6, 6)
        if has_focus:
            painter.setPen(theme.colour("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
            painter.drawRoundedRect(QRectF(rect).adjusted(1.5, 1.5, -1.5, -1.5), 5, 5)
        size = theme.pixels(_RING)
        ring = QRectF(rect.left() + theme.pixels(8), rect.top() + (rect.height() - size) / 2, size, size)
        paint_ring(painter, theme, ring, is_on=is_chosen)
        inner = rect.adjusted(theme.pixels(32), theme.pixels(3), -6, -theme.pixels(3))
        upper = inner.adjusted(0, 0, 0, -inner.height() * 9 // 20)
        lower = inner.adjusted(0, inner.height() * 11 // 20, 0, 0)
        for place, text, font, colour in (
            (upper, line.campaign.name, theme.font(bold=is_chosen), "text"),
            (lower, line.details, theme.font(0.88), "muted"),
        ):
            painter.setFont(font)
            painter.setPen(theme.colour(colour))
            elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, place.width())
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, elided)
        painter.restore()


class CampaignChoice(QWidget):
    """A search field over a list of campaigns. If it is compact, a chosen campaign is one block with a way to change it."""

    changed = Signal()
    """Another campaign is chosen, or none."""
    picked = Signal()
    """The user chose a campaign from the list."""

    def __init__(self, desk: Desk, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._toolbox = desk, toolbox
        self._known = Issuable(())
        self._recent: list[str] = []
        self._chosen: Campaign | None = None
        self._is_compact = False
        self._loading = Newest(toolbox.tasks, self)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(self.tr("Part of the name or ID"))
        self.search.setAccessibleName(self.tr("Search for a campaign"))
        self.search.setClearButtonEnabled(True)
        self._icon = self.search.addAction(
            toolbox.theme.icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition
        )
        self.list = CampaignList(toolbox.theme, self)
        self.said = text_label("", "help", wrap=True)
        self.notice = NoticeSpot(toolbox.theme)
        self.change_button = LinkButton(self.tr("Change"), parent=self)
        self.name = text_label("", "strong", wrap=True)
        self.details = text_label("", "help", wrap=True)
        self._lay_out()
        self.search.textChanged.connect(self._show_list)
        self.search.installEventFilter(self)
        self.list.picked.connect(self._on_picked)
        self.list.left_above.connect(self.search.setFocus)
        self.change_button.clicked.connect(self._on_change_clicked)
        toolbox.theme.changed.connect(self._on_theme_changed)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(text_label(self.tr("Campaign to issue for"), "strong"), 1)
        head.addWidget(self.change_button)
        self._looking = QWidget(self)
        looking = QVBoxLayout(self._looking)
        looking.setContentsMargins(0, 0, 0, 0)
        looking.setSpacing(4)
        looking.addWidget(self.search)
        looking.addWidget(self.said)
        looking.addWidget(self.list, 1)
        self._block = QWidget(self)
        block = QVBoxLayout(self._block)
        block.setContentsMargins(0, 0, 0, 0)
        block.setSpacing(1)
        block.addWidget(self.name)
        block.addWidget(self.details)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addLayout(self.notice)
        column.addWidget(self._looking, 1)
        column.addWidget(self._block)
        self._show_parts()

    # --- what is chosen ---------------------------------------------------------------------------

    @property
    def campaign_id(self) -> str:
        """The ID of the chosen campaign, or ""."""
        return self._chosen.id if self._chosen is not None else ""

    @property
    def campaign(self) -> Campaign | None:
        """The chosen campaign."""
        return self._chosen

    def set_compact(self, is_compact: bool) -> None:
        """Show a chosen campaign as one block instead of within the list."""
        if is_compact != self._is_compact:
            self._is_compact = is_compact
            self._show_parts()

    def start(self, campaign_id: str) -> None:
        """Start with a campaign, or without one."""
        self.search.clear()
        self._choose(None)
        self._load(campaign_id)

    def _load(self, wanted: str = "") -> None:
        desk = self._desk

        def job(progress: Progress) -> tuple[Issuable, list[str], Campaign | None]:
            recent = recent_campaigns(desk.store)
            chosen = desk.catalogue.latest(wanted, progress) if wanted else None
            return desk.catalogue.issuable(progress), recent, chosen

        def done(found: tuple[Issuable, list[str], Campaign | None]) -> None:
            self._known, self._recent, chosen = found
            self._tell_age()
            if chosen is not None:
                self._choose(chosen)
            self._show_list()

        self._loading.ask(job, done, self._on_failed)

    def _tell_age(self) -> None:
        self.notice.clear()
        if self._known.as_of is None:
            self._toolbox.connection.heard()
            return
        self._toolbox.connection.missed()
        text = self.tr("The portal cannot be reached. These are the campaigns as they were at {} JST.")
        self.notice.show_notice(Notice(text.format(formats.moment(self._known.as_of)), "info", actions=self._again()))

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, Unreachable):
            self._toolbox.connection.missed()
        elif isinstance(error, NotSignedIn):
            self._toolbox.navigation.session_lost.emit()
        self.notice.clear()
        self.notice.show_notice(Notice(self._toolbox.words.failure(error), "warning", actions=self._again()))

    def _again(self) -> tuple[tuple[str, Callable[[], None]], ...]:
        return ((self.tr("Try again"), self._load),)

    # --- the list ---------------------------------------------------------------------------------

    def _ordered(self) -> list[Campaign]:
        """Return all campaigns: those used last, then the others by ID; a chosen one from elsewhere on top."""
        known: dict[str, Campaign] = {each.id: each for each in self._known.campaigns}
        ordered = [known.pop(each) for each in self._recent if each in known]
        ordered += known.values()
        chosen = self._chosen
        if chosen is not None and all(each.id != chosen.id for each in ordered):
            ordered.insert(0, chosen)
        return ordered

    @Slot()
    def _show_list(self) -> None:
        text = self.search.text().strip()
        everything = self._ordered()
        found = [each for each in everything if not text or _is_named(each, text)]
        self.list.campaigns.show_lines([CampaignLine(each, self._details(each)) for each in found])
        self.list.chosen_id = self.campaign_id
        self.list.show_chosen()
        if text and not found:
            self.said.setText(self.tr("No running campaign has “{}” in its name or ID.").format(text))
        elif text:
            self.said.setText(formats.counted(len(found), self.tr("{} campaign found"), self.tr("{} campaigns found")))
        elif any(each.id in self._recent for each in found):
            self.said.setText(self.tr("Used last, then all others"))
        else:
            self.said.setText(self.tr("Campaigns in which miles can be issued now"))

    def _details(self, campaign: Campaign) -> str:
        words = self._toolbox.words
        left = words.days_left(campaign.issuance_period.days_left(self._desk.today()))
        return f"{campaign.id} · {words.amount(campaign.amount)} · {left}"

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & _CONTROL:
                if len(self.list.campaigns.lines) == 1:
                    self.list.pick(0)
                return True
            if event.key() == Qt.Key.Key_Down and self.list.campaigns.lines:
                self.list.setFocus(Qt.FocusReason.OtherFocusReason)
                self.list.setCurrentIndex(self.list.campaigns.index(0))
                return True
        return super().eventFilter(watched, event)

    @Slot(object)
    def _on_picked(self, campaign: Campaign) -> None:
        self._choose(campaign)
        self.picked.emit()

    @Slot()
    def _on_change_clicked(self) -> None:
        self._choose(None)
        self._show_list()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.search.selectAll()

    def _choose(self, campaign: Campaign | None) -> None:
        self._chosen = campaign
        self.list.chosen_id = self.campaign_id
        self.list.show_chosen()
        self.list.viewport().update()
        if campaign is not None:
            self.name.setText(campaign.name)
            self.details.setText(self._details(campaign))
        self._show_parts()
        self.changed.emit()

    def _show_parts(self) -> None:
        is_block = self._is_compact and self._chosen is not None
        self._looking.setVisible(not is_block)
        self._block.setVisible(is_block)
        self.change_button.setVisible(is_block)

    @Slot()
    def _on_theme_changed(self) -> None:
        self._icon.setIcon(self._toolbox.theme.icon("search", "muted"))


def _is_named(campaign: Campaign, text: str) -> bool:
    return mentions(campaign.name, text) or mentions(campaign.id, text)
