"""Choices about a file as a person changes them on the import page, one at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from netmile_desktop.domain.rows.rows import Recipe
from netmile_desktop.domain.tables.table import (
    NO_CHOICES,
    Choices,
    ColumnRole,
    DoubtCause,
    Inclusion,
    LeftOutCause,
    LeftOutRecords,
    Purpose,
    TableReading,
)
from netmile_desktop.views.batch.importing.table.lines import is_within

SENT_ROLES = (ColumnRole.ADDRESS, ColumnRole.KEY, ColumnRole.MILES)
"""Roles of an issuance file, in the order of `Recipe.columns`."""

ROLES: dict[Purpose, tuple[ColumnRole, ...]] = {
    Purpose.ISSUING: SENT_ROLES,
    Purpose.CANCELLING: (ColumnRole.ISSUE_ID, ColumnRole.KEY, ColumnRole.ISSUED_ON, ColumnRole.MILES),
}
"""Roles that columns can have, by what a file is read for."""


def choices_of(recipe: Recipe) -> Choices:
    """Return the choices that a stored recipe stands for, with everything included that was asked about."""
    roles = tuple(zip(SENT_ROLES, recipe.columns, strict=True)) if recipe.columns else ()
    return Choices(
        encoding=recipe.encoding,
        delimiter=recipe.delimiter,
        header=recipe.header,
        skip=recipe.skip or None,
        roles=roles,
        hidden=Inclusion.INCLUDE,
        marked=Inclusion.INCLUDE,
    )


def kept_choices(table: TableReading, recipe: Recipe, records: int) -> Choices:
    """Return the choices that a stored recipe and its file stand for together.

    Args:
        table: The file as `choices_of` the recipe reads it.
        records: Number of the last record with content.
    """

    def is_kept(record: int) -> bool:
        return record <= records - recipe.tail and not is_within(recipe.without, record)

    marked = set(_records_of(table.marked.rows)) if table.marked else set()
    hidden = set(_records_of(table.hidden_rows))
    # A hidden row that is marked may have been left out for either reason.
    hidden_choice = _choice([is_kept(record) for record in sorted(hidden - marked or hidden)])
    asked = sorted(marked - hidden if hidden_choice is Inclusion.LEAVE_OUT else marked)
    kept = [record for record in asked if is_kept(record)]
    marked_choice = (Inclusion.INCLUDE if kept == asked else Inclusion.LEAVE_OUT) if asked else None
    back = {record for each in table.left_out if each.cause is not LeftOutCause.LEADING for record in _within(each)}
    put_back = {record for record in back if is_kept(record)}
    if marked_choice is Inclusion.LEAVE_OUT:
        put_back.update(kept)
    return replace(
        table.choices,
        hidden=hidden_choice,
        marked=marked_choice,
        # It was imported, so somebody has said so.
        unshifted=any(doubt.cause is DoubtCause.SHIFTED_CELLS for doubt in table.doubts),
        put_back=tuple(sorted(put_back)),
    )


def _choice(kept: Sequence[bool]) -> Inclusion | None:
    """What was decided about rows of which some are kept; None if there are none."""
    return (Inclusion.INCLUDE if any(kept) else Inclusion.LEAVE_OUT) if kept else None


def _records_of(runs: Sequence[tuple[int, int]]) -> Iterator[int]:
    return (record for first, last in runs for record in range(first, last + 1))


def _within(left_out: LeftOutRecords) -> range:
    return range(left_out.first, left_out.last + 1)


def with_role(choices: Choices, table: TableReading, role: ColumnRole, number: int) -> Choices:
    """Give a column a role. The role that it had is left without a column, never moved to another one unasked."""
    roles = dict(choices.roles)
    before = next((column.role for column in table.columns if column.number == number), None)
    if before is not None and before is not role:
        roles[before] = 0
    roles = {each: at for each, at in roles.items() if at != number}
    roles[role] = number
    return replace(choices, roles=tuple(roles.items()), unshifted=False)


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


def with_hidden(choices: Choices, hidden: Inclusion) -> Choices:
    """Decide about the rows that the sheet does not show."""
    return replace(choices, hidden=hidden)


def with_marked(choices: Choices, marked: Inclusion) -> Choices:
    """Decide about the rows that say of themselves that they are not to be issued."""
    return replace(choices, marked=marked)


def with_unshifted_cells(choices: Choices) -> Choices:
    """Take rows as they are that look as if a comma had moved their cells."""
    return replace(choices, unshifted=True)


def with_encoding(choices: Choices, encoding: str) -> Choices:
    """Choose an encoding; "" to find it out. Columns stay, since the cells stay where they are."""
    return replace(choices, encoding=encoding)


def with_separator(choices: Choices, delimiter: str) -> Choices:
    """Choose a separator; what was chosen about columns and records is forgotten, since they are others now."""
    return replace(
        NO_CHOICES, encoding=choices.encoding, delimiter=delimiter, hidden=choices.hidden, marked=choices.marked
    )
