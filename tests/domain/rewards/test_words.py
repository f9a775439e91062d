"""Everything about rewards can be said in both languages."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Any

import pytest

from netmile_desktop.domain.language import Bilingual
from netmile_desktop.domain.rewards import (
    CallOutcome,
    FieldMode,
    FileEncoding,
    HandOver,
    HandOverState,
    ResultFault,
    RewardFields,
    RewardResult,
)
from netmile_desktop.domain.rewards.day_strips import CellState
from netmile_desktop.domain.rewards.result_matching import MatchAsked, MatchMissing
from netmile_desktop.domain.texts import reward_results as results
from netmile_desktop.domain.texts import rewards as texts


@pytest.mark.parametrize(
    ("words", "values"),
    [
        (texts.mode_words, FieldMode),
        (texts.hand_over_words, HandOver),
        (texts.state_words, HandOverState),
        (texts.result_words, RewardResult),
        (texts.fault_words, ResultFault),
        (results.next_step_words, ResultFault),
        (results.question_words, MatchAsked),
        (results.missing_words, MatchMissing),
        (results.cell_words, CellState),
        (texts.encoding_words, FileEncoding),
        (texts.outcome_words, CallOutcome),
        (texts.outcome_advice, CallOutcome),
    ],
)
def test_every_value_has_words_of_its_own(words: Callable[[Any], Bilingual], values: type[Enum]) -> None:
    said = [words(each) for each in values]
    assert all(each.ja and each.en for each in said)
    assert len({each.ja for each in said}) == len({each.en for each in said}) == len(said)


def test_every_field_of_the_page_has_a_name() -> None:
    names = [texts.entry_words(name) for name in (*RewardFields.__struct_fields__, "email")]
    assert len({each.ja for each in names}) == len(names)
    assert texts.result_words(None).ja == "未回答"
