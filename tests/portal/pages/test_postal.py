"""Addresses by postal code, from the table that Japan Post publishes."""

from __future__ import annotations

from pathlib import Path

import pytest

from netmile_desktop.portal.pages.postal import NotATable, lookup_in, sandbox_lookup


def line(code: str, *names: str) -> str:
    cells = ["14104", "231", code, "ｶﾅｶﾞﾜｹﾝ", "ﾖｺﾊﾏｼ", "ｶｲｶﾞﾝ", *names, *"000000"]
    return ",".join(f'"{cell}"' for cell in cells) + "\r\n"


CITY = ("神奈川県", "横浜市中区")


def test_a_code_leads_to_the_address_as_far_as_it_tells(tmp_path: Path) -> None:
    file = tmp_path / "utf_ken_all.csv"
    lines = [
        line("2310002", *CITY, "海岸通"),
        line("2310000", *CITY, "以下に掲載がない場合"),
        line("2310801", *CITY, "新山下（１～３丁目）"),
        line("2310900", *CITY, "本牧大里町"),
        line("2310900", *CITY, "本牧十二天"),
    ]
    file.write_text("".join(lines), encoding="utf-8")
    find = lookup_in(file)
    codes = ("231-0002", "231-0000", "231-0801", "231-0900", "999-9999")
    assert [find(code) for code in codes] == [
        "神奈川県横浜市中区海岸通",
        "神奈川県横浜市中区",
        "神奈川県横浜市中区新山下",
        "神奈川県横浜市中区本牧",
        "",
    ]


@pytest.mark.parametrize(
    "content", [b"a,b,c\n", line("231", *CITY, "海岸通").encode(), line("2310002", *CITY, "海").encode("cp932")]
)
def test_what_is_no_such_table_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "codes.csv"
    file.write_bytes(content)
    with pytest.raises(NotATable):
        lookup_in(file)


def test_the_sandbox_has_a_few_codes() -> None:
    assert sandbox_lookup("231-0002") == "神奈川県横浜市中区海岸通"
    assert sandbox_lookup("999-9999") == ""
