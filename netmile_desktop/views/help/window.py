"""F1: the help beside the window, so that one can read and work at the same time (guide L553, 「ガイドへ」)."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from netmile_desktop.domain.matching import bare
from netmile_desktop.domain.wire import Info
from netmile_desktop.views.common.buttons import PlainButton
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.panels import divider
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.help.page import HelpText
from netmile_desktop.views.help.tables import fill_in
from netmile_desktop.views.help.topics import Topic, topics
from netmile_desktop.views.placement import bring_onto_screen
from netmile_desktop.views.reading_order import TabsAsRead

CONTACT = "contact"
_KEY_ROLE = Qt.ItemDataRole.UserRole + 1
USUAL = (980, 720)

_AUTOMATIC = "automatic:"
"""Before a number: that of the second table of codes."""


class HelpWindow(TabsAsRead, QDialog):
    """Topics on the left, the one in front on the right. It needs no network."""

    def __init__(self, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._toolbox = toolbox
        self._info: Info | None = None
        self._topics = {topic.key: topic for topic in topics(toolbox.words.language)}
        self.setWindowTitle(self.tr("Help – NetMile Desktop"))
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(self.tr("Search the help"))
        self.search.setAccessibleName(self.tr("Search the help"))
        self.search.setClearButtonEnabled(True)
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.tr("Topics"))
        self.list.setObjectName("topicList")
        self.nothing = text_label(self.tr("Nothing found. Try another word."), "help", wrap=True)
        self.nothing.hide()
        self.page = HelpText(toolbox.theme, self)
        self.copy = PlainButton(self.tr("Copy the contact"), toolbox.theme, "copy", self)
        self._fill_list()
        self._lay_out()
        self.search.textChanged.connect(self._on_search)
        self.list.currentItemChanged.connect(self._on_current_changed)
        self.page.topic_chosen.connect(self.show_topic)
        self.copy.clicked.connect(self._on_copy)

    @property
    def topic(self) -> str:
        """The key of the topic in front."""
        return str(self.list.item(max(0, self.list.currentRow())).data(_KEY_ROLE))

    def show_info(self, info: Info | None) -> None:
        """What the portal says of itself, or None while nobody is signed in."""
        self._info = info

    @Slot(str)
    def show_topic(self, key: str) -> None:
        """Bring a topic to the front, `codes#44019` at its row; an unknown one leads to the first.

        A number of automatic issuance is `codes#automatic:44038`: it may stand in both tables.
        """
        key, _, place = key.partition("#")
        self.search.clear()
        rows = {str(self.list.item(at).data(_KEY_ROLE)): at for at in range(self.list.count())}
        self.list.setCurrentRow(rows.get(key, 0))
        self._show(self._topics[self.topic])
        if place.startswith(_AUTOMATIC):
            place = place.removeprefix(_AUTOMATIC)
            self.page.go_to_table(1)
        while place and self.page.find(place) and self.page.textCursor().currentTable() is None:
            continue  # named before the table, too

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        bring_onto_screen(self)

    def _show(self, topic: Topic) -> None:
        self.page.show_markdown(topic.title, self._text(topic))
        self.copy.setVisible(topic.key == CONTACT and self._info is not None and bool(self._info.contact))

    def _text(self, topic: Topic) -> str:
        return fill_in(topic.text, self._toolbox.words, self._info)

    @Slot()
    def _on_current_changed(self) -> None:
        self._show(self._topics[self.topic])

    @Slot(str)
    def _on_search(self, text: str) -> None:
        """Only topics in which every word is found stay in the list."""
        words = [bare(each) for each in text.split()]
        shown = []
        for at in range(self.list.count()):
            item = self.list.item(at)
            topic = self._topics[str(item.data(_KEY_ROLE))]
            found = bare(f"{topic.title} {self._text(topic)}") if words else ""
            item.setHidden(not all(word in found for word in words))
            if not item.isHidden():
                shown.append(at)
        self.nothing.setVisible(not shown)
        if shown and self.list.currentRow() not in shown:
            self.list.setCurrentRow(shown[0])

    @Slot()
    def _on_copy(self) -> None:
        if self._info is not None:
            QGuiApplication.clipboard().setText(self._info.contact)
            self.copy.setText(self.tr("Copied"))

    def _fill_list(self) -> None:
        for topic in self._topics.values():
            item = QListWidgetItem(topic.title)
            item.setData(_KEY_ROLE, topic.key)
            item.setSizeHint(QSize(0, self._toolbox.theme.pixels(30)))
            self.list.addItem(item)

    def _lay_out(self) -> None:
        theme = self._toolbox.theme
        left = QWidget(self)
        left.setFixedWidth(theme.pixels(250))
        column = QVBoxLayout(left)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        for widget in (self.search, self.nothing):
            column.addWidget(widget)
        column.addWidget(self.list, 1)
        right = QFrame(self)
        right.setObjectName("topicPage")
        text = QVBoxLayout(right)
        text.setContentsMargins(0, 0, 0, 0)
        text.addWidget(self.page, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 0, 24, 16)
        foot.addWidget(self.copy)
        foot.addStretch()
        text.addLayout(foot)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(left)
        whole.addWidget(divider(vertical=True, parent=self))
        whole.addWidget(right, 1)
        self.resize(*USUAL)
