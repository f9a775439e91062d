"""The rule for keys: ours, and one that a portal serves."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from netmile_desktop.domain.campaigns import FixedAmount, Mode, Validity
from netmile_desktop.domain.checking import check
from netmile_desktop.domain.codes import Code
from netmile_desktop.domain.fast_lane.reading import read_large
from netmile_desktop.domain.rows.issuances import Rule, check_row, check_rows, is_key
from netmile_desktop.domain.rows.key_rule import BUILT_IN, CHARACTERS, LONGEST, KeyRule, in_force
from netmile_desktop.domain.rows.reasons import Reason
from netmile_desktop.domain.rows.rows import Recipe, Row

DAY = date(2026, 11, 22)
DIGITS = KeyRule(version="2", longest=8, characters="0123456789")


def rule(key: KeyRule) -> Rule:
    return Rule(
        mode=Mode.PC,
        key=key,
        amount=FixedAmount(100),
        issuance_from=DAY,
        issuance_to=DAY,
        state=Validity.APPROVED,
        today=DAY,
    )


def row(key: str, at: int = 0) -> Row:
    return Row(at, at + 1, 1, f"m{at}@example.jp", key, "100")


@given(st.text(st.characters(max_codepoint=0x17F), max_size=70))
def test_ours_is_what_is_documented(key: str) -> None:
    wanted = 1 <= len(key) <= 64 and all("!" <= char <= "~" and char not in ',"' for char in key)
    assert is_key(key) == BUILT_IN.allows(key) == wanted


@pytest.mark.parametrize(
    ("key", "reason", "detail"),
    [
        ("12345678", None, ""),
        ("123456789", Reason.LONGER_THAN_RULE, "8"),
        ("1234-678", Reason.NOT_IN_RULE, "-"),
        ("A" * 9, Reason.NOT_IN_RULE, "A"),
        ("", Reason.EMPTY, ""),
        ("会員", Reason.NOT_ASCII, ""),
        ("1,2", Reason.COMMA_OR_QUOTE, ""),
        ("1" * 65, Reason.TOO_LONG, ""),
    ],
)
def test_the_cause_is_told_by_the_rule_that_is_served(key: str, reason: Reason | None, detail: str) -> None:
    errors = check_row(row(key), rule(DIGITS)).errors
    assert [(each.code, each.reason, each.detail) for each in errors] == (
        [] if reason is None else [(Code.KEY, reason, detail)]
    )
    assert not check_row(row("A-1"), rule(BUILT_IN)).errors


_RULES = st.builds(
    KeyRule,
    version=st.just("x"),
    longest=st.integers(1, LONGEST),
    characters=st.one_of(
        st.just(CHARACTERS),
        st.text(st.sampled_from(CHARACTERS), min_size=1, max_size=30),
        st.sampled_from(["0123456789", "^-]\\", "A-Z", "]^"]),
    ),
)


@given(_RULES, st.lists(st.text(st.sampled_from("01A-]^\\Z.z会 "), max_size=5), min_size=1, max_size=30))
def test_the_fast_ways_ask_it_too(served: KeyRule, keys: list[str]) -> None:
    """Row by row, a list at once and a file of bytes say the same."""
    asked = rule(served)
    rows = [row(key, at) for at, key in enumerate(keys)]
    plainly = {each.id: found for each in rows if (found := check_row(each, asked))}
    assert check_rows(rows, asked) == plainly
    for each in rows:
        wrong = not 1 <= len(each.key) <= served.longest or any(char not in served.characters for char in each.key)
        assert (Code.KEY in [error.code for error in check_row(each, asked).errors]) == wrong
    text = "".join(f"{each.address},{each.key},100\n" for each in rows) + "z@example.jp,0,100\n" * 3
    table = read_large(text.encode(), Recipe(header=False)).rows
    assert table.check(asked) == check(list(table), asked)


@pytest.mark.parametrize(
    "served",
    [
        None,
        KeyRule(version="9", longest=65, characters=CHARACTERS),
        KeyRule(version="9", longest=0, characters=CHARACTERS),
        KeyRule(version="9", longest=64, characters=""),
        KeyRule(version="9", longest=64, characters=CHARACTERS + "会"),
    ],
)
def test_ours_stands_in_for_a_rule_that_is_not_told_or_not_understood(served: KeyRule | None) -> None:
    assert in_force(served) is BUILT_IN
    assert in_force(DIGITS) is DIGITS
    assert (BUILT_IN.is_understood, BUILT_IN.is_narrower, DIGITS.is_narrower) == (True, False, True)


def test_a_rule_in_a_file_may_leave_it_out() -> None:
    told = msgspec.json.decode(msgspec.json.encode(rule(DIGITS)), type=Rule)
    assert told.key == DIGITS
    without = msgspec.to_builtins(rule(DIGITS))
    del without["key"]
    assert msgspec.convert(without, Rule).key == BUILT_IN
    for odd in ({"longest": 0}, {"longest": 65}, {"characters": ""}, {"characters": "1,"}):
        wrong = msgspec.to_builtins(rule(DIGITS))
        wrong["key"] |= odd
        with pytest.raises(msgspec.ValidationError):
            msgspec.convert(wrong, Rule)
