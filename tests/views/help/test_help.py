"""The built-in help: every screen has its topic in both languages, and it names only what is there."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication, QTextTable
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from netmile_desktop.domain.codes import Automatic, Code, Problem, Warned
from netmile_desktop.domain.language import Bilingual, Language
from netmile_desktop.domain.reports import declarations
from netmile_desktop.domain.reports.declarations import REPORTS
from netmile_desktop.domain.texts import applications as application_words
from netmile_desktop.domain.texts import codes as code_words
from netmile_desktop.domain.texts import rewards as reward_words
from netmile_desktop.domain.texts import site_details as detail_words
from netmile_desktop.domain.texts import states as state_words
from netmile_desktop.domain.texts import tables as table_words
from netmile_desktop.paths import resources
from netmile_desktop.portal.sandbox import CONTACT
from netmile_desktop.tasks.runner import TaskRunner
from netmile_desktop.views.batch.view import BatchView
from netmile_desktop.views.campaign.view import CampaignView
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.desk_page import DeskPage
from netmile_desktop.views.help.keys import key_groups
from netmile_desktop.views.help.page import HelpText
from netmile_desktop.views.help.tables import plain
from netmile_desktop.views.help.topics import ORDER, topics
from netmile_desktop.views.help.window import HelpWindow
from netmile_desktop.views.look.theme import Theme
from netmile_desktop.views.main_window import MainWindow
from netmile_desktop.views.search.view import SearchView
from netmile_desktop.views.status.view import StatusView
from netmile_desktop.views.tabs import FIXED_TABS
from netmile_desktop.workspace.desk import Desk
from tests.support.window import settle

Show = Callable[[QWidget], QWidget]

HELP = resources() / "help"


@pytest.fixture
def help_window(toolbox: Toolbox, shown: Show) -> HelpWindow:
    window = HelpWindow(toolbox)
    shown(window)
    return window


# --- what is written ----------------------------------------------------------------------------


@pytest.mark.parametrize("language", list(Language))
def test_every_topic_is_written_and_nothing_lies_about(language: Language) -> None:
    assert {path.stem for path in (HELP / language.value).glob("*.md")} == set(ORDER)
    for topic in topics(language):
        assert topic.title, topic.key
        assert topic.text, topic.key
    titles = [topic.title for topic in topics(language)]
    assert len(set(titles)) == len(titles)


def test_topics_come_in_the_order_of_the_guide() -> None:
    guide = ["sign-in", "search", "apply", "report", "site", "usage", "single", "status", "history"]
    guide += ["log-out", "glossary", "codes", "faq"]
    assert [key for key in ORDER if key in guide] == guide


def test_every_fixed_tab_has_a_topic(desk: Desk, toolbox: Toolbox, shown: Show, tasks: TaskRunner) -> None:
    for tab in FIXED_TABS:
        screen = shown(tab.build(desk, toolbox))
        settle(tasks)
        assert screen.topic() in ORDER, (  # type: ignore[attr-defined]
            f"{tab.key}: say in `topic()` which page of the help is its own, and write it into resources/help"
        )


def test_both_languages_say_the_same_things() -> None:
    """As far as a program can see: the same headings, points, links and places."""
    for japanese, english in zip(topics(Language.JAPANESE), topics(Language.ENGLISH), strict=True):
        for pattern in (r"^## ", r"^\* ", r"^\d\. ", r"^\| ", r"\(help:[a-z-]+\)", r"\{\{\w+\}\}"):
            found = [sorted(re.findall(pattern, topic.text, re.MULTILINE)) for topic in (japanese, english)]
            assert found[0] == found[1], (japanese.key, pattern)


@pytest.mark.parametrize("language", list(Language))
def test_links_lead_to_topics(language: Language) -> None:
    for topic in topics(language):
        for key in re.findall(r"\]\((?:help:)?([^)]*)\)", topic.text):
            assert key in ORDER, topic.key


@pytest.mark.parametrize("language", list(Language))
def test_what_is_named_on_the_screen_is_there(language: Language) -> None:
    """Words in bold are buttons, tabs and columns: renamed there, they must be renamed in the help."""
    known = on_screen(language)
    for topic in topics(language):
        for word in re.findall(r"\*\*(.+?)\*\*", topic.text):
            wanted = bare(word)
            assert any(each.startswith(wanted) for each in known), f"{topic.key}: nothing is called “{word}”"


def on_screen(language: Language) -> set[str]:
    """What the window says in a language, and what the domain says for it."""
    said = set()
    for ts in (resources() / "i18n").glob("*.ts"):
        for message in ElementTree.parse(ts).getroot().iter("message"):
            said.add(message.findtext("translation" if language is Language.JAPANESE else "source") or "")
    for module in (application_words, code_words, reward_words, state_words, declarations, detail_words, table_words):
        for value in vars(module).values():
            words = list(value.values()) if isinstance(value, dict) else [value]
            said |= {each.in_(language) for each in words if isinstance(each, Bilingual)}
    for report in REPORTS.values():
        said |= {column.heading.in_(language) for column in report.columns}
    return {bare(each) for each in said}


def bare(text: str) -> str:
    """Without mnemonics, gaps and what is only shape."""
    text = re.sub(r"\(&\w\)|\{\d?\}|[&…:：]", "", text)
    return " ".join(text.split())


# --- F1 -----------------------------------------------------------------------------------------


def pressed(window: MainWindow, qtbot: QtBot) -> str:
    """The topic that F1 opens."""
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert window._help is not None
    assert window._help.isVisible()
    topic = window._help.topic
    assert window._help.page.accessibleName() == next(t.title for t in topics(Language.ENGLISH) if t.key == topic)
    window._help.close()
    window.activateWindow()
    return topic


def test_f1_helps_before_anyone_is_signed_in(window: MainWindow, qtbot: QtBot) -> None:
    assert pressed(window, qtbot) == "sign-in"


def test_f1_opens_the_help_of_the_screen_in_front(
    window: MainWindow, page: DeskPage, tasks: TaskRunner, qtbot: QtBot
) -> None:
    expected = {"home": "home", "search": "search", "batch": "batches", "status": "status"}
    expected |= {"history": "history", "apply": "apply"}
    for key in expected:
        page.show_tab(page.tabs.all_keys().index(key))
        settle(tasks)
        assert pressed(window, qtbot) == expected[key]
    page.show_tab(1)
    search = page.current
    assert isinstance(search, SearchView)
    search.tabs.setCurrentIndex(1)
    settle(tasks)
    assert pressed(window, qtbot) == "applications"
    page.open_campaign("C-1024")
    settle(tasks)
    campaign = page.current
    assert isinstance(campaign, CampaignView)
    topics = {0: "campaign", 1: "issuance", 2: "status", 3: "history", 5: "apply", 6: "apply"}
    for at, topic in topics.items():
        campaign.tabs.setCurrentIndex(at)
        settle(tasks)
        assert pressed(window, qtbot) == topic
    campaign.tabs.setCurrentIndex(1)
    campaign.issuance.one.click()
    settle(tasks)
    assert pressed(window, qtbot) == "single"


def test_pages_inside_a_screen_have_topics_of_their_own(
    window: MainWindow, page: DeskPage, tasks: TaskRunner, qtbot: QtBot
) -> None:
    page.show_tab(4)
    settle(tasks)
    status = page.current
    assert isinstance(status, StatusView)
    status.open_registration(status.table.records_model.record(0).registration_id)
    settle(tasks)
    assert pressed(window, qtbot) == "registration"
    page.show_tab(3)
    settle(tasks)
    batch = page.current
    assert isinstance(batch, BatchView)
    batch.start_typed()
    settle(tasks)
    assert pressed(window, qtbot) == "import"
    opened = batch.opened
    for inner, topic in (
        (opened.correction, "correct"),
        (opened.repairs, "repairs"),
        (opened.reading, "batch-record"),
        (opened.confirm, "confirm"),
        (opened.sent, "sending"),
    ):
        opened._pages.setCurrentWidget(inner)
        assert opened.topic() == topic


def pressed_in_dialog(qtbot: QtBot) -> str:
    """The topic that F1 opens in the dialog in front, which lets nothing else be used meanwhile; closes both."""
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(dialog, Qt.Key.Key_F1)
    shown = dialog.findChild(HelpWindow)
    assert isinstance(shown, HelpWindow)
    assert shown.isVisible()
    qtbot.waitUntil(shown.isActiveWindow)
    topic = shown.topic
    qtbot.keyClicks(shown.search, "x")
    assert shown.search.text() == "x", "it can be used while the dialog waits"
    shown.close()
    dialog.close()
    return topic


def test_f1_helps_in_dialogs_too(window: MainWindow, page: DeskPage, tasks: TaskRunner, qtbot: QtBot) -> None:
    page.top_bar.settings_asked.emit()
    assert pressed_in_dialog(qtbot) == "settings"
    page.commands.show_keys()
    assert pressed_in_dialog(qtbot) == "keys"
    desk = window.desk
    assert desk is not None
    made = desk.batches.start_typed(desk.catalogue.detail("C-1024"), "typed")
    page.show_tab(3)
    settle(tasks)
    batch = page.current
    assert isinstance(batch, BatchView)
    batch.open_batch(made)
    settle(tasks, lambda: batch.opened.draft is not None)
    batch.opened.header.history.click()
    settle(tasks)
    assert pressed_in_dialog(qtbot) == "batch-record"
    assert batch.opened.draft is not None
    batch.commands.move(batch.opened.draft)
    settle(tasks)
    assert pressed_in_dialog(qtbot) == "batch-record"
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert pressed(window, qtbot) == "correct", "and beside the window again"


# --- the window of the help ---------------------------------------------------------------------


def test_the_list_of_codes_is_the_domains(help_window: HelpWindow) -> None:
    help_window.show_topic("codes")
    text = help_window.page.toPlainText()
    words = help_window._toolbox.words
    for code in (*Code, *Warned):
        assert code in text
        assert words.code(code) in text
        assert words.next_step(code) in text
    for line in Automatic:
        assert all(said in text for said in (line, *words.automatic(line)))
    for line in (*Code, *Automatic):
        table = words.other_table(line)
        assert table in text
        assert bool(table) is (line.value in {"12006", "44038", "44039"})
    assert all(code in text for code in Problem)
    assert "{" not in text


def test_each_code_is_found_in_the_list(help_window: HelpWindow) -> None:
    assert help_window.topic != "codes"
    for code in dict.fromkeys([*Code, *Automatic, *Warned, Problem.LOCK]):
        help_window.show_topic(f"codes#{code}")
        assert help_window.topic == "codes"
        found = help_window.page.textCursor()
        assert found.selectedText() == code
        assert found.currentTable() is not None, code
    help_window.show_topic("codes")
    assert help_window.page.textCursor().atStart()


def test_each_number_of_automatic_issuance_is_found_in_its_own_table(help_window: HelpWindow) -> None:
    for number in Automatic:
        help_window.show_topic(f"codes#automatic:{number}")
        found = help_window.page.textCursor()
        assert found.selectedText() == number
        frames = help_window.page.document().rootFrame().childFrames()
        tables = [each for each in frames if isinstance(each, QTextTable)]
        assert tables.index(found.currentTable()) == 1, number


@pytest.mark.parametrize("language", list(Language))
def test_no_sign_of_its_markup_is_seen(theme: Theme, language: Language) -> None:
    page = HelpText(theme)
    for topic in topics(language):
        page.show_markdown(topic.title, re.sub(r"\{\{\w+\}\}", "", topic.text))
        assert "**" not in page.toPlainText(), topic.key
        assert "](" not in page.toPlainText(), topic.key
    page.deleteLater()


def test_tables_are_tables(help_window: HelpWindow) -> None:
    help_window.show_topic("codes")
    tables = [each for each in help_window.page.document().rootFrame().childFrames() if isinstance(each, QTextTable)]
    assert [table.columns() for table in tables] == [4, 4, 3, 2]
    problems = sum(code.startswith("P-") for code in Problem)
    assert [table.rows() - 1 for table in tables] == [len(Code), len(Automatic), len(Warned), problems]


def test_the_keys_of_the_help_are_those_of_the_sheet(help_window: HelpWindow) -> None:
    help_window.show_topic("keys")
    text = help_window.page.toPlainText()
    for title, keys in key_groups():
        assert title in text
        assert all(key in text and words in text for key, words in keys)


def test_a_word_narrows_the_topics(help_window: HelpWindow, qtbot: QtBot) -> None:
    def listed() -> list[str]:
        items = [help_window.list.item(at) for at in range(help_window.list.count())]
        return [item.text() for item in items if not item.isHidden()]

    assert len(listed()) == len(ORDER)
    qtbot.keyClicks(help_window.search, "44019")
    assert "Codes" in listed(), "what the program fills in is searched too"
    assert len(listed()) < len(ORDER)
    help_window.search.setText("no such word")
    assert listed() == []
    assert help_window.nothing.isVisible()
    help_window.show_topic("home")
    assert len(listed()) == len(ORDER)


def test_links_turn_the_page(help_window: HelpWindow) -> None:
    help_window.show_topic("faq")
    help_window.page.anchorClicked.emit(QUrl("help:codes"))
    assert help_window.topic == "codes"
    help_window.page.anchorClicked.emit(QUrl("https://example.jp/"))
    assert help_window.topic == "codes", "nothing is fetched from anywhere"


def test_another_look_is_taken_at_once(help_window: HelpWindow, theme: Theme) -> None:
    help_window.show_topic("home")
    before = help_window.page.document().defaultFont().pointSizeF()
    theme.use("dark", 150)
    assert help_window.page.document().defaultFont().pointSizeF() == before * 1.5
    assert help_window.page.accessibleName() == "Home"


def test_the_portals_contact_is_shown_and_copied(window: MainWindow, page: DeskPage) -> None:
    page.top_bar.contact_asked.emit()
    help_window = window._help
    assert help_window is not None
    assert help_window.topic == "contact"
    for line in filter(None, CONTACT.splitlines()):
        assert line in help_window.page.toPlainText()
    assert help_window.copy.isVisible()
    help_window.copy.click()
    assert QGuiApplication.clipboard().text() == CONTACT


def test_without_a_portal_the_contact_says_when_it_will_be_there(window: MainWindow) -> None:
    window.open_help("contact")
    assert window._help is not None
    assert "once you are logged in" in window._help.page.toPlainText()
    assert not window._help.copy.isVisible()


def test_what_the_portal_wrote_is_shown_as_it_stands(help_window: HelpWindow) -> None:
    text = "# *Desk* <b>1</b>\n[03](tel:03) | a_b_c & 100%\n- 1. `x`"
    help_window.page.show_markdown("Contact", plain(text))
    shown = help_window.page.toPlainText().replace("\u2028", "\n")
    assert shown == f"Contact\n{text}"


def test_topics_are_found_by_name_from_anywhere(window: MainWindow, page: DeskPage) -> None:
    entry = next(each for each in page.commands.entries() if each.text == "Codes")
    entry.deed()
    assert window._help is not None
    assert window._help.topic == "codes"
