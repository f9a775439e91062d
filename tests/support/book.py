"""The portal's own book, read past the program: plain SQL on the database file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path


def issued(database: Path, since_number: int) -> dict[str, tuple[int, int]]:
    """By specified key: how often miles were issued and how many, over registrations numbered above `since_number`."""
    query = (
        "SELECT issue.member_key, COUNT(*), SUM(transfer.amount) FROM issue"
        " JOIN batch ON batch.site_id = issue.site_id AND batch.id = issue.batch_id"
        " JOIN transfer ON transfer.site_id = issue.site_id AND transfer.issue_id = issue.id"
        " WHERE batch.number > ? GROUP BY issue.member_key"
    )
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        return {key: (times, miles) for key, times, miles in connection.execute(query, (since_number,))}


def last_number(database: Path) -> int:
    """Number of the newest registration."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        return int(connection.execute("SELECT COALESCE(MAX(number), 0) FROM batch").fetchone()[0])
