"""Lines of files of any kind, found without looking at the rest of the file."""

from __future__ import annotations

from itertools import accumulate
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netmile_desktop.domain.rows.lines import count_lines, filled_end, line_after, line_of, without_line_end

LINES = st.lists(st.tuples(st.sampled_from([b"", b"a", b"a,b", b" ,\t", b'"x"']), st.sampled_from([b"\n", b"\r\n"])))


class Watched(bytes):
    """Bytes that count how many of them are searched backwards."""

    searched = 0

    def rfind(self, wanted: Any, begin: Any = 0, end: Any = None) -> int:
        found = super().rfind(wanted, begin, end)
        Watched.searched += (len(self) if end is None else end) - max(found, begin or 0)
        return found


@given(LINES, st.sampled_from([b"", b"a", b",,"]))
def test_every_line_is_found_from_anywhere_in_it(lines: list[tuple[bytes, bytes]], last: bytes) -> None:
    data = b"".join(text + end for text, end in lines) + last
    begins = [0, *accumulate(len(text + end) for text, end in lines)]
    assert count_lines(data, 0, len(data)) == len(lines) + bool(last)
    for begin, (text, end) in zip(begins, lines, strict=False):
        assert line_after(data, begin) == begin + len(text + end)
        assert {line_of(data, at) for at in range(begin, begin + len(text) + 1)} == {begin}
        assert without_line_end(data, begin, begin + len(text + end)) == begin + len(text)
    assert data[filled_end(data, ",") :].strip(b", \t\r\n") == b""
    assert data[: filled_end(data, ",")].endswith((b"a", b"b", b'"')) or not data.strip(b", \t\r\n")


@pytest.mark.parametrize("line_end", [b"\n", b"\r", b"\r\n"])
@pytest.mark.parametrize("line", [b"", b"x" * 30, b"x" * 3_000])
def test_finding_a_line_costs_its_length_and_not_that_of_the_file(line: bytes, line_end: bytes) -> None:
    count = 3_000
    data = Watched((line + line_end) * count)
    length = len(line + line_end)
    Watched.searched = 0
    for at in range(0, len(data), length):
        assert line_of(data, at + len(line)) == at
    assert Watched.searched <= count * (2 * 5 * length + 600)
