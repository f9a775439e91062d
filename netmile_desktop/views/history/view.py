"""The tab 「マイル発行履歴/取消」, across campaigns and inside one (guide L651)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from netmile_desktop.domain import wire
from netmile_desktop.domain.cancellations import RequestState
from netmile_desktop.domain.history import IssueState
from netmile_desktop.views.common.buttons import PlainButton
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.layout.body import scrolled
from netmile_desktop.views.common.layout.lengths import NEAR
from netmile_desktop.views.common.layout.page_head import PageHead
from netmile_desktop.views.common.loading import Loader
from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.common.screen import Screen, write_anew
from netmile_desktop.views.common.tab_bars.fitting import FittingTabBar
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.history.confirm_page import CancelConfirmPage
from netmile_desktop.views.history.file_page import FilePage
from netmile_desktop.views.history.list_page import ListPage
from netmile_desktop.views.history.reissue_dialog import ReissueDialog
from netmile_desktop.views.history.requests_page import RequestsPage
from netmile_desktop.views.look import formats
from netmile_desktop.workspace.cancelling.outcomes import OrderOutcome
from netmile_desktop.workspace.desk import Desk

LIST, REQUESTS = range(2)


class HistoryView(Screen):
    """History and requests side by side; over both the page that takes a file, and the one where what is to be
    cancelled is reviewed.
    """

    def __init__(self, desk: Desk, toolbox: Toolbox, campaign_id: str = "", parent: QWidget | None = None) -> None:
        super().__init__(toolbox, parent)
        self._desk, self._campaign_id = desk, campaign_id
        self._resuming = Loader(self, "resuming")
        self.listing = ListPage(desk, self, campaign_id)
        self.requests = RequestsPage(desk, self, campaign_id)
        self.file = FilePage(desk, self, campaign_id)
        self.confirm = CancelConfirmPage(desk, self)
        self._from_file = False
        self.file_button = PlainButton(self.tr("Cancel from a file"), toolbox.theme, "import", self)
        self.tabs = FittingTabBar(toolbox.theme, self.tr("Pages of the history"), self)
        for words in (self.tr("History"), self.tr("Cancellation requests")):
            self.tabs.addTab(words)
        self._pages = QStackedWidget(self)
        for page in (self.listing, self.requests):
            self._pages.addWidget(page)
        self.reissue_button = PlainButton(self.tr("Cancel and reissue…"), toolbox.theme, "redo", self)
        self._catching_up = Loader(self, "issue-again")
        self.month = text_label("", "muted")
        self._month = Loader(self, "cancelled-month")
        self._lay_out()
        self._connect()
        self._show_reissuing()

    # --- what the window asks ---------------------------------------------------------------------

    def topic(self) -> str:
        if self.is_reviewing:
            return "cancelling"
        if self.is_reading_file:
            return "cancel-file"
        return "requests" if self.tabs.currentIndex() == REQUESTS else "history"

    def entered(self) -> None:
        self.refresh()
        self._show_unfinished()
        self._catch_up()

    def refresh(self) -> None:
        if self.is_reading_file:
            self.file.refresh()
        elif not self.is_reviewing:
            self._front.refresh()
            self._refresh_month()

    def seek(self) -> None:
        self.show_page(LIST)
        write_anew(self.listing.conditions.key)

    def primary(self) -> QPushButton | None:
        if self.is_reviewing:
            return self.confirm.primary
        if self.is_reading_file:
            return self.file.primary
        return self.listing.review_button if self._front is self.listing else None

    def summary(self) -> str:
        return self.file.summary() if self.is_reading_file else ""

    def as_of(self) -> datetime | None:
        return self._front.as_of() if self._whole.currentWidget() is self._tabbed else None

    def back(self) -> bool:
        if self.is_reviewing and self._from_file:
            self.open_file_page()
        elif self._whole.currentWidget() is not self._tabbed:
            self.show_page(self.tabs.currentIndex())
        else:
            return False
        return True

    def place(self) -> str:
        return str(self.tabs.currentIndex())

    def restore(self, place: str) -> None:
        if place.isdigit() and int(place) < self.tabs.count():
            self.tabs.setCurrentIndex(int(place))

    @property
    def is_reviewing(self) -> bool:
        """Whether the page with the groups is in front."""
        return self._whole.currentWidget() is self._confirm_side

    @property
    def is_reading_file(self) -> bool:
        """Whether the page that takes a file is in front."""
        return self._whole.currentWidget() is self._file_side

    # --- what others ask --------------------------------------------------------------------------

    def show_history(self, conditions: wire.HistoryConditions) -> None:
        """Search by these conditions."""
        self.listing.show_conditions(conditions)
        self.show_page(LIST)

    def show_requests(self, state: RequestState | None = RequestState.REQUESTED) -> None:
        """Show the requests in a state."""
        self.tabs.setCurrentIndex(REQUESTS)
        self.show_page(REQUESTS)
        self.requests.show_state(state)

    @Slot()
    def open_file_page(self) -> None:
        """Show the page that takes a file, with the file taken last if there was one."""
        self._whole.setCurrentWidget(self._file_side)
        self.file.entered()
        self.status_changed.emit()

    def recall_batch(self, batch_id: str) -> None:
        """Review cancelling everything that a sent batch has issued."""
        cancellations = self._desk.cancellations
        self._review()
        self.confirm.open_check(
            lambda progress: cancellations.check_batch(batch_id, progress), label=self.tr("The whole batch")
        )

    def recall_registration(self, registration_id: str) -> None:
        """Review cancelling everything of a registration."""
        cancellations = self._desk.cancellations
        self._review()
        self.confirm.open_check(
            lambda progress: cancellations.check_registrations([registration_id], progress), label=registration_id
        )

    # --- pages ------------------------------------------------------------------------------------

    def show_page(self, at: int) -> None:
        """Bring a page to the front and fetch what it shows."""
        self._whole.setCurrentWidget(self._tabbed)
        if self.tabs.currentIndex() != at:
            self.tabs.setCurrentIndex(at)
        else:
            self._on_tab(at)

    @property
    def _front(self) -> ListPage | RequestsPage:
        return self.requests if self.tabs.currentIndex() == REQUESTS else self.listing

    @Slot(int)
    def _on_tab(self, at: int) -> None:
        self._pages.setCurrentIndex(at)
        self.listing.foot.setVisible(at == LIST)
        self._front.refresh()
        self._refresh_month()
        self._show_reissuing()
        self.status_changed.emit()

    def _refresh_month(self) -> None:
        """当月累計取消マイル数, of the campaign or of the site (guide L763)."""
        reporting, today, campaign_id = self._desk.reporting, self._desk.today(), self._campaign_id

        def show(told: tuple[int, datetime]) -> None:
            miles, as_of = told
            text = self.tr("Cancelled this month: {} (as of {})")
            self.month.setText(text.format(formats.miles(miles), formats.clock(as_of)))

        self._month.load(
            lambda progress: reporting.cancelled_miles(today, campaign_id, progress), show, self._month.note
        )

    @Slot(object, str)
    def _on_review_asked(self, issue_ids: list[str], reason: str) -> None:
        self._review()
        self.confirm.open_selection(issue_ids, reason)

    @Slot(object, str, str)
    def _on_file_review_asked(self, issue_ids: list[str], reason: str, name: str) -> None:
        self._review(from_file=True)
        self.confirm.open_selection(issue_ids, reason, name)

    def _review(self, *, from_file: bool = False) -> None:
        self._from_file = from_file
        self._whole.setCurrentWidget(self._confirm_side)
        self.status_changed.emit()

    @Slot()
    def _on_back(self) -> None:
        self.back()

    @Slot()
    def _on_ordered(self) -> None:
        if not self._from_file:
            self.listing.forget_ticks()

    @Slot()
    def _on_requests_asked(self) -> None:
        self.show_requests()

    # --- cancelling and issuing again -------------------------------------------------------------

    @property
    def _to_reissue(self) -> list[wire.IssueRecord]:
        """What is selected in the list and can be cancelled, or is."""
        selected = self.listing.table.selected()
        return [each for each in selected if each.action is not None or each.live_state is IssueState.CANCELLED]

    @Slot()
    def _show_reissuing(self) -> None:
        self.reissue_button.setVisible(self._front is self.listing)
        self.reissue_button.setEnabled(bool(self._to_reissue))
        why = self.tr("Select rows of the list that should have been issued otherwise and can be cancelled, or are.")
        self.reissue_button.setToolTip("" if self._to_reissue else why)

    @Slot()
    def open_reissue(self) -> None:
        """Take what is selected back and issue it again as it should have been."""
        dialog = ReissueDialog(self._desk, self.toolbox, self._to_reissue, self)
        dialog.finished.connect(self._on_reissued)
        dialog.open()

    @Slot()
    def _on_reissued(self) -> None:
        self.refresh()
        self._show_unfinished()
        self._catch_up()

    def _catch_up(self) -> None:
        """What is cancelled by now and waits to be issued again gets into a batch."""
        reissues = self._desk.reissues
        if reissues.waiting() and not self._desk.is_offline:
            self._catching_up.load(reissues.catch_up, self._on_caught_up)

    def _on_caught_up(self, batch_ids: list[str]) -> None:
        for batch_id in batch_ids:
            show: Callable[[], None] = partial(self.toolbox.navigation.batch_chosen.emit, batch_id)
            text = self.tr("What was cancelled stands in a batch, ready to be reissued.")
            self.tell(Notice(text, "info", f"again-{batch_id}", ((self.tr("Open the batch"), show),)))
        if batch_ids:
            self.toolbox.navigation.batches_changed.emit()

    # --- orders that came to no end ---------------------------------------------------------------

    def _show_unfinished(self) -> None:
        """An order whose end is unknown is told until it is known."""
        for outcome in self._desk.cancellations.unfinished():
            text = self.tr("A cancellation was not finished: {} of {} issues are still open.")
            go_on: Callable[[], None] = partial(self._resume, outcome.order_id)
            self.tell(
                Notice(
                    text.format(formats.number(outcome.open_rows), formats.number(outcome.rows)),
                    "warning",
                    f"unfinished-{outcome.order_id}",
                    ((self.tr("Go on"), go_on),),
                )
            )

    def _resume(self, order_id: str) -> None:
        cancellations = self._desk.cancellations
        self._resuming.load(lambda progress: cancellations.resume(order_id, progress), self._on_resumed)

    def _on_resumed(self, outcome: OrderOutcome) -> None:
        self.untell(f"unfinished-{outcome.order_id}")
        self.tell(self.confirm.told(outcome))
        self.refresh()
        self._catch_up()

    # --- building ---------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._on_tab)
        self.listing.review_asked.connect(self._on_review_asked)
        self.listing.status_changed.connect(self.status_changed)
        self.requests.status_changed.connect(self.status_changed)
        self.requests.history_asked.connect(self.show_history)
        self.reissue_button.clicked.connect(self.open_reissue)
        self.listing.table.selectionModel().selectionChanged.connect(self._show_reissuing)
        self.listing.table.records_model.modelReset.connect(self._show_reissuing)
        self.file_button.clicked.connect(self.open_file_page)
        self.file.back_asked.connect(self._on_back)
        self.file.review_asked.connect(self._on_file_review_asked)
        self.file.status_changed.connect(self.status_changed)
        self.confirm.back_asked.connect(self._on_back)
        self.confirm.ordered.connect(self._on_ordered)
        self.confirm.requests_asked.connect(self._on_requests_asked)
        self.confirm.shown_changed.connect(self.status_changed)

    def _lay_out(self) -> None:
        head = PageHead(self.toolbox.theme, "" if self._campaign_id else self.tr("Issue history / cancel"), self)
        head.add_fact(self.month)
        head.add_actions(self.reissue_button, self.file_button)
        listing = QWidget(self)
        inner = QVBoxLayout(listing)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(NEAR)
        inner.addWidget(head)
        inner.addWidget(self.tabs)
        inner.addWidget(self._pages, 1)
        sides = (listing, self.listing.foot), (self.file, self.file.foot), (self.confirm, None)
        self._tabbed, self._file_side, self._confirm_side = (
            page if self._campaign_id else scrolled(page, self.toolbox.theme, self, foot) for page, foot in sides
        )
        self._whole = QStackedWidget(self)
        for side in (self._tabbed, self._file_side, self._confirm_side):  # a campaign's own page scrolls
            self._whole.addWidget(side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._whole)
