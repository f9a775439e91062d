"""What a campaign says, or what its versions say beside each other."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from netmile_desktop.domain.applications import CampaignContent, FormField, places_of
from netmile_desktop.domain.texts.applications import PLACED, PLACEMENT
from netmile_desktop.views.application.banner_field import picture
from netmile_desktop.views.application.field_texts import field_name, value_text
from netmile_desktop.views.common.labels import LongLabel, text_label
from netmile_desktop.views.common.layouts import clear_layout
from netmile_desktop.views.common.toolbox import Toolbox


class ContentTable(QWidget):
    """Names left, what holds right; versions from before stand between them."""

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
        after = (self.tr("After"), content)
        self.show_versions(((self.tr("Before"), before), after) if before is not None else (("", content),), fields)

    def show_versions(
        self,
        versions: Sequence[tuple[str, CampaignContent]],
        fields: Sequence[FormField] = (),
        unread: Collection[FormField] = (),
    ) -> None:
        """Show these fields, or all of them, of versions under their headings; the last one counts.

        Of fields `unread` the last version holds nothing that could be shown.
        """
        clear_layout(self._grid)
        last = len(versions)
        for column in range(1, 4):
            self._grid.setColumnStretch(column, int(column <= last))
        for column, (heading, _) in enumerate(versions, start=1):
            if heading:
                self._grid.addWidget(text_label(heading, "label", wrap=True), 0, column)
        for at, field in enumerate(fields or places_of(versions[-1][1]), start=1):
            name = field_name(self._words, field)
            self._grid.addWidget(text_label(name, "label"), at, 0, Qt.AlignmentFlag.AlignTop)
            for column, (_, content) in enumerate(versions, start=1):
                role = "" if last == 1 else "strong" if column == last else "muted"
                shown = None if column == last and field in unread else content
                self._grid.addWidget(self._value(shown, field, name, role), at, column, Qt.AlignmentFlag.AlignTop)

        if not fields and versions[-1][1].reward is not None:
            self._add_placement(self._grid.rowCount(), last)

    def _add_placement(self, row: int, column: int) -> None:
        name, where = self._words.say(PLACEMENT), self._words.say(PLACED)
        value = LongLabel(where)
        value.setAccessibleName(f"{name} {where}")
        self._grid.addWidget(text_label(name, "label"), row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(value, row, column, Qt.AlignmentFlag.AlignTop)

    def _value(self, content: CampaignContent | None, field: FormField, name: str, role: str) -> QLabel:
        said = value_text(self._words, content, field) if content is not None else "–"
        value = LongLabel(said, role)
        value.setAccessibleName(f"{name} {said}")
        if field is FormField.BANNER and content is not None and content.banner:
            found = picture(content.banner, self.devicePixelRatioF())
            if not found.isNull():
                value.setWordWrap(False)  # a wrapping label reserves the height of a text, which a picture has not
                value.setPixmap(found)
        return value
