"""A clerk at the real window: presses what is visible and enabled, waits for what must appear."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEventLoop, QMimeData, QPoint, Qt, QTimer, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from netmile_desktop.domain.batches import BatchState
from netmile_desktop.domain.rows.rows import Column
from netmile_desktop.views.batch.grid.model import GridModel
from netmile_desktop.views.batch.importing.import_page import ImportPage
from netmile_desktop.views.batch.open_batch import OpenBatch
from netmile_desktop.views.batch.view import BatchView
from netmile_desktop.views.campaign.view import CampaignView
from netmile_desktop.views.common.screen import Screen
from netmile_desktop.views.desk_page import DeskPage
from netmile_desktop.views.home.view import HomeView
from netmile_desktop.views.main_window import MainWindow
from netmile_desktop.views.search.view import SearchView
from netmile_desktop.views.status.view import StatusView
from netmile_desktop.workspace.desk import Desk
from netmile_desktop.workspace.drafts.draft import Draft
from tests.support.window import in_front

S = TypeVar("S", bound=Screen)

PATIENCE_S = 60.0
"""Also where one test is run by itself: behind the window a real portal starts and judges."""
LOOK_MS = 10


class Impatient(AssertionError):
    """What the clerk waited for did not come."""


class Clerk:
    """Works at whatever window `window` answers; it may change, as when another language is chosen."""

    def __init__(self, window: Callable[[], MainWindow]) -> None:
        self._window = window

    # --- what is in front -------------------------------------------------------------------

    @property
    def window(self) -> MainWindow:
        return self._window()

    @property
    def page(self) -> DeskPage:
        page = self.window.page
        assert page is not None, "nobody is signed in"
        return page

    @property
    def desk(self) -> Desk:
        desk = self.window.desk
        assert desk is not None, "nobody is signed in"
        return desk

    def screen(self, kind: type[S]) -> S:
        return in_front(self.page, kind)

    @property
    def batch(self) -> BatchView:
        return self.screen(BatchView)

    @property
    def opened(self) -> OpenBatch:
        return self.batch.opened

    @property
    def draft(self) -> Draft:
        draft = self.opened.draft
        assert draft is not None, "no batch is open"
        return draft

    @property
    def importing(self) -> ImportPage:
        return self.batch.beginnings.import_page

    @property
    def status(self) -> StatusView:
        return self.screen(StatusView)

    # --- waiting and pressing ---------------------------------------------------------------

    def wait(self, condition: Callable[[], object], what: str = "", patience_s: float = PATIENCE_S) -> None:
        """Let the window work until something holds."""
        deadline = time.monotonic() + patience_s
        while not condition():
            if time.monotonic() > deadline:
                raise Impatient(what or "the condition")
            loop = QEventLoop()
            QTimer.singleShot(LOOK_MS, loop.quit)
            loop.exec()

    def wait_for(self, widget: QWidget, what: str = "") -> None:
        """Wait until a widget can be seen, and used where it can be."""
        self.wait(lambda: widget.isVisible() and widget.isEnabled(), what or type(widget).__name__)

    def press(self, button: QAbstractButton) -> None:
        """Press a button once it can be pressed."""
        self.wait_for(button, button.text() or button.accessibleName())
        button.click()

    # --- the story --------------------------------------------------------------------------

    def enter_sandbox(self) -> None:
        """One click on the sign-in page, then home with its campaigns."""
        self.window.sign_in.enter_sandbox()
        self.wait(lambda: self.window.page is not None, "the desk")
        self.wait_until_idle()
        assert isinstance(self.page.current, HomeView)

    def wait_until_idle(self) -> None:
        """Until no work runs in the background any more."""
        tasks = self.window._toolbox.tasks
        self.wait(lambda: not tasks.live(), "the end of background work")
        QApplication.processEvents()

    def search(self) -> SearchView:
        """To the search; the first visit lists every campaign."""
        self.page.show_tab(1)
        self.wait_until_idle()
        return self.screen(SearchView)

    def open_campaign(self, campaign_id: str) -> CampaignView:
        """Open a campaign in a tab of its own."""
        self.page.open_campaign(campaign_id)
        self.wait_until_idle()
        view = self.screen(CampaignView)
        self.wait(lambda: view.campaign is not None, f"campaign {campaign_id}")
        return view

    def drop(self, path: Path) -> None:
        """Drop a file on the window."""
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path))])
        drop = QDropEvent(
            QPoint(400, 300),
            Qt.DropAction.CopyAction,
            mime,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        # Straight to the filter: Qt delivers a drop only where a drag of its own came in before.
        self.window.drops.eventFilter(self.window, drop)

    def choose_campaign(self, campaign_id: str) -> None:
        """Choose the campaign on the import page."""
        self.importing.campaign.start(campaign_id)
        self.wait(lambda: self.importing.campaign.campaign_id == campaign_id, f"campaign {campaign_id}")

    def import_file(self, path: Path, campaign_id: str) -> Draft:
        """Drop a file, choose its campaign, take it in."""
        self.drop(path)
        self.choose_campaign(campaign_id)
        self.press(self.importing.import_button)
        self.wait(lambda: self.opened.isVisible() and self.opened.draft is not None, "the batch")
        self.wait_until_idle()
        return self.draft

    def type_into(self, record: int, column: Column, text: str) -> None:
        """Correct the cell of a record as the grid does when an editor is closed."""
        draft = self.draft
        position = next(at for at in range(len(draft.snapshot())) if draft.snapshot().row(at).record == record)
        self.type_into_row(draft.snapshot().row(position).id, column, text)

    def type_into_row(self, row_id: int, column: Column, text: str) -> None:
        """Correct the cell of a row that is in sight."""
        rows = self.opened.rows()
        assert rows is not None
        model = rows.grid.model()
        assert isinstance(model, GridModel)
        row = model.row_of(row_id)
        assert row is not None, f"row {row_id} is not in sight"
        at = {Column.ADDRESS: 1, Column.KEY: 2, Column.MILES: 3}[column]
        assert model.setData(model.index(row, at), text, Qt.ItemDataRole.EditRole)
        self.wait_until_idle()

    def close_rows(self, row_ids: Sequence[int], reason: str) -> None:
        """Leave rows out for good, saying why."""
        rows = self.opened.rows()
        assert rows is not None
        rows.grid.closing_asked.emit(list(row_ids))
        self.wait_for(rows.closing.reason)
        rows.closing.reason.setText(reason)
        self.press(rows.closing.close_rows_button)
        self.wait_until_idle()

    def repair(self) -> None:
        """Look at every proposed repair and apply those that are ticked."""
        self.press(self.opened.correction.problems.all_repairs)
        self.press(self.opened.repairs.apply_button)
        self.wait_for(self.opened.correction.confirm_button)
        self.wait_until_idle()

    def correct(self) -> None:
        """Put what was not issued into a batch of its own, and open it."""
        before = self.draft.batch_id
        self.press(self.opened.sent.correct_button)
        self.wait(lambda: self.draft.batch_id != before, "the correction")
        self.wait_until_idle()

    def finish(self) -> None:
        """Confirm, send, and wait for every verdict."""
        self.go_to_confirmation()
        self.send()
        self.wait(
            lambda: self.draft.state in {BatchState.DONE, BatchState.DONE_WITH_ERRORS} and self.opened.sent.isVisible(),
            "the verdicts",
        )
        self.wait_until_idle()

    def go_to_confirmation(self) -> None:
        self.press(self.opened.correction.confirm_button)
        self.wait_for(self.opened.confirm.tick)

    def send(self) -> None:
        """Tick the campaign, say why again where that is asked, and press the button that names the campaign."""
        self.wait_until_idle()
        self.opened.confirm.tick.setChecked(True)
        if self.opened.confirm.question.reason.isVisible():
            self.opened.confirm.question.reason.setText("二回目の来店分")
        self.press(self.opened.confirm.send_button)

    def codes(self) -> dict[int, str]:
        """The code of every record that has one."""
        draft = self.draft
        found = (
            (draft.snapshot().row(at).record, draft.snapshot().findings(draft.snapshot().row(at).id).code)
            for at in range(len(draft.snapshot()))
        )
        return {record: str(code) for record, code in found if code}

    def codes_by_row(self) -> dict[int, str]:
        """The code of every row that takes part and has one."""
        draft = self.draft
        found = ((row.id, draft.snapshot().findings(row.id).code) for row in draft.snapshot().rows_taking_part())
        return {row_id: str(code) for row_id, code in found if code}

    def registrations(self) -> Sequence[str]:
        """発行登録ID of the parts of the opened batch."""
        return [part.registration_id for part in self.draft.parts() if part.registration_id]

    def open_registration(self, registration_id: str) -> StatusView:
        """Open the detail of a registration."""
        self.page.show_tab(4)
        self.status.open_registration(registration_id)
        self.wait_for(self.status.detail.facts)
        self.wait_until_idle()
        return self.status
