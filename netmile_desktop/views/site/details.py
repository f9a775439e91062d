"""登録情報確認/変更 (guide L715-734): read, edit, compare before and after, register."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from netmile_desktop.domain import wire
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import NotSignedIn, Refused, Unreachable
from netmile_desktop.domain.site_details import SiteDetails, changed, merged
from netmile_desktop.progress import Progress
from netmile_desktop.views.common.loading import Loader
from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.common.panels import EmptyState
from netmile_desktop.views.common.screen import Screen
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.site.details_pages import DetailsConfirmPage, DetailsEditPage, DetailsReadPage
from netmile_desktop.workspace.campaigns.site_details import ChangedMeanwhile
from netmile_desktop.workspace.desk import Desk

_Typed = tuple[wire.SiteRecord, SiteDetails]


class DetailsView(Screen):
    """One page at a time; what is edited goes by the version it began with."""

    def __init__(self, desk: Desk, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(toolbox, parent)
        self._own = desk.own_site
        self._loader = Loader(self, "site-details")
        self.record: wire.SiteRecord | None = None
        self._base: wire.SiteRecord | None = None
        """The record as it was when editing began."""
        self._is_running = False
        self.nothing = EmptyState(toolbox.theme, "list", self.tr("Being fetched"), primary=False)
        self.read, self.edit, self.confirm = (
            DetailsReadPage(toolbox, self),
            DetailsEditPage(toolbox, self),
            DetailsConfirmPage(toolbox, self),
        )
        self._pages = QStackedWidget(self)
        for page in (self.nothing, self.read, self.edit, self.confirm):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)
        self.nothing.asked.connect(self.refresh)
        self.read.change.clicked.connect(self._on_change)
        self.edit.leave.clicked.connect(self._on_leave)
        self.edit.confirm.clicked.connect(self._on_confirm)
        self.confirm.back_asked.connect(self._on_back)
        self.confirm.theirs_asked.connect(self._on_theirs)
        self.confirm.register_asked.connect(self._on_register)

    # --- what the window asks ---------------------------------------------------------------

    def topic(self) -> str:
        return "site-details"

    def entered(self) -> None:
        if self.record is None or self._pages.currentWidget() is self.read:
            self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Fetch the record; what is being edited stays."""
        own = self._own
        self._loader.load(lambda progress: own.look(progress), self._show, self._on_not_shown)

    def primary(self) -> QPushButton | None:
        page = self._pages.currentWidget()
        if page is self.read:
            return self.read.change
        if page is self.edit:
            return self.edit.confirm
        return self.confirm.register if page is self.confirm else None

    def back(self) -> bool:
        page = self._pages.currentWidget()
        if self._is_running or page not in {self.edit, self.confirm}:
            return False
        if page is self.confirm:
            self._on_back()
        elif self._base is not None and self.edit.form.details() == self._base.details:
            self._on_leave()
        else:
            return False
        return True

    def typed(self) -> object:
        is_edited = self._pages.currentWidget() in {self.edit, self.confirm} and not self._is_running
        return (self._base, self.edit.form.details()) if is_edited and self._base is not None else None

    def type_again(self, typed: object) -> None:
        match typed:
            case (wire.SiteRecord() as base, SiteDetails() as details):
                self._begin(base, details)

    # --- reading ----------------------------------------------------------------------------

    def _show(self, record: wire.SiteRecord) -> None:
        self.record = record
        self.read.show_record(record)
        self.toolbox.navigation.site_changed.emit()
        if self._pages.currentWidget() is self.nothing:
            self._go(self.read)

    def _on_not_shown(self, error: Exception) -> None:
        if self.record is not None:
            self._loader.tell(error, self.refresh)
            return
        title = self.tr("The registered details cannot be shown")
        self.nothing.show_text(title, self.toolbox.words.failure(error), self.tr("Try again"), icon="error")

    # --- editing ----------------------------------------------------------------------------

    @Slot()
    def _on_change(self) -> None:
        if self.record is not None:
            self._begin(self.record, self.record.details)

    def _begin(self, base: wire.SiteRecord, details: SiteDetails) -> None:
        self._base = base
        self.read.clear_notices()
        self.edit.clear_notices()
        self.edit.form.begin(base, details)
        self._go(self.edit)
        self.edit.form.focus_first()

    @Slot()
    def _on_leave(self) -> None:
        self._base = None
        self._go(self.read)

    @Slot()
    def _on_confirm(self) -> None:
        self.edit.clear_notices()
        if self._base is None:
            return
        if not self.edit.form.is_right():
            self.edit.say_faults()
            return
        details = self.edit.form.details()
        if not changed(self._base.details, details):
            self.edit.say(Notice(self.tr("Nothing was changed."), "info"))
            return
        self.confirm.show_change(self._base.details, details)
        self._go(self.confirm)

    @Slot()
    def _on_back(self) -> None:
        self._go(self.edit)

    @Slot()
    def _on_theirs(self) -> None:
        """Drop what was edited."""
        self._on_leave()

    # --- registering ------------------------------------------------------------------------

    @Slot()
    def _on_register(self) -> None:
        base = self._base
        if self._is_running or base is None:
            return
        own, details = self._own, self.edit.form.details()

        def job(progress: Progress) -> wire.SiteRecord | ChangedMeanwhile:
            return own.change(base.version, details, progress)

        self._run(True)
        self.toolbox.tasks.start(
            job, owner=self, done=self._on_answered, failed=self._on_failed, cancelled=lambda: self._run(False)
        )

    def _on_answered(self, answer: wire.SiteRecord | ChangedMeanwhile) -> None:
        self._run(False)
        self.toolbox.connection.heard()
        if isinstance(answer, ChangedMeanwhile):
            self._on_conflict(answer.theirs)
            return
        self._base = None
        self._show(answer)
        self.read.say(Notice(self.tr("Registered. The new details apply from now on."), "success"))
        self._go(self.read)

    def _on_conflict(self, theirs: wire.SiteRecord) -> None:
        base, mine = self._base, self.edit.form.details()
        self._show(theirs)
        if base is None:
            return
        together = merged(base.details, mine, theirs.details)
        self.confirm.show_conflict(base.details, mine, theirs, together)
        self._base = theirs
        self.edit.form.begin(theirs, together)

    def _on_failed(self, error: Exception) -> None:
        self._run(False)
        if isinstance(error, NotSignedIn):
            self.toolbox.navigation.session_lost.emit()
            return
        if isinstance(error, Unreachable):
            self.toolbox.connection.missed()
        page: DetailsEditPage | DetailsConfirmPage = self.confirm
        if isinstance(error, Refused) and error.code == Problem.FORM:
            page = self.edit
            self._go(page)
            if not page.form.is_right():
                page.say_faults()
                return
        kind = "warning" if isinstance(error, Unreachable) else "error"
        page.say(Notice(self.toolbox.words.failure(error), kind, details=repr(error)))

    def _run(self, running: bool) -> None:
        self._is_running = running
        if running:
            self.confirm.clear_notices()
        self.confirm.show_running(running)

    def _go(self, page: QWidget) -> None:
        self._pages.setCurrentWidget(page)
        self.status_changed.emit()
