"""One of the two searches: conditions above, what they find below."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Generic, TypeVar

import msgspec
from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from netmile_desktop.domain.failures import Unreachable
from netmile_desktop.domain.wire import Page
from netmile_desktop.progress import Progress
from netmile_desktop.views.common.loading import Loader
from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.common.panels import Card, EmptyState, ScrollPage
from netmile_desktop.views.common.screen import Screen
from netmile_desktop.views.common.tables.list_tools import ListExport, ListTools
from netmile_desktop.views.common.tables.pager import Pager
from netmile_desktop.views.common.tables.table_view import RecordTable
from netmile_desktop.views.look import formats
from netmile_desktop.views.search.conditions import SearchConditions

C = TypeVar("C", bound=SearchConditions[Any])
Q = TypeVar("Q", bound=msgspec.Struct)
R = TypeVar("R")


class SearchPage(QWidget, Generic[C, Q, R]):
    """Form, table and pager of one search. The first visit searches without conditions (guide L91)."""

    status_changed = Signal()

    def __init__(
        self,
        screen: Screen,
        form: C,
        table: RecordTable[R],
        search: Callable[[Q, Progress], Page[R]],
        nothing: EmptyState,
        file_name: str,
        remembered: Callable[[Q], Page[R]] | None = None,
    ) -> None:
        """`remembered` answers from our own memory where the portal is out of reach."""
        super().__init__(screen)
        self._screen = screen
        self.form, self.table, self.nothing = form, table, nothing
        self._search, self._file_name, self._remembered = search, file_name, remembered
        self._query: Q = form.query()
        self._own_sort = self._sort
        self._page: Page[R] | None = None
        self._loader = Loader(screen, f"loading-{file_name}")
        self._export = ListExport(screen, table)
        theme = screen.toolbox.theme
        self.pager = Pager(theme, self)
        self.tools = ListTools(theme, table, self)
        self.pager.add_tool(self.tools)
        table.show_sort(self._sort)
        self._lay_out()
        form.asked.connect(self._on_asked)
        nothing.asked.connect(form.clear)
        self.pager.asked.connect(self._on_page_asked)
        self.tools.save_asked.connect(self._on_save_asked)
        table.records_model.sort_asked.connect(self._on_sort_asked)

    def as_of(self) -> datetime | None:
        """When what is shown was true at the portal."""
        return self._page.as_of if self._page else None

    def entered(self) -> None:
        """The page has come to the front: NetMile may have decided since."""
        if self._page is None:
            self.form.ask()
        else:
            self.refresh()

    def refresh(self) -> None:
        """Search again."""
        self._load(self._query)

    @property
    def _sort(self) -> str:
        """The portal's name for the order; "" where a list has one order only."""
        return str(getattr(self._query, "sort", ""))

    def _load(self, query: Q) -> None:
        self._query = query
        search = self._search

        def job(progress: Progress) -> Page[R]:
            return search(query, progress)

        self._loader.load(job, self._show, self._on_failed)

    def _on_failed(self, error: Exception) -> None:
        """Without the portal what was seen before is shown, with its time; where nothing was, the old list stays."""
        if isinstance(error, Unreachable) and self._remembered is not None:
            try:
                page = self._remembered(self._query)
            except Unreachable:
                page = None
            if page is not None:
                self._show(page)
                text = self.tr("The portal does not answer. These are campaigns seen before, as of {} JST.")
                again = ((self.tr("Try again"), self.refresh),)
                self._screen.tell(Notice(text.format(formats.moment(page.as_of)), "warning", self._loader.key, again))
                return
        self._loader.tell(error, self.refresh)

    def _show(self, page: Page[R]) -> None:
        self._page = page
        self.table.show_records(page.items)
        self.table.show_sort(self._sort)
        self.pager.show_page(page.page, page.size, page.total)
        self.tools.save.setEnabled(bool(page.total))
        self._stack.setCurrentWidget(self.table if page.total else self.nothing)
        self.status_changed.emit()

    @Slot()
    def _on_asked(self) -> None:
        query = self.form.query()
        order = {"sort": self._sort} if self._sort else {}
        self._load(msgspec.structs.replace(query, size=self.pager.size_, **order))

    @Slot(int, int)
    def _on_page_asked(self, page: int, size: int) -> None:
        self._load(msgspec.structs.replace(self._query, page=page, size=size))

    @Slot(str)
    def _on_sort_asked(self, key: str) -> None:
        self._load(msgspec.structs.replace(self._query, sort=key or self._own_sort, page=1))

    @Slot()
    def _on_save_asked(self) -> None:
        query, search = self._query, self._search

        def fetch(page: int, size: int, progress: Progress) -> Page[R]:
            return search(msgspec.structs.replace(query, page=page, size=size), progress)

        self._export.save_found(self._file_name, fetch)

    def _lay_out(self) -> None:
        card = Card(parent=self)
        self._stack = QStackedWidget(card)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.nothing)
        # A few rows are enough where the text is large: the hint for an empty list must not claim its room.
        self._stack.setMinimumHeight(self.pager.fontMetrics().height() * 4)
        card.body.addWidget(self._stack, 1)
        card.body.addWidget(self.pager)
        # Where the window is small and the text large, form and list are scrolled together instead of overlapping.
        page = ScrollPage(self)
        page.body.setContentsMargins(0, 0, 0, 0)
        page.body.setSpacing(12)
        page.body.addWidget(self.form)
        page.body.addWidget(card, 1)
        page.content.setMinimumWidth(1)  # in width the fields give way
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)
