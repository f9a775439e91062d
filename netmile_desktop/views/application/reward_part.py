"""What a reward campaign has beyond other campaigns, as places of the form."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from netmile_desktop.domain.applications import LINK_LENGTH, FormField
from netmile_desktop.domain.rewards import FieldMode, HandOver, RewardFields
from netmile_desktop.domain.texts.applications import PLACED, PLACEMENT
from netmile_desktop.domain.texts.rewards import entry_words, hand_over_words, mode_words
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.layout.choice_box import ChoiceBox
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.workspace.campaigns.application_drafts import TypedForm


class CampaignKindField(QWidget):
    """マイル発行キャンペーン or リワードキャンペーン."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mile = QRadioButton(self.tr("Mile campaign"), self)
        self.reward = QRadioButton(self.tr("Reward campaign"), self)
        self.mile.setChecked(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.mile)
        row.addWidget(self.reward)
        row.addStretch()
        self.setFocusProxy(self.mile)

    def choose(self, *, is_reward: bool) -> None:
        """Choose one of the kinds."""
        self.reward.setChecked(is_reward)
        self.mile.setChecked(not is_reward)


class EntryFields(QWidget):
    """登録項目: whether each is off, optional or required; the e-mail address always is required."""

    def __init__(self, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        say = toolbox.words.say
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(2, 1)
        self.modes: dict[str, QComboBox] = {}
        for row, name in enumerate(RewardFields.__struct_fields__):
            box = ChoiceBox(self)
            for mode in FieldMode:
                box.addItem(say(mode_words(mode)), mode)
            label = text_label(say(entry_words(name)))
            label.setBuddy(box)
            box.setAccessibleName(label.text())
            grid.addWidget(label, row, 0)
            grid.addWidget(box, row, 1)
            self.modes[name] = box
        grid.addWidget(text_label(say(entry_words("email"))), len(self.modes), 0)
        grid.addWidget(text_label(say(mode_words(FieldMode.REQUIRED)), "muted"), len(self.modes), 1)
        self.setFocusProxy(self.modes["account"])

    @property
    def chosen(self) -> RewardFields:
        """What is chosen."""
        return RewardFields(**{name: FieldMode(box.currentData()) for name, box in self.modes.items()})

    def fill(self, fields: RewardFields) -> None:
        """Choose."""
        for name, box in self.modes.items():
            box.setCurrentIndex(list(FieldMode).index(getattr(fields, name)))

    def lock(self, why: str) -> None:
        """Show, do not let change."""
        for box in self.modes.values():
            box.setEnabled(False)
            box.setToolTip(why)


class TermsField(QWidget):
    """会員規約: its text, or the address of a page that has it."""

    def __init__(self, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = QPlainTextEdit(self)
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(toolbox.theme.pixels(120))
        self.url = QLineEdit(self, maxLength=LINK_LENGTH * 2)
        self.url.setPlaceholderText("https://")
        self.url.setAccessibleName(self.tr("Address of the terms"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.text)
        column.addWidget(self.url)
        self.setFocusProxy(self.text)


class HandOverField(QWidget):
    """データの受渡."""

    def __init__(self, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.modes = {mode: QRadioButton(toolbox.words.say(hand_over_words(mode)), self) for mode in HandOver}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        for button in self.modes.values():
            row.addWidget(button)
        row.addStretch()
        self.setFocusProxy(self.modes[HandOver.BATCH])

    @property
    def chosen(self) -> HandOver:
        """What is chosen; by file where nothing is yet."""
        return next((mode for mode, button in self.modes.items() if button.isChecked()), HandOver.BATCH)

    def fill(self, mode: HandOver) -> None:
        """Choose."""
        self.modes[mode].setChecked(True)


class RewardPart:
    """The kind of campaign, and the places of the form that reward campaigns alone have."""

    def __init__(self, toolbox: Toolbox, parent: QWidget) -> None:
        self.is_offered = False
        """Whether the site may apply for reward campaigns."""
        self._is_wanted = False
        self.kind = CampaignKindField(parent)
        self.fields = EntryFields(toolbox, parent)
        self.terms = TermsField(toolbox, parent)
        self.hand_over = HandOverField(toolbox, parent)
        self.price = QLineEdit(parent, maxLength=12)
        self.price.setFixedWidth(toolbox.theme.pixels(96))
        self.price.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.placement = text_label(toolbox.words.say(PLACED), wrap=True, parent=parent)
        """Where the campaign is shown; told, and not to be chosen."""
        self.placement_name = toolbox.words.say(PLACEMENT)
        self._yen = QWidget(parent)
        row = QHBoxLayout(self._yen)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(text_label("¥"))
        row.addWidget(self.price)
        row.addStretch()

    @property
    def is_reward(self) -> bool:
        """Whether the form is that of a reward campaign."""
        return self.kind.reward.isChecked()

    def offer(self, is_offered: bool) -> None:
        """Let choose the kind of campaign, from the next beginning of the form on."""
        self.is_offered = is_offered

    def choose_reward(self, *, at_next_beginning: bool) -> None:
        """Turn the form into that of a reward campaign, now or once it begins."""
        self._is_wanted = at_next_beginning
        if not at_next_beginning:
            self.kind.choose(is_reward=True)

    def places(self) -> dict[FormField, tuple[QWidget, QWidget]]:
        """Return for each place what holds it, and the control that it is named after."""
        return {
            FormField.REWARD_FIELDS: (self.fields, self.fields),
            FormField.TERMS: (self.terms, self.terms.text),
            FormField.HAND_OVER: (self.hand_over, self.hand_over),
            FormField.UNIT_PRICE: (self._yen, self.price),
        }

    def add_to(self, typed: TypedForm) -> TypedForm:
        """Return what is typed in a form, with what is typed here."""
        return msgspec.structs.replace(
            typed,
            is_reward=self.is_reward,
            reward_fields=self.fields.chosen,
            terms=self.terms.text.toPlainText(),
            terms_url=self.terms.url.text(),
            hand_over=self.hand_over.chosen,
            unit_price=self.price.text(),
        )

    def fill(self, typed: TypedForm) -> None:
        """Put back what was typed."""
        self.kind.choose(is_reward=typed.is_reward or self._is_wanted)
        self._is_wanted = False
        self.fields.fill(typed.reward_fields)
        self.terms.text.setPlainText(typed.terms)
        self.terms.url.setText(typed.terms_url)
        self.hand_over.fill(typed.hand_over)
        self.price.setText(typed.unit_price)

    def watch(self, on_changed: Callable[[], None]) -> None:
        """Call a function whenever something is entered here, but for the kind of campaign."""
        for box in self.fields.modes.values():
            box.currentIndexChanged.connect(on_changed)
        for button in self.hand_over.modes.values():
            button.toggled.connect(on_changed)
        self.terms.text.textChanged.connect(on_changed)
        for edit in (self.terms.url, self.price):
            edit.textChanged.connect(on_changed)
