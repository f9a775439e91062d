"""レポート: how members register, and what their approval costs; the reports are those of the site."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from netmile_desktop.domain import codec
from netmile_desktop.domain.reports.declarations import REWARD_FEE, REWARD_FUNNEL
from netmile_desktop.views.common.buttons import SegmentedFilter
from netmile_desktop.views.common.panels import ScrollPage
from netmile_desktop.views.common.screen import Screen
from netmile_desktop.views.reports.view import ReportView
from netmile_desktop.workspace.desk import Desk


class ReportsPlace(msgspec.Struct, frozen=True):
    """Which report is in front, and what each was asked."""

    front: str
    places: dict[str, str]


class ReportsPage(QWidget):
    """Both reports of rewards, one in front of the other."""

    def __init__(self, screen: Screen, desk: Desk) -> None:
        super().__init__(screen)
        self._screen, toolbox = screen, screen.toolbox
        self.views = {
            report.id: ReportView(desk, toolbox, report, parent=self) for report in (REWARD_FUNNEL, REWARD_FEE)
        }
        titles = [(id_, toolbox.words.say(view.report.title)) for id_, view in self.views.items()]
        self.choice = SegmentedFilter(titles, self)
        self._stack = QStackedWidget(self)
        for view in self.views.values():
            self._stack.addWidget(view)
            view.status_changed.connect(screen.status_changed)
            view.noticed.connect(screen.tell)
            view.unnoticed.connect(screen.untell)
        self._scrolled = ScrollPage(self)
        self._scrolled.body.setContentsMargins(0, 0, 0, 0)
        self._scrolled.body.addWidget(self._stack, 1)
        row = QHBoxLayout()
        row.addWidget(self.choice)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(row)
        column.addWidget(self._scrolled, 1)
        self._share_room()
        self.choice.chosen.connect(self._on_chosen)

    @property
    def view(self) -> ReportView:
        """The report in front."""
        return self.views[self.choice.key]

    def place(self) -> str:
        """What is chosen, for `restore`."""
        places = {id_: view.place() for id_, view in self.views.items()}
        return msgspec.json.encode(ReportsPlace(self.choice.key, places)).decode()

    def restore(self, place: str) -> None:
        """Choose again what was chosen."""
        try:
            kept = codec.decode_json(place, ReportsPlace)
        except msgspec.MsgspecError:
            return
        for id_, view in self.views.items():
            view.restore(kept.places.get(id_, ""))
        if kept.front in self.views:
            self.choice.choose(kept.front)
            self._bring_to_front()

    def _bring_to_front(self) -> None:
        self._stack.setCurrentWidget(self.view)
        self._share_room()
        self._scrolled.verticalScrollBar().setValue(0)

    def _share_room(self) -> None:
        """Only the report in front says how much room it takes."""
        for view in self.views.values():
            policy = QSizePolicy.Policy.Preferred if view is self.view else QSizePolicy.Policy.Ignored
            view.setSizePolicy(policy, policy)

    @Slot(str)
    def _on_chosen(self, _key: str) -> None:
        self._bring_to_front()
        self.view.entered()
        self._screen.status_changed.emit()
