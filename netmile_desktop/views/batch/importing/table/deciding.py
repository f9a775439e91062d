"""Choices about a file as a person changes them on the import page, one at a time."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from netmile_desktop.domain.rows.rows import Recipe
from netmile_desktop.domain.tables.table import (
    NO_CHOICES,
    Choices,
    ColumnRole,
    Hidden,
    LeftOutCause,
    Purpose,
    TableReading,
)

SENT_ROLES = (ColumnRole.ADDRESS, ColumnRole.KEY, ColumnRole.MILES)
"""Roles of an issuance file, in the order of `Recipe.columns`."""

ROLES: dict[Purpose, tuple[ColumnRole, ...]] = {
    Purpose.ISSUING: SENT_ROLES,
    Purpose.CANCELLING: (ColumnRole.ISSUE_ID, ColumnRole.KEY, ColumnRole.ISSUED_ON, ColumnRole.MILES),
}
"""Roles that columns can have, by what a file is read for."""


def choices_of(recipe: Recipe, hidden_rows: Sequence[tuple[int, int]] = ()) -> Choices:
    """Return the choices that a stored recipe stands for; `hidden_rows` are the runs that the sheet does not show."""
    roles = tuple(zip(SENT_ROLES, recipe.columns, strict=True)) if recipe.columns else ()
    hidden = None
    if hidden_rows:
        left_out = any(first <= row <= last for row, _ in hidden_rows for first, last in recipe.without)
        hidden = Hidden.LEAVE_OUT if left_out else Hidden.INCLUDE
    return Choices(recipe.encoding, recipe.delimiter, recipe.header, recipe.skip or None, roles, hidden)


def kept_rows(table: TableReading, recipe: Recipe, records: int) -> tuple[int, ...]:
    """Return the records that a stored recipe reads as rows, and that would be left out if nobody had put them back.

    Args:
        records: Number of the last record with content.
    """
    ends = records - recipe.tail
    asked = [each for each in table.left_out if each.cause not in (LeftOutCause.LEADING, LeftOutCause.HIDDEN)]
    return tuple(
        record
        for each in asked
        for record in range(each.first, each.last + 1)
        if record <= ends and not any(first <= record <= last for first, last in recipe.without)
    )


def with_role(choices: Choices, table: TableReading, role: ColumnRole, number: int) -> Choices:
    """Give a column a role. The role that it had is left without a column, never moved to another one unasked."""
    roles = dict(choices.roles)
    before = next((column.role for column in table.columns if column.number == number), None)
    if before is not None and before is not role:
        roles[before] = 0
    roles = {each: at for each, at in roles.items() if at != number}
    roles[role] = number
    return replace(choices, roles=tuple(roles.items()))


def with_second_role(choices: Choices, table: TableReading, role: ColumnRole, number: int) -> Choices:
    """Give a column a role besides the one that it has, as for addresses that are keys."""
    held = {column.role: number for column in table.columns if column.number == number and column.role is not None}
    return replace(choices, roles=tuple((dict(choices.roles) | held | {role: number}).items()))


def without_role(choices: Choices, table: TableReading, number: int) -> Choices:
    """Take all roles from a column."""
    roles = dict(choices.roles)
    held = {column.role for column in table.columns if column.number == number and column.role is not None}
    held |= {role for role, at in roles.items() if at == number}
    return replace(choices, roles=tuple((roles | dict.fromkeys(held, 0)).items()))


def with_heading(choices: Choices, record: int) -> Choices:
    """Make a record the heading; columns are found anew by its words."""
    return replace(choices, header=True, skip=record - 1, roles=())


def without_heading(choices: Choices, table: TableReading) -> Choices:
    """Make the record that was taken for a heading a row."""
    return replace(choices, header=False, skip=max(table.header_record - 1, 0), roles=())


def beginning_at(choices: Choices, record: int) -> Choices:
    """Let the table begin at a record, without a heading."""
    return replace(choices, header=False, skip=record - 1, roles=())


def with_rows_above(choices: Choices, heading: int, last: int) -> Choices:
    """Decide about the records above a heading: left out if `heading` names it, else rows up to `last`."""
    if heading:
        return replace(choices, header=True, skip=heading - 1)
    return with_put_back(choices, 1, last)


def with_found_beginning(choices: Choices) -> Choices:
    """Leave it to the program again where the table begins."""
    return replace(choices, header=None, skip=None, roles=())


def with_put_back(choices: Choices, first: int, last: int) -> Choices:
    """Make left out records rows."""
    return replace(choices, put_back=tuple(sorted({*choices.put_back, *range(first, last + 1)})))


def without_put_back(choices: Choices, record: int) -> Choices:
    """Leave a record out again that was put back."""
    return replace(choices, put_back=tuple(each for each in choices.put_back if each != record))


def with_hidden(choices: Choices, hidden: Hidden) -> Choices:
    """Decide about the rows that the sheet does not show."""
    return replace(choices, hidden=hidden)


def with_encoding(choices: Choices, encoding: str) -> Choices:
    """Choose an encoding; "" to find it out. Columns stay, since the cells stay where they are."""
    return replace(choices, encoding=encoding)


def with_separator(choices: Choices, delimiter: str) -> Choices:
    """Choose a separator; what was chosen about columns and records is forgotten, since they are others now."""
    return replace(NO_CHOICES, encoding=choices.encoding, delimiter=delimiter, hidden=choices.hidden)
