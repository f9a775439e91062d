"""Request and answer of a trial: what was encrypted, what was sent, what came back and what it means."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import Slot
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from netmile_desktop.domain.codes import Automatic
from netmile_desktop.views.automatic.flaw_words import FlawWords
from netmile_desktop.views.common.buttons import LinkButton
from netmile_desktop.views.common.copying.code_text import CodeText
from netmile_desktop.views.common.labels import Badge, text_label
from netmile_desktop.views.common.panels import Card
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.views.look.palette import Tone
from netmile_desktop.workspace.automatic.trials import Trial, TrialResult

_LINES = 9


class ResultCard(Card):
    """Hidden until there is something to show."""

    def __init__(self, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._toolbox, self._words = toolbox, FlawWords(self)
        self._code = ""
        self.badge = Badge(toolbox.theme)
        self.headline = text_label("", "strong", wrap=True)
        self.meaning = text_label("", wrap=True)
        self.help_button = LinkButton("", toolbox.theme, "help", self)
        self.request = CodeText(toolbox.theme, self.tr("Request"), _LINES, self)
        self.answer = CodeText(toolbox.theme, self.tr("Answer"), _LINES, self)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.badge)
        head.addWidget(self.headline, 1)
        head.addWidget(self.help_button)
        both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        both.setSpacing(12)
        both.addWidget(self.request, 3)
        both.addWidget(self.answer, 2)
        self.body.addLayout(head)
        self.body.addWidget(self.meaning)
        self.body.addLayout(both)
        self.help_button.clicked.connect(self._on_help)
        self.hide()

    def show_trial(self, trial: Trial) -> None:
        """Show a parameter that was made and not sent."""
        self._code = ""
        self.badge.show_state(self.tr("Not sent"), Tone.NEUTRAL)
        self.headline.setText(self._words.title(trial.flaw))
        self.meaning.setText(self.tr("This is what your server would send."))
        self.help_button.hide()
        self.request.show_text(self._request(trial))
        self.answer.show_text("")
        self.show()

    def show_result(self, result: TrialResult) -> None:
        """Show the answer to a trial beside its request."""
        self.show_trial(result.trial)
        answer, words = result.answer, self._toolbox.words
        if result.is_as_expected:
            self.badge.show_state(self.tr("As expected"), Tone.SUCCESS, "check")
        else:
            self.badge.show_state(self.tr("Not as expected"), Tone.ERROR, "error")
        if answer.code is None:
            self.headline.setText(
                self.tr("{} issued to {}").format(formats.miles(answer.miles), result.trial.content.address)
            )
            day = formats.day(answer.transfer_on) if answer.transfer_on is not None else "–"
            self.meaning.setText(self.tr("The miles can be used from {}. Issue ID: {}").format(day, answer.issue_id))
        else:
            self._code = answer.code
            is_known = answer.code in set(Automatic)
            says, to_do = words.automatic(Automatic(answer.code)) if is_known else (answer.ja, answer.to_do_ja)
            self.headline.setText(f"{answer.code}  {says}")
            self.meaning.setText(self._expectation(result) + to_do)
        self.help_button.setText(self.tr("About {}").format(self._code))
        self.help_button.setVisible(bool(self._code))
        self.answer.show_text(_pretty(answer))

    def _expectation(self, result: TrialResult) -> str:
        said = ""
        if not result.is_as_expected:
            expected = result.expected.value if result.expected is not None else self.tr("an issue")
            said = self.tr("Expected: {}.").format(expected) + "\n"
        if result.issued:
            said += formats.counted(
                result.issued,
                self.tr("{} issue was made before the limit was reached."),
                self.tr("{} issues were made before the limit was reached."),
            )
            said += "\n"
        return said

    def _request(self, trial: Trial) -> str:
        header = (
            self.tr("Header of the parameter") + "\n" + _pretty(dict(trial.header)) + "\n\n" if trial.header else ""
        )
        content = self.tr("Content before encryption") + "\n" + _pretty(trial.content)
        sent = f"POST {trial.url}\nContent-Type: application/json\n\n" + _pretty({"parameter": trial.parameter})
        changed = ""
        if trial.changed_at is not None:
            changed = "\n" + self.tr("Character {} of the parameter was changed.").format(trial.changed_at + 1)
        return f"{sent}{changed}\n\n{header}{content}"

    @Slot()
    def _on_help(self) -> None:
        self._toolbox.navigation.help_chosen.emit(f"codes#automatic:{self._code}")


def _pretty(value: object) -> str:
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode()
