"""Painting of the people of a file, and the line in which a reason is typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QStringListModel, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QCompleter, QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from netmile_desktop.domain.rewards import REASON_LENGTH, RewardResult
from netmile_desktop.domain.rewards.result_drafts import UNANSWERED
from netmile_desktop.domain.texts.rewards import result_words
from netmile_desktop.views.common.labels import badge_size, paint_badge
from netmile_desktop.views.common.tables.cell_texts import CellTexts
from netmile_desktop.views.common.tables.header import PADDING
from netmile_desktop.views.look.icons import device_ratio
from netmile_desktop.views.look.palette import Tone
from netmile_desktop.views.look.theme import Theme
from netmile_desktop.views.messages import Texts
from netmile_desktop.views.reward.people.columns import CODE, NAME, NUMBER, REASON, VERDICT
from netmile_desktop.views.reward.people.model import ResultModel

AnyIndex = QModelIndex | QPersistentModelIndex

SEGMENT = 60
"""Width of one of the two answers, before scaling; longer words take more."""
_LEAST_EDITOR = 240
_ICON, _GAP, _INSET, _RADIUS = 12, 4, 3, 5
_SELECTED = QStyle.StateFlag.State_Selected.value
_HOVERED = QStyle.StateFlag.State_MouseOver.value
_FOCUSED = QStyle.StateFlag.State_HasFocus.value
_SIDES = ((RewardResult.APPROVED, Tone.SUCCESS, "check"), (RewardResult.REFUSED, Tone.ERROR, "close"))


class ResultPainter(QStyledItemDelegate):
    """Paints the two answers side by side; the one that was given is bold, tinted and has an icon."""

    def __init__(self, theme: Theme, words: Texts, reasons: Callable[[], Sequence[str]], parent: QWidget) -> None:
        """`reasons` returns those that are offered while one is typed, the newest first."""
        super().__init__(parent)
        self._theme, self._words, self._reasons = theme, words, reasons
        self._texts = CellTexts(theme, self)

    # --- measures -------------------------------------------------------------------------------

    def segment_width(self) -> int:
        """Return the width of one answer in pixels."""
        metrics = QFontMetrics(self._theme.font(bold=True))
        words = max(metrics.horizontalAdvance(self._words.say(result_words(result))) for result, *_ in _SIDES)
        return max(self._theme.pixels(SEGMENT), words + self._theme.pixels(_ICON + _GAP + 12))

    def verdict_width(self) -> int:
        """Return the width of the column with both answers."""
        return 2 * self.segment_width() + 2 * PADDING

    def segments(self, cell: QRect) -> tuple[QRect, QRect]:
        """Return where both answers stand in a cell."""
        width = self.segment_width()
        left = QRect(cell.left() + PADDING, cell.top() + _INSET, width, cell.height() - 2 * _INSET)
        return left, left.translated(width, 0)

    # --- painting -------------------------------------------------------------------------------

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        model = index.model()
        if not isinstance(model, ResultModel):
            return
        state, at, column = option.state.value, index.row(), index.column()
        painter.save()
        if state & _SELECTED:
            painter.fillRect(option.rect, self._theme.colour("selection"))
        elif state & _HOVERED:
            painter.fillRect(option.rect, self._theme.colour("hover"))
        rect = option.rect.adjusted(PADDING, 0, -PADDING, 0)
        if column == VERDICT:
            self._verdict(painter, option.rect, model, at)
        elif column == REASON:
            self._reason(painter, rect, model, at, is_current=self._is_current(index))
        else:
            if column == NAME and model.shared_text(at):
                rect = self._sign(painter, rect)
            painter.setPen(self._theme.colour("muted" if column == NUMBER else "text"))
            kind = "fixed" if column == CODE else "plain"
            self._texts.draw(painter, rect, model.text(at, column), kind, at_right=model.columns[column].right)
        if state & _FOCUSED:
            painter.setPen(QPen(self._theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(option.rect.adjusted(1, 1, -1, -1))
        painter.restore()

    def _is_current(self, index: AnyIndex) -> bool:
        view = self.parent()
        return isinstance(view, QWidget) and bool(view.property("current_row") == index.row())

    def _sign(self, painter: QPainter, rect: QRect) -> QRect:
        """Paint that somebody shares an entry with somebody else; return the room that is left of the sign."""
        size = self._theme.pixels(_ICON)
        sign = self._theme.pixmap("info", size, self._theme.colour("accent"), device_ratio(painter))
        painter.drawPixmap(rect.right() - size + 1, rect.top() + (rect.height() - size) // 2, sign)
        return rect.adjusted(0, 0, -size - _GAP, 0)

    def _verdict(self, painter: QPainter, cell: QRect, model: ResultModel, at: int) -> None:
        given, segments = model.answer(at).result, self.segments(cell)
        if not model.may_answer(at) and given is None:
            return
        whole = QRectF(segments[0].united(segments[1])).adjusted(0.5, 0.5, -0.5, -0.5)
        outline = QPainterPath()
        outline.addRoundedRect(whole, _RADIUS, _RADIUS)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(outline, self._theme.colour("panel"))
        for segment, (result, tone, icon) in zip(segments, _SIDES, strict=True):
            if result is given:
                painter.save()
                painter.setClipPath(outline)
                painter.fillRect(segment, self._theme.tone(tone)[1])
                painter.restore()
            self._answer(painter, segment, result, tone if result is given else None, icon)
        painter.setPen(self._theme.colour("field_line"))
        painter.drawPath(outline)
        painter.drawLine(segments[1].left(), segments[1].top() + 1, segments[1].left(), segments[1].bottom())

    def _answer(self, painter: QPainter, rect: QRect, result: RewardResult, tone: Tone | None, icon: str) -> None:
        """Paint the word of an answer, centred, with its icon if it was given."""
        word = self._words.say(result_words(result))
        painter.setFont(self._theme.font(bold=tone is not None))
        if tone is None:
            painter.setPen(self._theme.colour("muted"))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, word)
            return
        ink, size = self._theme.tone(tone)[0], self._theme.pixels(_ICON)
        width = painter.fontMetrics().horizontalAdvance(word)
        left = rect.left() + (rect.width() - width - size - _GAP) // 2
        pixmap = self._theme.pixmap(icon, size, ink, device_ratio(painter))
        painter.drawPixmap(left, rect.top() + (rect.height() - size) // 2, pixmap)
        painter.setPen(ink)
        words = QRect(left + size + _GAP, rect.top(), width + 2, rect.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, word)

    def _reason(self, painter: QPainter, rect: QRect, model: ResultModel, at: int, *, is_current: bool) -> None:
        answer, text, shared = model.answer(at), model.reason_text(at), model.shared_text(at)
        muted = self._theme.colour("muted")
        if answer == UNANSWERED and model.may_answer(at):
            if is_current:
                painter.setPen(muted)
                self._texts.draw(painter, rect, shared or self.tr("Press A or R"))
                return
            size = badge_size(self._theme, text, False)
            high = min(size.height(), rect.height() - 4)
            place = QRectF(rect.left(), rect.top() + (rect.height() - high) / 2, size.width(), high)
            paint_badge(painter, self._theme, place, text, Tone.WARNING)
            painter.setPen(muted)
            self._texts.draw(painter, rect.adjusted(size.width() + 2 * _GAP, 0, 0, 0), shared)
            return
        is_missing = answer.result is RewardResult.REFUSED and not answer.reason
        painter.setPen(self._theme.colour("error" if is_missing else "text" if answer.reason else "muted"))
        self._texts.draw(painter, rect, text or shared)

    # --- typing a reason ------------------------------------------------------------------------

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: AnyIndex) -> QWidget:
        editor = QLineEdit(parent)
        editor.setMaxLength(REASON_LENGTH)
        editor.setAccessibleName(self.tr("Reason of the refusal"))
        editor.setPlaceholderText(self.tr("Reason; Enter confirms, ↓ shows former reasons"))
        completer = QCompleter(QStringListModel(list(self._reasons()), editor), editor)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.activated.connect(lambda _text: self._on_chosen(editor))
        editor.setCompleter(completer)
        return editor

    def _on_chosen(self, editor: QLineEdit) -> None:
        """A former reason was taken: that is the whole answer."""
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.SubmitModelCache)

    def setEditorData(self, editor: QWidget, index: AnyIndex) -> None:
        if isinstance(editor, QLineEdit):
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: AnyIndex) -> None:
        QGuiApplication.inputMethod().commit()  # otherwise macOS loses the last composed character
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text().strip())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Put the line over its cell; in a narrow column it reaches to the left, so that a reason can be read."""
        rect = option.rect
        wanted = min(self._theme.pixels(_LEAST_EDITOR), rect.right())
        editor.setGeometry(rect.adjusted(min(rect.width() - wanted, 0), 0, 0, 0))
