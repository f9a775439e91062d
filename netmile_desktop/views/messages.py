"""The domain's words in the language of the window, and the tone in which a state is shown.

A signed-out window needs few of them: most are loaded with the first use, since the rules come with them.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from netmile_desktop.domain.language import Bilingual, Language
from netmile_desktop.lazy_imports import import_lazily

if TYPE_CHECKING:
    from netmile_desktop.domain.campaigns import Amount, ApplicationKind, ApplicationState, IssuanceMethod, Mode
    from netmile_desktop.domain.codes import Automatic, Code
    from netmile_desktop.domain.rows.issuances import Finding
    from netmile_desktop.domain.rows.reasons import Reason
    from netmile_desktop.domain.rows.rows import Column
    from netmile_desktop.domain.texts import codes, states
    from netmile_desktop.domain.texts.encodings import encoding_words
    from netmile_desktop.domain.texts.failures import failure_words
    from netmile_desktop.views.look import formats
    from netmile_desktop.views.look.badges import State, badge
    from netmile_desktop.views.look.palette import Tone
else:
    codes = import_lazily("netmile_desktop.domain.texts.codes")
    states = import_lazily("netmile_desktop.domain.texts.states")
    encoding_words = import_lazily("netmile_desktop.domain.texts.encodings", "encoding_words")
    failure_words = import_lazily("netmile_desktop.domain.texts.failures", "failure_words")
    formats = import_lazily("netmile_desktop.views.look.formats")
    badge = import_lazily("netmile_desktop.views.look.badges", "badge")

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}").fullmatch

_PHASES = {
    "reading": Bilingual("読み込み中", "Reading"),
    "checking": Bilingual("確認中", "Checking"),
    "preparing": Bilingual("送信の準備中", "Preparing"),
    "sending": Bilingual("送信中", "Sending"),
    "asking": Bilingual("受付を照会中", "Looking up"),
    "judging": Bilingual("ポータルで処理中", "Being processed"),
    "fetching": Bilingual("結果を取得中", "Fetching results"),
    "saving": Bilingual("保存中", "Saving"),
    "matching": Bilingual("発行を検索中", "Looking up issues"),
    "cancelling": Bilingual("取消の処理中", "Cancelling"),
    "opening": Bilingual("開いています", "Opening"),
}


class Texts:
    """Says what the domain says, in one language."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def say(self, words: Bilingual, *gaps: object) -> str:
        """Any words of the domain."""
        return words.in_(self.language, *gaps)

    def failure(self, failure: BaseException) -> str:
        """What happened and what to do."""
        return failure_words(failure, self.language)

    def state(self, state: State) -> str:
        """The word of a badge."""
        return self.say(states.state_words(state))

    def application_state(self, kind: ApplicationKind, state: ApplicationState) -> str:
        """申請状態 of an application of a kind."""
        return self.say(states.application_state_words(kind, state))

    def tone(self, state: State) -> Tone:
        """The colour of a badge."""
        return badge(state)[0]

    def icon(self, state: State) -> str:
        """The icon of a badge."""
        return badge(state)[1]

    def amount(self, amount: Amount) -> str:
        """The amount rule of a campaign."""
        return states.amount_words(amount, self.language)

    def limits(self, per_member: int | None, per_member_per_day: int | None) -> str:
        """マイル発行制限."""
        return states.limit_words(per_member, per_member_per_day, self.language)

    def transfer(self, after_days: int) -> str:
        """マイル振込設定."""
        return states.transfer_words(after_days, self.language)

    def column(self, column: Column) -> str:
        """Heading of a column of the issuance file."""
        return self.say(states.column_words(column))

    def mode(self, mode: Mode) -> str:
        """マイル発行方法."""
        return self.say(states.mode_words(mode))

    def method(self, method: IssuanceMethod) -> str:
        """マイル発行方式."""
        return self.say(states.method_words(method))

    def kind(self, kind: ApplicationKind) -> str:
        """申請種別."""
        return self.say(states.kind_words(kind))

    def type(self, type_: str) -> str:
        """発行種別."""
        return self.say(states.type_words(type_))

    def encoding(self, encoding: str) -> str:
        """The name of an encoding."""
        return self.say(encoding_words(encoding))

    def code(self, code: str) -> str:
        """What a code says, without its number."""
        return self.say(codes.code_words(code))

    def next_step(self, code: str) -> str:
        """What to do about a code."""
        return self.say(codes.next_step(code))

    def other_table(self, code: Code | Automatic) -> str:
        """To which table a number belongs that is in both, to be put behind what to do; else empty."""
        table = codes.other_table(code)
        if table is None:
            return ""
        said = self.say(table)
        return said if self.language is Language.JAPANESE else f" {said}"

    def automatic(self, code: Automatic) -> tuple[str, str]:
        """What a code of automatic issuance says, and what to do about it."""
        says, to_do = codes.automatic_words(code)
        return self.say(says), self.say(to_do)

    def finding(self, finding: Finding) -> str:
        """The cause seen in a cell, with what it speaks of filled in."""
        words = codes.reason_words(finding.reason)
        return self.say(words, _as_shown(finding.detail)) if "{}" in words.ja else self.say(words)

    def reason(self, reason: Reason) -> str:
        """A cause that needs nothing filled in."""
        return self.say(codes.reason_words(reason))

    def at_least(self, known: str, *, is_any_known: bool, is_all_known: bool) -> str:
        """A figure of which part may not be known yet: then it is a lower bound, or none at all."""
        if is_all_known:
            return known
        return self.say(Bilingual("{} 以上", "{} or more"), known) if is_any_known else "–"

    def phase(self, key: str) -> str:
        """What a job is doing just now; "" where it has not said."""
        return self.say(_PHASES[key]) if key in _PHASES else ""

    def days_left(self, days: int) -> str:
        """How far a period still goes, `days` being its `days_left`."""
        if days < 0:
            return self.say(Bilingual("終了", "ended"))
        if days == 0:
            return self.say(Bilingual("本日まで", "last day today"))
        return self.say(Bilingual("残り {} 日", "1 day left" if days == 1 else "{} days left"), days)


def _as_shown(detail: str) -> str:
    """A day in a finding as the window writes days; anything else as it is."""
    return formats.day(date.fromisoformat(detail)) if _DAY(detail) else detail
