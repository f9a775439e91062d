"""The two ways to create a batch: from a file, or typed by hand. Each page is built on first use."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget

from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.names import legible
from netmile_desktop.views.batch.commands import BatchCommands
from netmile_desktop.views.batch.header import BatchHeader, Headed, Step
from netmile_desktop.views.batch.importing.import_page import ImportPage
from netmile_desktop.views.batch.importing.typed_page import TypedPage
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.workspace.desk import Desk


class NewBatch(QObject):
    """The pages that create a batch, each below a header with a way back, added to the pages of the tab."""

    def __init__(self, desk: Desk, toolbox: Toolbox, commands: BatchCommands, pages: QStackedWidget) -> None:
        super().__init__(pages)
        self._desk, self._toolbox, self._commands, self._pages = desk, toolbox, commands, pages

    @cached_property
    def import_page(self) -> ImportPage:
        """取り込み of a file."""
        return ImportPage(self._desk, self._toolbox, self._commands, self._pages)

    @cached_property
    def typed_page(self) -> TypedPage:
        """The page of a batch without a file."""
        return TypedPage(self._desk, self._toolbox, self._commands, self._pages)

    @cached_property
    def _importing(self) -> Headed:
        return self._headed(self.import_page)

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

    def start_import(self, path: Path, campaign_id: str, mode: Mode) -> QWidget:
        """Start with a file; return the widget to show."""
        self.import_page.start(path, campaign_id, mode)
        self._importing.head.show_title(legible(path.name), Step.IMPORT)
        return self._importing

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
