"""はじめての発行: three steps to the first issue, until it is done or put away."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from netmile_desktop.views.common.buttons import PlainButton, PrimaryButton
from netmile_desktop.views.common.labels import IconButton, text_label
from netmile_desktop.views.common.layout.lengths import APART, NEAR, TIGHT
from netmile_desktop.views.common.panels import Card, divider
from netmile_desktop.views.look.theme import Theme
from netmile_desktop.workspace.first_steps import StepsTaken

_CIRCLE = 28
_BUTTON = 184


class FirstStepsCard(Card):
    """Try the samples, take a file in, send it. The one blue button is that of the step that is next."""

    sample_asked = Signal()
    """Try it with the sample file."""
    import_asked = Signal()
    send_asked = Signal()
    """Show the batches: one of them waits to be sent."""

    def __init__(self, theme: Theme, *, is_sandbox: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._steps = StepsTaken()
        self.title.setText(self.tr("Three steps to your first issue"))
        self.title.setProperty("role", "heading")
        self.done = text_label("", "muted")
        self.close_button = IconButton(theme, "close", self.tr("Put the steps away"), self)
        safe = (
            self.tr("This is a sandbox: whatever you try, no member gets miles and nothing is billed.")
            if is_sandbox
            else self.tr("Nothing is sent before you have confirmed it.")
        )
        head = QHBoxLayout()
        said = QVBoxLayout()
        said.setSpacing(TIGHT)
        said.addWidget(self.title)
        said.addWidget(text_label(safe, "muted", wrap=True))
        head.addLayout(said, 1)
        head.addWidget(self.done)
        head.addWidget(self.close_button)
        self.body.addLayout(head)
        self._numbers: list[_Number] = []
        self._add_steps(theme, is_sandbox=is_sandbox)

    def _add_steps(self, theme: Theme, *, is_sandbox: bool) -> None:
        self.sample_button = _StepButtons(theme, self.tr("Try the sample"), "file", self)
        self.import_button = _StepButtons(theme, self.tr("Import a file"), "import", self)
        self.send_button = _StepButtons(theme, self.tr("Show the batches"), "batch", self)
        sample = (
            self.tr("Walks a small file from import to result, so you see how it works.")
            if is_sandbox
            else self.tr("Saves the sample files of the starter kit, to see how a list has to look.")
        )
        texts = (
            (self.tr("Try the sample"), sample, self.sample_button, self.sample_asked),
            (
                self.tr("Drop a file"),
                self.tr("A CSV or Excel file may be dropped anywhere in this window. Headings are recognised."),
                self.import_button,
                self.import_asked,
            ),
            (
                self.tr("Confirm and send"),
                self.tr("You see rows, miles and cost before anything is sent. Errors are corrected in their place."),
                self.send_button,
                self.send_asked,
            ),
        )
        for at, (name, words, buttons, signal) in enumerate(texts):
            if at:
                self.body.addWidget(divider(parent=self))
            number = _Number(theme, at + 1, self)
            self._numbers.append(number)
            self.body.addLayout(_line(number, name, words, buttons))
            buttons.lead_to(signal.emit)

    def show_steps(self, steps: StepsTaken) -> None:
        """Show which steps are done."""
        self._steps = steps
        self.done.setText(self.tr("{0} of {1} done").format(steps.count, len(steps.done)))
        for at, (number, buttons, is_done) in enumerate(
            zip(self._numbers, (self.sample_button, self.import_button, self.send_button), steps.done, strict=True)
        ):
            number.show_state(is_done=is_done, is_next=at == steps.next_at)
            buttons.show_next(at == steps.next_at)
        self.send_button.setVisible(steps.done[1])

    def primary(self) -> QPushButton:
        """The button of the step that is next."""
        buttons = (self.sample_button, self.import_button, self.send_button)
        return buttons[min(self._steps.next_at, 2)].shown()


def _line(number: _Number, name: str, words: str, buttons: QWidget) -> QGridLayout:
    line = QGridLayout()
    line.setHorizontalSpacing(APART)
    line.setVerticalSpacing(TIGHT)
    line.setContentsMargins(0, NEAR, 0, NEAR)
    line.setColumnStretch(1, 1)
    line.addWidget(number, 0, 0, 2, 1)
    line.addWidget(text_label(name, "strong"), 0, 1)
    line.addWidget(text_label(words, "muted", wrap=True), 1, 1)
    line.addWidget(buttons, 0, 2, 2, 1)
    return line


class _StepButtons(QWidget):
    """A button that is blue while its step is next, and plain otherwise."""

    def __init__(self, theme: Theme, text: str, icon: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.plain, self.blue = PlainButton(text, theme, icon, self), PrimaryButton(text, theme, icon, self)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for button in (self.plain, self.blue):
            row.addWidget(button)
            button.setMinimumWidth(theme.pixels(_BUTTON))
        self.show_next(False)

    def lead_to(self, deed: Callable[[], None]) -> None:
        """Do something at a press."""
        for button in (self.plain, self.blue):
            button.clicked.connect(deed)

    def show_next(self, is_next: bool) -> None:
        """Show the button of a step that is next, or is not."""
        self.blue.setVisible(is_next)
        self.plain.setVisible(not is_next)

    def shown(self) -> QPushButton:
        return self.plain if self.blue.isHidden() else self.blue


class _Number(QWidget):
    """The number of a step in a circle; a tick once it is done."""

    def __init__(self, theme: Theme, number: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._number = theme, number
        self._is_done = self._is_next = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._on_theme_changed)

    def show_state(self, *, is_done: bool, is_next: bool) -> None:
        self._is_done, self._is_next = is_done, is_next
        self.setAccessibleName(self.tr("Step {} is done").format(self._number) if is_done else str(self._number))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.pixels(_CIRCLE), self._theme.pixels(_CIRCLE))

    @Slot()
    def _on_theme_changed(self) -> None:
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = "success" if self._is_done else "accent" if self._is_next else ""
        painter.setPen(theme.colour(ground or "field_line"))
        painter.setBrush(theme.colour(ground or "panel"))
        painter.drawEllipse(self.rect().adjusted(1, 1, -1, -1))
        if self._is_done:
            size = theme.pixels(16)
            left, top = (self.width() - size) // 2, (self.height() - size) // 2
            picture = theme.pixmap("check", size, "on_accent", self.devicePixelRatioF())
            painter.drawPixmap(left, top, picture)
        else:
            painter.setPen(theme.colour("on_accent" if ground else "muted"))
            painter.setFont(theme.font(bold=bool(ground)))
            painter.drawText(self.rect(), 0x84, str(self._number))
        painter.end()
