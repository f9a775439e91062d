"""アップロード前の検査: what has to hold before a result is uploaded, each with its figure."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from netmile_desktop.domain.rewards.result_drafts import DraftChecks
from netmile_desktop.views.common.buttons import LinkButton
from netmile_desktop.views.common.labels import set_role, text_label
from netmile_desktop.views.look import formats
from netmile_desktop.views.look.theme import Theme

_ICON = 16


class _Line(NamedTuple):
    """A check: the icon of how it stands, its name, its figure."""

    icon: QLabel
    name: QLabel
    figure: QLabel


class ChecksPart(QWidget):
    """Four checks, the last of which leads to the next person without an answer; and a hint that stands in no way."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._states: list[str] = []
        title = text_label(self.tr("Checks before the upload"), "strong", self)
        self.next_button = LinkButton(self.tr("Next one"), parent=self)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        names = (
            self.tr("Registration IDs match"),
            self.tr("Reasons of refusals"),
            self.tr("Answered before"),
            self.tr("Unanswered"),
            self.tr("Same phone or e-mail"),
        )
        self.lines = [self._add(at, name) for at, name in enumerate(names)]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(title)
        column.addLayout(self._grid)
        theme.changed.connect(self._on_theme_changed)
        self.show_checks(None)

    def show_checks(self, checks: DraftChecks | None) -> None:
        """Show how a result stands; None if there is nothing to check."""
        self.next_button.setVisible(checks is not None and bool(checks.unanswered))
        if checks is None:
            self._show([("muted", "–")] * len(self.lines))
            return
        people = formats.counted(checks.unanswered, self.tr("{} person"), self.tr("{} people"))
        before = formats.number(checks.answered_before) if checks.answered_before else self.tr("None", "of rows")
        self._show(
            [
                _of(checks.matched, checks.rows),
                _of(checks.with_reason, checks.refused),
                ("warning" if checks.answered_before else "success", before),
                ("warning", people) if checks.unanswered else ("success", self.tr("None", "of people")),
                self._hint(checks.shared),
            ]
        )

    def _hint(self, shared: int | None) -> tuple[str, str]:
        if shared is None:
            return "muted", "–"
        if not shared:
            return "success", self.tr("None", "of people")
        return "accent", formats.counted(shared, self.tr("{} person"), self.tr("{} people"))

    def texts(self) -> list[str]:
        """Return the checks in words, each with its figure."""
        return [f"{line.name.text()} {line.figure.text()}" for line in self.lines]

    def _show(self, states: list[tuple[str, str]]) -> None:
        self._states = [role for role, _ in states]
        for line, (role, figure) in zip(self.lines, states, strict=True):
            line.figure.setText(figure)
            is_asked = role in {"warning", "error"}
            set_role(line.name, "role", role if is_asked else "")
            set_role(line.figure, "role", "question" if role == "warning" else "error" if is_asked else "strong")
        self._on_theme_changed()

    def _add(self, at: int, name: str) -> _Line:
        line = _Line(QLabel(self), text_label(name, parent=self), text_label("–", "strong", self))
        self._grid.addWidget(line.icon, at, 0)
        named = QHBoxLayout()
        named.setSpacing(8)
        named.addWidget(line.name)
        if at == 3:
            named.addWidget(self.next_button)
        named.addStretch()
        self._grid.addLayout(named, at, 1)
        self._grid.addWidget(line.figure, at, 2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return line

    @Slot()
    def _on_theme_changed(self) -> None:
        icons = {"success": "check-circle", "warning": "warning", "error": "error", "accent": "info", "muted": "circle"}
        for line, role in zip(self.lines, self._states, strict=True):
            size = self._theme.pixels(_ICON)
            line.icon.setPixmap(self._theme.pixmap(icons[role], size, role, self.devicePixelRatioF()))


def _of(count: int, whole: int) -> tuple[str, str]:
    return "success" if count == whole else "error", f"{formats.number(count)} / {formats.number(whole)}"
