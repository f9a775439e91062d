"""Taking widgets out of layouts.

The binding keeps a wrapper for each item of a layout that was put into another layout. If a widget is deleted or put
elsewhere while it still stands in such a layout, Qt deletes the item and its wrapper stays behind: the program crashes
as soon as another object of Qt's, which happens to lie where the item lay, is deleted. Therefore widgets leave their
layout through the functions here.
"""

from __future__ import annotations

from PySide6.QtWidgets import QLayout, QWidget


def take_out(widget: QWidget) -> None:
    """Take a widget out of the layout in which it stands, if it does; it keeps its parent."""
    parent = widget.parentWidget()
    for layout in parent.findChildren(QLayout) if parent is not None else ():
        if layout.indexOf(widget) >= 0:
            layout.removeWidget(widget)
            return


def discard(widget: QWidget) -> None:
    """Delete a widget that stands in a layout."""
    widget.hide()
    take_out(widget)
    widget.deleteLater()


def clear_layout(layout: QLayout) -> None:
    """Remove and delete everything in a layout."""
    while item := layout.itemAt(0):
        if widget := item.widget():
            widget.hide()
            layout.removeWidget(widget)
            widget.deleteLater()
        else:
            layout.takeAt(0)
