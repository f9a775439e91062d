"""The card of a day: its set times, how many files are in which state, and the way to other days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from netmile_desktop.domain.rewards.day_strips import DayStrip
from netmile_desktop.domain.wire import RewardHandOver
from netmile_desktop.views.common.buttons import LinkButton
from netmile_desktop.views.common.flow import FlowLayout
from netmile_desktop.views.common.labels import IconButton, set_role, text_label
from netmile_desktop.views.common.layouts import clear_layout
from netmile_desktop.views.common.panels import Card
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.views.look.theme import Theme
from netmile_desktop.views.reward.results.day_strip import DayStripView
from netmile_desktop.views.reward.results.words import StripWords, day_with_weekday

_ICON = 16
_HEAD_GAP, _MARGIN = 16, 12
_HOURS_OF_DAY = 24


class DayCard(Card):
    """A strip of cells below its heading; the arrows at both sides of the date lead to the day before and after."""

    day_asked = Signal(object)
    """Show another day."""

    def __init__(self, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._toolbox = toolbox
        self._words = StripWords(toolbox.words, self)
        self._oldest: date | None = None
        self._automatic_words = ""
        self.day: date | None = None
        """The day that is shown."""
        self.before_button = IconButton(toolbox.theme, "chevron-left", self.tr("Day before"), self)
        self.after_button = IconButton(toolbox.theme, "chevron-right", self.tr("Day after"), self)
        self.date = text_label("", "strong", self)
        self.strip = DayStripView(toolbox.theme, self._words, self)
        self.automatic = IconText(toolbox.theme, self)
        self.other_button = LinkButton("", toolbox.theme, "clock", self)
        self._counts = QHBoxLayout()
        self._counts.setSpacing(10)
        self._lay_out()
        self.before_button.clicked.connect(lambda: self._ask(-1))
        self.after_button.clicked.connect(lambda: self._ask(1))
        self.other_button.clicked.connect(self._on_other_asked)
        self.show_other_days(())

    def show_day(
        self,
        strip: DayStrip,
        now: datetime,
        last: date,
        front: str = "",
        unopened: frozenset[str] = frozenset(),
    ) -> None:
        """Show the set times of a day; `last` is the last day that can be asked for, `unopened` names new files."""
        self.day = strip.day
        self.date.setText(day_with_weekday(strip.day, self._toolbox.words.language))
        self.after_button.setEnabled(strip.day < last)
        self.strip.show_day(strip, now, front, unopened)
        self._show_counts(strip)

    def show_other_days(self, days: Sequence[date]) -> None:
        """Offer the way to the oldest of other days with files that wait."""
        self._oldest = days[0] if days else None
        self.other_button.setVisible(bool(days))
        self.other_button.setText(self.tr("Waiting on other days: {}").format(formats.number(len(days))))
        self._show_automatic()

    def show_terms(self, terms: RewardHandOver | None) -> None:
        """Say when files are fetched by themselves; None if that is not known."""
        if terms is None:
            self._automatic_words = ""
            self._show_automatic()
            return
        if terms.every_hours == 1:
            text = self.tr("Fetched automatically at minute {} of each hour, and kept encrypted").format(
                int(terms.at[3:])
            )
        elif terms.every_hours == _HOURS_OF_DAY:
            text = self.tr("Fetched automatically each day at {}, and kept encrypted").format(terms.at)
        else:
            text = self.tr("Fetched automatically every {} hours, and kept encrypted").format(terms.every_hours)
        self._automatic_words = text
        self.automatic.show_text("lock", text, "muted")
        self._show_automatic()

    def _show_automatic(self) -> None:
        """Leave the sentence to the tip of the date where it would need a line of its own: people need the height."""
        before = [part for part in self._parts if not part.isHidden()]
        needed = sum(part.sizeHint().width() + _HEAD_GAP for part in before) + self.automatic.sizeHint().width()
        self.automatic.setVisible(bool(self._automatic_words) and needed <= self.contentsRect().width() - 2 * _MARGIN)
        self.date.setToolTip(self._automatic_words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_automatic()

    def counts(self) -> str:
        """Return what is said about all files of the day."""
        labels = (self._counts.itemAt(at) for at in range(self._counts.count()))
        texts = (item.widget() for item in labels if item is not None)
        return " ".join(each.text() if isinstance(each, QLabel | IconText) else "" for each in texts).strip()

    def _show_counts(self, strip: DayStrip) -> None:
        clear_layout(self._counts)
        words = formats.counted(len(strip.cells), self.tr("{} file:"), self.tr("{} files:"))
        self._counts.addWidget(text_label(words, "muted"))
        for text, icon, colour in self._words.counts(strip):
            one = IconText(self._toolbox.theme)
            one.show_text(icon, text, colour)
            self._counts.addWidget(one)
        self._show_automatic()

    def _ask(self, days: int) -> None:
        if self.day is not None:
            self.day_asked.emit(self.day + timedelta(days=days))

    @Slot()
    def _on_other_asked(self) -> None:
        if self._oldest is not None:
            self.day_asked.emit(self._oldest)

    def _lay_out(self) -> None:
        date_row = QWidget(self)
        row = QHBoxLayout(date_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for widget in (self.before_button, self.date, self.after_button):
            row.addWidget(widget)
        counts = QWidget(self)
        counts.setLayout(self._counts)
        self._counts.setContentsMargins(0, 0, 0, 0)
        self._parts = (date_row, counts, self.other_button)
        head = FlowLayout(gap=_HEAD_GAP, line_gap=4, centred=True)
        for part in (*self._parts, self.automatic):
            head.addWidget(part)
        self.body.setContentsMargins(_MARGIN, 8, _MARGIN, 8)
        self.body.setSpacing(6)
        self.body.addLayout(head)
        self.body.addWidget(self.strip)


class IconText(QWidget):
    """A word with an icon before it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._name, self._colour = theme, "", "muted"
        self._icon, self._text = QLabel(self), text_label("", "muted", self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._icon)
        row.addWidget(self._text)
        theme.changed.connect(self._on_theme_changed)

    def text(self) -> str:
        return self._text.text()

    def show_text(self, icon: str, text: str, colour: str) -> None:
        """Show a word in a colour of the style sheet's roles."""
        self._name, self._colour = icon, colour
        self._text.setText(text)
        set_role(self._text, "role", colour)
        self._icon.setVisible(bool(icon))
        self._on_theme_changed()

    @Slot()
    def _on_theme_changed(self) -> None:
        if self._name:
            size = self._theme.pixels(_ICON)
            self._icon.setPixmap(self._theme.pixmap(self._name, size, self._colour, self.devicePixelRatioF()))
