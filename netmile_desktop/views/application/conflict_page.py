"""A change in the making beside what others made of its campaign meanwhile: both are shown, and the clerk decides."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from netmile_desktop.domain.applications import Flaw, FormField, changed
from netmile_desktop.domain.campaigns import ApplicationKind
from netmile_desktop.views.application.content_table import ContentTable
from netmile_desktop.views.application.field_texts import field_name
from netmile_desktop.views.application.pages import foot
from netmile_desktop.views.common.buttons import PlainButton, PrimaryButton
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.panels import Card, FittingPage, lay_out_card
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.workspace.campaigns.application_drafts import read_typed
from netmile_desktop.workspace.campaigns.applications import Conflict

_UNREADABLE = frozenset({Flaw.MISSING, Flaw.NOT_A_DAY, Flaw.OUTSIDE_RANGE})


class ConflictPage(FittingPage):
    """The campaign before, as it stands, and with both changes. Nothing is applied for from here."""

    def __init__(self, toolbox: Toolbox, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._today = toolbox.words, today
        self.title = text_label(self.tr("The campaign was changed since you began"), "title", wrap=True)
        self.hint = text_label("", "muted", wrap=True)
        self.both = text_label("", "warning", wrap=True)
        self.table = ContentTable(toolbox, self)
        self.drop = PlainButton(self.tr("Discard my change"), parent=self)
        self.keep = PrimaryButton(self.tr("Go on with both changes"), toolbox.theme, "arrow-right", self)
        card = Card(parent=self)
        for widget in (self.title, self.hint, self.both):
            card.body.addWidget(widget)
        card.body.addSpacing(8)
        card.body.addWidget(self.table)
        lay_out_card(self, card, QVBoxLayout(), foot(self.drop, self.keep))

    @property
    def next_step(self) -> QPushButton:
        """The button that most will want."""
        return self.drop if self.keep.isHidden() else self.keep

    def show_conflict(self, conflict: Conflict) -> None:
        """Show the places in which somebody changed something."""
        self.keep.setHidden(conflict.is_settled)
        self.hint.setText(
            self.tr("All that you changed stands there already. Nothing is left to apply for.")
            if conflict.is_settled
            else self.tr("Your change was not applied for. Compare both, then decide how to go on.")
        )
        before, theirs = conflict.before, conflict.theirs.content
        mine, _ = read_typed(ApplicationKind.CHANGE, conflict.mine, self._today, before)
        together, faults = read_typed(ApplicationKind.CHANGE, conflict.together, self._today, theirs)
        own, others = set(changed(before, mine)), set(changed(before, theirs))
        both = [field for field in FormField if field in own & others and field in changed(theirs, together)]
        names = self.tr(", ").join(field_name(self._words, field) for field in both)
        self.both.setText(self.tr("Changed by both: {}. Yours would take the place of theirs.").format(names))
        self.both.setVisible(bool(both))
        self.table.show_versions(
            (
                (self.tr("When you began"), before),
                (self.tr("As it stands now"), theirs),
                (self.tr("With both changes"), together),
            ),
            [field for field in FormField if field in own | others],
            unread={fault.field for fault in faults if fault.flaw in _UNREADABLE},
        )
