"""What issued miles cost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netmile_desktop.domain.billing import yen


@pytest.mark.parametrize(
    ("miles", "rate", "expected"), [(1000, 550, 550), (999, 1000, 999), (1, 550, 0), (1999, 550, 1099), (0, 550, 0)]
)
def test_fractions_of_a_yen_are_cut_off(miles: int, rate: int, expected: int) -> None:
    assert yen(miles, rate) == expected


@given(st.integers(0, 10**12), st.integers(0, 10**6))
def test_sums_stay_whole_and_never_exceed_the_exact_amount(miles: int, rate: int) -> None:
    assert 0 <= miles * rate - yen(miles, rate) * 1000 < 1000
