"""The two ways to create a batch: from a file, or typed by hand. Each page is built on first use."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget

from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.names import legible
from netmile_desktop.views.batch.commands import BatchCommands
from netmile_desktop.views.batch.header import BatchHeader, Headed, Step
from netmile_desktop.views.batch.importing.import_page import ImportPage
from netmile_desktop.views.batch.importing.queue import ImportQueue, Waiting
from netmile_desktop.views.batch.importing.typed_page import TypedPage
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.workspace.desk import Desk


class NewBatch(QObject):
    """The pages that create a batch, each below a header with a way back, added to the pages of the tab.

    Several files are imported one after the other.
    """

    turned = Signal(QWidget)
    """Show this widget: the import went on to the next file."""
    ended = Signal()
    """The last of several files was imported or skipped."""

    def __init__(self, desk: Desk, toolbox: Toolbox, commands: BatchCommands, pages: QStackedWidget) -> None:
        super().__init__(pages)
        self._desk, self._toolbox, self._commands, self._pages = desk, toolbox, commands, pages
        self.queue = ImportQueue()

    @cached_property
    def import_page(self) -> ImportPage:
        """取り込み of a file."""
        page = ImportPage(self._desk, self._toolbox, self._commands, self._pages)
        page.skip_button.clicked.connect(self.go_on)
        return page

    @cached_property
    def typed_page(self) -> TypedPage:
        """The page of a batch without a file."""
        return TypedPage(self._desk, self._toolbox, self._commands, self._pages)

    @cached_property
    def _importing(self) -> Headed:
        headed = self._headed(self.import_page)
        self.import_page.described.connect(headed.head.show_detail)
        self.import_page.lowered.connect(headed.head.setHidden)
        return headed

    @cached_property
    def _typing(self) -> Headed:
        return self._headed(self.typed_page)

    def page(self) -> ImportPage | TypedPage | None:
        """Return the visible page, if it is one of these."""
        shown = self._pages.currentWidget()
        page = shown.page if isinstance(shown, Headed) else None
        return page if isinstance(page, ImportPage | TypedPage) else None

    def primary(self) -> QPushButton | None:
        """Return the button of the visible page's next step."""
        page = self.page()
        return page.make_button if isinstance(page, TypedPage) else page.import_button if page else None

    @property
    def is_importing(self) -> bool:
        """Whether a file is on the page."""
        return isinstance(self.page(), ImportPage) and self.queue.current is not None

    def start_import(self, paths: Sequence[Path], campaign_id: str, mode: Mode) -> QWidget:
        """Start with the first of some files, before those that still wait; return the widget to show.

        While one of several is on the page, or one is just being imported, they are put after the others instead.
        """
        is_busy = self.is_importing and self.import_page.taking_in.task is not None
        if self.is_importing and (self.queue.is_several or is_busy):
            self.queue.append(paths, campaign_id, mode)
            self._show_queue()
            return self._importing
        if self.is_importing:
            self.queue.go_on()
        self.queue.put_first(paths, campaign_id, mode)
        return self._show_current()

    def replace_current(self, paths: Sequence[Path]) -> QWidget:
        """Take other files instead of the one on the page; return the widget to show."""
        current = self.queue.current
        self.queue.replace_current(paths)
        if current is not None:
            self._show_file(Waiting(paths[0], "", self.import_page.mode.mode))
            return self._importing
        return self._show_current()

    def resume(self) -> QWidget | None:
        """Return to the files that still wait; None if there are none."""
        return self._show_current() if self.queue.current is not None else None

    @Slot()
    def go_on(self) -> bool:
        """Leave the current file behind and go on to the next; return whether there is one."""
        was_several = self.queue.is_several
        following = self.queue.go_on()
        if following is not None:
            self.import_page.leave()
            self.turned.emit(self._show_current())
        elif was_several:
            self.import_page.leave()
            self.ended.emit()
        return following is not None

    def _show_current(self) -> QWidget:
        current = self.queue.current
        if current is not None:
            self._show_file(current)
        return self._importing

    def _show_file(self, file: Waiting) -> None:
        self._importing.head.show_title(legible(file.path.name), Step.IMPORT)
        self.import_page.start(file.path, file.campaign_id, file.mode)
        self._show_queue()

    def _show_queue(self) -> None:
        self.import_page.show_queue(self.queue.done + 1, len(self.queue.files))

    def start_typed(self, campaign_id: str) -> QWidget:
        """Start without a file; return the widget to show."""
        self.typed_page.start(campaign_id)
        self._typing.head.show_title(self.tr("New batch"), Step.IMPORT)
        return self._typing

    def _headed(self, page: QWidget) -> Headed:
        headed = Headed(BatchHeader(self._toolbox, self._commands), page, self._pages)
        headed.head.back_asked.connect(self._commands.open_list)
        self._pages.addWidget(headed)
        return headed
