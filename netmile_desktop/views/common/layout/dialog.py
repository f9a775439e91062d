"""The dialogs of the window: a heading, sections, and a foot with what can be done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.layout.body import Body
from netmile_desktop.views.common.layout.lengths import APART, INSET, NEAR, PAGE_MARGIN
from netmile_desktop.views.common.panels import divider
from netmile_desktop.views.reading_order import TabsAsRead


class Dialog(TabsAsRead, QDialog):
    """Asks or shows something before the window goes on."""

    def __init__(self, parent: QWidget | None, title: str, *, heading: str = "") -> None:
        """`title` stands in the bar of the dialog, and above its content unless there is another `heading`."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, PAGE_MARGIN, 0, INSET)
        whole.setSpacing(APART)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(PAGE_MARGIN, 0, PAGE_MARGIN, 0)
        self.body.setSpacing(APART)
        self.heading = text_label(heading or title, "heading", wrap=True)
        self.body.addWidget(self.heading)
        whole.addLayout(self.body)
        self._whole = whole

    def add_page(self, page: Body) -> None:
        """Fill the rest of the dialog with a page that scrolls, whose bar stands at the edge of the dialog."""
        self._whole.addWidget(page, 1)

    def add_foot(self, buttons: Sequence[QWidget], beside: Sequence[QWidget] = ()) -> None:
        """End the dialog with a line and its buttons at the right; `beside` stands at the left of them."""
        foot = QHBoxLayout()
        foot.setContentsMargins(PAGE_MARGIN, 0, PAGE_MARGIN, 0)
        foot.setSpacing(NEAR)
        for widget in beside:
            foot.addWidget(widget)
        foot.addStretch()
        for button in buttons:
            foot.addWidget(button)
        self._whole.addWidget(divider())
        self._whole.addLayout(foot)
