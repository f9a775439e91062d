"""The menu for the selection of the grid."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from netmile_desktop.domain.repairs.proposals import Proposal
from netmile_desktop.views.batch.grid.columns import made_visible
from netmile_desktop.views.batch.grid.model import GridModel
from netmile_desktop.views.look import formats

_LOOKED_AT = 200
"""Selected rows checked for repairs before the menu opens; with more, the menu offers them unchecked."""


class EditableGrid(Protocol):
    """What the menu needs from the grid."""

    clear_action: QAction
    close_action: QAction
    copy_action: QAction
    copy_headings_action: QAction
    cut_action: QAction
    edit_action: QAction
    exclude_action: QAction
    fill_action: QAction
    include_action: QAction
    insert_action: QAction
    paste_action: QAction
    redo_action: QAction
    repair_action: QAction
    replace_action: QAction
    sort_action: QAction
    undo_action: QAction

    def grid_model(self) -> GridModel | None: ...

    def selected_ids(self) -> Sequence[int]: ...

    def repairs_of(self, row_id: int) -> Iterable[Proposal]: ...


def fill_menu(menu: QMenu, grid: EditableGrid) -> None:
    """Add the repairs first, then the actions that change cells or rows, then the clipboard, search and history."""
    model = grid.grid_model()
    if model is None or not model.is_editable():
        menu.addActions([grid.copy_action, grid.copy_headings_action, grid.sort_action])
        return
    _add_repairs(menu, grid, model)
    menu.addActions([grid.edit_action, grid.fill_action, grid.clear_action, grid.insert_action])
    menu.addSeparator()
    menu.addActions(_for_rows(grid, model))
    menu.addSeparator()
    menu.addActions([grid.cut_action, grid.copy_action, grid.copy_headings_action, grid.paste_action])
    menu.addSeparator()
    menu.addActions([grid.replace_action, grid.sort_action, grid.undo_action, grid.redo_action])


def _add_repairs(menu: QMenu, grid: EditableGrid, model: GridModel) -> None:
    """Add the repairs of a single row by their texts, those of several rows as one entry."""
    row_ids = grid.selected_ids()
    if len(row_ids) > 1:
        if any(grid.repairs_of(row_id) for row_id in row_ids[:_LOOKED_AT]) or len(row_ids) > _LOOKED_AT:
            menu.addAction(grid.repair_action)
    else:
        for proposal in grid.repairs_of(row_ids[0]) if row_ids else ():
            before, after = (formats.shorten(made_visible(text)) for text in (proposal.before, proposal.after))
            words = QCoreApplication.translate("Grid", "Repair {0} → {1}").format(before, after)
            menu.addAction(words.replace("&", "&&")).triggered.connect(
                lambda _=False, each=proposal: model.edits.repair(each)
            )
    if menu.actions():
        menu.addSeparator()


def _for_rows(grid: EditableGrid, model: GridModel) -> list[QAction]:
    row_ids = grid.selected_ids()
    states = {model.snapshot.is_excluded(row_id) for row_id in row_ids[:_LOOKED_AT]}
    if len(row_ids) > _LOOKED_AT:
        states = {True, False}
    actions = [grid.exclude_action, grid.close_action] if False in states else []
    return [*actions, grid.include_action] if True in states else actions
