"""The topics of the help: our own words, in the order of the portal's guide (guide L7-17), read from resources.

A topic is one Markdown file for each language. `{{codes}}` and the like stand for what the program itself knows
and says nowhere else twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from netmile_desktop.domain.language import Language
from netmile_desktop.paths import resources

ORDER = (
    "sign-in",
    "home",
    "radar",
    "search",
    "applications",
    "campaign",
    "apply",
    "report",
    "site",
    "usage",
    "budget",
    "checks",
    "issuance",
    "single",
    "automatic",
    "automatic-errors",
    "batches",
    "import",
    "batch-record",
    "correct",
    "repairs",
    "confirm",
    "sending",
    "reconciliation",
    "status",
    "registration",
    "history",
    "cancel-file",
    "cancelling",
    "recall",
    "requests",
    "inquiry",
    "reward",
    "reward-connection",
    "reward-report",
    "password",
    "site-details",
    "sandbox",
    "offline",
    "activity",
    "settings",
    "log-out",
    "glossary",
    "codes",
    "faq",
    "keys",
    "contact",
    "about",
)
"""A screen names its topic by one of these; each has a file in both languages."""


@dataclass(frozen=True, slots=True)
class Topic:
    """One page of the help."""

    key: str
    title: str
    text: str
    """Markdown below the title, its `{{…}}` not filled in."""


@cache
def topics(language: Language) -> tuple[Topic, ...]:
    """All topics in their order."""
    return tuple(_read(language, key) for key in ORDER)


def _read(language: Language, key: str) -> Topic:
    whole = (resources() / "help" / language.value / f"{key}.md").read_text(encoding="utf-8")
    title, _, text = whole.partition("\n")
    return Topic(key, title.removeprefix("# ").strip(), text.strip())
