"""`--columns`: which column of a file holds what, and what is wrong with a form of it that makes no sense."""

from __future__ import annotations

from collections.abc import Sequence

from netmile_desktop.cli.failing import UsageWrong
from netmile_desktop.domain.language import Bilingual
from netmile_desktop.domain.tables.headings import roles_of
from netmile_desktop.domain.tables.table import ColumnRole, Purpose
from netmile_desktop.domain.texts.tables import role_words

_MOST_COLUMN = 16_384
"""Columns of a workbook at most."""

_MOST_LETTERS = len("XFD")


def columns(text: str) -> dict[ColumnRole, int]:
    """`address=1,key=2,miles=3`: which column of the file holds what, by number from 1 or by letters.

    Raises:
        UsageWrong: it makes no sense; each fault is named.
    """
    return _columns(text, Purpose.ISSUING)


def cancel_columns(text: str) -> dict[ColumnRole, int]:
    """`key=1,issued_on=2,miles=0`: as `columns`, for a cancel file; 0 for none."""
    return _columns(text, Purpose.CANCELLING)


def _columns(text: str, purpose: Purpose) -> dict[ColumnRole, int]:
    roles = roles_of(purpose)
    found: dict[ColumnRole, int] = {}
    faults = []
    for pair in text.split(","):
        name, _, place = (part.strip() for part in pair.partition("="))
        fault = _fault(pair.strip(), name, place, purpose)
        if fault is None and name in found:
            fault = Bilingual(f"{name} が 2 回以上指定されています。", f"{name} is named more than once.")
        if fault is None:
            found[ColumnRole(name)] = _number(place)
        else:
            faults.append(fault)
    if purpose is Purpose.ISSUING and not faults:
        missing = [role.value for role in roles if role not in found]
        faults += [Bilingual(f"{role} の列がありません。", f"The column of {role} is missing.") for role in missing]
    if faults:
        raise UsageWrong(_told(faults, roles))
    return found


def _fault(pair: str, name: str, place: str, purpose: Purpose) -> Bilingual | None:
    """What is wrong with one part of the text, taken alone."""
    if name not in roles_of(purpose):
        if "=" not in pair:
            return Bilingual(
                f"「{pair}」は「項目=列」の形ではありません。", f"“{pair}” does not say which column holds what."
            )
        return Bilingual(f"「{name}」という項目はありません。", f"“{name}” is nothing that can be named.")
    if not place:
        return Bilingual(
            f"{name} に列がありません。{name}=2 または {name}=B のように指定してください。",
            f"{name} has no column. Write {name}=2 or {name}=B.",
        )
    return None if _least(purpose) <= _number(place) <= _MOST_COLUMN else _no_column(name, place, purpose)


def _told(faults: Sequence[Bilingual], roles: Sequence[ColumnRole]) -> Bilingual:
    """The faults, and what can be given instead."""
    example = "--columns " + ",".join(f"{role.value}={number}" for number, role in enumerate(roles, 1))
    names = [(role.value, role_words(role)) for role in roles]
    return Bilingual(
        "\n".join(
            (
                "--columns の指定が正しくありません。",
                *("  " + each.ja for each in faults),
                "使える項目: " + "、".join(f"{role}（{name.ja}）" for role, name in names),
                f"例: {example}",
            )
        ),
        "\n".join(
            (
                "--columns makes no sense:",
                *("  " + each.en for each in faults),
                "What can be named: " + ", ".join(f"{role} ({name.en})" for role, name in names),
                f"Example: {example}",
            )
        ),
    )


def _no_column(name: str, place: str, purpose: Purpose) -> Bilingual:
    least = _least(purpose)
    none = Bilingual("、ない場合は 0", ", or 0 for none") if least == 0 else Bilingual("", "")
    return Bilingual(
        f"{name} の「{place}」は列ではありません。1～{_MOST_COLUMN:,} の番号か、A～XFD の列名で指定してください{none.ja}。",
        f"“{place}” of {name} is no column. Give a number from 1 to {_MOST_COLUMN:,} or letters from A to XFD{none.en}.",
    )


def _least(purpose: Purpose) -> int:
    """The least number: 0 stands for none where a column may be missing."""
    return 1 if purpose is Purpose.ISSUING else 0


def _number(place: str) -> int:
    """The number of a column given by number or by letters; -1 if it is neither."""
    if place.isascii() and place.isdigit():
        return int(place) if len(place) <= len(str(_MOST_COLUMN)) else -1
    if not (place.isascii() and place.isalpha() and len(place) <= _MOST_LETTERS):
        return -1
    number = 0
    for letter in place.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
