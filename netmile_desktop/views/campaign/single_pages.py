"""What comes after the form of a single issue: the last look, and what came of it (guide L378-380)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from netmile_desktop.domain import wire
from netmile_desktop.domain.rows.rows import Column
from netmile_desktop.views.common.buttons import LinkButton, PlainButton, PrimaryButton
from netmile_desktop.views.common.code_help import code_action
from netmile_desktop.views.common.labels import CopyableId, LongLabel, text_label
from netmile_desktop.views.common.layout.lengths import NEAR, PAGE_MARGIN
from netmile_desktop.views.common.layout.turning_line import two_ends
from netmile_desktop.views.common.layouts import clear_layout
from netmile_desktop.views.common.notices import Notice, NoticeLine
from netmile_desktop.views.common.panels import Card, FittingPage, divider, lay_out_card
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats


class SingleConfirm(FittingPage):
    """Nothing is issued before the campaign was ticked as the right one and the button that names it was pressed."""

    back_asked = Signal()
    issue_asked = Signal()
    status_changed = Signal()

    def __init__(self, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._toolbox = toolbox
        self._running = False
        self.facts: list[tuple[str, str]] = []
        """What would be issued: names and values."""
        self.campaign_id = CopyableId(toolbox.theme, self.tr("Copy the campaign ID"))
        self.campaign_name = text_label("", "title", wrap=True)
        self._grid = _facts_grid()
        self.why = text_label("", "warning", wrap=True)
        self.notices = QVBoxLayout()
        self.notices.setSpacing(8)
        self.tick = QCheckBox(self.tr("I have made sure that this is the campaign to issue for"), self)
        self.anew = QCheckBox(self.tr("It was issued before, and is meant to be issued once more"), self)
        self.back = PlainButton(self.tr("Back to the form"), parent=self)
        self.issue = PrimaryButton("", toolbox.theme, "send", self)
        self._lay_out()
        self.tick.toggled.connect(self._show_button)
        self.anew.toggled.connect(self._show_button)
        self.back.clicked.connect(self.back_asked)
        self.issue.clicked.connect(self.issue_asked)

    def show_forecast(self, request: wire.SingleIssue, forecast: wire.SingleForecast) -> None:
        """Show what would be issued; it has to be ticked anew each time, and once more if it repeats an issue."""
        words = self._toolbox.words
        self.campaign_id.show_id(forecast.campaign_id)
        self.campaign_name.setText(forecast.campaign_name)
        mail = self.tr("Will be sent") if request.notify else self.tr("Will not be sent")
        how = words.transfer(request.transfer_after_days)
        row = request.row()
        self.facts = [
            (self.tr("Mail address"), row.address),
            (self.tr("Specified key"), row.key),
            (self.tr("Miles to issue"), formats.miles(forecast.miles)),
            (self.tr("Transfer date"), f"{formats.day(forecast.transfer_on)}  ({how})"),
            (self.tr("Predicted cost"), self.tr("{} (without tax, prediction)").format(formats.yen(forecast.yen))),
            (self.tr("Transfer mail"), mail),
            (self.tr("Text for the mail"), request.message or "–"),
        ]
        _fill(self._grid, self.facts)
        clear_layout(self.notices)
        for earlier in forecast.earlier_same:
            shared = {
                Column.KEY: self.tr("The same key and miles were issued in this campaign on {} ({}). Is this meant?"),
                Column.ADDRESS: self.tr(
                    "The same address was issued the same miles in this campaign on {} ({}), under another key. "
                    "Is this meant?"
                ),
            }
            when = formats.moment(earlier.issued_at)
            self.say(Notice(shared[earlier.shared].format(when, earlier.registration_id), "warning"))
        self.anew.setChecked(False)
        self.anew.setVisible(bool(forecast.earlier_same))
        campaign = formats.campaign(forecast.campaign_id, forecast.campaign_name)
        self.issue.setText(self.tr("Issue {1} for {0}").format(campaign, formats.miles(forecast.miles)))
        self.tick.setChecked(False)
        self.tick.setFocus()
        self.show_running(False)

    def say(self, notice: Notice) -> None:
        """Show a notice under the facts."""
        self.notices.addWidget(NoticeLine(self._toolbox.theme, notice, self, closable=False))

    def clear_notices(self) -> None:
        """Take what was said away."""
        clear_layout(self.notices)

    def show_running(self, running: bool) -> None:
        """Nothing can be pressed twice while the issue is under way."""
        self._running = running
        self.back.setEnabled(not running)
        self.tick.setEnabled(not running)
        self.anew.setEnabled(not running)
        self._show_button()

    @Slot()
    def _show_button(self) -> None:
        why = ""
        if not self.tick.isChecked():
            why = self.tr("Tick the box first: is it the right campaign?")
        elif self.anew.isVisibleTo(self) and not self.anew.isChecked():
            why = self.tr("Tick the box first: is it meant to be issued once more?")
        self.issue.setEnabled(not why and not self._running)
        self.issue.setToolTip(why)
        self.why.setText(why if not self._running else "")
        self.why.setVisible(bool(self.why.text()))
        self.status_changed.emit()

    def _lay_out(self) -> None:
        card = Card(parent=self)
        card.body.addWidget(text_label(self.tr("Campaign to issue for"), "label"))
        card.body.addWidget(self.campaign_id)
        card.body.addWidget(self.campaign_name)
        card.body.addSpacing(8)
        card.body.addLayout(self._grid)
        card.body.addWidget(self.anew)
        lay_out_card(self, card, self.notices, two_ends([self.back, self.why], [self.tick, self.issue], self))


class SingleResult(QWidget):
    """The verdict in code and words, the 発行登録ID, and what was issued to whom."""

    status_asked = Signal(str)
    """Show this registration in the issuance status."""
    next_asked = Signal()
    correct_asked = Signal()

    def __init__(self, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._toolbox = toolbox
        self.notice = QVBoxLayout()
        self.id = CopyableId(toolbox.theme, self.tr("Copy the registration ID"))
        self.status = LinkButton(self.tr("See the issuance status"), toolbox.theme, "arrow-right", self)
        self.correct = PrimaryButton(self.tr("Correct and issue"), toolbox.theme, "pencil", self)
        self.next = PrimaryButton(self.tr("Issue to the next member"), toolbox.theme, "plus", self)
        card = Card(parent=self)
        card.body.addLayout(self.notice)
        card.body.addSpacing(4)
        card.body.addWidget(text_label(self.tr("Registration ID"), "label"))
        card.body.addWidget(self.id)
        card.body.addWidget(
            text_label(
                self.tr("The state of the issue is found by this ID, also later and by others."), "help", wrap=True
            )
        )
        links = QHBoxLayout()
        links.addWidget(self.status)
        links.addStretch()
        card.body.addLayout(links)
        self._grid = _facts_grid()
        card.body.addWidget(divider(parent=card))
        card.body.addLayout(self._grid)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self.correct)
        foot.addWidget(self.next)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(card)
        column.addStretch()
        column.addLayout(foot)
        self.status.clicked.connect(lambda: self.status_asked.emit(self.id.text))
        self.next.clicked.connect(self.next_asked)
        self.correct.clicked.connect(self.correct_asked)

    @property
    def primary(self) -> PrimaryButton:
        """The next step: the next member, or correcting this one."""
        return self.next if self.next.isVisibleTo(self) else self.correct

    def show_registration(self, registration: wire.RegistrationDetail, facts: Sequence[tuple[str, str]] = ()) -> None:
        """Show what came of the issue; `facts` say what was to be issued to whom."""
        words = self._toolbox.words
        self.id.show_id(registration.registration_id)
        failed = bool(registration.errors)
        if failed:
            code = registration.code or ""
            text = self.tr("Nothing was issued.") + f"\n{code}  {words.code(code)}\n{words.next_step(code)}"
            notice = Notice(text, "error", actions=(code_action(code, self._toolbox.navigation),) if code else ())
        else:
            notice = Notice(self.tr("The miles were issued."), "success")
        clear_layout(self.notice)
        self.notice.addWidget(NoticeLine(self._toolbox.theme, notice, self, closable=False))
        campaign = f"{registration.campaign_id} {registration.campaign_name}"
        when = formats.moment(registration.completed_at or registration.accepted_at)
        _fill(self._grid, [(self.tr("Campaign"), campaign), *facts, (self.tr("Processed at (JST)"), when)])
        self.correct.setVisible(failed)
        self.next.setVisible(not failed)


def _facts_grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(PAGE_MARGIN)
    grid.setVerticalSpacing(NEAR)
    grid.setColumnStretch(1, 1)
    return grid


def _fill(grid: QGridLayout, facts: Sequence[tuple[str, str]]) -> None:
    """Show names and values instead of others."""
    clear_layout(grid)
    for at, (name, value) in enumerate(facts):
        fact = LongLabel(value, "strong")
        fact.setAccessibleName(f"{name} {value}")
        grid.addWidget(text_label(name, "label"), at, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(fact, at, 1)
