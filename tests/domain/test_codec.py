"""Typed values come in through one codec, whatever other threads do."""

from __future__ import annotations

import os
import subprocess
import sys
import typing
from collections.abc import Callable
from functools import partial
from types import FrameType, GenericAlias
from typing import Any, Generic, TypeVar

import msgspec
import pytest

from netmile_desktop.domain import codec
from tests.support.first_uses import USES

T = TypeVar("T")
PROCESSES = 200
BUILDERS = {"get_class_annotations", "get_dataclass_info", "get_typeddict_info"}
"""What msgspec calls to look into a class that it has not built yet."""


class Inner(msgspec.Struct):
    """Held by others."""

    number: int


class Box(msgspec.Struct, Generic[T]):
    """Holds others."""

    items: list[T]


class Outer(msgspec.Struct):
    """Holds one that holds others."""

    box: Box[Inner]
    spare: Inner | None = None


@pytest.mark.parametrize("use", USES)
def test_threads_that_use_a_type_for_the_first_time_at_once_all_get_their_values(use: str) -> None:
    words = [sys.executable, "-m", "tests.support.first_uses", use]
    if hasattr(os, "fork"):
        runs = [subprocess.run([*words, str(PROCESSES)], capture_output=True, text=True, timeout=200)]
    else:
        runs = [subprocess.run(words, capture_output=True, text=True, timeout=60) for _ in range(PROCESSES // 20)]
    assert {(run.returncode, run.stderr) for run in runs} == {(0, "")}


def test_types_are_built_under_the_lock_down_to_the_last_nested_one() -> None:
    inner = msgspec.defstruct("FreshInner", [("number", int)])
    outer = msgspec.defstruct("FreshOuter", [("items", GenericAlias(list, (inner,))), ("spare", inner | None)])
    built = built_by(lambda: codec.decode_json(b'{"items":[],"spare":null}', outer))
    assert len(built) == 2, "each class once"
    assert all(built), "the lock was held each time"


@pytest.mark.parametrize("type_", [Outer, Inner, Box[Inner], list[Outer]])
def test_nothing_is_left_to_build_once_a_type_was_decoded(type_: Any) -> None:
    with pytest.raises(msgspec.ValidationError):
        codec.decode_json(b"0", type_)
    for again in (
        lambda: codec.decode_json(b"0", type_),
        lambda: codec.decode_msgpack(b"\0", type_),
        lambda: codec.convert(0, type_),
        lambda: codec.convert(0, type_, strict=False),
    ):
        assert not built_by(again)


def test_a_generic_type_that_is_made_anew_is_not_built_again_outside_the_lock() -> None:
    codec.convert({"items": []}, Box[Inner])
    known = Box[Inner]
    for forget in vars(typing)["_cleanups"]:
        forget()
    anew = Box[Inner]
    assert anew is not known
    assert not built_by(lambda: codec.convert({"items": []}, anew))


def test_encoding_builds_nothing() -> None:
    inner = msgspec.defstruct("FreshInner", [("number", int)])
    value = msgspec.defstruct("FreshOuter", [("inner", inner)])(inner(1))
    for encode in (msgspec.json.encode, msgspec.msgpack.encode, msgspec.to_builtins):
        assert not built_by(partial(encode, value))


def test_what_is_nested_without_end_is_no_message() -> None:
    with pytest.raises(msgspec.DecodeError, match="nested too deeply"):
        codec.decode_json(b'{"number": 1, "more": ' + b"[" * 50_000, Inner)
    deep = b"\x82" + msgspec.msgpack.encode("number") + b"\x01" + msgspec.msgpack.encode("more") + b"\x91" * 50_000
    with pytest.raises(msgspec.DecodeError, match="nested too deeply"):
        codec.decode_msgpack(deep, Inner)


def test_what_does_not_fit_is_refused_in_the_words_of_msgspec() -> None:
    with pytest.raises(
        msgspec.ValidationError, match=r"^Expected `int`, got `str` - at `\$\.box\.items\[0\]\.number`$"
    ):
        codec.decode_json(b'{"box":{"items":[{"number":"1"}]}}', Outer)
    with pytest.raises(msgspec.ValidationError, match=r"^Expected `int`, got `str` - at `\$\.number`$"):
        codec.convert({"number": "1"}, Inner)
    assert codec.convert({"number": "1"}, Inner, strict=False) == Inner(1)
    with pytest.raises(msgspec.DecodeError, match="truncated"):
        codec.decode_json(b"{", Outer)
    with pytest.raises(msgspec.DecodeError, match="truncated"):
        codec.decode_msgpack(b"", Outer)


def built_by(use: Callable[[], object]) -> list[bool]:
    """For each class that a use makes msgspec look into: whether the codec's lock is held meanwhile."""
    held = []

    def note(frame: FrameType, event: str, _of: object) -> None:
        if event == "call" and frame.f_code.co_name in BUILDERS:
            held.append(codec._building.locked())

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        use()
    except msgspec.ValidationError:
        pass
    finally:
        sys.setprofile(before)
    return held
