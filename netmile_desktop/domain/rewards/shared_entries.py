"""Registrations of one file with the same phone number or e-mail address: worth a look, and never a fault.

A family may share a phone, so nothing is refused for it. The portal sees to it that a member registers once; that one
person has two memberships can only be guessed from what was typed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Protocol

from netmile_desktop.domain.rewards.entries import EntryField, normalised

COMPARED = (EntryField.PHONE, EntryField.EMAIL)
"""What is compared."""


class EntriesOfRow(Protocol):
    """What is looked at of a registration."""

    @property
    def number(self) -> int: ...
    @property
    def code(self) -> str: ...
    @property
    def fields(self) -> Mapping[EntryField, str]: ...
    @property
    def replaced(self) -> tuple[EntryField, ...]: ...


def are_told(rows: Sequence[EntriesOfRow]) -> bool:
    """Return whether any row tells a phone number or an e-mail address, so that rows can be compared at all."""
    return any(_told(row, field) for row in rows for field in COMPARED)


def shared_entries(rows: Sequence[EntriesOfRow]) -> dict[str, dict[EntryField, tuple[int, ...]]]:
    """Return by 登録ID which other rows, by their numbers, have the same entry; rows without such are left out."""
    found: dict[str, dict[EntryField, tuple[int, ...]]] = {}
    for field in COMPARED:
        alike: dict[str, list[EntriesOfRow]] = {}
        for row in rows:
            if text := _told(row, field):
                alike.setdefault(text, []).append(row)
        for group in alike.values():
            for row in group if len(group) > 1 else ():
                others = tuple(each.number for each in group if each.code != row.code)
                if others:
                    found.setdefault(row.code, {})[field] = others
    return found


def _told(row: EntriesOfRow, field: EntryField) -> str:
    """Return an entry in the form in which it is compared; "" if there is none, or not all of it could be written."""
    text = "" if field in row.replaced else normalised(field, row.fields.get(field, ""))
    return re.sub(r"\D", "", text) if field is EntryField.PHONE else text.casefold()
