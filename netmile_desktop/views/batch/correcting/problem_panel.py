"""The problems of a batch by code, with links to their rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QLabel, QSizePolicy, QVBoxLayout, QWidget

from netmile_desktop.domain.rows.issuances import Finding
from netmile_desktop.domain.rows.reasons import Reason
from netmile_desktop.views.common.buttons import LinkButton
from netmile_desktop.views.common.code_help import CodeRow, code_action
from netmile_desktop.views.common.flow import FlowLayout
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.layout.lengths import APART, NEAR
from netmile_desktop.views.common.layouts import clear_layout
from netmile_desktop.views.common.notices import Notice, NoticeLine
from netmile_desktop.views.common.panels import Card, ScrollPage
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.views.look.theme import Theme
from netmile_desktop.views.messages import Texts
from netmile_desktop.views.navigation import Navigation
from netmile_desktop.workspace.drafts.draft_facts import CodeGroup


class ProblemPanel(Card):
    """The list of problems: first those of the whole batch, then errors, then warnings."""

    code_chosen = Signal(str, bool)
    """Show the rows of a code; whether it is a warning. An empty code shows all errors again."""
    repairs_asked = Signal(str)
    """Show the repairs for the cells of a code, or for all if it is empty."""
    closing_asked = Signal(str, bool)
    """Close all rows with a code, for a reason; whether it is a warning."""
    moving_asked = Signal()
    """Move the whole batch to another campaign."""

    def __init__(self, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Problems"), parent)
        self._toolbox = toolbox
        self._lines: dict[str, ProblemLine] = {}
        self._repairs: dict[str, LinkButton] = {}
        self._may_edit = False
        self._chosen = ""
        self.count = text_label("", "muted")
        self.head.addWidget(self.count)
        page = ScrollPage(self)
        page.body.setContentsMargins(0, 0, 0, 0)
        page.body.setSpacing(4)
        self._list = page.body
        self.all_repairs = LinkButton("", toolbox.theme, "wand", self)
        self.all_repairs.clicked.connect(lambda: self.repairs_asked.emit(""))
        self.all_repairs.hide()
        self.body.addWidget(page, 1)
        self.body.addWidget(self.all_repairs)

    def show_problems(
        self,
        groups: Sequence[CodeGroup],
        error_rows: int,
        refused: Sequence[Finding] = (),
        *,
        hint: str = "",
        none: str = "",
        may_edit: bool = False,
    ) -> None:
        """List the problems of `error_rows` rows in all, with `hint` below; `none` replaces an empty list.

        `may_edit` shows the actions that change the batch.
        """
        self._may_edit = may_edit
        focused = next((code for code, line in self._lines.items() if line.hasFocus()), "")
        clear_layout(self._list)
        self._lines.clear()
        self._repairs.clear()
        words = self._toolbox.words
        for finding in refused:
            moving = (self.tr("Move to another campaign…"), self.moving_asked.emit)
            about = code_action(str(finding.code), self._toolbox.navigation)
            actions = (about, moving) if may_edit and finding.reason is not Reason.NOT_OPEN_YET else (about,)
            self._list.addWidget(_whole_batch(self._toolbox.theme, words, finding, actions))
        errors = [group for group in groups if not group.is_warning]
        warnings = [group for group in groups if group.is_warning]
        self._add(errors)
        if warnings:
            self._list.addWidget(text_label(self.tr("Warnings (can be sent)"), "label"))
            self._add(warnings)
        if not groups and not refused:
            self._list.addWidget(text_label(none or self.tr("No problems were found."), "muted", wrap=True))
        if hint:
            self._list.addWidget(self._said(hint))
        self._list.addStretch()
        self.count.setText(self._rows(error_rows) if error_rows else "")
        self.mark(self._chosen)
        if focused in self._lines:
            self._lines[focused].setFocus()

    def show_repairs(self, counts: Mapping[str, int]) -> None:
        """Offer the repairs, counted in cells by code."""
        for code, link in self._repairs.items():
            count = counts.get(code, 0)
            link.setText(self.tr("Proposed repairs: {}…").format(formats.number(count)))
            link.setAccessibleName(f"{code} {link.text()}")
            link.setVisible(count > 0)
        total = sum(counts.values())
        self.all_repairs.setText(self.tr("All proposed repairs: {}…").format(formats.number(total)))
        self.all_repairs.setVisible(total > 0)

    def mark(self, code: str) -> None:
        """Mark the code that the grid is filtered by."""
        self._chosen = code
        for each, line in self._lines.items():
            line.setChecked(each == code)

    def lines(self) -> dict[str, ProblemLine]:
        """Return the entries by their code."""
        return dict(self._lines)

    def _add(self, groups: Sequence[CodeGroup]) -> None:
        for group in groups:
            line = ProblemLine(self._toolbox.theme, self._toolbox.words, group, self._toolbox.navigation)
            line.clicked.connect(self._on_line_clicked)
            self._lines[group.code] = line
            self._list.addWidget(line)
            link = LinkButton("", self._toolbox.theme, "wand")
            link.clicked.connect(lambda _=False, code=group.code: self.repairs_asked.emit(code))
            link.hide()
            self._repairs[group.code] = link
            whole = QWidget()
            ways = FlowLayout(whole, gap=APART, line_gap=0)
            whole.setContentsMargins(NEAR, 0, NEAR, 0)
            ways.addWidget(link)
            if self._may_edit and not group.is_warning:
                close = LinkButton(self.tr("Do not issue…"), self._toolbox.theme, "exclude")
                close.setToolTip(self.tr("Do not issue these rows, and say why"))
                close.setAccessibleName(f"{group.code} {close.toolTip()}")
                close.clicked.connect(lambda _=False, code=group.code: self.closing_asked.emit(code, False))
                ways.addWidget(close)
            self._list.addWidget(whole)

    def _said(self, hint: str) -> QWidget:
        label = text_label(hint, "help", wrap=True)
        label.setContentsMargins(8, 8, 8, 0)
        return label

    def _rows(self, count: int) -> str:
        return formats.counted(count, self.tr("{} row"), self.tr("{} rows"))

    @Slot()
    def _on_line_clicked(self) -> None:
        line = self.sender()
        if isinstance(line, ProblemLine):
            again = line.problem.code == self._chosen
            self.code_chosen.emit("" if again else line.problem.code, line.problem.is_warning)


class ProblemLine(QAbstractButton):
    """One code: chip, words, count, what to do. A press filters the grid by it."""

    def __init__(
        self, theme: Theme, words: Texts, group: CodeGroup, navigation: Navigation, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.problem = group
        self._theme = theme
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        said, step = words.code(group.code), words.next_step(group.code)
        count = formats.number(group.rows)
        row = CodeRow(
            theme, group.code, said, navigation, count=count, notes=((step, "help"),), is_warning=group.is_warning
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(NEAR, NEAR, NEAR, NEAR)
        column.addWidget(row)
        for child in row.findChildren(QLabel):  # a press on the words is one on the line; the help has its own
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        rows = formats.counted(group.rows, self.tr("{} row"), self.tr("{} rows"))
        self.setAccessibleName(f"{group.code} {said}, {rows}")
        self.setAccessibleDescription(step)
        self.setToolTip(self.tr("Show these rows"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = "selection" if self.isChecked() else "hover" if self.underMouse() else ""
        painter.setPen(QPen(self._theme.colour("accent"), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour(ground) if ground else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 6, 6)
        painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()


def _whole_batch(
    theme: Theme, words: Texts, finding: Finding, actions: tuple[tuple[str, Callable[[], None]], ...]
) -> NoticeLine:
    code = str(finding.code)
    text = f"{code}  {words.code(code)}\n{words.finding(finding)}\n{words.next_step(code)}"
    return NoticeLine(theme, Notice(text, "error", actions=actions), closable=False)
