"""The tag tester: a valid parameter, and a broken one for each code, sent to the portal as a shop's server would."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from netmile_desktop.domain.wire import CampaignDetail
from netmile_desktop.progress import Progress
from netmile_desktop.views.automatic.flaw_words import FlawWords
from netmile_desktop.views.automatic.result_card import ResultCard
from netmile_desktop.views.automatic.trial_form import TrialForm
from netmile_desktop.views.common.buttons import PlainButton, PrimaryButton
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.loading import Loader
from netmile_desktop.views.common.panels import Card, bring_into_sight
from netmile_desktop.views.common.screen import Screen
from netmile_desktop.views.common.tables.table import Cell, TableColumn
from netmile_desktop.views.common.tables.table_view import RecordTable
from netmile_desktop.views.look import formats
from netmile_desktop.views.look.palette import Tone
from netmile_desktop.workspace.automatic.flaws import EXPECTED, FROM_OUTSIDE, ISSUING, TagFlaw
from netmile_desktop.workspace.automatic.trials import Trial, TrialCampaigns, TrialCells, TrialResult, calls_for
from netmile_desktop.workspace.desk import Desk

T = TypeVar("T")

_HEIGHT = 240
"""Height of the list of trials, at the usual text size; the others are scrolled to."""


@dataclass(frozen=True, slots=True)
class _Order:
    """One trial to be made, with all it needs."""

    flaw: TagFlaw
    cells: TrialCells
    most_calls: int


class TesterPage(QWidget):
    """A list of trials on the left, what they say on the right, request and answer below."""

    def __init__(self, desk: Desk, screen: Screen) -> None:
        super().__init__(screen)
        self._desk, self._screen, self._words = desk, screen, FlawWords(self)
        self._campaign: CampaignDetail | None = None
        self._campaigns = TrialCampaigns()
        self._merchant_id = ""
        self._results: dict[TagFlaw, TrialResult] = {}
        self._loader = Loader(screen, "tag-tester")
        toolbox = screen.toolbox
        self.table: RecordTable[TagFlaw] = RecordTable(
            self._columns(), toolbox.theme, name="tag-tester", memory=toolbox.memory, identity=str, parent=self
        )
        self.table.setAccessibleName(self.tr("Trials"))
        self.table.setMinimumHeight(toolbox.theme.pixels(_HEIGHT))
        self.form = TrialForm(self)
        self.obstacle = text_label("", "help", wrap=True)
        self.send_button = PrimaryButton(self.tr("Send"), toolbox.theme, "send", self)
        self.make_button = PlainButton(self.tr("Only show the request"), toolbox.theme, "eye", self)
        self.all_button = PlainButton(self.tr("Send all that issue nothing"), toolbox.theme, "play", self)
        self.result = ResultCard(toolbox, self)
        self._lay_out()
        self.table.show_records(list(TagFlaw))
        self.table.select(str(TagFlaw.NONE))
        self.table.current_changed.connect(self._on_flaw)
        self.table.chosen.connect(self._on_send)
        self.form.changed.connect(self._show_buttons)
        self.send_button.clicked.connect(self._on_send)
        self.make_button.clicked.connect(self._on_make)
        self.all_button.clicked.connect(self._on_send_all)
        self._show_buttons()

    @property
    def flaw(self) -> TagFlaw:
        """The trial chosen."""
        return self.table.current() or TagFlaw.NONE

    def primary(self) -> QPushButton:
        return self.send_button

    def show_ready(
        self, merchant_id: str, secrets: Mapping[str, str], campaign: CampaignDetail, campaigns: TrialCampaigns
    ) -> None:
        """Show valid keys with the secrets that this computer has, and campaigns for the trials."""
        self._merchant_id, self._campaign, self._campaigns = merchant_id, campaign, campaigns
        self.form.show_keys(secrets)
        self.form.show_usual(self._desk.trials.usual(campaign), campaigns)
        self._show_buttons()

    # --- what is done ---------------------------------------------------------------------------

    @Slot()
    def _on_flaw(self) -> None:
        self.form.show_flaw(self.flaw)
        if self.flaw in self._results:
            self.result.show_result(self._results[self.flaw])
        else:
            self.result.hide()

    @Slot()
    def _show_buttons(self) -> None:
        flaw = self.flaw
        why = self._obstacle(flaw)
        self.obstacle.setText(why)
        self.obstacle.setVisible(bool(why))
        for button in (self.send_button, self.make_button):
            button.setEnabled(not why and not self._loader.is_loading)
        others = [each for each in FROM_OUTSIDE - ISSUING if not self._obstacle(each)]
        self.all_button.setEnabled(bool(others) and not self._loader.is_loading)

    def _obstacle(self, flaw: TagFlaw) -> str:
        """Return why a trial cannot be sent now; empty if it can."""
        key_id, secret = self.form.chosen_key
        if why := self._words.obstacle(flaw, self.form.campaign_of(flaw)):
            return why
        if not key_id:
            return self.tr("There is no valid key. Make one under “Connection and keys”.")
        if not secret:
            return self.tr("Type in the secret of the key.")
        return "" if self.form.cells(flaw) is not None else self.tr("Fill in address, specified key and miles.")

    def _order(self, flaw: TagFlaw) -> _Order | None:
        cells = self.form.cells(flaw)
        if cells is None or self._obstacle(flaw):
            return None
        return _Order(flaw, cells, calls_for(flaw, self._campaigns.by_flaw.get(flaw)))

    @Slot()
    def _on_make(self) -> None:
        order = self._order(self.flaw)
        if order is not None:
            self._load(lambda _progress: self._make(order), self._on_made)

    def _on_made(self, trial: Trial) -> None:
        self.result.show_trial(trial)
        self._show_buttons()

    @Slot()
    def _on_send(self) -> None:
        order = self._order(self.flaw)
        if order is not None and not self._loader.is_loading and self._may_send(order):
            self._send([order])

    @Slot()
    def _on_send_all(self) -> None:
        orders = [order for flaw in TagFlaw if flaw not in ISSUING and (order := self._order(flaw)) is not None]
        self._send(orders)

    def _may_send(self, order: _Order) -> bool:
        """Ask before miles are really issued; in the sandbox none are real."""
        if order.flaw not in ISSUING or self._desk.is_sandbox:
            return True
        issues = max(1, order.most_calls - 1)
        text = formats.counted(
            issues,
            self.tr("This is the real portal: {1} are really issued to {2} and billed, as if your shop had sent it."),
            self.tr("This is the real portal: up to {0} issues of {1} each are really made to {2} and billed."),
            *(formats.miles(order.cells.miles), order.cells.address),
        )
        title = self.tr("Really issue {} to {}?").format(formats.miles(order.cells.miles * issues), order.cells.address)
        return self._screen.toolbox.dialogs.confirm(self, title, text, self.tr("Issue the miles"), danger=True)

    def _make(self, order: _Order) -> Trial:
        key_id, secret = self.form.chosen_key
        return self._desk.trials.make(order.flaw, order.cells, self._merchant_id, key_id, secret)

    def _send(self, orders: Sequence[_Order]) -> None:
        trials, merchant_id = self._desk.trials, self._merchant_id
        key_id, secret = self.form.chosen_key

        def job(progress: Progress) -> list[TrialResult]:
            results = []
            for order in orders:
                trial = trials.make(order.flaw, order.cells, merchant_id, key_id, secret)
                results.append(trials.send(trial, key_id, secret, progress, most_calls=order.most_calls))
            return results

        self._load(job, self._on_sent)

    def _load(self, job: Callable[[Progress], T], done: Callable[[T], None]) -> None:
        self._loader.load(job, done, self._on_failed)
        self._show_buttons()

    def _on_sent(self, results: Sequence[TrialResult]) -> None:
        self._results |= {result.trial.flaw: result for result in results}
        self.table.viewport().update()
        shown = self._results.get(self.flaw) if len(results) > 1 else results[0]
        if shown is not None:
            self.result.show_result(shown)
            bring_into_sight(self.result)
        self._show_buttons()

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, ValueError):
            self.form.form.fault(self.form.secret, self.tr("This is not the secret of a key: it has 43 characters."))
        else:
            self._loader.tell(error)
        self._show_buttons()

    # --- building -------------------------------------------------------------------------------

    def _columns(self) -> list[TableColumn[TagFlaw]]:
        return [
            TableColumn("title", self.tr("Trial"), self._words.title, 230, stretch=True),
            TableColumn("expected", self.tr("Expected"), self._expected, 90),
            TableColumn("result", self.tr("Answer"), self._told, 110, Cell.BADGE, badge=self._tone),
        ]

    def _expected(self, flaw: TagFlaw) -> str:
        code = EXPECTED[flaw]
        return code.value if code is not None else self.tr("Issued")

    def _told(self, flaw: TagFlaw) -> str:
        result = self._results.get(flaw)
        if result is None:
            return ""
        return result.answer.code or self.tr("Issued")

    def _tone(self, flaw: TagFlaw) -> tuple[Tone, str]:
        result = self._results.get(flaw)
        is_right = result is not None and result.is_as_expected
        return (Tone.SUCCESS, "check") if is_right else (Tone.ERROR, "error")

    def _lay_out(self) -> None:
        card = Card(parent=self)
        note = self.tr("Refused trials stand in the error log like any other call.")
        card.body.addWidget(text_label(note, "help", wrap=True))
        both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        both.setSpacing(16)
        both.addWidget(self.table, 3)
        both.addWidget(self.form, 2)
        card.body.addLayout(both, 1)
        card.body.addWidget(self.obstacle)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.all_button)
        buttons.addStretch()
        buttons.addWidget(self.make_button)
        buttons.addWidget(self.send_button)
        card.body.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(card)
        column.addWidget(self.result)
        column.addStretch()
