"""Repairs: each kind, and the laws that keep them from doing harm."""

import time
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netmile_desktop.domain.campaigns import Amount, FixedAmount, Mode, VariableAmount
from netmile_desktop.domain.checking import check
from netmile_desktop.domain.codes import Code, Warned
from netmile_desktop.domain.reading import read
from netmile_desktop.domain.repairs.kinds import Repair
from netmile_desktop.domain.repairs.proposals import Proposal, grouped, propose, propose_all
from netmile_desktop.domain.rows.issuances import NOTHING, Finding, Findings, Rule, check_row
from netmile_desktop.domain.rows.known import NO_KEYS, KeysSeen
from netmile_desktop.domain.rows.reasons import Reason
from netmile_desktop.domain.rows.rows import Column, Row
from tests.domain.rows.test_issuances import GOOD, RULE, rows, with_rule
from tests.support.shop import shop_rows

REPAIRABLE = {Code.ADDRESS, Code.KEY, Code.MILES, Code.AMOUNT_RULE, Warned.EXCEL}
R = Repair


def with_cell(row: Row, column: Column, text: str) -> Row:
    cell: dict[str, Any] = {column.value: text}
    return row._replace(**cell)


def proposal(column: Column, text: str, rule: Rule = RULE, known: KeysSeen = NO_KEYS) -> Proposal | None:
    row = with_cell(GOOD, column, text)
    proposals = propose(row, check([row], rule, known).get(row.id, NOTHING), rule, known)
    assert len(proposals) <= 1
    return proposals[0] if proposals else None


def repaired(column: Column, text: str, rule: Rule = RULE, known: KeysSeen = NO_KEYS) -> tuple[object, ...]:
    found = proposal(column, text, rule, known)
    assert found is not None, f"{text!r} was not repaired"
    assert found.column is column
    assert found.before == text
    return (found.after, *found.repairs, *(() if found.certain else ("?",)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ", (R.HALF_WIDTH,)),
        ("taro@example。jp", (R.HALF_WIDTH,)),
        ("taro＠example.jp", (R.HALF_WIDTH,)),
        ("taro @example.jp", (R.SPACES,)),
        ("taro　@example.jp", (R.SPACES,)),
        ("taro\u00a0@example.jp", (R.SPACES,)),
        ("ta\u200bro@example.jp", (R.SPACES,)),
        ("\ufefftaro@example.jp", (R.SPACES,)),
        ("taro@example.jp\r\n", (R.SPACES,)),
        ("ta ro@example.jp", (R.SPACES, "?")),
        ("taro@exam\nple.jp", (R.SPACES, "?")),
        ("taro@@example.jp", (R.DOUBLE_AT,)),
        ("taro@＠example.jp", (R.HALF_WIDTH, R.DOUBLE_AT)),
        ("taro@example.jp.", (R.TRAILING,)),
        ("taro@example.jp,", (R.TRAILING,)),
        ("taro@example.jp；", (R.HALF_WIDTH, R.TRAILING)),
        ("mailto:taro@example.jp", (R.MAILTO,)),
        ("MAILTO: taro@example.jp", (R.MAILTO,)),
        ("<taro@example.jp>", (R.BRACKETS,)),
        ("山田　太郎 <taro@example.jp>;", (R.BRACKETS,)),
        ("＜taro@example.jp＞", (R.HALF_WIDTH, R.BRACKETS)),
        ("<mailto:taro@example.jp>", (R.BRACKETS, R.MAILTO)),
        ('"taro@example.jp"', (R.QUOTES,)),
        ("'taro@example.jp'", (R.QUOTES,)),
    ],
)
def test_addresses_are_repaired(text: str, expected: tuple[object, ...]) -> None:
    assert repaired(Column.ADDRESS, text) == ("taro@example.jp", *expected)


@pytest.mark.parametrize(
    ("text", "after"),
    [("taro−1@example.jp", "taro-1@example.jp"), ("taro@my‐shop.jp", "taro@my-shop.jp"), ("ｰa@b.jp", "-a@b.jp")],
)
def test_dashes_of_every_kind_become_hyphens_in_addresses(text: str, after: str) -> None:
    assert repaired(Column.ADDRESS, text) == (after, R.DASHES)


@pytest.mark.parametrize(
    "text",
    [
        *("", "taro", "taro.example.jp", "a@example.jp b@example.jp", "a@example.jp;b@example.jp", "山田@example.jp"),
        *("a..b@example.jp", "taro@example", "t\ufffdro@example.jp", "#REF!", "a@b@example.jp", "@example.jp"),
    ],
)
def test_addresses_that_nobody_can_guess_are_left_to_people(text: str) -> None:
    assert proposal(Column.ADDRESS, text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ｋ０１", ("K01", R.HALF_WIDTH)),
        ("K 01", ("K01", R.SPACES, "?")),
        ("K-\u200b01", ("K-01", R.SPACES)),
        ("K01\n", ("K01", R.SPACES)),
        ("K1\nK2", ("K1K2", R.SPACES, "?")),
        ("A−01", ("A-01", R.DASHES)),
        ("A‐01", ("A-01", R.DASHES)),
        ("Ａー０１", ("A-01", R.HALF_WIDTH, R.DASHES)),
        ("Aｰ01", ("A-01", R.DASHES)),
        ("A–01", ("A-01", R.DASHES)),
        ('="00123"', ("00123", R.QUOTES)),
        ('"K1"', ("K1", R.QUOTES)),
        ("12,345", ("12345", R.THOUSANDS, "?")),
        ("'00123", ("00123", R.APOSTROPHE, "?")),
        ("’00123", ("00123", R.APOSTROPHE, "?")),
        ("'K1'", ("K1", R.APOSTROPHE, "?")),
        ("12345.0", ("12345", R.DECIMALS, "?")),
        ("'12345.00", ("12345", R.APOSTROPHE, R.DECIMALS, "?")),
        ("110.00000000000001", ("110", R.NOISE, "?")),
        ("109.99999999999999", ("110", R.NOISE, "?")),
        ("1.23E+02", ("123", R.EXPONENT, "?")),
        ("3月1日", ("3-1", R.DATE, "?")),
        ("12-Nov", ("11-12", R.DATE, "?")),
        ("2026/11/21", ("11-21", R.DATE, "?")),
        ("２０２６／１１／２１", ("11-21", R.HALF_WIDTH, R.DATE, "?")),
        ("2026-03-01 00:00:00", ("3-1", R.DATE, "?")),
        ("2026/03/01 0:00", ("3-1", R.DATE, "?")),
        ("令和8年3月1日", ("3-1", R.DATE, "?")),
        ("R8.3.1", ("3-1", R.DATE, "?")),
        ("1/31/2026", ("1-31", R.DATE, "?")),
    ],
)
def test_keys_are_repaired_and_the_change_of_key_is_told(text: str, expected: tuple[object, ...]) -> None:
    assert repaired(Column.KEY, text) == expected
    found = proposal(Column.KEY, text)
    assert found is not None
    assert found.changes_key


@pytest.mark.parametrize(
    ("text", "known", "expected"),
    [
        ("123", "00123", ("00123", R.LOST_ZEROS, "?")),
        ("１２３", "00123", ("00123", R.HALF_WIDTH, R.LOST_ZEROS, "?")),
        ("1.23E+05", "123456", ("123456", R.EXPONENT, "?")),
        ("1.23457e+11", "123456789012", ("123456789012", R.EXPONENT, "?")),
        ("1.23457E11", "123456789012", ("123456789012", R.EXPONENT, "?")),
        ("1.23457E+011", "123456789012", ("123456789012", R.EXPONENT, "?")),
        ("2026/3/1", "03-01", ("03-01", R.DATE, "?")),
        ("3/1/2026", "3/1", ("3/1", R.DATE, "?")),
        ("1/3/2026", "03-01", ("03-01", R.DATE, "?")),
        ("１．２３Ｅ＋０５", "123456", ("123456", R.HALF_WIDTH, R.EXPONENT, "?")),
        ("1.20E+06", "12E5", ("12E5", R.EXPONENT, "?")),
        ("12,345", "0012345", ("0012345", R.THOUSANDS, R.LOST_ZEROS, "?")),
        ("００１２３", "123", ("00123", R.HALF_WIDTH)),
    ],
)
def test_what_a_key_was_is_told_by_keys_seen_before(text: str, known: str, expected: tuple[object, ...]) -> None:
    assert repaired(Column.KEY, text, known=KeysSeen([known, "K1"])) == expected


@pytest.mark.parametrize(
    "text",
    [
        *("", "会員01", "カード1", "K,1", "K" * 65, "K\ufffd", "①", "K²"),
        *(
            "1.23E+05",
            "1.2345678901e+11",
            "-1.20E+01",
            "1.23E-05",
            "#N/A",
            "#CALC!",
            "nan",
            "TRUE",
            "12:30",
            "0.5000000000000001",
        ),
        *(
            "26/03/01",
            "03/01/26",
            "3/1/2026",
            "Mar-01",
            "2026/11/21 10:30",
            "2026-11-21 23:59:59",
            "1-Mar 0:30",
            "12:30 PM",
        ),
        *("12 34", "K1 2", "1\u3000000", "12\n34", "1-Mar 2026"),
        *("\x1b$B;XDj%-!<\x1b(B", "K1\x1b(B", "\x0e1:\x0f"),
    ],
)
def test_keys_that_nobody_can_guess_are_left_to_people(text: str) -> None:
    assert proposal(Column.KEY, text) is None


def test_two_keys_that_were_seen_before_are_no_guess() -> None:
    assert proposal(Column.KEY, "2026/3/1", known=KeysSeen(["3-1", "03-01"])) is None
    assert proposal(Column.KEY, "3/1/2026", known=KeysSeen(["3-1", "1-3"])) is None


@pytest.mark.parametrize("column", Column)
def test_text_of_a_code_that_switches_characters_is_left_to_people(column: Column) -> None:
    """The bytes of ISO-2022-JP are ASCII: without their switches a wrong key would look right."""
    good = GOOD.cell(column)
    for text in (f"\x1b(B{good}", f"{good}\x0f", f"{good}\x1b(J"):
        assert proposal(column, text) is None


@given(st.from_regex(r"[0-9A-Za-z/:.-]{0,9}[0-9][ \u3000\u00a0\n]{1,2}[0-9][0-9:/.]{0,9}", fullmatch=True))
def test_no_two_numbers_are_ever_made_one_key(key: str) -> None:
    found = proposal(Column.KEY, key)
    assert found is None or Repair.SPACES not in found.repairs


def test_zeros_are_put_back_only_where_the_key_was_seen() -> None:
    every = rows(("a@example.jp", "00123", "100"), ("b@example.jp", "456", "100"), ("c@example.jp", "78", "100"))
    for known, expected in ((KeysSeen(["00456"]), [(1, "00456")]), (NO_KEYS, [])):
        found = check(every, RULE, known)
        assert {1, 2} <= found.keys()
        assert [(each.row_id, each.after) for each in propose_all(every, found, RULE, known)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("１００", ("100", R.HALF_WIDTH)),
        ("1,000", ("1000", R.THOUSANDS)),
        ("１，０００", ("1000", R.HALF_WIDTH, R.THOUSANDS)),
        ("1、000", ("1000", R.THOUSANDS)),
        ("1, 000", ("1000", R.SPACES, R.THOUSANDS)),
        ("1 000", ("1000", R.SPACES, "?")),
        ("1\u00a0000", ("1000", R.SPACES, "?")),
        ("100\u200b", ("100", R.SPACES)),
        ("100\n", ("100", R.SPACES)),
        ("100マイル", ("100", R.UNIT)),
        ("100ﾏｲﾙ", ("100", R.UNIT)),
        ("１，０００　マイル", ("1000", R.HALF_WIDTH, R.SPACES, R.UNIT, R.THOUSANDS)),
        ("100 miles", ("100", R.SPACES, R.UNIT)),
        ("100円", ("100", R.UNIT, "?")),
        ("￥100", ("100", R.UNIT, "?")),
        ("¥1,000-", ("1000", R.UNIT, R.THOUSANDS, "?")),
        ("\\100", ("100", R.UNIT, "?")),
        ("100ポイント", ("100", R.UNIT, "?")),
        ("+100", ("100", R.SIGN)),
        ("100.0", ("100", R.DECIMALS)),
        ("100.", ("100", R.DECIMALS)),
        ("1,000.00", ("1000", R.THOUSANDS, R.DECIMALS)),
        ("100.000", ("100", R.DECIMALS, "?")),
        ("0100", ("100", R.LEADING_ZERO)),
        ("'100", ("100", R.QUOTES)),
        ('="100"', ("100", R.QUOTES)),
        ("1E+03", ("1000", R.EXPONENT, "?")),
        ("110.00000000000001", ("110", R.NOISE, "?")),
        ("109.99999999999999", ("110", R.NOISE, "?")),
        ("1.2E+03", ("1200", R.EXPONENT, "?")),
        ("5e2", ("500", R.EXPONENT, "?")),
        ("9", ("10", R.NEAREST_AMOUNT, "?")),
        ("99999", ("5000", R.NEAREST_AMOUNT, "?")),
        ("1.2E+04", ("5000", R.EXPONENT, R.NEAREST_AMOUNT, "?")),
    ],
)
def test_miles_are_repaired(text: str, expected: tuple[object, ...]) -> None:
    assert repaired(Column.MILES, text) == expected


@pytest.mark.parametrize(
    ("text", "amount", "expected"),
    [
        ("100,200", VariableAmount(1, 999_999), ("100200", R.THOUSANDS, "?")),
        ("1,500", VariableAmount(1, 5000), ("1500", R.THOUSANDS, "?")),
        ("1,500マイル", VariableAmount(1, 5000), ("1500", R.UNIT, R.THOUSANDS, "?")),
        ("1,500", VariableAmount(10, 5000), ("1500", R.THOUSANDS)),
        ("1,050", VariableAmount(1, 5000), ("1050", R.THOUSANDS)),
        ("１，５００", VariableAmount(1, 5000), ("1500", R.HALF_WIDTH, R.THOUSANDS)),
        ("1、500", VariableAmount(1, 5000), ("1500", R.THOUSANDS)),
        ("1,500", FixedAmount(1500), ("1500", R.THOUSANDS)),
    ],
)
def test_two_amounts_side_by_side_are_put_together_only_when_looked_at(
    text: str, amount: Amount, expected: tuple[object, ...]
) -> None:
    assert repaired(Column.MILES, text, with_rule(amount=amount)) == expected


@given(st.integers(1, 999), st.integers(100, 999), st.integers(1, 50))
def test_no_repair_is_certain_of_a_filled_column_d(left: int, right: int, least: int) -> None:
    rule = with_rule(amount=VariableAmount(least, 99_999_999))
    every = read(f'a@example.jp,K1,"{left}","{right}"\n'.encode()).rows
    for each in propose_all(every, check(every, rule), rule):
        assert not each.certain or left < least


@given(
    st.from_regex(r"[a-z][a-z0-9]{0,9}@[a-z]{1,9}\.(jp|com|co\.jp)", fullmatch=True),
    st.from_regex(r"[A-Za-z][A-Za-z0-9_-]{0,15}|[1-9][0-9]{0,9}", fullmatch=True),
    st.integers(10, 5000),
)
def test_a_good_row_never_gets_a_proposal(address: str, key: str, miles: int) -> None:
    every = rows((address, key, str(miles)))
    found = check(every, RULE)
    assert not any(findings.errors for findings in found.values())
    assert propose_all(every, found, RULE) == []


def test_the_one_allowed_amount_is_the_nearest() -> None:
    fixed = with_rule(amount=FixedAmount(100))
    assert repaired(Column.MILES, "250", fixed) == ("100", R.NEAREST_AMOUNT, "?")
    assert repaired(Column.MILES, "1,000", fixed) == ("100", R.THOUSANDS, R.NEAREST_AMOUNT, "?")
    assert proposal(Column.MILES, "", fixed) is None


@pytest.mark.parametrize(
    "text",
    [
        *("", "0", "000", "-100", "−100", "△100", "(100)", "100-", "100.5", "1.25E+01", "1E-03", "1E+09", "百", "²"),
        *("100\n200", "100 20", "100,20", "100,x", "100円500", "11月21日", "#N/A", "1\ufffd0", "100000000", "1,000,00"),
    ],
)
def test_amounts_that_nobody_can_guess_are_left_to_people(text: str) -> None:
    assert proposal(Column.MILES, text) is None


def test_the_portals_verdict_does_not_open_a_cell_that_our_rules_accept() -> None:
    by_portal = (Finding(Code.AMOUNT_RULE, Column.MILES, Reason.BY_PORTAL),)
    assert propose(GOOD, Findings(by_portal), RULE) == ()
    assert propose(GOOD._replace(miles="9"), Findings(by_portal), RULE) != ()
    gone = (Finding(Code.NO_SUCH_MEMBER, Column.ADDRESS, Reason.BY_PORTAL),)
    assert propose(GOOD._replace(address="taro@@example.jp"), Findings(gone), RULE) == ()


def test_proposals_are_grouped_by_code_and_kind() -> None:
    every = rows(
        ("ａ@example.jp", "K1", "１，０００"),
        ("b@example.jp", "Ｋ２", "1,000"),
        ("c@@example.jp", "K3", "2,000"),
        ("d@example.jp", "K4", "9"),
        ("e@example.jp", "K5", "100円"),
    )
    proposals = propose_all(every, check(every, RULE), RULE)
    groups = grouped(proposals)
    assert [(group.code, group.repair, len(group), group.certain) for group in groups] == [
        (Code.ADDRESS, R.HALF_WIDTH, 1, True),
        (Code.ADDRESS, R.DOUBLE_AT, 1, True),
        (Code.KEY, R.HALF_WIDTH, 1, True),
        (Code.MILES, R.THOUSANDS, 3, True),
        (Code.MILES, R.UNIT, 1, False),
        (Code.AMOUNT_RULE, R.NEAREST_AMOUNT, 1, False),
    ]
    assert sorted(each.row_id for group in groups for each in group.proposals) == sorted(p.row_id for p in proposals)


_DAMAGE = st.sampled_from(
    [*"　 \u00a0\u200b\ufeff\n−－ーｰ‐,，、.．;；@＠<>＜＞\"'“”=+＋¥￥\\円0０1１2Ｅ+:k鍵²①\ufffd", "mailto:", "マイル"]
)
_AMOUNTS = st.sampled_from(
    [FixedAmount(100), FixedAmount(1000), VariableAmount(1, 99_999_999), VariableAmount(10, 5000)]
)
_MODES = st.sampled_from(Mode)
_KNOWN = st.sampled_from([NO_KEYS, KeysSeen(["00012", "123456", "K1", "0100", "12E5"])])


def _damaged(*good: str) -> st.SearchStrategy[str]:
    """A sound cell with pieces of damage at any place, or a cell of nothing else."""
    pieces = st.lists(st.tuples(st.integers(0, 20), _DAMAGE), max_size=3)

    def spoil(text: str, damage: list[tuple[int, str]]) -> str:
        for at, piece in damage:
            text = text[:at] + piece + text[at:]
        return text

    return st.builds(spoil, st.sampled_from(["", *good]), pieces)


_ROWS = st.lists(
    st.tuples(
        _damaged("taro@example.jp", "taro.y@docomo.ne.jp", "t..y@docomo.ne.jp"),
        _damaged("K1", "A-0001", "12", "00012", "1.23E+05", "1.20E+06", "2026/11/21", "12-Nov"),
        _damaged("100", "1000", "1E+03", "1.2E+04", "100.0", "9", "100円"),
    ),
    max_size=6,
)


def applied(every: list[Row], proposals: list[Proposal]) -> list[Row]:
    by_row = {row.id: row for row in every}
    for each in proposals:
        by_row[each.row_id] = with_cell(by_row[each.row_id], each.column, each.after)
    return list(by_row.values())


@given(_ROWS, _AMOUNTS, _MODES, _KNOWN)
def test_only_found_cells_are_repaired_once_and_soundly(
    cells: list[tuple[str, str, str]], amount: Amount, mode: Mode, known: KeysSeen
) -> None:
    rule = with_rule(amount=amount, mode=mode)
    every = rows(*cells)
    found = check(every, rule, known)
    proposals = propose_all(every, found, rule, known)
    assert proposals == propose_all(every, found, rule, known)

    places = Counter((each.row_id, each.column) for each in proposals)
    assert set(places.values()) <= {1}
    for each in proposals:
        assert each.before == every[each.row_id].cell(each.column) != each.after
        findings = found[each.row_id]
        assert (
            each.code
            in {finding.code for finding in (*findings.errors, *findings.warnings) if finding.column is each.column}
            & REPAIRABLE
        )

    after = applied(every, proposals)
    for each in proposals:
        findings = check_row(after[each.row_id], rule)
        left = [finding for finding in (*findings.errors, *findings.warnings) if finding.column is each.column]
        assert {finding.code for finding in left} <= {Warned.MOBILE}
    again = propose_all(after, check(after, rule, known), rule, known)
    assert not places.keys() & {(each.row_id, each.column) for each in again}


@given(_ROWS, _AMOUNTS, _MODES)
def test_cells_without_a_finding_are_never_touched(
    cells: list[tuple[str, str, str]], amount: Amount, mode: Mode
) -> None:
    rule = with_rule(amount=amount, mode=mode)
    every = rows(*cells)
    found = check(every, rule)
    spoilt = {
        (id_, finding.column)
        for id_, findings in found.items()
        for finding in (*findings.errors, *findings.warnings)
        if finding.code in REPAIRABLE
    }
    assert {(each.row_id, each.column) for each in propose_all(every, found, rule)} <= spoilt


@given(st.text(max_size=12), st.text(max_size=12), st.text(max_size=12))
def test_any_text_at_all_can_be_looked_at(address: str, key: str, miles: str) -> None:
    every = rows((address, key, miles))
    proposals = propose_all(every, check(every, RULE), RULE)
    after = applied(every, proposals)
    assert {each.column for each in propose_all(after, check(after, RULE), RULE)}.isdisjoint(
        each.column for each in proposals
    )


def test_a_shops_file_is_repaired_in_a_moment() -> None:
    rule = with_rule(amount=FixedAmount(100))
    every = [Row(n, n, n, *row.cells) for n, row in enumerate(shop_rows(25_002))]
    found = {row.id: findings for row in every if (findings := check_row(row, rule)).errors}
    assert len(every) > 25_000
    assert len(found) > len(every) * 0.02

    began = time.process_time()
    proposals = propose_all(every, found, rule)
    assert time.process_time() - began < 0.3

    assert {each.before: each.after for each in proposals if each.column is Column.MILES} == {
        "1,000": "100",
        "１００": "100",
        "100円": "100",
        "250": "100",
    }


def test_an_amount_that_spilled_over_a_comma_is_put_together() -> None:
    every = read(b'a@example.jp,K1,1,000\r\nb@example.jp,K2,"1,000"\r\nc@example.jp,K3,1000\r\n').rows
    proposals = propose_all(every, check(every, RULE), RULE)
    assert [(each.row_id, each.after) for each in proposals] == [(0, "1000"), (1, "1000")]
