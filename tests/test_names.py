from __future__ import annotations

import os
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from netmile_desktop.names import is_text, legible
from tests.support.requirements import needs_names_of_bytes


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("来店.csv", "来店.csv"),
        (os.fsdecode(b"\x97\x88\x93X.csv"), "\ufffd\ufffd\ufffdX.csv"),
        (Path("a") / os.fsdecode(b"b\xff"), str(Path("a") / "b\ufffd")),
        ("\ud83d\ude00.csv", "😀.csv"),
        ("\ud83d.csv", "\ufffd.csv"),
    ],
)
@needs_names_of_bytes
def test_a_name_can_be_read_by_people(name: str | Path, shown: str) -> None:
    assert legible(name) == shown


@given(st.text(st.characters(codec="utf-8") | st.characters(categories=["Cs"])))
def test_whatever_came_in_can_go_out(name: str) -> None:
    assert msgspec.json.decode(msgspec.json.encode(legible(name))) == legible(name)
    if is_text(name):
        assert legible(name) == name
