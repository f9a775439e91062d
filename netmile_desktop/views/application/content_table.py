"""What a campaign says, or what it said before and is to say from now on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from netmile_desktop.domain.applications import CampaignContent, FormField
from netmile_desktop.views.application.banner_field import picture
from netmile_desktop.views.application.field_texts import field_name, value_text
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.panels import clear_layout
from netmile_desktop.views.common.toolbox import Toolbox


class ContentTable(QWidget):
    """Names left, what holds right; with a campaign from before, that stands between them."""

    def __init__(self, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = toolbox.words
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(10)

    def show_content(
        self, content: CampaignContent, before: CampaignContent | None = None, fields: Sequence[FormField] = ()
    ) -> None:
        """Show these fields, or all of them."""
        clear_layout(self._grid)
        last = 2 if before is not None else 1
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, int(before is not None))
        if before is not None:
            for column, heading in ((1, self.tr("Before")), (2, self.tr("After"))):
                self._grid.addWidget(text_label(heading, "label"), 0, column)
        for at, field in enumerate(fields or FormField, start=1):
            name = field_name(self._words, field)
            self._grid.addWidget(text_label(name, "label"), at, 0, Qt.AlignmentFlag.AlignTop)
            if before is not None:
                self._grid.addWidget(self._value(before, field, name, "muted"), at, 1, Qt.AlignmentFlag.AlignTop)
            role = "strong" if before is not None else ""
            self._grid.addWidget(self._value(content, field, name, role), at, last, Qt.AlignmentFlag.AlignTop)

    def _value(self, content: CampaignContent, field: FormField, name: str, role: str) -> QLabel:
        said = value_text(self._words, content, field)
        value = text_label(said, role, wrap=True)
        value.setAccessibleName(f"{name} {said}")
        if field is FormField.BANNER and content.banner:
            found = picture(content.banner, self.devicePixelRatioF())
            if not found.isNull():
                value.setPixmap(found)
        return value
