"""A card that sums up a batch: the last thing the user reads before sending it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from netmile_desktop.domain import wire
from netmile_desktop.domain.codes import Code, Warned
from netmile_desktop.domain.language import Language
from netmile_desktop.domain.rows.issuances import Finding
from netmile_desktop.domain.rows.known import REPEATED_WITHIN_DAYS
from netmile_desktop.domain.rows.reasons import Reason
from netmile_desktop.domain.rows.rows import Column
from netmile_desktop.views.common.code_help import CodeRow, code_action
from netmile_desktop.views.common.flow import FlowLayout
from netmile_desktop.views.common.labels import CopyableId, MetricLabel, set_role, text_label
from netmile_desktop.views.common.layout.lengths import APART, NEAR, SECTION, TIGHT
from netmile_desktop.views.common.layouts import clear_layout
from netmile_desktop.views.common.notices import Notice, NoticeLine
from netmile_desktop.views.common.panels import Card, divider
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.workspace.drafts.draft import Draft
from netmile_desktop.workspace.drafts.draft_facts import CodeGroup
from netmile_desktop.workspace.drafts.snapshots import Snapshot
from netmile_desktop.workspace.issuing.send_forecast import SendForecast
from netmile_desktop.workspace.issuing.sending import SendPlan

_EARLIER_NAMED = 3

_REPEATED = (Reason.EARLIER_ISSUE, Reason.SAME_ROW, Reason.SAME_KEY, Reason.SAME_ADDRESS)
"""Ways to repeat a row, the one that most likely issues twice first."""


class Summary(Card):
    """The summary of a batch: campaign, rows, miles, transfer date, cost, and what is left out."""

    def __init__(self, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._toolbox = toolbox
        self.campaign_id = CopyableId(toolbox.theme, self.tr("Copy the campaign ID"))
        self.campaign_name = text_label("", "title", wrap=True)
        self.refused_by_portal = ""
        """42030 or 44019 if the portal would refuse the whole batch now, else ""; the campaign may have changed."""
        self._plan: SendPlan | None = None
        self.refused = QVBoxLayout()
        self.doubts = QFrame(self)
        """What is to be looked at before sending: `earlier` and `warned`."""
        self.earlier, self.warned, self._left_out = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        for rows in (self.earlier, self.warned, self._left_out):
            rows.setSpacing(NEAR)
        set_role(self.doubts, "notice", "warning")
        doubts = QVBoxLayout(self.doubts)
        doubts.setContentsMargins(APART, APART, APART, APART)
        doubts.setSpacing(NEAR)
        doubts.addWidget(text_label(self.tr("Please check before sending"), "strong"))
        doubts.addLayout(self.earlier)
        doubts.addLayout(self.warned)
        self.figures = {
            key: MetricLabel(title)
            for key, title in (
                ("rows", self.tr("Rows to issue")),
                ("miles", self.tr("Sum of miles")),
                ("yen", self.tr("Predicted cost (without tax)")),
                ("transfer", self.tr("Transfer date")),
                ("parts", self.tr("Uploads")),
            )
        }
        facts = QWidget(self)
        flow = FlowLayout(facts, gap=SECTION, line_gap=APART)
        for figure in self.figures.values():
            flow.addWidget(figure)
        self.body.setSpacing(APART)
        head = QVBoxLayout()
        head.setSpacing(TIGHT)
        head.addWidget(text_label(self.tr("Campaign to issue for"), "label"))
        head.addWidget(self.campaign_name)
        head.addWidget(self.campaign_id, 0, Qt.AlignmentFlag.AlignLeft)  # else the name wraps at its width
        self.body.addLayout(head)
        self.body.addWidget(divider())
        self.body.addWidget(facts)
        self.body.addLayout(self.refused)
        self.body.addWidget(self.doubts)
        self.body.addLayout(self._left_out)
        self._show_doubts()

    def show_plan(self, draft: Draft, plan: SendPlan) -> None:
        """Show what would be sent."""
        words = self._toolbox.words
        self._plan = plan
        self.campaign_id.show_id(draft.campaign.id)
        self.campaign_name.setText(draft.campaign.name)
        how = words.transfer(draft.settings.transfer_after_days)
        self.figures["rows"].show_value(self._rows_to_issue(plan))
        self.figures["miles"].show_value(formats.miles(plan.miles))
        self.figures["transfer"].show_value(formats.day(plan.transfer_on))
        self.figures["transfer"].setToolTip(how)
        self.figures["yen"].show_value(formats.yen(plan.yen))
        self.figures["parts"].show_value(formats.number(plan.parts))
        self.figures["parts"].setToolTip(self.tr("At most 10,000 rows each"))
        self._show_refused()
        self._show_warned(draft.snapshot(), plan)
        self._show_left_out(plan)

    def show_foresight(self, draft: Draft, foresight: SendForecast | None) -> None:
        """Tell what was issued before, from here or elsewhere, and whether the portal could be asked; None is unknown."""
        clear_layout(self.earlier)
        self._show_doubts()
        self.refused_by_portal = foresight.refused if foresight is not None else ""
        self._show_refused()
        if foresight is None:
            return
        if foresight.earlier:
            self._show_same_file(foresight.earlier)
        if foresight.repeats:
            self._show_repeats(draft.snapshot(), foresight)
        if not foresight.is_complete:
            text = self.tr(
                "The portal could not be asked about earlier issues. Only what this computer remembers was compared."
            )
            self.say(Notice(text, "warning"))

    def _show_same_file(self, earlier: Sequence[wire.EarlierRegistration]) -> None:
        words, code = self._toolbox.words, str(Warned.SAME_FILE)
        when = "、" if words.language is Language.JAPANESE else ", "
        named = when.join(
            f"{formats.moment(each.accepted_at)} {each.registration_id}" for each in earlier[:_EARLIER_NAMED]
        )
        self._doubt(self.earlier, code, words.code(code), "", named, words.next_step(code))

    def _show_repeats(self, snapshot: Snapshot, foresight: SendForecast) -> None:
        code, repeats = str(Warned.SAME), foresight.repeats
        by_key = sum(each.shared is Column.KEY for each in repeats.values())
        told = (
            self.tr("{0} row ({1}) repeats one of the last {2} days in this campaign: the same miles"),
            self.tr("{0} rows ({1}) repeat rows of the last {2} days in this campaign: the same miles"),
        )
        miles = formats.miles(foresight.repeated_miles)
        words = formats.counted(len(repeats), *told, miles, formats.number(REPEATED_WITHIN_DAYS))
        shared = self.tr("To the same key: {0}; to the same address under another key: {1}")
        notes = [
            shared.format(formats.number(by_key), formats.number(len(repeats) - by_key)),
            self.tr("First issued: {}").format(_when(*foresight.first)),
        ]
        for row_id, each in list(repeats.items())[:_EARLIER_NAMED]:
            number = snapshot.sheet.label(snapshot.row_of(row_id))
            notes.append(self.tr("Row {0}: {1}").format(number, _when(each.on, each.registration_id)))
        if foresight.unfinished:
            notes.append(self.tr("Some of them are in progress in a batch that is not done."))
        self._doubt(self.earlier, code, words, "", *notes)

    def say(self, notice: Notice) -> None:
        """Say something among what is to be looked at before sending."""
        label = text_label(notice.text, "warning", wrap=True)
        label.setAccessibleName(notice.text)
        self.earlier.addWidget(label)
        self._show_doubts()

    def _doubt(self, to: QVBoxLayout, code: str, words: str, count: str, *notes: str) -> None:
        theme, navigation = self._toolbox.theme, self._toolbox.navigation
        said = tuple((note, "help") for note in notes)
        to.addWidget(CodeRow(theme, code, words, navigation, count=count, notes=said, is_warning=True))
        self._show_doubts()

    def _show_doubts(self) -> None:
        self.doubts.setVisible(self.earlier.count() + self.warned.count() > 0)

    def _code_row(self, group: CodeGroup) -> CodeRow:
        theme, navigation, words = self._toolbox.theme, self._toolbox.navigation, self._toolbox.words.code(group.code)
        count = formats.number(group.rows)
        return CodeRow(theme, group.code, words, navigation, count=count, is_warning=group.is_warning)

    def _rows(self, count: int) -> str:
        return formats.counted(count, self.tr("{} row"), self.tr("{} rows"))

    def _show_refused(self) -> None:
        """Show the reasons against the whole batch, from the local check and from the portal."""
        clear_layout(self.refused)
        words = self._toolbox.words
        known = list(self._plan.refused) if self._plan is not None else []
        if self.refused_by_portal and self.refused_by_portal not in {finding.code for finding in known}:
            known.append(Finding(Code(self.refused_by_portal), None, Reason.BY_PORTAL))
        for finding in known:
            code = str(finding.code)
            text = f"{code}  {words.code(code)}\n{words.finding(finding)}\n{words.next_step(code)}"
            notice = Notice(text, "error", actions=(code_action(code, self._toolbox.navigation),))
            self.refused.addWidget(NoticeLine(self._toolbox.theme, notice, closable=False))

    def _show_warned(self, snapshot: Snapshot, plan: SendPlan) -> None:
        """Warn of what is to be sent: rows that repeat others, that look altered ... They can be sent, but not unnoticed."""
        clear_layout(self.warned)
        self._show_doubts()
        words = self._toolbox.words
        for group in plan.refused_before:
            notes = self._refused_again(snapshot, group)
            self._doubt(self.warned, group.code, words.code(group.code), self._rows(group.rows), *notes)
        for group in snapshot.warned():
            notes = self._warning(snapshot, group)
            self._doubt(self.warned, group.code, words.code(group.code), self._rows(group.rows), *notes)

    def _rows_to_issue(self, plan: SendPlan) -> str:
        """Say how many rows are sent, and how many of them just as they were refused before."""
        again = sum(group.rows for group in plan.refused_before)
        if not again:
            return self._rows(plan.rows)
        words = (
            self.tr("{0} row; {1} as refused before", "1 row; 1 as refused before"),
            self.tr("{0} rows; {1} as refused before", "5 rows; 2 as refused before"),
        )
        return formats.counted(plan.rows, *words, formats.number(again))

    def _refused_again(self, snapshot: Snapshot, group: CodeGroup) -> tuple[str, str]:
        """Return one of the rows that will most likely get a code again, and what to do."""
        words, code = self._toolbox.words, Code(group.code)
        row = snapshot.example(code)
        numbered = snapshot.sheet.label(row) if row is not None else ""
        told = (
            self.tr("Row {1} is unchanged since the portal refused it, so it will most likely do so again."),
            self.tr(
                "Unchanged since the portal refused them, so it will most likely do so again. Row {1} is the first."
            ),
        )
        first = formats.counted(group.rows, *told, numbered)
        return first, words.next_step(code)

    def _warning(self, snapshot: Snapshot, group: CodeGroup) -> tuple[str, str]:
        """Return one of the rows that a warning is about, and what to do."""
        words, code = self._toolbox.words, Warned(group.code)
        marks = (*_REPEATED, code) if code is Warned.SAME else (code,)
        row, mark = next((row, mark) for mark in marks if (row := snapshot.example(mark)) is not None)
        alike = [each for each in snapshot.findings(row.id).warnings if each.code == code]
        found = next((each for each in alike if each.reason is mark), alike[0])
        first = self.tr("Row {0}: {1}").format(snapshot.sheet.label(row), words.finding(found))
        return first, words.next_step(code)

    def _show_left_out(self, plan: SendPlan) -> None:
        clear_layout(self._left_out)
        if not plan.left_out_errors and not plan.left_out_excluded:
            return
        self._left_out.addWidget(divider())
        total = plan.left_out_errors + plan.left_out_excluded
        told = formats.counted(total, self.tr("{} row is left out"), self.tr("{} rows are left out"))
        self._left_out.addWidget(text_label(told, "strong"))
        for group in plan.by_code:
            self._left_out.addWidget(self._code_row(group))
        if plan.left_out_excluded:
            text = formats.counted(
                plan.left_out_excluded, self.tr("{} row excluded by hand"), self.tr("{} rows excluded by hand")
            )
            self._left_out.addWidget(text_label(text, "muted"))


def _when(on: date | None, registration_id: str) -> str:
    return f"{formats.day(on)}  {registration_id}" if on is not None else "–"
