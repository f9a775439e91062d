"""What is seen of a table in parts is what the whole reading says of it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netmile_desktop.domain.failures import FileUnreadable
from netmile_desktop.domain.rows import excerpts
from netmile_desktop.domain.rows.encodings import ENCODINGS, guess_encoding, structured, text_of
from netmile_desktop.domain.rows.excerpts import (
    beginning,
    count_records,
    ending,
    middle,
    records_equal_to,
    records_with,
)
from netmile_desktop.domain.rows.records import is_empty
from netmile_desktop.domain.rows.rows import records
from tests.support.awkward import DELIMITERS, awkward_files

ROW = "m{n}@example.jp,K{n},100\n"
MANY = 12_000
"""Lines of some 300 KiB: more than the largest part that is looked at to begin with."""


def filled(data: bytes, encoding: str, delimiter: str) -> list[list[str]]:
    """All records up to the last filled one, as the plain reading has them."""
    found = list(records(data, encoding, delimiter))
    while found and is_empty(found[-1]):
        found.pop()
    return found


@settings(max_examples=250)
@given(awkward_files(), st.sampled_from(["", "", *ENCODINGS]), st.sampled_from([",", ",", *DELIMITERS]), st.data())
def test_parts_of_any_file_are_parts_of_its_reading(
    data: bytes, encoding: str, delimiter: str, chosen: st.DataObject
) -> None:
    encoding = encoding or guess_encoding(data)
    try:
        every = filled(data, encoding, delimiter)
    except FileUnreadable:
        return
    assert count_records(data, encoding, delimiter) == len(every)
    at_most = chosen.draw(st.integers(0, len(every) + 1))
    first = beginning(data, encoding, delimiter, at_most)
    assert first[: len(every)] == every[:at_most]
    assert not any(cells for cells in first[len(every) :] if not is_empty(cells))
    assert ending(data, encoding, delimiter, at_most) == every[max(0, len(every) - at_most) :]
    for number in range(1, len(every) + 1):
        same = records_equal_to(data, encoding, delimiter, number)
        # Other bytes may be the same cells, and nothing is said of records without any.
        assert set(same) <= {n for n, cells in enumerate(every, 1) if n > number and cells == every[number - 1]}
    behind = chosen.draw(st.integers(0, len(every)))
    pieces = [piece for cells in every for cell in cells for piece in re.findall("[a-z0-9@.]+", cell.lower())]
    wanted = chosen.draw(st.sampled_from(pieces or ["x"]))
    found = dict(records_with(data, encoding, delimiter, [wanted], behind))
    assert all(
        n > behind and (cells == every[n - 1] if n <= len(every) else is_empty(cells)) for n, cells in found.items()
    )
    having = {n for n, cells in enumerate(every, 1) if n > behind and any(wanted in cell.lower() for cell in cells)}
    assert having <= found.keys() or b'"' in data, "a quote may stand in the middle of what is one text in the cell"
    assert [cells for n, cells in records_with(data, encoding, delimiter, (), behind) if n <= len(every)] == every[
        behind:
    ]
    source = structured(data, encoding, delimiter)
    assert ending(source.data, source.form, delimiter, at_most) == ending(data, encoding, delimiter, at_most)


@pytest.mark.parametrize("delimiter", [",", pytest.param("|", marks=pytest.mark.no_cover)])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16", "iso-2022-jp", "euc-jp"])
@pytest.mark.parametrize("line_end", ["\n", *(pytest.param(end, marks=pytest.mark.no_cover) for end in ("\r\n", "\r"))])
def test_parts_of_a_large_file(encoding: str, line_end: str, delimiter: str) -> None:
    heading = "メールアドレス,キー,ポイント"
    lines = [
        heading,
        *(f'm{n}@example.jp,"K ""{n}""",100' for n in range(MANY)),
        heading,
        'x,"K\n1",1',
        heading,
        "計,,1",
    ]
    text = line_end.join([*lines, "", ",,", ""]).replace(",", delimiter)
    data = text.encode("iso2022_jp" if encoding == "iso-2022-jp" else encoding)
    assert beginning(data, encoding, delimiter, 2)[1] == ["m0@example.jp", 'K "0"', "100"]
    last = ending(data, encoding, delimiter, 3)
    assert [cells[0] for cells in last] == ["x", "メールアドレス", "計"]
    assert count_records(data, encoding, delimiter) == MANY + 5
    assert records_equal_to(data, encoding, delimiter, 1) == [MANY + 2, MANY + 4]
    assert records_equal_to(data, encoding, delimiter, MANY + 9) == []
    some = middle(data, encoding, delimiter, 10, 5)
    assert len(some) == 50
    numbers = [int(cells[0].removeprefix("m").partition("@")[0]) for cells in some]
    assert numbers == sorted(set(numbers))
    assert numbers[25] == pytest.approx(MANY * 6 / 11, rel=0.02)


def test_a_joined_file_may_bring_a_mark_before_its_heading() -> None:
    one = ("mail,key,miles\n" + ROW.format(n=1)).encode("utf-8-sig")
    assert records_equal_to(3 * one, "utf-8-sig", ",", 1) == [3, 5]


def test_the_same_bytes_within_a_cell_or_a_line_are_no_record() -> None:
    data = b'mail,key\n1,"\nmail,key\n",\nmy mail,key\nmail,key,\nmail,key'
    assert records_equal_to(data, "utf-8", ",", 1) == [5]


def test_places_of_a_small_file_give_no_record_twice() -> None:
    data = "".join(ROW.format(n=n) for n in range(5)).encode()
    assert [cells[1] for cells in middle(data, "utf-8", ",", 20, 3)] == ["K1", "K2", "K3", "K4"]


@pytest.mark.parametrize("ask", [ending, beginning])
def test_only_a_part_of_a_large_file_is_looked_at(ask: object, monkeypatch: pytest.MonkeyPatch) -> None:
    decoded = []

    def counted(data: bytes, encoding: str) -> str:
        decoded.append(data)
        return text_of(data, encoding)

    monkeypatch.setattr(excerpts, "text_of", counted)
    data = "".join(ROW.format(n=n) for n in range(MANY)).encode() + b",,\n \n" * MANY
    found = ask(data, "utf-8", ",", 20)  # type: ignore[operator]
    assert len(found) == 20
    assert found[-1][0] == f"m{MANY - 1 if ask is ending else 19}@example.jp"
    assert 20 <= len(decoded) < MANY // 5
