"""What a number format shows, wherever that is more than the number."""

import pytest

from netmile_desktop.workspace.sources.books.number_formats import NumberFormat, is_quantity
from netmile_desktop.workspace.sources.books.numbers import plain_number


@pytest.mark.parametrize(
    ("code", "value", "expected"),
    [
        ("00000000", 123, "00000123"),
        ("00000000", 1234567890, "1234567890"),
        ("00000000", -5, "-00000005"),
        ("0000", 110.00000000000001, "0110"),
        ("0000", 12.5, "0013"),
        ('"M"000000', 45, "M000045"),
        ("\\M000000", 45, "M000045"),
        ('000000"号"', 77, "000077号"),
        ("000000号", 77, "000077号"),
        ('0"号"', 3, "3号"),
        ("0000-0000", 12345678, "1234-5678"),
        ("0000\\-0000", 123, "0000-0123"),
        ("####-####", 12345678, "1234-5678"),
        ("##\\-##", 1, "-1"),
        ("000\\-0000", 1600023, "160-0023"),
        ('00" "00', 123, "01 23"),
        ("000,000", 1234, "001,234"),
        ('#,##0"人"', 1234567, "1,234,567人"),
        ('0.0"kg"', 5.25, "5.3kg"),
        ("00.0##", 5.5, "05.5"),
        ('"K"General', 12, "K12"),
        ("[Red]000", 5, "005"),
        ("[赤]000", 5, "005"),
        ("[$会員-411]000", 5, "会員005"),
        ("_ 000_ ;", 5, "005"),
        ("* 000", 5, "005"),
        ("000;@", 5, "005"),
        ("000_);[Red]\\(000\\)", -5, "(005)"),
        ('"A"0;"B"0;"C"0', 0, "C0"),
        ('"A;B"0', 1, "A;B1"),
        ('"済"', 1, "済"),
        ("[<=99999999]####\\-####;\\(00\\)\\ ####\\-####", 12345678, "1234-5678"),
        ("[<=99999999]####\\-####;\\(00\\)\\ ####\\-####", 312345678, "(03) 1234-5678"),
        ('[=0]"なし";[>=1000]0000-0000;000', 0, "なし"),
        ('[=0]"なし";[>=1000]0000-0000;000', 7, "007"),
    ],
)
def test_zeros_letters_and_dashes_are_shown(code: str, value: float, expected: str) -> None:
    number_format = NumberFormat(code)
    assert not number_format.is_plain
    assert number_format.shown(value) == expected
    assert number_format.is_imitated(value)


@pytest.mark.parametrize(
    "code",
    [
        *("General", "@", "0", "#", "#,##0", "0.00", "#,##0.00", "0_ ", "#,##0_ ", "?0"),
        *('"¥"#,##0', "[$¥-411]#,##0", '#,##0"円"', '0"マイル"', '#,##0"pt"', "¥#,##0"),
        *("0_);[Red]\\(0\\)", '0;"△"0', "#,##0;[Red]-#,##0", '_ * #,##0_ ;_ * \\-#,##0_ ;_ * "-"_ ;_ @_ '),
    ],
)
def test_quantities_stay_plain_numbers(code: str) -> None:
    """Miles have to stay numbers: 1,000 in a cell of a sheet is 1000 miles."""
    number_format = NumberFormat(code)
    assert number_format.is_plain
    assert [number_format.shown(value) for value in (1000, 0, -5, 0.5)] == [None] * 4
    assert number_format.is_imitated(1000)


@pytest.mark.parametrize(
    "code",
    [
        "0%",
        "0.00E+00",
        "# ?/?",
        "#,##0,",
        "[DBNum1]0",
        "[$-30411]000",
        ";;;",
        "000x",
        "0!-0",
        '"K"@',
        "[h]",
        "[000",
    ],
)
def test_what_cannot_be_imitated_stays_plain_and_is_told(code: str) -> None:
    number_format = NumberFormat(code)
    assert not number_format.is_plain
    assert number_format.shown(1234.5) is None
    assert not number_format.is_imitated(1234.5)


def test_a_negative_number_under_a_condition_is_not_imitated() -> None:
    """Programs differ in whether they show its sign."""
    number_format = NumberFormat("[<100]000;0000")
    assert (number_format.shown(-5), number_format.is_imitated(-5)) == (None, False)


def test_a_placeholder_that_stays_empty_after_a_zero_is_not_imitated() -> None:
    """Some programs show a zero there."""
    number_format = NumberFormat("0##")
    assert (number_format.shown(5), number_format.is_imitated(5)) == (None, False)
    assert number_format.is_imitated(123)


def test_numbers_whose_last_digits_are_lost_are_never_shown_as_whole() -> None:
    assert NumberFormat("0000000000000000").shown(1234567890123456) is None


def test_a_format_that_shows_a_plain_number_after_all_says_nothing_more() -> None:
    assert NumberFormat("000").shown(1234) == "1234"
    assert NumberFormat("000,000").shown(1234567) == "1234567"


@pytest.mark.parametrize(
    ("code", "expected"),
    [('"M"@', "M0012"), ("0;0;0;@", "0012"), ('000;;;"番"@', "番0012"), ("000", "0012"), ("@", "0012")],
)
def test_texts_get_what_their_format_adds(code: str, expected: str) -> None:
    assert NumberFormat(code).of_text("0012") == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (110.00000000000001, "110"),
        (329.99999999999994, "330"),
        (0.30000000000000004, "0.3"),
        (57.699999999999996, "57.7"),
        (-2.0000000000000004, "-2"),
        (123456789012345.6, "123456789012346"),
        (999999999999999.9, "1E+15"),
        (1e-7, "1E-07"),
    ],
)
def test_noise_beyond_15_digits_vanishes(value: float, expected: str) -> None:
    assert plain_number(value) == expected


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        *[("1,000", 1000, True), ("1.000", 1000, True), ("1.000,50", 1000.5, True), ("¥1,000", 1000, True)],
        *[("1,000マイル", 1000, True), ("5.00", 5, True), ("13", 12.5, True), ("-5", -5, True), ("△5", -5, True)],
        *[("(5)", -5, True), ("-¥5", -5, True), ("-", 0, True), ("0", 0, True), ("1\u00a0000", 1000, True)],
        *[("001", 1, False), ("1-0", 10, False), ("10号", 10, False), ("-5", 5, False), ("46", 45678, False)],
        *[("4.56", 456, False), ("", 0, False), ("1 000", 1000, False)],
    ],
)
def test_a_quantity_is_nothing_but_the_number(text: str, value: float, expected: bool) -> None:
    assert is_quantity(text, value) is expected
