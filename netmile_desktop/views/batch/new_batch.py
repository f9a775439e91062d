"""How a batch begins: with a file, or typed by hand. The page of each is built when it is first wanted."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget

from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.views.batch.commands import BatchCommands
from netmile_desktop.views.batch.header import BatchHeader, Headed, Step
from netmile_desktop.views.batch.importing.import_page import ImportPage
from netmile_desktop.views.batch.importing.typed_page import TypedPage
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.workspace.desk import Desk


class NewBatch(QObject):
    """Puts its pages, each under a head with the way back, into the pages of the tab."""

    def __init__(self, desk: Desk, toolbox: Toolbox, commands: BatchCommands, pages: QStackedWidget) -> None:
        super().__init__(pages)
        self._desk, self._toolbox, self._commands, self._pages = desk, toolbox, commands, pages

    @cached_property
    def import_page(self) -> ImportPage:
        """取り込み of a file."""
        return ImportPage(self._desk, self._toolbox, self._commands, self._pages)

    @cached_property
    def typed_page(self) -> TypedPage:
        """A batch without a file."""
        return TypedPage(self._desk, self._toolbox, self._commands, self._pages)

    @cached_property
    def _importing(self) -> Headed:
        return self._headed(self.import_page)

    @cached_property
    def _typing(self) -> Headed:
        return self._headed(self.typed_page)

    def page(self) -> ImportPage | TypedPage | None:
        """The page in sight, where it is one of these."""
        shown = self._pages.currentWidget()
        page = shown.page if isinstance(shown, Headed) else None
        return page if isinstance(page, ImportPage | TypedPage) else None

    def primary(self) -> QPushButton | None:
        """The next step of the page in sight."""
        page = self.page()
        return page.make_button if isinstance(page, TypedPage) else page.import_button if page else None

    def start_import(self, path: Path, campaign_id: str, mode: Mode) -> QWidget:
        """Begin with a file; returns what is to be shown."""
        self.import_page.start(path, campaign_id, mode)
        self._importing.head.show_title(path.name, Step.IMPORT)
        return self._importing

    def start_typed(self, campaign_id: str) -> QWidget:
        """Begin without a file; returns what is to be shown."""
        self.typed_page.start(campaign_id)
        self._typing.head.show_title(self.tr("New batch"), Step.IMPORT)
        return self._typing

    def _headed(self, page: QWidget) -> Headed:
        headed = Headed(BatchHeader(self._toolbox, self._commands), page, self._pages)
        headed.head.back_asked.connect(self._commands.open_list)
        self._pages.addWidget(headed)
        return headed
