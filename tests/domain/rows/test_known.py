"""What earlier batches can tell about a key."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netmile_desktop.domain.rows.known import NO_KEYS, KeysSeen, as_exponent, nothing_issued


@pytest.mark.parametrize(
    ("keys", "text", "found"),
    [
        (["00123"], "123", "00123"),
        (["00123"], "00123", "00123"),
        (["00123"], "0123", "00123"),
        (["123"], "123", "123"),
        (["00123", "123"], "123", "123"),
        (["00123", "0123"], "123", None),
        (["K123"], "123", None),
        (["00123"], "K123", None),
        (["00123"], "１２３", None),
        ([], "123", None),
        (["0"], "", None),
    ],
)
def test_zeros_in_front_do_not_make_another_key(keys: list[str], text: str, found: str | None) -> None:
    assert KeysSeen(keys).same_digits(text) == found


@pytest.mark.parametrize(
    ("keys", "text", "found"),
    [
        (["123456"], "1.23E+05", "123456"),
        (["123456", "123999"], "1.23E+05", "123456"),
        (["123456", "123123"], "1.23E+05", None),
        (["123500"], "1.24E+05", "123500"),
        (["123456789012"], "1.23457E+11", "123456789012"),
        (["999999"], "1.00E+06", "999999"),
        (["12E5"], "1.20E+06", "12E5"),
        (["00120000000000"], "1.2E+11", "00120000000000"),
        (["1" + "0" * 63], "1E+63", "1" + "0" * 63),
        (["1.23E+05"], "1.23E+05", "1.23E+05"),
        (["1E308"], "1E+308", None),
        (["000"], "0E+00", None),
        (["K1", "12-3"], "1.23E+05", None),
        (["123456"], "1.23E5", "123456"),
        (["123456"], "1.23e+5", "123456"),
        (["123456"], "1.23E+005", "123456"),
        (["123456"], "1.23E-05", None),
        (["123456"], "123456", "123456"),
    ],
)
def test_an_exponent_names_the_one_key_it_may_have_been(keys: list[str], text: str, found: str | None) -> None:
    assert KeysSeen(keys).matching_exponent(text) == found


@given(st.integers(1, 10**20), st.integers(0, 8))
def test_a_key_is_found_again_from_whatever_a_spreadsheet_showed(number: int, decimals: int) -> None:
    shown = as_exponent(Decimal(number), decimals)
    assert KeysSeen([str(number), "K1"]).matching_exponent(shown) == str(number)
    assert float(shown) == pytest.approx(number, rel=0.51 * 10**-decimals)


def test_where_nothing_is_remembered_nothing_is_told() -> None:
    assert NO_KEYS.same_digits("123") is None
    assert NO_KEYS.matching_exponent("1.23E+05") is None
    assert nothing_issued("a@example.jp") == (0, 0)
