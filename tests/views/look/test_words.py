from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from netmile_desktop.domain.batches import BatchState, PartState, ProcessingState
from netmile_desktop.domain.calendar import Period
from netmile_desktop.domain.campaigns import ApplicationState, CampaignState
from netmile_desktop.domain.codes import Code
from netmile_desktop.domain.language import Language
from netmile_desktop.domain.rows.issuances import Finding
from netmile_desktop.domain.rows.reasons import Reason
from netmile_desktop.paths import resources
from netmile_desktop.views.look import formats
from netmile_desktop.views.look.badges import State
from netmile_desktop.views.look.palette import Tone
from netmile_desktop.views.messages import Texts

STATES: list[State] = [*CampaignState, *ApplicationState, *ProcessingState, *BatchState, *PartState]


def test_numbers_and_times_as_staff_read_them() -> None:
    assert formats.number(1234567) == "1,234,567"
    assert formats.miles(1234) == "1,234 mile"
    assert formats.yen(1234) == "¥1,234"
    assert formats.day(date(2026, 1, 2)) == "2026/01/02"
    assert formats.moment(datetime(2026, 11, 21, 15, 3, tzinfo=UTC)) == "2026/11/22 00:03", "Japanese time"
    assert formats.clock(datetime(2026, 11, 21, 15, 3, tzinfo=UTC)) == "00:03"
    assert formats.span(Period(date(2026, 1, 2), date(2026, 3, 4))) == "2026/01/02 – 2026/03/04"


def test_a_long_title_keeps_its_ending() -> None:
    assert formats.shorten("short.xlsx") == "short.xlsx"
    shortened = formats.shorten("a very long name of a file of november.xlsx", 20)
    assert len(shortened) == 20
    assert shortened.endswith(".xlsx")


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("state", STATES, ids=lambda state: f"{type(state).__name__}.{state}")
def test_every_state_has_word_tone_and_icon(language: Language, state: State) -> None:
    words = Texts(language)
    assert words.state(state)
    assert words.tone(state) in Tone
    assert (resources() / "icons" / f"{words.icon(state)}.svg").exists()


def test_states_of_different_kinds_are_told_apart() -> None:
    words = Texts(Language.ENGLISH)
    assert words.tone(CampaignState.RUNNING) is Tone.SUCCESS
    assert words.tone(ProcessingState.RUNNING) is Tone.ACCENT


def test_a_finding_says_what_it_speaks_of() -> None:
    words = Texts(Language.ENGLISH)
    assert words.finding(Finding(Code.OUTSIDE_PERIOD, None, Reason.OVER, "2026-10-31")) == "Ended on 2026/10/31"
    assert words.finding(Finding(Code.MILES, None, Reason.THOUSANDS)) == "Contains a thousands comma"


@pytest.mark.parametrize(
    ("days", "said"), [(-1, "ended"), (0, "last day today"), (1, "1 day left"), (9, "9 days left")]
)
def test_how_long_a_period_still_goes(days: int, said: str) -> None:
    assert Texts(Language.ENGLISH).days_left(days) == said
