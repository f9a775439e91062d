"""The tables of the local store, as the steps that lead to them from an empty file.

A released step is never changed: another one is added behind it. The number of steps is the format
version kept in the file.
"""

from __future__ import annotations

_FIRST = (
    """CREATE TABLE batch (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        campaign BLOB NOT NULL,
        settings BLOB NOT NULL,
        recipe BLOB NOT NULL,
        state TEXT NOT NULL,
        step INTEGER NOT NULL DEFAULT 0,
        revision INTEGER NOT NULL DEFAULT 0,
        rows INTEGER NOT NULL,
        errors INTEGER NOT NULL,
        created_at TEXT NOT NULL,
        changed_at TEXT NOT NULL
    )""",
    """CREATE TABLE source (
        batch_id TEXT PRIMARY KEY REFERENCES batch (id) ON DELETE CASCADE,
        kind TEXT NOT NULL,
        sheet TEXT NOT NULL,
        notes BLOB NOT NULL,
        data BLOB NOT NULL,
        original BLOB
    )""",
    """CREATE TABLE edit (
        batch_id TEXT NOT NULL REFERENCES batch (id) ON DELETE CASCADE,
        step INTEGER NOT NULL,
        number INTEGER NOT NULL,
        row_id INTEGER NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('cell', 'exclude', 'include')),
        column_name TEXT NOT NULL,
        text TEXT NOT NULL,
        PRIMARY KEY (batch_id, step, number)
    ) WITHOUT ROWID""",
    """CREATE TABLE part (
        batch_id TEXT NOT NULL REFERENCES batch (id) ON DELETE RESTRICT,
        number INTEGER NOT NULL,
        key TEXT NOT NULL UNIQUE,
        digest TEXT NOT NULL,
        rows INTEGER NOT NULL,
        miles INTEGER NOT NULL,
        body BLOB,
        row_ids BLOB NOT NULL,
        state TEXT NOT NULL,
        refused_code TEXT NOT NULL DEFAULT '',
        registration_id TEXT NOT NULL DEFAULT '',
        accepted_at TEXT,
        records INTEGER NOT NULL DEFAULT 0,
        errors INTEGER NOT NULL DEFAULT 0,
        lists_gone INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (batch_id, number)
    )""",
    "CREATE INDEX part_by_digest ON part (digest)",
    """CREATE TABLE verdict (
        batch_id TEXT NOT NULL REFERENCES batch (id) ON DELETE RESTRICT,
        row_id INTEGER NOT NULL,
        part INTEGER NOT NULL,
        code TEXT NOT NULL,
        issue_id TEXT NOT NULL,
        issued_at TEXT,
        transfer_on TEXT,
        PRIMARY KEY (batch_id, row_id)
    ) WITHOUT ROWID""",
    """CREATE TABLE memory (
        kind TEXT NOT NULL,
        id TEXT NOT NULL,
        value BLOB NOT NULL,
        PRIMARY KEY (kind, id)
    ) WITHOUT ROWID""",
)

MIGRATIONS: tuple[tuple[str, ...], ...] = (_FIRST,)
"""Step n leads from format n to format n + 1."""
