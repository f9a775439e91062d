"""Other ways to write a key that nobody knows as it was typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netmile_desktop.domain.repairs.spellings import MOST, spellings


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("k023285", "K023285"),
        ("Ｋ０２３２８５", "K023285"),
        ("K23285", "K023285"),
        ("000123", "123"),
        ("123", "00000123"),
        ("ab-7-1", "AB-007-1"),
        ("ＡＢー７", "ab-7"),
        ("Ｍember００１＠example.jp", "Member001@example.jp"),
        ("0", "0000"),
        ("k 1", "K1"),
        ("tanaka-taro-12", "TANAKA-taro-0012"),
        ("Ab-Cd-9", "ab-CD-009"),
        ("abcdef", "aBcDeF"),
        ("AB-07-01X", "ab-7-1x"),
        ("1-2-3", "01-02-003"),
    ],
)
def test_what_was_meant_is_among_them(typed: str, meant: str) -> None:
    assert meant in spellings(typed)


def test_case_comes_before_zeros_and_addresses_keep_their_numbers() -> None:
    found = spellings("k01")
    assert found.index("K01") < found.index("k1")
    assert spellings("a01@example.jp") == ["A01@EXAMPLE.JP", "A01@example.jp"]


@given(st.text(max_size=64))
def test_there_are_few_and_none_is_what_was_typed(typed: str) -> None:
    found = spellings(typed)
    assert len(found) == len(set(found)) <= MOST
    assert typed not in found
    assert "" not in found
