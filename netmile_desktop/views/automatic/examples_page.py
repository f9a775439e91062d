"""Examples for the engineers of a shop, in five languages, to be copied."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from netmile_desktop.progress import Progress
from netmile_desktop.views.common.copying.code_text import CodeText
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.loading import Loader
from netmile_desktop.views.common.panels import Card
from netmile_desktop.views.common.screen import Screen
from netmile_desktop.views.common.tab_bars.fitting import FittingTabBar
from netmile_desktop.workspace.automatic.examples import Example, read_examples

_LINES = 18


class ExamplesPage(QWidget):
    """A tab for each language; the text is that of the file in the documents."""

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen)
        self._loader = Loader(screen, "automatic-examples", is_local=True)
        self._examples: Sequence[Example] = ()
        self.languages = FittingTabBar(screen.toolbox.theme, self.tr("Language of the example"), self)
        self.file_name = text_label("", "muted")
        self.code = CodeText(screen.toolbox.theme, self.tr("Example"), _LINES, self)
        card = Card(parent=self)
        head = QHBoxLayout()
        head.addWidget(self.languages)
        head.addStretch()
        head.addWidget(self.file_name)
        card.body.addLayout(head)
        card.body.addWidget(
            text_label(
                self.tr(
                    "Each example makes a parameter, sends it, and reads the answer. Put merchant ID, key ID "
                    "and secret into the environment of your server, never into a page."
                ),
                "help",
                wrap=True,
            )
        )
        card.body.addWidget(self.code, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card, 1)
        self.languages.currentChanged.connect(self._on_language)

    def entered(self) -> None:
        """Read the files when they are first looked at."""
        if not self._examples:
            self._loader.load(_read, self._show)

    def _show(self, examples: Sequence[Example]) -> None:
        self._examples = examples
        for example in examples:
            self.languages.addTab(example.language)
        self._on_language(self.languages.currentIndex())

    @Slot(int)
    def _on_language(self, at: int) -> None:
        if 0 <= at < len(self._examples):
            self.code.show_text(self._examples[at].text)
            self.file_name.setText(self._examples[at].file_name)


def _read(_progress: Progress) -> Sequence[Example]:
    return read_examples()
