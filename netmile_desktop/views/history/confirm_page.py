"""取消確認: what a selection comes to, before anything happens, and what has become of it (guide L677-687)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from netmile_desktop.domain import wire
from netmile_desktop.domain.cancellations import CancelAction
from netmile_desktop.domain.texts.cancellations import action_words, cause_words
from netmile_desktop.progress import Progress
from netmile_desktop.views.common.buttons import DangerButton, PlainButton, PrimaryButton, SegmentedFilter
from netmile_desktop.views.common.flow import EqualShares, side_by_side
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.layout.lengths import APART, LEAST_TABLE
from netmile_desktop.views.common.layout.page_head import PageHead
from netmile_desktop.views.common.layout.turning_line import TurningLine
from netmile_desktop.views.common.loading import Loader
from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.common.panels import Card
from netmile_desktop.views.common.screen import Screen
from netmile_desktop.views.common.tables.list_tools import ListExport, ListTools
from netmile_desktop.views.history.issue_table import IssueTable
from netmile_desktop.views.history.reason_box import ReasonBox
from netmile_desktop.views.look import formats
from netmile_desktop.workspace.cancelling.outcomes import CancelPreview, OrderOutcome
from netmile_desktop.workspace.desk import Desk

Check = Callable[[Progress], CancelPreview]

_ALL, _IMPOSSIBLE = "all", "impossible"


class Pile(Card):
    """One of the groups into which a selection falls: its size, a sentence, and the button for it if there is one."""

    def __init__(self, title: str, help_text: str, button: QPushButton | None = None, parent: QWidget | None = None):
        super().__init__(title, parent)
        self.figure = text_label("", "figure")
        self.miles = text_label("", "muted")
        self.help = text_label(help_text, "help", wrap=True)
        self.button = button
        self.body.addWidget(self.figure)
        self.body.addWidget(self.miles)
        self.body.addWidget(self.help)
        self.body.addStretch()
        if button is not None:
            self.body.addWidget(button)

    def show_rows(self, records: Sequence[wire.IssueRecord]) -> None:
        """Show how much there is of it."""
        miles = sum(record.miles for record in records)
        self.figure.setText(formats.counted(len(records), self.tr("{} issue"), self.tr("{} issues")))
        self.miles.setText(formats.miles(miles))
        self.setAccessibleName(f"{self.title.text()} {self.figure.text()} {self.miles.text()}")

    def show_help(self, text: str) -> None:
        """Say something else under the figures."""
        self.help.setText(text)


class CancelConfirmPage(QWidget):
    """Shows the groups, orders one of them at a time, then looks again: the live state decides, not this page."""

    back_asked = Signal()
    ordered = Signal()
    """Issues were cancelled, or their cancellation was requested."""
    requests_asked = Signal()
    """Show the list of requests."""
    shown_changed = Signal()

    def __init__(self, desk: Desk, screen: Screen) -> None:
        super().__init__(screen)
        self._desk, self._screen = desk, screen
        self.preview: CancelPreview | None = None
        self._check: Check | None = None
        self._label = ""
        self._results: dict[str, wire.CancelledRow] = {}
        self._ordering = False
        toolbox, theme = screen.toolbox, screen.toolbox.theme
        self._loader = Loader(screen, "cancel-check")
        self._reasons = Loader(screen, "cancel-reasons")
        self.subject = text_label("", "muted")
        self.reason = ReasonBox(toolbox, self)
        self.cancel_button = DangerButton("", theme, "exclude", self)
        self.request_button = PrimaryButton("", theme, "send", self)
        self.follow_button = PlainButton(self.tr("See the requests"), theme, "list", self)
        self.at_once = Pile(
            self.tr("Pending: cancelled at once"),
            self.tr("It takes effect at once and cannot be undone."),
            self.cancel_button,
            self,
        )
        self.by_request = Pile(
            self.tr("Valid: by request"),
            self.tr("NetMile decides each request; until then the miles stay with the member."),
            self.request_button,
            self,
        )
        self.impossible = Pile(self.tr("Cannot be cancelled"), "", None, self)
        self.filter = SegmentedFilter(
            [
                (_ALL, self.tr("All")),
                (CancelAction.AT_ONCE.value, self.tr("At once")),
                (CancelAction.REQUEST.value, self.tr("By request")),
                (_IMPOSSIBLE, self.tr("Not possible")),
            ],
            self,
        )
        self.table = IssueTable(toolbox, "cancelling", result=self._result_text, parent=self)
        self.tools = ListTools(theme, self.table, self)
        self._export = ListExport(screen, self.table)
        self._lay_out()
        self._connect()

    # --- opening ----------------------------------------------------------------------------------

    def open_selection(self, issue_ids: Iterable[str], reason: str = "", label: str = "") -> None:
        """Look what cancelling these issues comes to."""
        ids, cancellations = list(issue_ids), self._desk.cancellations
        self.open_check(lambda progress: cancellations.check(ids, progress), reason, label)

    def open_check(self, check: Check, reason: str = "", label: str = "") -> None:
        """Look at what a check-only call answers; `label` says where the selection is from."""
        self._check, self._label, self._results = check, label, {}
        self.subject.setText(label)
        self.preview = None
        self.filter.choose(_ALL)
        self._show()
        self._reasons.load(self._desk.cancellations.reasons, lambda offers: self._on_reasons(offers, reason))
        self._loader.load(check, self._on_checked)

    @property
    def primary(self) -> QPushButton | None:
        """The one next step."""
        if self.cancel_button.isEnabled():
            return self.cancel_button
        return self.request_button if self.request_button.isEnabled() else None

    def rows_left(self, action: CancelAction | None) -> list[wire.IssueRecord]:
        """What can be cancelled in a way, or with None not at all; what was done here is none of these."""
        if self.preview is None:
            return []
        return [each for each in self.preview.items if each.action is action and not self._is_done(each)]

    def outcome_of(self, issue_id: str) -> wire.CancelledRow | None:
        """What has become of an issue on this page."""
        return self._results.get(issue_id)

    # --- what is shown ----------------------------------------------------------------------------

    def _is_done(self, issue: wire.IssueRecord) -> bool:
        row = self._results.get(issue.issue_id)
        return row is not None and row.is_done

    def _on_reasons(self, offers: list[wire.CancelReasonOffer], reason: str) -> None:
        self.reason.offer(offers)
        if reason:
            self.reason.choose(reason)
        self._show_buttons()

    def _on_checked(self, preview: CancelPreview) -> None:
        self.preview = preview
        self._show()

    def _show(self) -> None:
        at_once, by_request, no_way = (
            self.rows_left(CancelAction.AT_ONCE),
            self.rows_left(CancelAction.REQUEST),
            self.rows_left(None),
        )
        self.at_once.show_rows(at_once)
        self.by_request.show_rows(by_request)
        self.impossible.show_rows(no_way)
        self.impossible.show_help(self._causes(no_way))
        items = self.preview.items if self.preview is not None else []
        for key, rows in (
            (_ALL, items),
            (CancelAction.AT_ONCE.value, at_once),
            (CancelAction.REQUEST.value, by_request),
            (_IMPOSSIBLE, no_way),
        ):
            self.filter.show_count(key, len(rows))
        self._show_table()
        self._show_buttons()

    def _causes(self, records: list[wire.IssueRecord]) -> str:
        words, counts = self._screen.toolbox.words, dict[str, int]()
        for record in records:
            if record.cause is not None:
                said = words.say(cause_words(record.cause))
                counts[said] = counts.get(said, 0) + 1
        lines = [f"{said}: {formats.number(count)}" for said, count in counts.items()]
        unknown = len(self.preview.unknown) if self.preview is not None else 0
        if unknown:
            lines.append(self.tr("No such issue: {}").format(formats.number(unknown)))
        return "\n".join(lines) or self.tr("None")

    @Slot()
    def _show_table(self) -> None:
        items, key = (self.preview.items if self.preview is not None else []), self.filter.key
        if key != _ALL:
            wanted = None if key == _IMPOSSIBLE else CancelAction(key)
            items = self.rows_left(wanted)
        self.table.show_records(items)

    @Slot()
    def _show_buttons(self) -> None:
        words = self._screen.toolbox.words
        for button, action in (
            (self.cancel_button, CancelAction.AT_ONCE),
            (self.request_button, CancelAction.REQUEST),
        ):
            rows = self.rows_left(action)
            said = words.say(action_words(action))
            button.setText(f"{said} ({formats.number(len(rows))})" if rows else said)
            missing = "" if self.reason.reason else self.tr("Choose a reason.")
            button.setEnabled(bool(rows) and not missing and not self._ordering)
            button.setToolTip(missing)
        self.reason.setEnabled(not self._ordering)
        self.shown_changed.emit()

    def _result_text(self, issue: wire.IssueRecord) -> str:
        words, row = self._screen.toolbox.words, self._results.get(issue.issue_id)
        if row is None:
            return ""
        if row.is_done:
            return words.state(row.state) if row.state is not None else self.tr("Done")
        return words.say(cause_words(row.cause)) if row.cause is not None else self.tr("Not done")

    # --- the deed ---------------------------------------------------------------------------------

    @Slot()
    def _on_cancel(self) -> None:
        self._order(CancelAction.AT_ONCE)

    @Slot()
    def _on_request(self) -> None:
        self._order(CancelAction.REQUEST)

    def _order(self, action: CancelAction) -> None:
        rows, reason, label = self.rows_left(action), self.reason.reason, self._label
        if self.preview is None or not rows or not reason or not self._agreed(action, rows):
            return
        cancellations = self._desk.cancellations
        preview = CancelPreview(items=rows, unknown=[], at=self.preview.at)
        self._ordering = True
        self._show_buttons()
        words = self._screen.toolbox.words
        self._screen.toolbox.tasks.start(
            lambda progress: cancellations.order(preview, action, reason, progress, label=label),
            owner=self,
            done=self._on_ordered,
            failed=self._on_failed,
            title=words.say(action_words(action)),
            subject=label or formats.number(len(rows)),
        )

    def _agreed(self, action: CancelAction, rows: list[wire.IssueRecord]) -> bool:
        words = self._screen.toolbox.words
        miles = formats.miles(sum(row.miles for row in rows))
        count = formats.counted(len(rows), self.tr("{} issue"), self.tr("{} issues"))
        said = words.say(action_words(action))
        text = (
            self.tr("{} ({}) are cancelled at once. This cannot be undone, and the reason “{}” cannot be changed.")
            if action is CancelAction.AT_ONCE
            else self.tr("Cancelling {} ({}) is requested from NetMile. The reason “{}” cannot be changed later.")
        )
        return self._screen.toolbox.dialogs.confirm(
            self,
            self.tr("{}?").format(said),
            text.format(count, miles, self.reason.currentText()),
            f"{said} ({formats.number(len(rows))})",
            danger=action is CancelAction.AT_ONCE,
        )

    def _on_ordered(self, outcome: OrderOutcome) -> None:
        self._ordering = False
        self._screen.toolbox.connection.heard()
        self._results.update({row.issue_id: row for row in outcome.results})
        self._screen.tell(self.told(outcome))
        self.ordered.emit()
        self._look_again()

    def _on_failed(self, error: Exception) -> None:
        """Part of it may have been done; what is left is looked at again."""
        self._ordering = False
        self._loader.note(error)
        self._loader.tell(error, self._look_again)
        self._show_buttons()
        self.ordered.emit()

    def told(self, outcome: OrderOutcome) -> Notice:
        """What an order has come to, in one sentence."""
        done = formats.counted(outcome.done, self.tr("{} issue"), self.tr("{} issues"))
        miles = formats.miles(outcome.miles)
        if outcome.action is CancelAction.AT_ONCE:
            text = self.tr("Cancelled: {}, {}.").format(done, miles)
        else:
            text = self.tr("Cancellation requested: {}, {}.").format(done, miles)
        if outcome.numbers:
            text += " " + self.tr("Number: {}").format(", ".join(outcome.numbers))
        left = len(outcome.results) - outcome.done
        if left:
            text += " " + self.tr("Not done: {}. The list says why.").format(formats.number(left))
        actions: tuple[tuple[str, Callable[[], None]], ...] = ()
        if outcome.action is CancelAction.REQUEST and outcome.done:
            actions = ((self.tr("See the requests"), self.requests_asked.emit),)
        kind = "success" if not left and outcome.is_complete else "warning"
        return Notice(text, kind, f"order-{outcome.order_id}", actions)

    def _look_again(self) -> None:
        """Ask for the state now: a row that turned valid meanwhile is offered as a request."""
        if self.preview is None:
            return
        ids, cancellations = [item.issue_id for item in self.preview.items], self._desk.cancellations
        self._loader.load(lambda progress: cancellations.check(ids, progress), self._on_checked)

    # --- building ---------------------------------------------------------------------------------

    @Slot()
    def _on_save(self) -> None:
        self._export.save_shown(self.tr("Cancelling"))

    def _connect(self) -> None:
        navigation = self._screen.toolbox.navigation
        self.reason.activated.connect(self._show_buttons)
        self.cancel_button.clicked.connect(self._on_cancel)
        self.request_button.clicked.connect(self._on_request)
        self.follow_button.clicked.connect(self.requests_asked)
        self.filter.chosen.connect(self._show_table)
        self.tools.save_asked.connect(self._on_save)
        self.table.registration_chosen.connect(navigation.registration_chosen)
        self.table.campaign_chosen.connect(navigation.campaign_chosen)

    def _lay_out(self) -> None:
        theme = self._screen.toolbox.theme
        head = PageHead(theme, self.tr("Review cancelling"), self, back=self.tr("Back to the list"))
        head.back_button.clicked.connect(self.back_asked)
        head.add_fact(self.subject)
        head.add_actions(text_label(self.tr("Reason"), "label"), self.reason)
        piles = EqualShares((self.at_once, self.by_request, self.impossible), APART, self)
        card = Card(parent=self)
        card.body.addWidget(TurningLine(self.filter, side_by_side(self.follow_button, self.tools), card))
        card.body.addWidget(self.table, 1)
        self.table.setMinimumHeight(theme.pixels(LEAST_TABLE))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(head)
        column.addWidget(piles)
        column.addWidget(card, 1)
