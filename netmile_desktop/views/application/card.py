"""One application in full, with the way to take it back."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from netmile_desktop.domain.applications import changed
from netmile_desktop.domain.failures import NotSignedIn, Unreachable
from netmile_desktop.domain.wire import ApplicationDetail
from netmile_desktop.progress import Progress
from netmile_desktop.views.application.content_table import ContentTable
from netmile_desktop.views.common.buttons import DangerButton, LinkButton
from netmile_desktop.views.common.labels import Badge, CopyableId, FactLabel, LongLabel
from netmile_desktop.views.common.layouts import clear_layout
from netmile_desktop.views.common.notices import Notice, NoticeLine
from netmile_desktop.views.common.panels import Card, ScrollPage
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.views.navigation import NetMilePart
from netmile_desktop.views.netmile_link import NetMileLink
from netmile_desktop.workspace.campaigns.applications import Applications


class ApplicationCard(ScrollPage):
    """Number, kind, state, decision, and what was applied for; of a change the content before and after."""

    withdrawn = Signal(object)
    """The `ApplicationDetail` as it is now."""

    def __init__(
        self, applications: Applications, toolbox: Toolbox, parent: QWidget | None = None, *, in_sandbox: bool = False
    ) -> None:
        super().__init__(parent)
        self._applications, self._toolbox = applications, toolbox
        self._application: ApplicationDetail | None = None
        self.body.setContentsMargins(0, 0, 0, 0)
        self.name = LongLabel("", "heading", prefers_one_line=True)
        self.badge = Badge(toolbox.theme, parent=self)
        self.number = CopyableId(toolbox.theme, self.tr("Copy the application number"))
        self.kind = FactLabel(self.tr("Kind"))
        self.applied = FactLabel(self.tr("Applied at"))
        self.decided = FactLabel(self.tr("Decided at"))
        self.origin = FactLabel(self.tr("Reused campaign"))
        self.reason = LongLabel()
        self.table = ContentTable(toolbox, self)
        self.open = LinkButton(self.tr("Open the campaign"), toolbox.theme, "arrow-right", self)
        self.netmile = NetMileLink(toolbox, NetMilePart.APPLICATIONS, self, in_sandbox=in_sandbox)
        self.withdraw = DangerButton(self.tr("Withdraw the application…"), toolbox.theme, "undo", self)
        self._notices = QVBoxLayout()
        self._lay_out()
        self.open.clicked.connect(self._on_open)
        self.withdraw.clicked.connect(self._on_withdraw)

    @property
    def application(self) -> ApplicationDetail | None:
        """What is shown."""
        return self._application

    def show_application(self, application: ApplicationDetail) -> None:
        """Show an application as it is now."""
        self._application = application
        words, state = self._toolbox.words, application.state
        self.name.setText(f"{application.campaign_id}  {application.campaign_name}")
        said = words.application_state(application.kind, state)
        self.badge.show_state(said, words.tone(state), words.icon(state))
        self.number.show_id(application.id)
        self.kind.show_fact(words.kind(application.kind))
        self.applied.show_fact(formats.moment(application.applied_at))
        self.decided.show_fact(formats.moment(application.decided_at) if application.decided_at else "–")
        self.origin.show_fact(application.origin_id)
        self.origin.setVisible(bool(application.origin_id))
        self.reason.setText(self.tr("What NetMile wrote: {}").format(application.reason))
        self.reason.setVisible(bool(application.reason))
        self.withdraw.setVisible(application.may_withdraw)
        self.netmile.offer(application.may_withdraw, application.id)
        before = application.before
        fields = changed(before, application.content) if before is not None else ()
        self.table.show_content(application.content, before, fields)

    @Slot()
    def _on_open(self) -> None:
        if self._application is not None:
            self._toolbox.navigation.campaign_chosen.emit(self._application.campaign_id)

    @Slot()
    def _on_withdraw(self) -> None:
        application, applications = self._application, self._applications
        if application is None or not self._toolbox.dialogs.confirm(
            self,
            self.tr("Withdraw the application for {}?").format(application.campaign_id),
            self.tr("NetMile will not decide about it any more. To go on you apply anew."),
            self.tr("Withdraw the application"),
            danger=True,
        ):
            return

        def job(progress: Progress) -> ApplicationDetail:
            return applications.withdraw(application.id, progress)

        clear_layout(self._notices)
        self.withdraw.setEnabled(False)
        self._toolbox.tasks.start(
            job,
            owner=self,
            done=self._on_withdrawn,
            failed=self._on_failed,
            title=self.tr("Withdraw an application"),
            subject=application.campaign_id,
        )

    def _on_withdrawn(self, application: ApplicationDetail) -> None:
        self.withdraw.setEnabled(True)
        self.show_application(application)
        self.withdrawn.emit(application)

    def _on_failed(self, error: Exception) -> None:
        self.withdraw.setEnabled(True)
        if isinstance(error, Unreachable):
            self._toolbox.connection.missed()
        elif isinstance(error, NotSignedIn):
            self._toolbox.navigation.session_lost.emit()
        notice = Notice(self._toolbox.words.failure(error), "error", details=repr(error))
        self._notices.addWidget(NoticeLine(self._toolbox.theme, notice, self, closable=False))

    def _lay_out(self) -> None:
        card = Card(parent=self)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.name)
        head.addWidget(self.badge)
        head.addStretch()
        facts = QHBoxLayout()
        facts.setSpacing(28)
        for fact in (self.kind, self.applied, self.decided, self.origin):
            facts.addWidget(fact)
        facts.addStretch()
        card.body.addLayout(head)
        card.body.addLayout(facts)
        card.body.addWidget(FactLabel(self.tr("Application number"), self.number))
        card.body.addWidget(self.reason)
        card.body.addSpacing(8)
        card.body.addWidget(self.table)
        card.body.addSpacing(8)
        foot = QHBoxLayout()
        foot.addWidget(self.open)
        foot.addWidget(self.netmile)
        foot.addStretch()
        foot.addWidget(self.withdraw)
        card.body.addLayout(foot)
        self.body.addLayout(self._notices)
        self.body.addWidget(card)
        self.body.addStretch()
