"""The portal's own book, read past the program: plain SQL on the database file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path


def issued(database: Path, since_number: int) -> dict[str, tuple[int, int]]:
    """By specified key: how often miles were issued and how many, over registrations numbered above `since_number`."""
    issues = (
        "SELECT issue.id, issue.member_key FROM issue"
        " JOIN batch ON batch.site_id = issue.site_id AND batch.id = issue.batch_id WHERE batch.number > ?"
    )
    found: dict[str, tuple[int, int]] = {}
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        keys = dict(connection.execute(issues, (since_number,)))
        # Put together here: without statistics SQLite would look the transfers of a site through for every issue.
        for issue_id, amount in connection.execute("SELECT issue_id, amount FROM transfer"):
            if issue_id in keys:
                times, miles = found.get(keys[issue_id], (0, 0))
                found[keys[issue_id]] = (times + 1, miles + amount)
    return found


def last_number(database: Path) -> int:
    """Number of the newest registration."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        return int(connection.execute("SELECT COALESCE(MAX(number), 0) FROM batch").fetchone()[0])
