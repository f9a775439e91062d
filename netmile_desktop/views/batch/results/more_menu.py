"""What else can be done with the result of a batch: saving it, and the one step that takes miles back, in last place."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtWidgets import QMenu, QWidget

from netmile_desktop.views.batch.commands import BatchCommands
from netmile_desktop.views.batch.results.result_saving import ResultSaving
from netmile_desktop.views.common.buttons import PlainButton
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.workspace.drafts.draft import Draft


class MoreButton(PlainButton):
    """The button 「…」 and its menu, which opens upwards."""

    def __init__(
        self, toolbox: Toolbox, commands: BatchCommands, parent: QWidget, shown: Callable[[], Draft | None]
    ) -> None:
        """`shown` returns the batch that is shown."""
        super().__init__("", toolbox.theme, "more", parent)
        self._theme_of_icons, self._commands, self._shown = toolbox.theme, commands, shown
        self.saving = ResultSaving(toolbox, commands.screen, parent, shown)
        self.issued = 0
        """Rows that can be cancelled; without any the menu does not offer it."""
        self.setAccessibleName(self.tr("More"))
        self.setToolTip(self.tr("Save the result, or cancel what was issued"))
        self.clicked.connect(self._on_clicked)

    def menu_of(self) -> QMenu:
        """Return the menu."""
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        self.saving.fill(menu)
        if self.issued:
            menu.addSeparator()
            words = (self.tr("Cancel the {} issued row…"), self.tr("Cancel the {} issued rows…"))
            recall = menu.addAction(self._theme_of_icons.icon("exclude", "error"), formats.counted(self.issued, *words))
            recall.setToolTip(self.tr("Nothing happens yet: you see first what can be cancelled and how."))
            recall.triggered.connect(self._on_recall)
        return menu

    @Slot()
    def _on_recall(self) -> None:
        if (draft := self._shown()) is not None:
            self._commands.recall(draft)

    @Slot()
    def _on_clicked(self) -> None:
        menu = self.menu_of()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        corner = self.mapToGlobal(QPoint(self.width(), 0))
        size = menu.sizeHint()
        menu.popup(QPoint(corner.x() - size.width(), corner.y() - size.height() - 2))
