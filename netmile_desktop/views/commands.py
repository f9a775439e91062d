"""What can be done from anywhere at a desk: open anything by name, the sheet of keys, the starter kit."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from netmile_desktop.domain.language import Language
from netmile_desktop.lazy_imports import import_lazily
from netmile_desktop.progress import Progress
from netmile_desktop.views.common.dialogs import open_folder
from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.navigation import answer_f1
from netmile_desktop.views.tabs import CAMPAIGN, Tabs
from netmile_desktop.views.top_bar import TopBar
from netmile_desktop.workspace.desk import Desk

if TYPE_CHECKING:
    from netmile_desktop.views.help.keys import ShortcutSheet
    from netmile_desktop.views.help.topics import topics
    from netmile_desktop.views.quick_open import recents
    from netmile_desktop.views.quick_open.hits import EntryGroup, QuickOpenItem
    from netmile_desktop.views.quick_open.items import QuickOpenItems
    from netmile_desktop.views.quick_open.quick_open import QuickOpen
    from netmile_desktop.workspace.sources.starter_kit import save_starter_kit
else:
    ShortcutSheet = import_lazily("netmile_desktop.views.help.keys", "ShortcutSheet")
    topics = import_lazily("netmile_desktop.views.help.topics", "topics")
    recents = import_lazily("netmile_desktop.views.quick_open.recents")
    EntryGroup = import_lazily("netmile_desktop.views.quick_open.hits", "EntryGroup")
    QuickOpenItem = import_lazily("netmile_desktop.views.quick_open.hits", "QuickOpenItem")
    QuickOpenItems = import_lazily("netmile_desktop.views.quick_open.items", "QuickOpenItems")
    QuickOpen = import_lazily("netmile_desktop.views.quick_open.quick_open", "QuickOpen")
    save_starter_kit = import_lazily("netmile_desktop.workspace.sources.starter_kit", "save_starter_kit")


class Commands(QObject):
    """Belongs to one desk and its window. What it opens is loaded when it is first asked for."""

    noticed = Signal(object)
    closed = Signal()
    """The list of everything that can be opened was closed, and the cursor is nowhere."""

    def __init__(
        self, desk: Desk, toolbox: Toolbox, tabs: Tabs, top_bar: TopBar, host: QWidget, refresh: Callable[[], None]
    ) -> None:
        """`refresh` fetches again what the screen in front shows."""
        super().__init__(host)
        self._refresh = refresh
        self._desk, self._toolbox, self._tabs, self._bar, self._host = desk, toolbox, tabs, top_bar, host
        top_bar.starter_kit_asked.connect(self.save_starter_kit)
        toolbox.navigation.starter_kit_asked.connect(self.save_starter_kit)
        toolbox.navigation.batch_opened.connect(self._on_batch_opened)
        tabs.chosen.connect(self._on_brought)
        top_bar.keys_asked.connect(self.show_keys)

    @cached_property
    def opener(self) -> QuickOpen:
        """The list of all that can be opened by its name."""
        navigation = self._toolbox.navigation
        opener = QuickOpen(
            self._toolbox.theme, navigation.registration_chosen.emit, navigation.search_asked.emit, self._host
        )
        opener.closed.connect(self.closed)
        return opener

    @cached_property
    def _openables(self) -> QuickOpenItems:
        return QuickOpenItems(self._desk, self._toolbox, self.opener, self.entries)

    @Slot()
    def open_anything(self) -> None:
        """Ctrl+K, once more to close."""
        if not self.close_opener():
            self._openables.open()

    def close_opener(self) -> bool:
        """Close the list where it is open; False where it is not."""
        is_open = "opener" in vars(self) and self.opener.isVisible()
        if is_open:
            self.opener.close_now()
        return is_open

    def entries(self) -> list[QuickOpenItem]:
        """The places as of now, every command and every page of the help."""
        places = [
            QuickOpenItem(
                tab.title,
                EntryGroup.PLACE,
                tab.icon,
                partial(self._tabs.show_tab, key),
                keys=tuple(filter(None, self._tabs.rail.items[key].entry.shortcut.split("+"))),
            )
            for key, tab in self._tabs.fixed.items()
        ]
        chosen = self._toolbox.navigation.help_chosen
        pages = [
            QuickOpenItem(topic.title, EntryGroup.HELP, "help", partial(chosen.emit, topic.key))
            for topic in topics(self._toolbox.words.language)
        ]
        return places + self._deeds() + pages

    def _deeds(self) -> list[QuickOpenItem]:
        """The commands, the most useful ones first."""
        english = self._toolbox.words.language is Language.ENGLISH
        dark = self._toolbox.theme.is_dark
        bar, navigation = self._bar, self._toolbox.navigation
        from_file = self.tr("Issue IDs or specified keys in a CSV or Excel file")
        deeds: tuple[tuple[str, str, Callable[[], None], str, str], ...] = (
            (
                self.tr("Import a file"),
                "import",
                lambda: navigation.import_asked.emit(None, ""),
                self.tr("A batch from a CSV or Excel file"),
                "Ctrl+O",
            ),
            (self.tr("Cancel from a file"), "undo", navigation.file_cancelling_asked.emit, from_file, ""),
            (self.tr("Fetch again"), "refresh", self._refresh, "", "F5"),
            (self.tr("Keys"), "list", self.show_keys, "", "Ctrl+/"),
            (self.tr("Settings"), "settings", bar.settings_asked.emit, "", ""),
            ("日本語で表示" if english else "Show in English", "language", bar.language_asked.emit, "", ""),
            (self.tr("Light colours") if dark else self.tr("Dark colours"), "eye", bar.theme_asked.emit, "", ""),
            (self.tr("Starter kit"), "kit", self.save_starter_kit, "", ""),
            (self.tr("Background work"), "activity", navigation.activity_chosen.emit, "", ""),
            (self.tr("Log out"), "log-out", bar.sign_out_asked.emit, "", ""),
        )
        return [
            QuickOpenItem(text, EntryGroup.DEED, icon, deed, fact, tuple(filter(None, keys.split("+"))))
            for text, icon, deed, fact, keys in deeds
        ]

    @Slot(str)
    def _on_brought(self, key: str) -> None:
        """Something else is in front; campaigns are remembered."""
        self.close_opener()
        if key.startswith(CAMPAIGN):
            recents.note(self._toolbox.memory, self._desk, key)

    @Slot(str)
    def _on_batch_opened(self, batch_id: str) -> None:
        recents.note(self._toolbox.memory, self._desk, f"batch:{batch_id}")

    @Slot()
    def show_keys(self) -> None:
        """The sheet of keys."""
        sheet = ShortcutSheet(self._toolbox.theme, self._host)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        answer_f1(sheet, self._toolbox.navigation, "keys")
        sheet.open()

    @Slot()
    def save_starter_kit(self) -> None:
        """スターターキット: the sample files into a folder, also without a network (guide L431, L488)."""
        title = self.tr("Folder for the starter kit")
        folder = self._toolbox.dialogs.choose_folder(self._host, title)
        if folder is None:
            return

        def job(_progress: Progress) -> list[Path]:
            return save_starter_kit(folder)

        self._toolbox.tasks.start(job, owner=self, done=self._on_kit_saved, failed=self._on_kit_failed)

    def _on_kit_saved(self, saved: list[Path]) -> None:
        folder = saved[0].parent
        text = self.tr("Saved in {}: {}").format(folder, ", ".join(path.name for path in saved))

        show = ((self.tr("Open the folder"), lambda: open_folder(folder)),)
        self.noticed.emit(Notice(text, "success", "starter-kit", show))

    def _on_kit_failed(self, error: Exception) -> None:
        self.noticed.emit(Notice(self._toolbox.words.failure(error), "error", "starter-kit", details=repr(error)))
