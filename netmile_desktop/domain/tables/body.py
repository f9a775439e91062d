"""The records of a table with all their cells, for files that are read for something else than issuing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from netmile_desktop.domain.rows.records import records_of
from netmile_desktop.domain.rows.rows import Recipe, decoded


def table_records(data: bytes, encoding: str, recipe: Recipe) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield the number and the trimmed cells of every record of a table, in order.

    Raises:
        FileUnreadable: the bytes are no text.
    """
    _, text = decoded(data, encoding)
    records = records_of(text, recipe.delimiter or ",").cells
    last = len(records)
    while last and not any(records[last - 1]):
        last -= 1
    last -= recipe.tail
    out = {record for first, until in recipe.without for record in range(first, until + 1)}
    for number in range(recipe.skip + (2 if recipe.header else 1), last + 1):
        if number not in out:
            yield number, records[number - 1]
