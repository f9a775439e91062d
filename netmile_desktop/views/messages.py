"""The domain's words in the language of the window, and the tone in which a state is shown."""

from __future__ import annotations

import re
from datetime import date

from netmile_desktop.domain.batches import BatchState, PartState, ProcessingState
from netmile_desktop.domain.campaigns import (
    Amount,
    ApplicationKind,
    ApplicationState,
    CampaignState,
    IssuanceMethod,
    Mode,
)
from netmile_desktop.domain.issuances import Finding
from netmile_desktop.domain.rows import Column
from netmile_desktop.domain.words.codes import code_words, next_step, reason_words
from netmile_desktop.domain.words.encodings import encoding_words
from netmile_desktop.domain.words.failures import failure_words
from netmile_desktop.domain.words.language import Language, Words
from netmile_desktop.domain.words.states import (
    amount_words,
    column_words,
    kind_words,
    limit_words,
    method_words,
    mode_words,
    state_words,
    transfer_words,
    type_words,
)
from netmile_desktop.views import formats
from netmile_desktop.views.palette import Tone

State = CampaignState | ApplicationState | ProcessingState | BatchState | PartState

_BADGES: tuple[tuple[State, Tone, str], ...] = (
    (CampaignState.BEFORE, Tone.ACCENT, "calendar"),
    (CampaignState.RUNNING, Tone.SUCCESS, "play"),
    (CampaignState.ISSUING, Tone.WARNING, "clock"),
    (CampaignState.ENDED, Tone.NEUTRAL, "flag"),
    (CampaignState.SUSPENDED, Tone.ERROR, "pause"),
    (ApplicationState.APPLIED, Tone.ACCENT, "clock"),
    (ApplicationState.APPROVED, Tone.SUCCESS, "check"),
    (ApplicationState.REJECTED, Tone.ERROR, "close"),
    (ApplicationState.WITHDRAWN, Tone.NEUTRAL, "exclude"),
    (ApplicationState.LAPSED, Tone.NEUTRAL, "flag"),
    (ProcessingState.RECEIVED, Tone.NEUTRAL, "inbox"),
    (ProcessingState.RUNNING, Tone.ACCENT, "clock"),
    (ProcessingState.COMPLETED, Tone.SUCCESS, "check"),
    (ProcessingState.COMPLETED_WITH_ERRORS, Tone.WARNING, "warning"),
    (ProcessingState.INTERRUPTED, Tone.ERROR, "pause"),
    (BatchState.DRAFT, Tone.NEUTRAL, "pencil"),
    (BatchState.SENDING, Tone.WARNING, "send"),
    (BatchState.JUDGING, Tone.ACCENT, "clock"),
    (BatchState.DONE, Tone.SUCCESS, "check"),
    (BatchState.DONE_WITH_ERRORS, Tone.WARNING, "warning"),
    (PartState.READY, Tone.NEUTRAL, "clock"),
    (PartState.UNKNOWN, Tone.WARNING, "warning"),
    (PartState.ACCEPTED, Tone.ACCENT, "inbox"),
    (PartState.REFUSED, Tone.ERROR, "close"),
    (PartState.JUDGED, Tone.SUCCESS, "check"),
)

# States of different kinds may be the same word, which makes them equal as keys.
_BADGES_BY_KIND = {(type(state), state): (tone, icon) for state, tone, icon in _BADGES}

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}").fullmatch

_PHASES = {
    "reading": Words("読み込み中", "Reading"),
    "checking": Words("確認中", "Checking"),
    "preparing": Words("送信の準備中", "Preparing"),
    "sending": Words("送信中", "Sending"),
    "asking": Words("受付を照会中", "Looking up"),
    "judging": Words("ポータルで処理中", "Being processed"),
    "fetching": Words("結果を取得中", "Fetching results"),
    "saving": Words("保存中", "Saving"),
    "opening": Words("開いています", "Opening"),
}


class Speaker:
    """Says what the domain says, in one language."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def say(self, words: Words, *gaps: object) -> str:
        """Any words of the domain."""
        return words.in_(self.language, *gaps)

    def failure(self, failure: BaseException) -> str:
        """What happened and what to do."""
        return failure_words(failure, self.language)

    def state(self, state: State) -> str:
        """The word of a badge."""
        return self.say(state_words(state))

    def tone(self, state: State) -> Tone:
        """The colour of a badge."""
        return _BADGES_BY_KIND[type(state), state][0]

    def icon(self, state: State) -> str:
        """The icon of a badge."""
        return _BADGES_BY_KIND[type(state), state][1]

    def amount(self, amount: Amount) -> str:
        """The amount rule of a campaign."""
        return amount_words(amount, self.language)

    def limits(self, per_member: int | None, per_member_per_day: int | None) -> str:
        """マイル発行制限."""
        return limit_words(per_member, per_member_per_day, self.language)

    def transfer(self, after_days: int) -> str:
        """マイル振込設定."""
        return transfer_words(after_days, self.language)

    def column(self, column: Column) -> str:
        """Heading of a column of the issuance file."""
        return self.say(column_words(column))

    def mode(self, mode: Mode) -> str:
        """マイル発行方法."""
        return self.say(mode_words(mode))

    def method(self, method: IssuanceMethod) -> str:
        """マイル発行方式."""
        return self.say(method_words(method))

    def kind(self, kind: ApplicationKind) -> str:
        """申請種別."""
        return self.say(kind_words(kind))

    def type(self, type_: str) -> str:
        """発行種別."""
        return self.say(type_words(type_))

    def encoding(self, encoding: str) -> str:
        """The name of an encoding."""
        return self.say(encoding_words(encoding))

    def code(self, code: str) -> str:
        """What a code says, without its number."""
        return self.say(code_words(code))

    def next_step(self, code: str) -> str:
        """What to do about a code."""
        return self.say(next_step(code))

    def finding(self, finding: Finding) -> str:
        """The cause seen in a cell, with what it speaks of filled in."""
        words = reason_words(finding.reason)
        return self.say(words, _as_shown(finding.detail)) if "{}" in words.ja else self.say(words)

    def phase(self, key: str) -> str:
        """What a job is doing just now; "" where it has not said."""
        return self.say(_PHASES[key]) if key in _PHASES else ""

    def days_left(self, days: int) -> str:
        """How far a period still goes, `days` being its `days_left`."""
        if days < 0:
            return self.say(Words("終了", "over"))
        if days == 0:
            return self.say(Words("本日まで", "last day today"))
        return self.say(Words("残り {} 日", "{} days left"), days)


def _as_shown(detail: str) -> str:
    """A day in a finding as the window writes days; anything else as it is."""
    return formats.day(date.fromisoformat(detail)) if _DAY(detail) else detail
