"""IDs and names are found by any part, however they are typed."""

from __future__ import annotations

import pytest

from netmile_desktop.domain.matching import bare, meant, mentions

IDS = ["C-1024", "C-1025", "C-10250", "C-2025"]


@pytest.mark.parametrize("text", ["C-1025", "c-1025", "C1025", "Ｃ－１０２５", "Cー1025", " c 1025 "])
def test_the_whole_of_an_id_means_that_one_alone(text: str) -> None:
    assert meant(IDS, text) == {"C-1025"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [("102", {"C-1024", "C-1025", "C-10250"}), ("025", {"C-1025", "C-10250", "C-2025"}), ("X", set()), ("", set(IDS))],
)
def test_a_part_means_all_that_have_it(text: str, expected: set[str]) -> None:
    assert meant(IDS, text) == expected


def test_width_case_blanks_and_hyphens_do_not_count() -> None:
    assert bare("ﾏｲﾙ Ｃ-1024") == bare("マイルc1024")
    assert mentions("秋の　ポイント フェア", "秋のﾎﾟｲﾝﾄ")
    assert mentions("20261130-000092", "000092")
    assert mentions("20261130-000092", "20261130ー000092")
    assert not mentions("秋のフェア", "春")
