"""Search conditions saved under a name: chosen, saved and deleted from one menu."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Slot
from PySide6.QtWidgets import QMenu, QWidget

from netmile_desktop.views.common.buttons import QuietButton
from netmile_desktop.views.common.toolbox import Toolbox

LONGEST_NAME = 40


class SavedFilters(QuietButton):
    """A button with the menu of one form's saved conditions."""

    def __init__(
        self,
        toolbox: Toolbox,
        name: str,
        take: Callable[[], str],
        show: Callable[[str], None],
        parent: QWidget | None = None,
    ) -> None:
        """`name` identifies the form; `take` returns its conditions as one line of text, `show` fills such a text in
        and searches.
        """
        super().__init__("", toolbox.theme, "filter", parent)
        self.setText(self.tr("Saved conditions"))
        self.setAccessibleDescription(self.tr("Opens the menu of conditions kept under a name"))
        self._toolbox, self._key = toolbox, f"filters/{name}"
        self._take, self._show = take, show
        self.clicked.connect(self._on_clicked)

    def names(self) -> list[str]:
        """Return the saved names in order."""
        return sorted(self._kept())

    def choose(self, name: str) -> None:
        """Fill in the conditions saved under a name."""
        self._show(self._kept()[name])

    def save(self, name: str) -> None:
        """Save the current conditions under a name; an existing name is overwritten."""
        name = " ".join(name.split())[:LONGEST_NAME]
        if name:
            self._put(self._kept() | {name: self._take()})

    def drop(self, name: str) -> None:
        """Delete a name."""
        self._put({each: text for each, text in self._kept().items() if each != name})

    def menu_now(self) -> QMenu:
        """Return the current menu. It deletes itself when it closes."""
        menu = QMenu(self)
        names = self.names()
        for name in names:
            menu.addAction(name.replace("&", "&&")).triggered.connect(lambda _=False, name=name: self.choose(name))
        if not names:
            menu.addAction(self.tr("Nothing is saved yet")).setEnabled(False)
        menu.addSeparator()
        menu.addAction(self.tr("Save these conditions…")).triggered.connect(self._on_save)
        if names:
            deletions = menu.addMenu(self.tr("Delete"))
            for name in names:
                entry = deletions.addAction(name.replace("&", "&&"))
                entry.triggered.connect(lambda _=False, name=name: self.drop(name))
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    @Slot()
    def _on_clicked(self) -> None:
        self.menu_now().popup(self.mapToGlobal(QPoint(0, self.height() + 2)))

    @Slot()
    def _on_save(self) -> None:
        title = self.tr("Save these conditions")
        name = self._toolbox.dialogs.ask_text(self, title, self.tr("Name"), self.tr("Save"))
        if name:
            self.save(name)

    def _kept(self) -> dict[str, str]:
        lines = (line.partition("\t") for line in self._toolbox.memory.texts(self._key))
        return {name: text for name, _, text in lines if name and text}

    def _put(self, kept: dict[str, str]) -> None:
        self._toolbox.memory.put(self._key, [f"{name}\t{text}" for name, text in kept.items()])
