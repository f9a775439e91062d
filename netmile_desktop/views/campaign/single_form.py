"""The form of a single issue, fields ① to ⑥ as the portal numbers them (guide L370-406)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from netmile_desktop.domain import wire
from netmile_desktop.domain.campaigns import FixedAmount, Mode
from netmile_desktop.domain.mails import check_message, with_plain_line_ends
from netmile_desktop.domain.repairs.proposals import Proposal, propose
from netmile_desktop.domain.rows.issuances import MAX_DELAY_DAYS, MESSAGE_LENGTH, Finding, Findings, Rule, check_row
from netmile_desktop.domain.rows.reasons import Reason
from netmile_desktop.domain.rows.rows import Column
from netmile_desktop.domain.texts.repairs import CHANGES_KEY
from netmile_desktop.domain.wire.singles import CELL_LENGTH
from netmile_desktop.views.common.buttons import PlainButton
from netmile_desktop.views.common.form import Form
from netmile_desktop.views.common.labels import set_role, text_label
from netmile_desktop.views.common.toolbox import Toolbox


@dataclass(frozen=True, slots=True)
class Filled:
    """What somebody typed into the form, as it stands there."""

    address: str
    key: str
    miles: str
    transfer_after_days: int
    notify: bool
    message: str


class SingleForm(QWidget):
    """Checks each field while it is typed in; an empty one is only told of when the form is to be confirmed."""

    confirm_asked = Signal()
    """Enter was pressed in a field."""
    sample_asked = Signal()
    changed = Signal()
    """The content of the form has changed."""

    def __init__(self, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._toolbox = toolbox
        self._campaign: wire.CampaignDetail | None = None
        self._rule: Rule | None = None
        self._to_fill: Filled | None = None
        # What is pasted must not be cut to a length that passes: the rules say what is too long.
        self.address, self.key, self.miles = (QLineEdit(self, maxLength=CELL_LENGTH) for _ in Column)
        self.at_once = QRadioButton(self.tr("Transfer at once"), self)
        self.after_days = QRadioButton(self.tr("Transfer", "before the number of days"), self)
        self.days = QSpinBox(self)
        self.days.setRange(1, MAX_DELAY_DAYS)
        self.days.setFixedWidth(toolbox.theme.pixels(72))
        self.days.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.days.setAccessibleName(self.tr("Days from issue to transfer"))
        self.notify = QCheckBox(self.tr("Send the member a mail when the miles are transferred"), self)
        self.message = QPlainTextEdit(self)
        self.message.setTabChangesFocus(True)
        self.message.setFixedHeight(toolbox.theme.pixels(84))
        self.count = text_label("", "help")
        self.sample = PlainButton(self.tr("Show a sample mail"), toolbox.theme, "mail", self)
        self.form = Form(self)
        self._lay_out()
        self._connect()

    # --- what is filled in ------------------------------------------------------------------

    def show_campaign(self, campaign: wire.CampaignDetail, today: date) -> None:
        """Issue in this campaign; what is filled in stays, but for what the campaign itself decides."""
        is_new = self._campaign is None
        self._campaign = campaign
        self._rule = campaign.rule(Mode.PC, today)
        amount = campaign.amount
        fixed = isinstance(amount, FixedAmount)
        if isinstance(amount, FixedAmount):
            self.miles.setText(str(amount.miles))
        self.miles.setReadOnly(fixed)
        self.miles.setFocusPolicy(Qt.FocusPolicy.NoFocus if fixed else Qt.FocusPolicy.StrongFocus)
        self._range.setText(self._toolbox.words.amount(amount))
        for control in self._fields.values():
            self.form.mark(control, "" if control.isReadOnly() else self.tr("Required"))
        if is_new:
            self._show_transfer(campaign.transfer_after_days)
            if self._to_fill is not None:
                self.fill(self._to_fill)
        self._on_changed()

    def filled(self) -> Filled:
        """What stands in the form, right or wrong."""
        return Filled(
            address=self.address.text(),
            key=self.key.text(),
            miles=self.miles.text(),
            transfer_after_days=self.transfer_after_days,
            notify=self.notify.isChecked(),
            message=self.message.toPlainText(),
        )

    def fill(self, filled: Filled) -> None:
        """Put back what stood in the form, at once or as soon as the campaign is known."""
        if self._campaign is None:
            self._to_fill = filled
            return
        self.address.setText(filled.address)
        self.key.setText(filled.key)
        if not self.miles.isReadOnly():
            self.miles.setText(filled.miles)
        self._show_transfer(filled.transfer_after_days)
        self.notify.setChecked(filled.notify)
        self.message.setPlainText(filled.message)

    def _show_transfer(self, after_days: int) -> None:
        self.at_once.setChecked(after_days == 0)
        self.after_days.setChecked(after_days > 0)
        self.days.setValue(after_days or 1)

    def request(self) -> wire.SingleIssue:
        """What is filled in, without the line end that comes with a cell copied from a spreadsheet. Without the
        mail there is no text for it."""
        assert self._campaign is not None
        return wire.SingleIssue(
            campaign_id=self._campaign.id,
            address=self.address.text().strip(),
            key=self.key.text().strip(),
            miles=self.miles.text().strip(),
            transfer_after_days=self.transfer_after_days,
            notify=self.notify.isChecked(),
            message=self.text if self.notify.isChecked() else "",
        )

    @property
    def transfer_after_days(self) -> int:
        return self.days.value() if self.after_days.isChecked() else 0

    @property
    def text(self) -> str:
        """The text for the mail, with plain line ends."""
        return with_plain_line_ends(self.message.toPlainText())

    def clear_member(self) -> None:
        """Make room for the next member; the settings stay."""
        self.address.clear()
        self.key.clear()
        self.form.clear_faults()
        self.address.setFocus()

    # --- what is wrong with it --------------------------------------------------------------

    def check(self) -> bool:
        """Whether it can be confirmed; else says in place what speaks against it."""
        return self._show_findings(complete=True)

    def show_findings(self, findings: Findings) -> None:
        """What more is known about the row than the form can see."""
        for control in self._fields.values():
            self.form.fault(control, "")
        for finding in (*findings.warnings, *findings.errors):
            self._say(finding, is_error=finding in findings.errors)

    def _show_findings(self, *, complete: bool) -> bool:
        """Say what is known about what is filled in, of empty fields only with `complete`; return whether it is right."""
        if self._rule is None:
            return False
        row = self.request().row()
        findings = check_row(row, self._rule)
        self._offer_repairs(propose(row, findings, self._rule))
        for column, control in self._fields.items():
            found = [each for each in (*findings.errors, *findings.warnings) if each.column is column]
            if not found or (not complete and not control.text()):
                self.form.fault(control, "")
                continue
            self._say(found[0], is_error=found[0] in findings.errors)
        fault = self._message_fault()
        self.form.fault(self.message, self._toolbox.words.reason(fault) if fault is not None and complete else "")
        return not self.form.faulty()

    def _offer_repairs(self, proposals: Sequence[Proposal]) -> None:
        """What is sure to be meant, such as half-width digits for full-width ones; what is guessed is not offered."""
        certain = {each.column: each for each in proposals if each.certain}
        for column, control in self._fields.items():
            repair = certain.get(column)
            if repair is None or control.isReadOnly():
                self.form.offer(control, "")
                continue
            told = self.tr("Use “{}” instead").format(repair.after)
            if repair.changes_key:
                told += f"  ({self._toolbox.words.say(CHANGES_KEY)})"
            self.form.offer(control, told, partial(self._take, control, repair.after))

    @staticmethod
    def _take(control: QLineEdit, text: str) -> None:
        control.setText(text)
        control.setFocus()

    def _say(self, finding: Finding, *, is_error: bool) -> None:
        words = self._toolbox.words
        control = self._fields.get(finding.column or Column.KEY, self.key)
        text = f"{finding.code}  {words.code(finding.code)} · {words.finding(finding)}"
        if is_error:
            self.form.fault(control, text)
        else:
            self.form.warn(control, text)

    def _message_fault(self) -> Reason | None:
        return check_message(self.text) if self.notify.isChecked() else None

    @property
    def _fields(self) -> dict[Column, QLineEdit]:
        return {Column.ADDRESS: self.address, Column.KEY: self.key, Column.MILES: self.miles}

    @Slot()
    def _on_changed(self) -> None:
        self._show_findings(complete=False)
        self.days.setEnabled(self.after_days.isChecked())
        self.message.setEnabled(self.notify.isChecked())
        fault = self._message_fault()
        count = self.tr("{} / {} characters").format(len(self.text), MESSAGE_LENGTH)
        self.count.setText(f"{self._toolbox.words.reason(fault)}  {count}" if fault is not None else count)
        set_role(self.count, "role", "help" if fault is None else "error")
        self.sample.setEnabled(self.can_show_sample)
        self.changed.emit()

    @property
    def can_show_sample(self) -> bool:
        """Whether what is filled in makes a mail."""
        return self._campaign is not None and self._message_fault() is None and self.sample_miles() > 0

    def sample_miles(self) -> int:
        """Miles for a sample mail; 0 where they cannot be read."""
        text = self.miles.text()
        return int(text) if text.isascii() and text.isdigit() and len(text) <= 8 else 0

    # --- building ---------------------------------------------------------------------------

    def _connect(self) -> None:
        for edit in self._fields.values():
            edit.textChanged.connect(self._on_changed)
            # Not a key event: Enter that ends a conversion of the IME must not confirm.
            edit.returnPressed.connect(self.confirm_asked)
        group = QButtonGroup(self)
        for button in (self.at_once, self.after_days):
            group.addButton(button)
            button.toggled.connect(self._on_changed)
        self.notify.toggled.connect(self._on_changed)
        self.message.textChanged.connect(self._on_changed)
        self.sample.clicked.connect(self.sample_asked)

    def _lay_out(self) -> None:
        self._range = text_label("", "muted")
        miles = QWidget(self)
        row = QHBoxLayout(miles)
        row.setContentsMargins(0, 0, 0, 0)
        self.miles.setFixedWidth(self._toolbox.theme.pixels(120))
        row.addWidget(self.miles)
        row.addWidget(text_label("mile", "muted"))
        row.addWidget(self._range)
        row.addStretch()
        transfer = QWidget(self)
        transfer_row = QHBoxLayout(transfer)
        transfer_row.setContentsMargins(0, 0, 0, 0)
        transfer_row.addWidget(self.at_once)
        transfer_row.addSpacing(16)
        after = text_label(self.tr("days after the issue", "behind the number of days"))
        for widget in (self.after_days, self.days, after):
            transfer_row.addWidget(widget)
        transfer_row.addStretch()
        form = self.form
        form.add(
            self.tr("① Mail address"), self.address, self.tr("The member's address at NetMile (PC addresses only).")
        )
        form.add(self.tr("② Specified key"), self.key, self.tr("Your own ID of the user."))
        form.add(self.tr("③ Miles to issue"), miles, name=self.miles)
        form.add(self.tr("④ Transfer setting"), transfer, name=self.at_once)
        form.add(self.tr("⑤ Transfer mail"), self._row_of(self.notify), name=self.notify)
        form.add(self.tr("⑥ Text for the transfer mail"), self._message_box(), name=self.message)
        for button in (self.at_once, self.notify):
            button.setAccessibleName(button.text())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(form)

    def _row_of(self, widget: QWidget) -> QWidget:
        holder = QWidget(self)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(widget)
        row.addStretch()
        return holder

    def _message_box(self) -> QWidget:
        holder = QWidget(self)
        help_text = self.tr("Site name, campaign name and miles are written by the portal; only add what is special.")
        self.message.setAccessibleDescription(help_text)
        foot = QHBoxLayout()
        foot.addWidget(text_label(help_text, "help", wrap=True), 1)
        foot.addWidget(self.count)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.message)
        column.addLayout(foot)
        column.addWidget(self._row_of(self.sample))
        return holder
