"""One application as NetMile's staff read it: whole content, banner, what a change changes; and the decision."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from netmile_desktop.domain.campaigns import ApplicationState
from netmile_desktop.domain.wire import ApplicationInFull
from netmile_desktop.views.application.content_table import ContentTable
from netmile_desktop.views.common.buttons import LinkButton
from netmile_desktop.views.common.flow import FlowLayout
from netmile_desktop.views.common.labels import Badge, CopyableId, FactLabel, text_label
from netmile_desktop.views.common.notices import Notice, NoticeSpot
from netmile_desktop.views.common.panels import Card, ScrollPage
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.views.netmile_part.decision_foot import DecisionFoot


class ApplicationToDecide(QWidget):
    """Shows an application; decides nothing itself."""

    def __init__(self, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = toolbox.words
        self.application: ApplicationInFull | None = None
        theme = toolbox.theme
        self.back = LinkButton(self.tr("Back to the list"), theme, "chevron-left", self)
        self.name = text_label("", "heading", wrap=True)
        self.badge = Badge(theme, parent=self)
        self.kind = FactLabel(self.tr("Kind"))
        self.applied = FactLabel(self.tr("Applied at"))
        self.applied_by = FactLabel(self.tr("Submitted by"))
        self.origin = FactLabel(self.tr("Reused campaign"))
        self.number = CopyableId(theme, self.tr("Copy the application number"))
        self.notices = NoticeSpot(theme)
        self.changes = Card(self.tr("What the change changes"))
        self.difference = ContentTable(toolbox, self)
        self.content = ContentTable(toolbox, self)
        self.foot = DecisionFoot(toolbox, self)
        self._page = ScrollPage(self)
        self._lay_out()

    def show_application(self, application: ApplicationInFull) -> None:
        """Show an application from its beginning, or once more as it is now."""
        is_other = self.application is None or self.application.id != application.id
        self.application = application
        words, state = self._words, application.state
        self.name.setText(f"{application.campaign_id}  {application.campaign_name}")
        self.badge.show_state(words.application_state(application.kind, state), words.tone(state), words.icon(state))
        self.kind.show_fact(words.kind(application.kind))
        self.applied.show_fact(formats.moment(application.applied_at))
        self.applied_by.show_fact(application.applied_by or "–")
        self.origin.show_fact(application.origin_id)
        self.origin.setVisible(bool(application.origin_id))
        self.number.show_id(application.id)
        self._say_what_is_odd(application)
        self.changes.setVisible(application.before is not None)
        if application.before is not None and application.changed:
            self.difference.show_content(application.content, application.before, application.changed)
        self.difference.setVisible(bool(application.changed))
        self.content.show_content(application.content)
        self.foot.allow(application.state is ApplicationState.APPLIED)
        if is_other:
            self.foot.begin_anew()
            self._page.verticalScrollBar().setValue(0)

    def _say_what_is_odd(self, application: ApplicationInFull) -> None:
        self.notices.clear()
        if application.moved_on:
            text = self.tr(
                "The campaign was suspended, resumed or changed since. An approval puts this content in force."
            )
            self.notices.show_notice(Notice(text, "warning"))
        elif application.before is not None and not application.changed:
            self.notices.show_notice(Notice(self.tr("It changes nothing of the campaign."), "info"))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.name, 1)
        head.addWidget(self.badge, 0, Qt.AlignmentFlag.AlignTop)
        facts = QWidget(self)
        flow = FlowLayout(facts, gap=28)
        for fact in (self.kind, self.applied, self.applied_by, self.origin):
            flow.addWidget(fact)
        flow.addWidget(FactLabel(self.tr("Application number"), self.number))
        first = Card(parent=self)
        first.body.addLayout(head)
        first.body.addWidget(facts)
        first.body.addLayout(self.notices)
        self.changes.body.addWidget(self.difference)
        whole = Card(self.tr("Whole content"), self)
        whole.body.addWidget(self.content)
        self._page.body.setContentsMargins(0, 0, 0, 0)
        for card in (first, self.changes, whole):
            self._page.body.addWidget(card)
        self._page.body.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._page, 1)
        column.addWidget(self.foot)
