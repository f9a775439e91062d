"""修正案: proposed repairs of cells, shown before any of them is applied."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from netmile_desktop.domain.repairs.proposals import Proposal
from netmile_desktop.domain.texts.repairs import CHANGES_KEY, NOT_CERTAIN, repair_words
from netmile_desktop.tasks.newest import Newest
from netmile_desktop.tasks.task import Task
from netmile_desktop.views.batch.commands import BatchCommands
from netmile_desktop.views.batch.grid.draft_changes import DraftChanges
from netmile_desktop.views.batch.repairs.choice import Bundle, RepairChoice
from netmile_desktop.views.batch.repairs.table import RepairTable
from netmile_desktop.views.common.buttons import LinkButton, PlainButton, PrimaryButton
from netmile_desktop.views.common.code_help import CodeRow
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.layout.lengths import NEAR, TIGHT
from netmile_desktop.views.common.layouts import clear_layout
from netmile_desktop.views.common.panels import Card, ScrollPage
from netmile_desktop.views.common.tables.row_view import take_up
from netmile_desktop.views.common.task_progress import TaskProgress
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.workspace.drafts.snapshots import Snapshot

AT_ONCE = 2_000
"""Largest number of proposals bundled at once; more are bundled in the background."""


class RepairPage(QWidget):
    """Bundles on the left, their cells on the right; the button says how many cells will change."""

    left = Signal()
    applied = Signal(int)
    """Number of cells changed, as one step that can be undone."""

    def __init__(
        self, changes: DraftChanges, toolbox: Toolbox, commands: BatchCommands, parent: QWidget | None = None
    ) -> None:
        """`changes` are those of the draft whose repairs are shown."""
        super().__init__(parent)
        self._changes, self._toolbox, self._commands = changes, toolbox, commands
        self._grouping = Newest(toolbox.tasks, self)
        self._lines: list[BundleLine] = []
        self.table = RepairTable(toolbox.theme, toolbox.words, self)
        self.doing = TaskProgress(toolbox.words, self, by_title=True)
        self.doing.hide()
        self.sum = text_label("", "strong", wrap=True)
        self.back_button = PlainButton(self.tr("Back without changes"), parent=self)
        self.apply_button = PrimaryButton("", toolbox.theme, "check", self)
        self._lay_out()
        self.table.repair_model.ticked.connect(self._show_sum)
        self.back_button.clicked.connect(self.left)
        self.apply_button.clicked.connect(self._on_apply_clicked)
        changes.began.connect(self._on_change_began)
        changes.ended.connect(self._on_change_ended)

    def _lay_out(self) -> None:
        bundles = Card(self.tr("Proposed repairs"), self)
        page = ScrollPage(bundles)
        page.body.setContentsMargins(0, 0, 0, 0)
        page.body.setSpacing(4)
        self._bundles = page.body
        bundles.body.addWidget(page, 1)
        hint = self.tr("Cells without a problem are never touched. What you apply can be undone as one step.")
        bundles.body.addWidget(text_label(hint, "help", wrap=True))
        cells = Card(self.tr("Cells that would change"), self)
        cells.body.addWidget(self.table, 1)
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(16)
        splitter.addWidget(bundles)
        splitter.addWidget(cells)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([360, 860])
        bundles.setMinimumWidth(self._toolbox.theme.pixels(240))
        self._toolbox.memory.keep_splitter("repairs", splitter)
        self._upper = splitter
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.sum, 1)
        foot.addWidget(self.back_button)
        foot.addWidget(self.apply_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(splitter, 1)
        column.addWidget(self.doing)
        column.addLayout(foot)

    def show_proposals(self, snapshot: Snapshot, proposals: Sequence[Proposal]) -> None:
        """Show the proposed repairs of a draft; nothing is applied before the button is pressed."""
        self.table.repair_model.show_choice(snapshot, RepairChoice(()))
        self._show_lines()
        if len(proposals) <= AT_ONCE:
            self._grouping.drop()
            self._show_choice(snapshot, RepairChoice(proposals))
        else:
            self._grouping.ask(
                lambda _progress: RepairChoice(proposals), lambda choice: self._show_choice(snapshot, choice)
            )

    def _show_choice(self, snapshot: Snapshot, choice: RepairChoice) -> None:
        self.table.repair_model.show_choice(snapshot, choice)
        self._show_lines()
        self.apply_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_lines(self) -> None:
        clear_layout(self._bundles)
        self._lines.clear()
        for bundle in self.table.repair_model.choice.bundles:
            line = BundleLine(self._toolbox, bundle)
            line.ticked.connect(self._on_bundle_ticked)
            line.look_asked.connect(self._on_look_asked)
            self._lines.append(line)
            self._bundles.addWidget(line)
        self._bundles.addStretch()
        self._show_sum()

    def lines(self) -> list[BundleLine]:
        """Return the lines of the bundles, in the order of the list."""
        return list(self._lines)

    @Slot()
    def _show_sum(self) -> None:
        choice = self.table.repair_model.choice
        cells = choice.cells()
        for line in self._lines:
            line.show_ticked(choice.ticked_of(line.bundle))
        in_rows = formats.counted(choice.rows(), self.tr("in {} row"), self.tr("in {} rows"))
        will_change = (self.tr("{0} cell {1} will change"), self.tr("{0} cells {1} will change"))
        self.sum.setText(formats.counted(cells, *will_change, in_rows))
        self.apply_button.setText(formats.counted(cells, self.tr("Repair {} cell"), self.tr("Repair {} cells")))
        self.apply_button.setEnabled(cells > 0 and not self._changes.is_busy)
        self.apply_button.setToolTip("" if cells else self.tr("Tick what is to be repaired first."))
        self._commands.refresh_status()

    @Slot(object, bool)
    def _on_bundle_ticked(self, bundle: Bundle, ticked: bool) -> None:
        self.table.repair_model.tick([bundle.members], ticked)

    @Slot(object)
    def _on_look_asked(self, bundle: Bundle) -> None:
        first = self.table.repair_model.index(bundle.members[0], 1)
        take_up(self.table, first)
        self.table.scrollTo(first, RepairTable.ScrollHint.PositionAtTop)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_apply_clicked(self) -> None:
        if proposals := self.table.repair_model.choice.ticked():
            doing = self.tr("Repairing {} cells").format(formats.number(len(proposals)))
            self._changes.make(
                lambda draft, progress: draft.repair(proposals, progress=progress),
                len(proposals),
                doing,
                self.applied.emit,
            )

    @Slot(object)
    def _on_change_began(self, task: Task) -> None:
        """Show the progress of applying the repairs, and disable the page."""
        self.doing.follow(task)
        self.doing.show()
        for widget in (self._upper, self.back_button, self.apply_button):
            widget.setEnabled(False)

    @Slot()
    def _on_change_ended(self) -> None:
        self.doing.follow(None)
        self.doing.hide()
        for widget in (self._upper, self.back_button):
            widget.setEnabled(True)
        self._show_sum()


class BundleLine(QWidget):
    """One bundle: box, code, what the repair does, how many cells, and what to look at first."""

    ticked = Signal(object, bool)
    look_asked = Signal(object)

    def __init__(self, toolbox: Toolbox, bundle: Bundle, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = toolbox.words
        self.bundle = bundle
        said = words.say(repair_words(bundle.repair))
        self.box = QCheckBox(self)
        self.box.setAccessibleName(f"{bundle.code} {said}, {len(bundle.members)}")
        self.look_button = LinkButton(formats.number(len(bundle.members)), parent=self)
        self.look_button.setToolTip(self.tr("Show these cells"))
        self.look_button.setAccessibleName(self.tr("Show cells: {}, {}").format(len(bundle.members), said))
        marks = ((bundle.changes_key, CHANGES_KEY), (not bundle.certain, NOT_CERTAIN))
        notes = tuple((words.say(mark), "warning") for holds, mark in marks if holds)
        row = CodeRow(
            toolbox.theme, bundle.code, said, count=self.look_button, notes=notes, before=self.box, parent=self
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(TIGHT, NEAR, TIGHT, NEAR)
        column.addWidget(row)
        self.box.clicked.connect(self._on_box_clicked)
        self.look_button.clicked.connect(self._on_look_clicked)

    def show_ticked(self, count: int) -> None:
        """Show whether all, some or none of its cells are ticked."""
        partly = 0 < count < len(self.bundle.members)
        state = Qt.CheckState.PartiallyChecked if partly else Qt.CheckState.Checked
        self.box.setCheckState(state if count else Qt.CheckState.Unchecked)

    @Slot()
    def _on_box_clicked(self) -> None:
        self.ticked.emit(self.bundle, self.box.checkState() is not Qt.CheckState.Unchecked)

    @Slot()
    def _on_look_clicked(self) -> None:
        self.look_asked.emit(self.bundle)
