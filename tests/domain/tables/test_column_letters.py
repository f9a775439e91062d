"""Columns are named as spreadsheets name them."""

from netmile_desktop.domain.tables.column_letters import column_letters


def test_letters() -> None:
    assert [column_letters(n) for n in (1, 26, 27, 702, 703)] == ["A", "Z", "AA", "ZZ", "AAA"]
