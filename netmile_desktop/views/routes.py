"""Where one is brought when a tab asks for another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Slot

from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.domain.wire import HistoryConditions, RegistrationSearch
from netmile_desktop.views.common.screen import Screen
from netmile_desktop.views.navigation import Navigation, NetMilePart

if TYPE_CHECKING:
    from netmile_desktop.views.application.view import ApplicationView
    from netmile_desktop.views.batch.view import BatchView
    from netmile_desktop.views.history.view import HistoryView
    from netmile_desktop.views.netmile_part.view import NetMileView
    from netmile_desktop.views.reward.view import RewardView
    from netmile_desktop.views.search.view import SearchView
    from netmile_desktop.views.site.view import SiteView
    from netmile_desktop.views.status.view import StatusView


class Routes(QObject):
    """Brings the fixed tab to the front that a signal of the navigation means, and tells it what to show."""

    def __init__(self, navigation: Navigation, show: Callable[[str], Screen], parent: QObject | None = None) -> None:
        """`show` brings the tab of a key to the front and answers its screen."""
        super().__init__(parent)
        self._show = show
        navigation.batch_chosen.connect(self._on_batch_chosen)
        navigation.batches_chosen.connect(self._on_batches_chosen)
        navigation.registration_chosen.connect(self._on_registration_chosen)
        navigation.status_chosen.connect(self._on_status_chosen)
        navigation.status_asked.connect(self._on_status_asked)
        navigation.history_asked.connect(self._on_history_asked)
        navigation.requests_chosen.connect(self._on_requests_chosen)
        navigation.recall_asked.connect(self._on_recall_asked)
        navigation.search_chosen.connect(self._on_search_chosen)
        navigation.search_asked.connect(self._on_search_asked)
        navigation.file_cancelling_asked.connect(self._on_file_cancelling_asked)
        navigation.application_asked.connect(self._on_application_asked)
        navigation.netmile_asked.connect(self._on_netmile_asked)
        navigation.reward_application_asked.connect(self._on_reward_application_asked)
        navigation.import_asked.connect(self._on_import_asked)
        navigation.mobile_import_asked.connect(self._on_mobile_import_asked)
        navigation.correction_asked.connect(self.import_file)
        navigation.refused_calls_chosen.connect(self._on_refused_calls_chosen)
        navigation.reward_files_chosen.connect(self._on_reward_files_chosen)

    @Slot(object, str, object)
    def import_file(self, path: Path | Sequence[Path] | None, campaign_id: str = "", mode: Mode = Mode.PC) -> None:
        """Take a file in, or several one after the other."""
        self._batch().start_import(path, campaign_id, mode)

    def _batch(self) -> BatchView:
        return cast("BatchView", self._show("batch"))

    def _status(self) -> StatusView:
        return cast("StatusView", self._show("status"))

    def _history(self) -> HistoryView:
        return cast("HistoryView", self._show("history"))

    @Slot(str)
    def _on_status_chosen(self, campaign_id: str) -> None:
        self._status().filter_campaign(campaign_id)

    @Slot(object)
    def _on_status_asked(self, query: RegistrationSearch) -> None:
        self._status().show_search(query)

    @Slot(str)
    def _on_registration_chosen(self, registration_id: str) -> None:
        self._status().open_registration(registration_id)

    @Slot(str)
    def _on_batch_chosen(self, batch_id: str) -> None:
        self._batch().open_batch(batch_id)

    @Slot()
    def _on_batches_chosen(self) -> None:
        self._batch().open_list()

    @Slot(object)
    def _on_history_asked(self, conditions: HistoryConditions) -> None:
        self._history().show_history(conditions)

    @Slot()
    def _on_requests_chosen(self) -> None:
        self._history().show_requests()

    @Slot(str, str)
    def _on_recall_asked(self, batch_id: str, registration_id: str) -> None:
        history = self._history()
        if batch_id:
            history.recall_batch(batch_id)
        else:
            history.recall_registration(registration_id)

    @Slot()
    def _on_search_chosen(self) -> None:
        self._show("search")

    @Slot(str)
    def _on_search_asked(self, name: str) -> None:
        cast("SearchView", self._show("search")).look_for(name)

    @Slot()
    def _on_file_cancelling_asked(self) -> None:
        self._history().open_file_page()

    @Slot()
    def _on_application_asked(self) -> None:
        self._show("apply")

    @Slot()
    def _on_refused_calls_chosen(self) -> None:
        cast("SiteView", self._show("site")).show_refused_calls()

    @Slot(object, str)
    def _on_netmile_asked(self, part: NetMilePart, id_: str) -> None:
        cast("NetMileView", self._show("netmile")).open_part(part, id_)

    @Slot()
    def _on_reward_application_asked(self) -> None:
        cast("ApplicationView", self._show("apply")).choose_reward()

    @Slot()
    def _on_reward_files_chosen(self) -> None:
        cast("RewardView", self._show("reward")).show_files()

    @Slot(object, str)
    def _on_import_asked(self, path: Path | None, campaign_id: str) -> None:
        self.import_file(path, campaign_id)

    @Slot(str)
    def _on_mobile_import_asked(self, campaign_id: str) -> None:
        self.import_file(None, campaign_id, Mode.MOBILE)
