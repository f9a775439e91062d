"""The registration page of the current campaign as a picture, drawn at the portal, beside the list of campaigns."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Slot
from PySide6.QtGui import QPixmap, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSplitter, QStackedWidget, QWidget

from netmile_desktop.domain.wire import PageScreen
from netmile_desktop.progress import Progress
from netmile_desktop.views.common.buttons import PlainButton, SegmentedFilter
from netmile_desktop.views.common.loading import Loader
from netmile_desktop.views.common.panels import Card, EmptyState
from netmile_desktop.views.common.screen import Screen
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.workspace.desk import Desk

LEAST_WINDOW = 1100
"""Width of a window, at the usual text size, below which there is no room for a picture."""

_WIDTHS = {PageScreen.PHONE: 300, PageScreen.DESKTOP: 600}
"""Width of the panel when a screen is chosen, at the usual text size; the splitter changes it."""

_MOST = 0.42
"""Part of the whole width that a screen takes at most when it is chosen."""

_PAUSE_MS = 250
"""So long a campaign is in front before its picture is asked for: whoever walks through the list needs none."""

_KEPT = 20
_SCREEN, _SHOWN, _SPLITTER = "reward-picture/screen", "reward-picture/shown", "reward-picture"


class PictureArea(QScrollArea):
    """A picture as wide as there is room, and never larger than it is; it is scrolled with wheel and arrow keys."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = QPixmap()
        self._label = QLabel()
        self._label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # else it comes and goes as it is fitted
        self.setWidgetResizable(True)
        self.setWidget(self._label)

    @property
    def shown(self) -> QPixmap:
        """The picture as it is fitted."""
        return self._label.pixmap()

    def show_picture(self, picture: QPixmap) -> None:
        """Show another picture from its top."""
        self._picture = picture
        self.verticalScrollBar().setValue(0)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._picture.isNull():
            return
        ratio = self.devicePixelRatioF()
        width = min(round(self.viewport().width() * ratio), self._picture.width())
        fitted = self._picture.scaledToWidth(max(width, 1), Qt.TransformationMode.SmoothTransformation)
        fitted.setDevicePixelRatio(ratio)
        self._label.setPixmap(fitted)


class PicturePanel(Card):
    """Shows the picture that it has at once, and the one of today as soon as it comes.

    If there is none, the button of `hint` asks for the user's own browser.
    """

    def __init__(self, screen: Screen, desk: Desk) -> None:
        super().__init__(parent=screen)
        self._desk = desk
        self._words, self._memory = screen.toolbox.words, screen.toolbox.memory
        self._loader = Loader(screen, "reward-picture")
        self._campaign_id = ""
        self._kept: dict[tuple[str, PageScreen], QPixmap] = {}
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        theme = screen.toolbox.theme
        self.choice = SegmentedFilter(
            [(PageScreen.PHONE, self.tr("Phone")), (PageScreen.DESKTOP, self.tr("Desktop"))], self
        )
        if self._memory.text(_SCREEN) in list(PageScreen):
            self.choice.choose(self._memory.text(_SCREEN))
        self.hint = EmptyState(theme, "phone", "", primary=False)
        self.area = PictureArea(self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.hint)
        self._stack.addWidget(self.area)
        self.body.addWidget(self.choice)
        self.body.addWidget(self._stack, 1)
        self._pause.timeout.connect(self.refresh)
        self.choice.chosen.connect(self._on_screen)
        self._show()

    @property
    def picture(self) -> QPixmap | None:
        """The picture of the current campaign, or None if there is none yet."""
        return self._kept.get((self._campaign_id, self._screen))

    def show_campaign(self, campaign_id: str) -> None:
        """Show the page of a campaign, or with "" of none."""
        if campaign_id == self._campaign_id:
            return
        self._campaign_id = campaign_id
        self._ask_soon()

    @Slot()
    def refresh(self) -> None:
        """Ask for the picture of today, if somebody sees it."""
        if not self._campaign_id or not self.isVisible():
            return
        campaign_id, screen, rewards = self._campaign_id, self._screen, self._desk.rewards

        def job(progress: Progress) -> bytes:
            return rewards.picture(campaign_id, screen, progress)

        self._loader.load(job, lambda picture: self._on_drawn((campaign_id, screen), picture), self._on_failed)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.picture is None:
            self._ask_soon()

    @property
    def _screen(self) -> PageScreen:
        return PageScreen(self.choice.key)

    @Slot(str)
    def _on_screen(self, key: str) -> None:
        self._memory.put(_SCREEN, key)
        self._ask_soon()

    def _ask_soon(self) -> None:
        self._loader.drop()
        self._show()
        if self._campaign_id:
            self._pause.start()

    def _on_drawn(self, of: tuple[str, PageScreen], picture: bytes) -> None:
        drawn = QPixmap()
        drawn.loadFromData(picture)
        self._kept.pop(of, None)
        self._kept[of] = drawn
        while len(self._kept) > _KEPT:
            del self._kept[next(iter(self._kept))]
        self._show()

    def _on_failed(self, error: Exception) -> None:
        if self.picture is None:
            self.hint.show_text(
                self.tr("There is no picture"),
                self._words.failure(error),
                self.tr("See the page in the browser"),
                "info",
            )
            self._stack.setCurrentWidget(self.hint)

    def _show(self) -> None:
        picture = self.picture
        if picture is not None:
            self.area.show_picture(picture)
            on = self.tr("The registration page of {} on a phone")
            if self._screen is PageScreen.DESKTOP:
                on = self.tr("The registration page of {} on a desktop computer")
            self.area.setAccessibleName(on.format(self._campaign_id))
            self._stack.setCurrentWidget(self.area)
            return
        if self._campaign_id:
            self.hint.show_text(
                self.tr("The page is being drawn"), self.tr("The first time takes some seconds."), icon="clock"
            )
        else:
            self.hint.show_text(
                self.tr("Picture of the page"), self.tr("Choose a campaign to see its registration page."), icon="phone"
            )
        self._stack.setCurrentWidget(self.hint)


class PictureSplitter(QSplitter):
    """The list and the picture beside it, which can be put away and goes by itself if there is no room."""

    def __init__(self, listed: QWidget, panel: PicturePanel, toolbox: Toolbox) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._panel, self._toolbox = panel, toolbox
        self.button = PlainButton(self.tr("Picture"), toolbox.theme, "phone")
        self.button.setProperty("kind", "segment")
        self.button.setCheckable(True)
        self.button.setToolTip(self.tr("Show the registration page beside the list"))
        self.button.setChecked(toolbox.memory.number(_SHOWN, 1) == 1)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(12)
        self.addWidget(listed)
        self.addWidget(panel)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 0)
        width = toolbox.theme.pixels(_WIDTHS[PageScreen.PHONE])
        panel.setMinimumWidth(width)
        self.setSizes([10 * width, width])
        toolbox.memory.keep_splitter(_SPLITTER, self)
        panel.choice.chosen.connect(self._on_screen)
        self.button.toggled.connect(self._on_toggled)
        self._show_room()

    @property
    def has_room(self) -> bool:
        """Whether the window is wide enough for a picture."""
        return self.window().width() >= self._toolbox.theme.pixels(LEAST_WINDOW)

    def _show_room(self) -> None:
        self.button.setVisible(self.isVisible() and self.has_room)
        self._panel.setVisible(self.has_room and self.button.isChecked())

    @Slot(str)
    def _on_screen(self, key: str) -> None:
        """Give a screen the room in which it can be read."""
        whole = sum(self.sizes())
        width = min(self._toolbox.theme.pixels(_WIDTHS[PageScreen(key)]), round(whole * _MOST))
        self.setSizes([whole - width, width])
        self._toolbox.memory.put_bytes(f"splitters/{_SPLITTER}", self.saveState())

    @Slot(bool)
    def _on_toggled(self, shown: bool) -> None:
        self._toolbox.memory.put(_SHOWN, int(shown))
        self._show_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_room()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in {QEvent.Type.Show, QEvent.Type.Hide}:
            self._show_room()
        return done
