"""A row of tabs of which those that do not fit are in a list at its right end."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QTabBar, QToolButton, QWidget

from netmile_desktop.views.look.theme import Theme


class FittingTabBar(QTabBar):
    """Shows as many whole tabs as fit, the one in front always; a button lists the others.

    Tabs that do not fit keep their place and their keys, but have no width: a row that scrolls would hide tabs without
    a word, and a tab that is invisible in Qt's sense could not be reached by keys.
    """

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        """`name` is what a screen reader calls the row."""
        super().__init__(parent)
        self._theme = theme
        self._listed: tuple[int, ...] = ()
        self.list_button = QToolButton(self)
        self.list_button.setObjectName("tabList")
        self.list_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.list_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.list_button.setMenu(QMenu(self.list_button))
        self.list_button.menu().aboutToShow.connect(self._on_list_asked)
        self.list_button.hide()
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        self.setAccessibleName(name)
        self.currentChanged.connect(self._fit)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def listed(self) -> list[int]:
        """The tabs that are in the list instead of the row, left to right."""
        return list(self._listed)

    def natural_width(self, at: int) -> int:
        """How wide a tab is where there is room."""
        return super().tabSizeHint(at).width()

    def least_width(self, at: int) -> int:
        """How wide a tab is before the list begins; its words are elided below `natural_width`."""
        return self.natural_width(at)

    # --- what Qt asks -----------------------------------------------------------------------

    def tabSizeHint(self, index: int) -> QSize:
        height = super().tabSizeHint(index).height()
        return QSize(0 if index in self._listed else self._width(index), height)

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def sizeHint(self) -> QSize:
        return QSize(sum(map(self.natural_width, self._seen())), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.pixels(120), super().minimumSizeHint().height())

    def tabLayoutChange(self) -> None:
        super().tabLayoutChange()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if event.key() == Qt.Key.Key_Down and self.list_button.isVisible():
            self.list_button.showMenu()

    # --- what fits --------------------------------------------------------------------------

    def _seen(self) -> list[int]:
        return [at for at in range(self.count()) if self.isTabVisible(at)]

    def _width(self, at: int) -> int:
        """The width of a tab in the row: its own, or a fair share of what there is."""
        shown = [each for each in self._seen() if each not in self._listed]
        room = self._room()
        widths = sorted((self.natural_width(each) for each in shown), reverse=True)
        share, left = room, room
        for behind, width in enumerate(reversed(widths)):
            share = left // (len(widths) - behind)
            if width > share:
                break
            left -= width
        natural = self.natural_width(at)
        return natural if sum(widths) <= room else min(natural, max(share, self._theme.pixels(40)))

    def _room(self) -> int:
        return self.width() - (self._list_width() if self._listed else 0)

    def _list_width(self) -> int:
        return self.list_button.sizeHint().width() + self._theme.pixels(8)

    @Slot()
    def _fit(self) -> None:
        """Decide which tabs are listed; the one in front and those at the left stay."""
        seen = self._seen()
        widths = {at: self.least_width(at) for at in seen}
        listed: tuple[int, ...] = ()
        if sum(widths.values()) > self.width():
            self.list_button.setText(f"{len(seen):,}")
            room = self.width() - self._list_width() - widths.get(self.currentIndex(), 0)
            shown = {self.currentIndex()}
            for at in seen:
                if at in shown:
                    continue
                room -= widths[at]
                if room < 0:
                    break
                shown.add(at)
            listed = tuple(at for at in seen if at not in shown)
        self._show_list(listed)

    def _show_list(self, listed: tuple[int, ...]) -> None:
        is_other = listed != self._listed
        self._listed = listed
        for at in range(self.count()):
            button = self.tabButton(at, QTabBar.ButtonPosition.RightSide)
            if button is not None:
                button.setVisible(at not in listed and self.isTabVisible(at))
        self.list_button.setVisible(bool(listed))
        if listed:
            self.list_button.setText(f"{len(listed):,}")
            name = self.tr("{} more").format(f"{len(listed):,}")
            self.list_button.setToolTip(name)
            self.list_button.setAccessibleName(name)
            size = self.list_button.sizeHint()
            top = (self.height() - size.height()) // 2
            self.list_button.setGeometry(self.width() - size.width(), top, size.width(), size.height())
        if is_other:
            self.setElideMode(self.elideMode())  # lays out the tabs anew

    @Slot()
    def _on_list_asked(self) -> None:
        menu = self.list_button.menu()
        menu.clear()
        for at in self._listed:
            action = menu.addAction(self.tabToolTip(at) or self.tabText(at))
            action.setEnabled(self.isTabEnabled(at))
            action.triggered.connect(lambda _=False, at=at: self.setCurrentIndex(at))

    @Slot()
    def _on_theme_changed(self) -> None:
        pixels = self._theme.pixels(14)
        self.list_button.setIcon(self._theme.icon("chevron-down", "muted"))
        self.list_button.setIconSize(QSize(pixels, pixels))
