"""登録情報 to be edited: a field for each place, what is wrong under it as soon as one leaves it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from netmile_desktop.domain import wire
from netmile_desktop.domain.site_details import (
    OPTIONAL,
    DetailFault,
    DetailField,
    SiteDetails,
    faults,
    text_of,
    trimmed,
)
from netmile_desktop.domain.texts.site_details import detail_flaw_words, detail_words
from netmile_desktop.views.common.form import Form
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.views.messages import Texts

_LONGEST = 1_000
"""Characters that can be pasted; a text that is too long is reported, not cut."""


class DetailsForm(QWidget):
    """Site ID and contract rate stand above the fields and cannot be changed."""

    changed = Signal()

    def __init__(self, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = toolbox.words
        self.form = Form(self)
        self.code, self.rate = text_label(""), text_label("")
        self.form.add(self.tr("Site ID"), self.code)
        self.form.add(self.tr("Contract rate"), self.rate, self.tr("Set by NetMile; it cannot be changed here."))
        self.edits: dict[DetailField, QLineEdit] = {}
        for field in DetailField:
            edit = QLineEdit(self, maxLength=_LONGEST)
            self.edits[field] = edit
            self.form.add(toolbox.words.say(detail_words(field)), edit)
            if field in OPTIONAL:
                edit.setPlaceholderText(self.tr("Optional"))
            edit.textChanged.connect(self._on_typed)
            edit.editingFinished.connect(partial(self._judge, field))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.form)

    def begin(self, record: wire.SiteRecord, details: SiteDetails) -> None:
        """Show what is to be edited."""
        self.code.setText(record.code)
        self.rate.setText(rate_text(record))
        for field, edit in self.edits.items():
            edit.setText(text_of(details, field))
        self.form.clear_faults()

    def details(self) -> SiteDetails:
        """What stands in the fields, without spaces around it."""
        return trimmed(SiteDetails(**{field.value: edit.text() for field, edit in self.edits.items()}))

    def is_right(self) -> bool:
        """Whether nothing is wrong; else says what under the fields."""
        found = faults(self.details())
        self.show_faults(found)
        return not found

    def show_faults(self, found: Iterable[DetailFault]) -> None:
        """Say what is wrong under the fields."""
        self.form.clear_faults()
        for fault in found:
            self.form.fault(self.edits[fault.field], fault_text(self._words, fault))

    def focus_first(self) -> None:
        self.edits[DetailField.SITE_NAME].setFocus()

    @Slot()
    def _on_typed(self) -> None:
        sender = self.sender()
        if isinstance(sender, QLineEdit) and self.form.said(sender):
            self.form.fault(sender, "")
        self.changed.emit()

    def _judge(self, field: DetailField) -> None:
        """Only the place that was left; an empty one is told when all is to be confirmed."""
        edit = self.edits[field]
        found = [fault for fault in faults(self.details()) if fault.field is field] if edit.text().strip() else []
        self.form.fault(edit, fault_text(self._words, found[0]) if found else "")


def fault_text(words: Texts, fault: DetailFault) -> str:
    """What is wrong with a place, and what to do."""
    return words.say(detail_flaw_words(fault.flaw), *([fault.detail] if fault.detail else []))


def rate_text(record: wire.SiteRecord) -> str:
    """The contract rate as a clerk reads it."""
    words = QCoreApplication.translate("DetailsForm", "{} for 1,000 miles, without tax")
    return words.format(formats.yen(record.yen_per_1000_miles))
