"""Repairs of column A."""

from __future__ import annotations

import re

from netmile_desktop.domain.repairs.characters import dashes, half_width, quotes, spaces
from netmile_desktop.domain.repairs.kinds import Change, Repair, Step

_JAPANESE_STOPS = str.maketrans({"。": ".", "｡": "."})
_BRACKETED = re.compile(r"[^<>@]*<\s*([^<>]+?)\s*>[\s;,.]*").fullmatch
_MAILTO = re.compile(r"mailto:\s*", re.IGNORECASE).match
_APOSTROPHES = re.compile(r"['‘’]([^'‘’]+)['‘’]").fullmatch


def half_width_address(text: str) -> Change:
    """ｔａｒｏ＠ｅｘａｍｐｌｅ。ｊｐ → taro@example.jp."""
    return Change(half_width(text).text.translate(_JAPANESE_STOPS))


def brackets(text: str) -> Change | None:
    """山田太郎 <taro@example.jp> → taro@example.jp."""
    found = _BRACKETED(text)
    return Change(found[1]) if found else None


def mailto(text: str) -> Change | None:
    """mailto:taro@example.jp → taro@example.jp."""
    found = _MAILTO(text)
    return Change(text[found.end() :]) if found else None


def quoted(text: str) -> Change:
    """Quotes around an address go, of either kind."""
    found = _APOSTROPHES(text)
    return Change(found[1]) if found else quotes(text)


def double_at(text: str) -> Change:
    """taro@@example.jp → taro@example.jp."""
    return Change(re.sub("@{2,}", "@", text))


def trailing(text: str) -> Change:
    """taro@example.jp, → taro@example.jp."""
    return Change(text.rstrip(".,;:、；"))


STEPS: tuple[Step, ...] = (
    (Repair.HALF_WIDTH, half_width_address),
    (Repair.BRACKETS, brackets),
    (Repair.MAILTO, mailto),
    (Repair.SPACES, spaces),
    (Repair.QUOTES, quoted),
    (Repair.DOUBLE_AT, double_at),
    (Repair.DASHES, dashes),
    (Repair.TRAILING, trailing),
)
