"""What the help says by itself: codes, keys, versions, whom to turn to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QCoreApplication

import netmile_desktop
from netmile_desktop.domain.codes import ORDER, Automatic, Code, Problem, Warned
from netmile_desktop.domain.rows.issuances import GUIDE_VERSION
from netmile_desktop.domain.texts.failures import problem_words
from netmile_desktop.domain.wire import Info
from netmile_desktop.views.help.keys import key_groups
from netmile_desktop.views.help.topics import topics
from netmile_desktop.views.messages import Texts

translate = QCoreApplication.translate

SCREENS: dict[Code, str] = {
    Code.CAMPAIGN_NOT_VALID: "campaign",
    Code.OUTSIDE_PERIOD: "campaign",
    Code.ADDRESS: "repairs",
    Code.KEY: "correct",
    Code.MILES: "repairs",
    Code.AMOUNT_RULE: "correct",
    Code.NO_SUCH_MEMBER: "issuance",
    Code.MEMBER_NOT_VALID: "registration",
    Code.PER_MEMBER: "history",
    Code.PER_MEMBER_PER_DAY: "history",
}
"""The topic of the screen on which a code of manual issuance is looked into or cured."""

AUTOMATIC_SCREENS: dict[Automatic, str] = {
    Automatic.KEY: "automatic",
    Automatic.NO_SUCH_CAMPAIGN: "search",
    Automatic.NO_SUCH_MEMBER: "automatic-errors",
    Automatic.SUSPENDED: "contact",
    Automatic.OTHER_SITE: "search",
    Automatic.AMOUNT_RULE: "automatic-errors",
    Automatic.PARAMETER: "automatic",
    Automatic.NOT_APPROVED: "applications",
    Automatic.MERCHANT: "automatic",
    Automatic.FAILED: "automatic-errors",
    Automatic.PER_MEMBER: "history",
    Automatic.PER_MEMBER_PER_DAY: "history",
    Automatic.OUTSIDE_PERIOD: "apply",
}
"""The same for automatic issuance: the screen that shows what the shop's site must send, or what is missing."""

_MARKS = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~&])")


def fill_in(text: str, words: Texts, info: Info | None) -> str:
    """A topic with all that the program knows put in its places. `info` is the portal's, where one is signed in."""
    parts: dict[str, Callable[[], str]] = {
        "{{codes}}": lambda: codes_table(words),
        "{{automatic}}": lambda: automatic_table(words),
        "{{warnings}}": lambda: warnings_table(words),
        "{{problems}}": lambda: problems_table(words),
        "{{keys}}": keys_tables,
        "{{contact}}": lambda: contact_text(info),
        "{{versions}}": lambda: versions_list(info),
    }
    for place, part in parts.items():
        if place in text:
            text = text.replace(place, part())
    return text


def codes_table(words: Texts) -> str:
    """Codes of manual issuance: what each says, what to do, and on which screen."""
    rows = ((code, words.code(code), words.next_step(code) + words.other_table(code)) for code in ORDER)
    return _with_screens(rows, [SCREENS[code] for code in ORDER], words)


def automatic_table(words: Texts) -> str:
    """The same of automatic issuance."""
    told = ((code, *words.automatic(code)) for code in Automatic)
    rows = ((code, says, to_do + words.other_table(code)) for code, says, to_do in told)
    return _with_screens(rows, [AUTOMATIC_SCREENS[code] for code in Automatic], words)


def warnings_table(words: Texts) -> str:
    """Warning, what it says, what to do."""
    return _table(_code_headings(), ((code, words.code(code), words.next_step(code)) for code in Warned))


def problems_table(words: Texts) -> str:
    """Answers of the portal to a request as a whole."""
    own = [code for code in Problem if code.startswith("P-")]
    time = translate("Help", "the time named")
    rows = ((code, words.say(problem_words(code)).replace("{}", time)) for code in own)
    return _table((translate("Help", "Code"), translate("Help", "What it says, and what to do")), rows)


def keys_tables() -> str:
    """All keys, group by group."""
    heading = (translate("Help", "Key"), translate("Help", "What it does"))
    return "\n\n".join(f"## {title}\n\n{_table(heading, keys)}" for title, keys in key_groups())


def contact_text(info: Info | None) -> str:
    """Whom to turn to, as the portal says it."""
    if info is None:
        return translate("Help", "The contact is shown here once you are logged in.")
    return (
        plain(info.contact)
        if info.contact
        else translate("Help", "This portal names no contact. Ask your contact at NetMile.")
    )


def versions_list(info: Info | None) -> str:
    """Which program, which guide, which portal."""
    lines = [
        translate("Help", "Program: {}").format(f"NetMile Desktop {netmile_desktop.__version__}"),
        translate("Help", "Operation guide followed: Version {}").format(GUIDE_VERSION),
    ]
    if info is not None:
        lines += [
            translate("Help", "Portal: {} (API {}, rules {})").format(
                info.product, info.api_version, info.rules_version
            ),
            translate("Help", "Operation guide the portal follows: Version {}").format(info.guide_version),
        ]
    return "\n".join(f"* {plain(line)}" for line in lines)


def plain(text: str) -> str:
    """Any text as Markdown that shows it as it stands, line by line."""
    return "  \n".join(_MARKS.sub(r"\\\1", line.strip()) for line in text.splitlines())


def _code_headings() -> tuple[str, str, str]:
    return translate("Help", "Code"), translate("Help", "What it says"), translate("Help", "What to do")


def _with_screens(rows: Iterable[Sequence[str]], keys: Sequence[str], words: Texts) -> str:
    """A table of codes with a last column that leads to the topics of these keys."""
    titles = {topic.key: topic.title for topic in topics(words.language)}
    links = [f"[{plain(titles[key])}](help:{key})" for key in keys]
    heading = (*_code_headings(), translate("Help", "Screen"))
    return _lines(heading, ([*map(plain, row), link] for row, link in zip(rows, links, strict=True)))


def _table(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return _lines(heading, ([plain(cell) for cell in row] for row in rows))


def _lines(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table whose cells are Markdown already."""
    return "\n".join("| " + " | ".join(line) + " |" for line in (heading, ["---"] * len(heading), *rows))
