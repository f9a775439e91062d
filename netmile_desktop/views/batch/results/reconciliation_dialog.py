"""照合: the batch beside both lists, the history and the month's bill, and the findings of our check."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from netmile_desktop.domain.reconciliation import Discrepancy, ParityCode
from netmile_desktop.domain.texts.reconciliation import fault_step, fault_words
from netmile_desktop.views.common.buttons import PlainButton
from netmile_desktop.views.common.flow import FlowLayout
from netmile_desktop.views.common.labels import MetricLabel, text_label
from netmile_desktop.views.common.layout.body import Body
from netmile_desktop.views.common.layout.dialog import Dialog
from netmile_desktop.views.common.layout.lengths import LEAST_TABLE
from netmile_desktop.views.common.notices import Notice, NoticeLine
from netmile_desktop.views.common.panels import Card
from netmile_desktop.views.common.tables.table import Cell, TableColumn
from netmile_desktop.views.common.tables.table_view import RecordTable
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.views.navigation import answer_f1
from netmile_desktop.workspace.reconciliation import Parity, Reconciled


class ReconciliationDialog(Dialog):
    """The result of a reconciliation, read-only; each discrepancy is shown with what to do about it."""

    def __init__(
        self, name: str, reconciled: Reconciled, parity: Parity, toolbox: Toolbox, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, QCoreApplication.translate("ReconciliationDialog", "Reconciliation"), heading=name)
        self._toolbox = toolbox
        self.reconciled, self.parity = reconciled, parity
        page = Body(toolbox.theme, self)
        self.verdict = self._verdict()
        page.body.addWidget(self.verdict)
        page.body.addWidget(self._figures())
        self.findings: RecordTable[Discrepancy] = RecordTable(self._finding_columns(), toolbox.theme, parent=self)
        self.findings.setAccessibleName(self.tr("What does not agree"))
        self.findings.show_records(reconciled.findings)
        self.findings.setMinimumHeight(toolbox.theme.pixels(LEAST_TABLE))
        page.body.addWidget(self.findings, 1)
        self.findings.setVisible(bool(reconciled.findings))
        page.body.addWidget(self._months())
        page.body.addWidget(self._parity())
        page.body.addStretch()
        close = PlainButton(self.tr("Close"), parent=self)
        close.setDefault(True)
        self.add_page(page)
        self.add_foot((close,))
        self.resize(toolbox.theme.pixels(860), toolbox.theme.pixels(600))
        close.clicked.connect(self.accept)
        self.finished.connect(self.deleteLater)
        answer_f1(self, toolbox.navigation, "reconciliation")
        close.setFocus()

    def _verdict(self) -> NoticeLine:
        wrong = len(self.reconciled.findings) + sum(not month.is_clean for month in self.reconciled.months)
        notice = (
            Notice(self.tr("File, lists, history and bill agree."), "success")
            if self.reconciled.is_clean
            else Notice(self.tr("Things that do not agree: {}").format(formats.number(wrong)), "error")
        )
        return NoticeLine(self._toolbox.theme, notice, self, closable=False)

    def _figures(self) -> Card:
        card, flow, it = Card(parent=self), FlowLayout(), self.reconciled.counts
        for words, count in (
            (self.tr("Rows of the batch"), it.rows),
            (self.tr("Left out"), it.left_out),
            (self.tr("Completed list"), it.issued),
            (self.tr("Error list"), it.refused),
            (self.tr("In the history"), it.in_history),
            (self.tr("Seen from tomorrow"), it.not_yet),
            (self.tr("Cancelled from here"), it.cancelled_here),
        ):
            flow.addWidget(MetricLabel(words, formats.number(count)))
        card.body.addLayout(flow)
        if it.unlisted:
            text = self.tr("Rows whose lists were deleted before they were fetched: {}")
            card.body.addWidget(text_label(text.format(formats.number(it.unlisted)), "warning", wrap=True))
        return card

    def _finding_columns(self) -> list[TableColumn[Discrepancy]]:
        words = self._toolbox.words
        return [
            TableColumn("line", self.tr("Line"), lambda each: str(each.line or ""), 60, right=True),
            TableColumn("key", self.tr("Specified key"), lambda each: each.key, 110),
            TableColumn("fault", self.tr("What"), lambda each: words.say(fault_words(each.fault)), 190),
            TableColumn("expected", self.tr("Expected"), lambda each: _miles(each.expected), 80, right=True),
            TableColumn("found", self.tr("Found"), lambda each: _miles(each.found), 80, right=True),
            TableColumn(
                "step",
                self.tr("What to do"),
                lambda each: words.say(fault_step(each.fault)),
                200,
                Cell.MUTED,
                stretch=True,
                tip=lambda each: words.say(fault_step(each.fault)),
            ),
        ]

    def _months(self) -> Card:
        card = Card(self.tr("Bill"), self)
        for month in self.reconciled.months:
            final = self.tr("final") if month.is_final else self.tr("until {}").format(formats.day(month.until))
            text = self.tr("{} ({}): issued {} / bill {} · cancelled {} / bill {}").format(
                f"{month.month:%Y/%m}",
                final,
                *(
                    formats.number(each)
                    for each in (month.issued, month.billed_issued, month.cancelled, month.billed_cancelled)
                ),
            )
            card.body.addWidget(text_label(text, "" if month.is_clean else "error", wrap=True))
        if not self.reconciled.months:
            card.body.addWidget(text_label(self.tr("Nothing of it stands in the history yet."), "muted", wrap=True))
        return card

    def _parity(self) -> Card:
        card = Card(self.tr("Predicted and actual"), self)
        said = (
            self.tr("Our check predicted everything it could.")
            if self.parity.is_level
            else self.tr("Rows refused that our check should have known: {}").format(
                formats.number(len(self.parity.drifted))
            )
        )
        card.body.addWidget(text_label(said, "" if self.parity.is_level else "warning", wrap=True))
        table: RecordTable[ParityCode] = RecordTable(self._code_columns(), self._toolbox.theme, parent=self)
        table.setAccessibleName(card.title.text())
        table.show_records(self.parity.codes)
        table.setMinimumHeight(self._toolbox.theme.pixels(LEAST_TABLE))
        if self.parity.codes:
            card.body.addWidget(table)
        return card

    def _code_columns(self) -> list[TableColumn[ParityCode]]:
        words = self._toolbox.words
        return [
            TableColumn("code", self.tr("Code"), lambda each: each.code, 70),
            TableColumn("words", self.tr("What"), lambda each: words.code(each.code), 200, stretch=True),
            TableColumn("foreseen", self.tr("Predicted"), lambda each: formats.number(each.foreseen), 100, right=True),
            TableColumn("actual", self.tr("Actual"), lambda each: formats.number(each.actual), 100, right=True),
            TableColumn("drift", self.tr("Not predicted"), lambda each: formats.number(each.drift), 110, right=True),
        ]


def _miles(miles: int | None) -> str:
    return "" if miles is None else formats.number(miles)
