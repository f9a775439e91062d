"""The rules of a row, one by one and together."""

from collections import Counter
from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from netmile_desktop.domain.campaigns import Amount, FixedAmount, Mode, Validity, VariableAmount
from netmile_desktop.domain.checking import check
from netmile_desktop.domain.codes import ORDER, WHOLE_FILE, Code, Warned
from netmile_desktop.domain.rows.addresses import normalised
from netmile_desktop.domain.rows.issuances import NOTHING, Finding, Findings, Rule, check_batch, check_row, check_rows
from netmile_desktop.domain.rows.known import IssuedBefore, KeysSeen
from netmile_desktop.domain.rows.reasons import Reason
from netmile_desktop.domain.rows.rows import Column, Row
from tests.support.awkward import ADDRESSES, ALTERED_KEYS, KEYS, MILES, RESEMBLING_KEYS

TODAY = date(2026, 11, 21)
RULE = Rule(
    mode=Mode.PC,
    amount=VariableAmount(10, 5000),
    issuance_from=date(2026, 11, 1),
    issuance_to=date(2026, 12, 31),
    state=Validity.APPROVED,
    today=TODAY,
)
GOOD = Row(0, 1, 1, "taro@example.jp", "K1", "100")


def with_rule(**changes: object) -> Rule:
    return msgspec.structs.replace(RULE, **changes)


def rows(*cells: tuple[str, str, str]) -> list[Row]:
    return [Row(n, n + 1, n + 1, *each) for n, each in enumerate(cells)]


def test_a_good_row_says_nothing() -> None:
    assert check_row(GOOD, RULE) == NOTHING
    assert not NOTHING
    assert NOTHING.code is None


def test_codes_are_asked_in_the_published_order() -> None:
    assert [code.value for code in ORDER] == [
        *("42030", "44019", "19013", "19014", "19015", "12006", "41053", "41023", "44038", "44039"),
    ]
    assert set(ORDER[: len(WHOLE_FILE)]) == WHOLE_FILE


@pytest.mark.parametrize(
    ("key", "reason"),
    [
        ("", Reason.EMPTY),
        ("K\ufffd", Reason.UNDECODABLE),
        ("Ｋ１", Reason.FULL_WIDTH),
        ("鍵", Reason.NOT_ASCII),
        ("K 1", Reason.SPACE),
        ("K\n1", Reason.SPACE),
        ("K\x7f", Reason.SPACE),
        ("K,1", Reason.COMMA_OR_QUOTE),
        ('K"1', Reason.COMMA_OR_QUOTE),
        ("K" * 65, Reason.TOO_LONG),
    ],
)
def test_keys_are_printable_ascii_of_at_most_64(key: str, reason: Reason) -> None:
    assert check_row(GOOD._replace(key=key), RULE).errors == (Finding(Code.KEY, Column.KEY, reason),)


@pytest.mark.parametrize("key", ["1", "K" * 64, "!#$%&'()*+-./:;<=>?@[\\]^_`{|}~", "00123"])
def test_keys_of_any_other_half_width_character_pass(key: str) -> None:
    assert not check_row(GOOD._replace(key=key), RULE).errors


@pytest.mark.parametrize(
    ("miles", "reason"),
    [
        ("", Reason.EMPTY),
        ("１００", Reason.FULL_WIDTH),
        ("１，０００", Reason.FULL_WIDTH),
        ("1,000", Reason.THOUSANDS),
        ("1,00", Reason.COMMA),
        ("1,2,3", Reason.COMMA),
        ("1000,000", Reason.COMMA),
        ("100,", Reason.EXTRA_COLUMNS),
        ("100,x", Reason.EXTRA_COLUMNS),
        ("+100", Reason.SIGN),
        ("-1,000", Reason.SIGN),
        ("100.0", Reason.DECIMALS),
        ("100.", Reason.DECIMALS),
        ("1E+05", Reason.EXPONENT),
        ("1.2e5", Reason.EXPONENT),
        ("0", Reason.ZERO),
        ("000", Reason.ZERO),
        ("0100", Reason.LEADING_ZERO),
        ("100000000", Reason.TOO_LARGE),
        ("100 mile", Reason.NOT_A_NUMBER),
        ("百", Reason.NOT_A_NUMBER),
        ("²", Reason.FULL_WIDTH),
        ("٣", Reason.FULL_WIDTH),
        ("1\ufffd", Reason.UNDECODABLE),
        ("-", Reason.NOT_A_NUMBER),
    ],
)
def test_miles_are_plain_digits(miles: str, reason: Reason) -> None:
    findings = check_row(GOOD._replace(miles=miles), RULE)
    assert findings.errors == (Finding(Code.MILES, Column.MILES, reason),)


@pytest.mark.parametrize(
    ("amount", "miles", "finding"),
    [
        (FixedAmount(100), "100", None),
        (FixedAmount(1000), "100", Finding(Code.AMOUNT_RULE, Column.MILES, Reason.NOT_FIXED, "1,000")),
        (VariableAmount(10, 5000), "10", None),
        (VariableAmount(10, 5000), "5000", None),
        (VariableAmount(10, 5000), "9", Finding(Code.AMOUNT_RULE, Column.MILES, Reason.OUTSIDE_RANGE, "10-5,000")),
        (VariableAmount(10, 5000), "5001", Finding(Code.AMOUNT_RULE, Column.MILES, Reason.OUTSIDE_RANGE, "10-5,000")),
        (VariableAmount(1, 99_999_999), "99999999", None),
    ],
)
def test_miles_follow_the_amount_rule(amount: Amount, miles: str, finding: Finding | None) -> None:
    assert check_row(GOOD._replace(miles=miles), with_rule(amount=amount)).errors == ((finding,) if finding else ())


def test_all_findings_of_a_row_are_told_and_the_first_is_the_portals() -> None:
    findings = check_row(GOOD._replace(address="taro", key="", miles="1,000"), RULE)
    assert [finding.code for finding in findings.errors] == [Code.ADDRESS, Code.KEY, Code.MILES]
    assert findings.code is Code.ADDRESS


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"state": Validity.SUSPENDED}, [(Code.CAMPAIGN_NOT_VALID, Reason.SUSPENDED, "")]),
        ({"state": Validity.NOT_APPROVED}, [(Code.CAMPAIGN_NOT_VALID, Reason.NOT_APPROVED, "")]),
        ({"today": date(2026, 10, 31)}, [(Code.OUTSIDE_PERIOD, Reason.NOT_OPEN_YET, "2026-11-01")]),
        ({"today": date(2026, 11, 1)}, []),
        ({"today": date(2026, 12, 31)}, []),
        ({"today": date(2027, 1, 1)}, [(Code.OUTSIDE_PERIOD, Reason.OVER, "2026-12-31")]),
        (
            {"state": Validity.SUSPENDED, "today": date(2027, 1, 1)},
            [(Code.CAMPAIGN_NOT_VALID, Reason.SUSPENDED, ""), (Code.OUTSIDE_PERIOD, Reason.OVER, "2026-12-31")],
        ),
    ],
)
def test_the_campaign_speaks_for_the_whole_file(
    changes: dict[str, object], expected: list[tuple[Code, Reason, str]]
) -> None:
    found = check_batch(with_rule(**changes))
    assert [(each.code, each.reason, each.detail) for each in found] == expected
    assert not check_row(GOOD, with_rule(**changes))


@pytest.mark.parametrize(
    ("changes", "column", "reason"),
    [
        ({"key": "1.23E+10"}, Column.KEY, Reason.EXCEL_EXPONENT),
        ({"key": "2026/11/21"}, Column.KEY, Reason.EXCEL_DATE),
        ({"key": "2026/1/2"}, Column.KEY, Reason.EXCEL_DATE),
        ({"key": "12-Nov"}, Column.KEY, Reason.EXCEL_DATE),
        ({"key": "#N/A"}, Column.KEY, Reason.EXCEL_ERROR),
        ({"key": "########"}, Column.KEY, Reason.EXCEL_ERROR),
        ({"miles": "1E+05"}, Column.MILES, Reason.EXCEL_EXPONENT),
        ({"miles": "11月21日"}, Column.MILES, Reason.EXCEL_DATE),
        ({"address": "#REF!"}, Column.ADDRESS, Reason.EXCEL_ERROR),
    ],
)
def test_cells_a_spreadsheet_may_have_changed_are_pointed_at(
    changes: dict[str, Any], column: Column, reason: Reason
) -> None:
    warnings = check_row(GOOD._replace(**changes), RULE).warnings
    assert Finding(Warned.EXCEL, column, reason) in warnings


@pytest.mark.parametrize("key", ALTERED_KEYS)
def test_keys_that_look_altered_are_pointed_at(key: str) -> None:
    findings = check_row(GOOD._replace(key=key), RULE)
    assert [each.code for each in findings.warnings] == [Warned.EXCEL]
    assert not findings.errors, "it may be a key"
    assert check_rows([GOOD._replace(key=key)], RULE) == {0: findings}


@pytest.mark.parametrize(
    ("key", "reason"),
    [
        ("1.2e+11", Reason.EXCEL_EXPONENT),
        ("03/01/26", Reason.EXCEL_DATE),
        ("3月1日", Reason.EXCEL_DATE),
        ("令和8年3月1日", Reason.EXCEL_DATE),
        ("2026年3月", Reason.EXCEL_DATE),
        ("2026-03-01 00:00:00", Reason.EXCEL_DATE),
        ("2026/03/01 0:00", Reason.EXCEL_DATE),
        ("12:30", Reason.EXCEL_TIME),
        ("12時30分", Reason.EXCEL_TIME),
        ("'00123", Reason.EXCEL_APOSTROPHE),
        ("12345.0", Reason.EXCEL_DECIMALS),
        ("110.00000000000001", Reason.EXCEL_NOISE),
        ("NULL", Reason.EXCEL_NO_VALUE),
        ("TRUE", Reason.EXCEL_LOGICAL),
        ("#CALC!", Reason.EXCEL_ERROR),
        ("Err:502", Reason.EXCEL_ERROR),
    ],
)
def test_the_cause_of_an_altered_key_is_told(key: str, reason: Reason) -> None:
    assert Finding(Warned.EXCEL, Column.KEY, reason) in check_row(GOOD._replace(key=key), RULE).warnings


@pytest.mark.parametrize("miles", ["100.0", "nan", "'100", "110.00000000000001"])
def test_what_is_told_of_miles_anyway_is_not_told_twice(miles: str) -> None:
    findings = check_row(GOOD._replace(miles=miles), RULE)
    assert [each.code for each in findings.errors] == [Code.MILES]
    assert not findings.warnings


@pytest.mark.parametrize("column", Column)
@pytest.mark.parametrize("text", ["\x1b$B;XDj\x1b(B", "\x0e1:\x0f", "100\x1b(B"])
def test_text_of_a_code_that_switches_characters_is_told_as_such(column: Column, text: str) -> None:
    row = Row(0, 1, 1, *(text if each is column else GOOD.cell(each) for each in Column))
    assert Reason.OTHER_CODE in [each.reason for each in check_row(row, RULE).errors if each.column is column]


@pytest.mark.parametrize("key", [*RESEMBLING_KEYS, "K#1", "00123"])
def test_keys_that_only_resemble_damage_are_left_in_peace(key: str) -> None:
    assert not check_row(GOOD._replace(key=key), RULE)


@pytest.mark.parametrize(
    ("mode", "address", "reason"),
    [
        (Mode.PC, "taro@docomo.ne.jp", Reason.CARRIER),
        (Mode.MOBILE, "taro@example.jp", Reason.NOT_CARRIER),
        (Mode.PC, "taro@example.jp", None),
        (Mode.MOBILE, "taro@docomo.ne.jp", None),
    ],
)
def test_the_address_should_fit_the_mode(mode: Mode, address: str, reason: Reason | None) -> None:
    warnings = check_row(GOOD._replace(address=address), with_rule(mode=mode)).warnings
    assert warnings == ((Finding(Warned.MOBILE, Column.ADDRESS, reason),) if reason else ())


@pytest.mark.parametrize(
    ("key", "is_told"),
    [("taro@example.jp", True), ("a..b@docomo.ne.jp", True), ("K@1", False), ("@K1", False), ("K1", False)],
)
def test_a_key_that_looks_like_an_address_is_pointed_at(key: str, is_told: bool) -> None:
    findings = check_row(GOOD._replace(key=key), RULE)
    assert not findings.errors, "addresses may be keys"
    expected = (Finding(Warned.KEY_SHAPE, Column.KEY, Reason.LIKE_ADDRESS),) if is_told else ()
    assert findings.warnings == expected


def test_a_member_beyond_the_limit_is_refused_in_file_order() -> None:
    every = rows(
        ("a@example.jp", "K1", "100"),
        ("A@EXAMPLE.JP", "K2", "100"),
        ("a@example.jp", "K3", "100"),
        ("b@example.jp", "K4", "100"),
    )
    found = check(every, with_rule(per_member=2))
    assert {id_ for id_, findings in found.items() if findings.errors} == {2}
    assert found[2].errors == (Finding(Code.PER_MEMBER, Column.ADDRESS, Reason.LIMIT_REACHED, "2"),)


def test_failed_rows_do_not_count_towards_a_limit() -> None:
    every = rows(("a@example.jp", "K1", "1,000"), ("a@example.jp", "K2", "100"), ("a@example.jp", "K3", "100"))
    found = check(every, with_rule(per_member_per_day=1))
    assert {n: each.code for n, each in found.items()} == {0: Code.MILES, 2: Code.PER_MEMBER_PER_DAY}


def test_both_limits_are_told_the_total_first() -> None:
    every = rows(("a@example.jp", "K1", "100"), ("a@example.jp", "K2", "100"))
    found = check(every, with_rule(per_member=1, per_member_per_day=1))
    assert [finding.code for finding in found[1].errors] == [Code.PER_MEMBER, Code.PER_MEMBER_PER_DAY]


def test_what_was_issued_before_counts_towards_both_limits() -> None:
    before = {"a@example.jp": IssuedBefore(2, 0), "b@example.jp": IssuedBefore(1, 1)}
    every = rows(
        ("A@EXAMPLE.JP", "K1", "100"), ("a@example.jp", "K2", "100"), ("b@example.jp", "K3", "100"), ("c@x.jp", "", "1")
    )
    asked: list[str] = []

    def issued(address: str) -> IssuedBefore:
        asked.append(address)
        return before.get(address, IssuedBefore())

    found = check(every, with_rule(per_member=3, per_member_per_day=1), issued=issued)
    assert [found[n].code if n in found else None for n in range(4)] == [
        None,
        Code.PER_MEMBER,
        Code.PER_MEMBER_PER_DAY,
        Code.KEY,
    ]
    assert asked == ["a@example.jp", "a@example.jp", "b@example.jp"]


def test_nobody_is_asked_about_earlier_issues_where_nothing_is_limited() -> None:
    def issued(address: str) -> IssuedBefore:
        raise AssertionError(address)

    assert not check([GOOD], RULE, issued=issued)


def lost_zeros(*keys: str, known: KeysSeen | None = None) -> dict[int, str]:
    every = rows(*((f"m{n}@example.jp", key, "100") for n, key in enumerate(keys)))
    found = check(every, RULE, known)
    assert all(finding.code is Warned.EXCEL for each in found.values() for finding in each.warnings)
    assert not any(each.errors for each in found.values())
    return {n: finding.detail for n, each in found.items() for finding in each.warnings}


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        (("00123", "456", "00789"), {1: "00456"}),
        (("00123", "45678", "123456"), {}),
        (("00123", "K45", "A", "4-5"), {}),
        (("00123", "0123", "45"), {}),
        (("123", "45", "6"), {}),
        (("0", "1", "2"), {}),
    ],
)
def test_a_key_shorter_than_those_with_zeros_may_have_lost_its_own(
    keys: tuple[str, ...], found: dict[int, str]
) -> None:
    assert lost_zeros(*keys) == found


@pytest.mark.parametrize(
    ("keys", "known", "found"),
    [
        (("123", "45"), ["00123"], {0: "00123"}),
        (("123",), ["00123", "123"], {}),
        (("123",), ["00123", "000123"], {}),
        (("00123",), ["123"], {}),
        (("123", "00045"), ["000123"], {0: "000123"}),
        (("123", "00045"), ["123"], {}),
    ],
)
def test_keys_seen_before_tell_which_zeros_were_lost(
    keys: tuple[str, ...], known: list[str], found: dict[int, str]
) -> None:
    assert lost_zeros(*keys, known=KeysSeen(known)) == found


def test_repetitions_are_warned_of_and_name_the_other_row() -> None:
    every = rows(
        ("a@example.jp", "K1", "100"),
        ("A@example.jp", "K2", "100"),
        ("c@example.jp", "K1", "200"),
        ("d@example.jp", "K9", "100"),
        ("d@example.jp", "K9", "100"),
    )
    found = check(every, RULE)
    same = {id_: [w for w in findings.warnings if w.code is Warned.SAME] for id_, findings in found.items()}
    assert same[0] == [Finding(Warned.SAME, Column.KEY, Reason.SAME_KEY, "3")]
    assert same[1] == [Finding(Warned.SAME, Column.ADDRESS, Reason.SAME_ADDRESS, "1")]
    assert same[2] == [Finding(Warned.SAME, Column.KEY, Reason.SAME_KEY, "1")]
    assert same[3] == [Finding(Warned.SAME, None, Reason.SAME_ROW, "5")]
    assert same[4] == [Finding(Warned.SAME, None, Reason.SAME_ROW, "4")]


def test_only_rows_that_can_be_sent_repeat_one_another() -> None:
    every = rows(
        *[("", "", "")] * 3,
        ("a@example.jp", "K1", "1,000"),
        ("a@example.jp", "K1", "100"),
        ("b@example.jp", "K2", "100"),
        ("B@example.jp", "K3", "100"),
        ("broken", "K2", "100"),
    )
    found = check(every, with_rule(per_member=1))
    assert [n for n, each in found.items() if each.errors] == [0, 1, 2, 3, 7, 6]
    assert not any(each.warnings for each in found.values())


def test_one_key_with_two_addresses_is_warned_of() -> None:
    every = rows(
        ("a@example.jp", "K1", "100"),
        ("b@example.jp", "K1", "100"),
        ("c@example.jp", "K2", "100"),
        ("C@example.jp", "K2", "200"),
        ("d@example.jp", "", "100"),
        ("e@example.jp", "", "100"),
    )
    found = check(every, RULE)
    warned = {id_ for id_, each in found.items() if any(w.code is Warned.KEY_OF_TWO for w in each.warnings)}
    assert warned == {0, 1}


def test_warnings_keep_no_row_from_being_issued() -> None:
    assert all(findings.code is None for findings in check(rows(*[("a@example.jp", "K1", "100")] * 3), RULE).values())


_CELLS = st.tuples(
    st.sampled_from(["a@example.jp", "A@example.jp", "b@example.jp", "a@docomo.ne.jp", "x", ""]),
    st.sampled_from(["K1", "K2", "鍵", ""]),
    st.sampled_from(["100", "200", "1,000", "", "0"]),
)
_LIMITS = st.sampled_from([None, 1, 2])


@given(st.lists(_CELLS, max_size=12), _LIMITS, _LIMITS)
def test_limits_hold_over_whatever_is_accepted(
    cells: list[tuple[str, str, str]], per_member: int | None, per_day: int | None
) -> None:
    every = rows(*cells)
    found = check(every, with_rule(per_member=per_member, per_member_per_day=per_day))
    good = Counter(normalised(row.address) for row in every if found.get(row.id, NOTHING).code is None)
    bound = min((limit for limit in (per_member, per_day) if limit is not None), default=len(cells))
    assert all(count <= bound for count in good.values())
    for row in every:
        alone = check_row(row, RULE)
        assert found.get(row.id, NOTHING).errors[: len(alone.errors)] == alone.errors


@given(st.lists(_CELLS, max_size=12))
def test_errors_come_in_the_published_order(cells: list[tuple[str, str, str]]) -> None:
    for findings in check(rows(*cells), with_rule(per_member=1, per_member_per_day=1)).values():
        positions = [ORDER.index(Code(finding.code)) for finding in findings.errors]
        assert positions == sorted(positions)
        assert findings.code == (ORDER[positions[0]] if positions else None)


def test_a_finding_names_a_code_even_where_it_is_the_only_one() -> None:
    assert Findings((Finding(Code.KEY, Column.KEY, Reason.EMPTY),)).code is Code.KEY


@given(
    address=st.sampled_from(ADDRESSES) | st.from_regex(r"[a-z.]{1,3}@(docomo|example)\.(ne\.)?jp", fullmatch=True),
    key=st.sampled_from(KEYS),
    miles=st.sampled_from(MILES),
    mode=st.sampled_from(Mode),
)
def test_a_row_passed_at_one_look_is_one_in_which_no_rule_finds_fault(
    address: str, key: str, miles: str, mode: Mode
) -> None:
    rows, rule = [Row(0, 1, 1, address, key, miles), GOOD._replace(id=1)], with_rule(mode=mode)
    assert check_rows(rows, rule) == {row.id: found for row in rows if (found := check_row(row, rule))}
