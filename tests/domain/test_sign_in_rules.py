"""What a login ID must be like."""

from __future__ import annotations

import pytest

from netmile_desktop.domain.sign_in_rules import is_login


@pytest.mark.parametrize("login", ["demo", "abcd", "A-1_b", "a" * 32, "____", "0000"])
def test_half_width_letters_digits_and_two_signs_make_an_id(login: str) -> None:
    assert is_login(login)


@pytest.mark.parametrize(
    "login", ["", "abc", "a" * 33, "a.b.c", "ab cd", "demo\n", "ｄｅｍｏ", "花田恵子", "ab@cd", "é234"]
)
def test_anything_else_does_not(login: str) -> None:
    assert not is_login(login)
