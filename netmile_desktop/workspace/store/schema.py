"""The tables of the local store, as the steps that build them from an empty file.

A released step is never changed: a new one is appended. The number of steps is the format version kept in the
file.
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

_SECOND = (
    # Edits can insert rows, too.
    "ALTER TABLE edit RENAME TO edit_before",
    """CREATE TABLE edit (
        batch_id TEXT NOT NULL REFERENCES batch (id) ON DELETE CASCADE,
        step INTEGER NOT NULL,
        number INTEGER NOT NULL,
        row_id INTEGER NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('cell', 'exclude', 'include', 'insert')),
        column_name TEXT NOT NULL,
        text TEXT NOT NULL,
        PRIMARY KEY (batch_id, step, number)
    ) WITHOUT ROWID""",
    "INSERT INTO edit SELECT batch_id, step, number, row_id, kind, column_name, text FROM edit_before",
    "DROP TABLE edit_before",
    "ALTER TABLE source ADD COLUMN digest TEXT NOT NULL DEFAULT ''",
    "CREATE INDEX source_by_digest ON source (digest) WHERE digest <> ''",
    # Which row corrects which. No row is ever corrected by two others.
    """CREATE TABLE descent (
        child_id TEXT NOT NULL REFERENCES batch (id) ON DELETE CASCADE,
        child_row INTEGER NOT NULL,
        parent_id TEXT NOT NULL REFERENCES batch (id) ON DELETE RESTRICT,
        parent_row INTEGER NOT NULL,
        code TEXT NOT NULL,
        registration_id TEXT NOT NULL,
        PRIMARY KEY (child_id, child_row),
        UNIQUE (parent_id, parent_row)
    ) WITHOUT ROWID""",
    """CREATE TABLE issued (
        registration_id TEXT NOT NULL,
        row_id INTEGER NOT NULL,
        campaign_id TEXT NOT NULL,
        member BLOB NOT NULL,
        key TEXT NOT NULL,
        miles INTEGER NOT NULL,
        issued_on TEXT NOT NULL,
        PRIMARY KEY (registration_id, row_id)
    ) WITHOUT ROWID""",
    "CREATE INDEX issued_by_key ON issued (campaign_id, key)",
    "CREATE INDEX issued_by_digits ON issued (ltrim(key, '0'))",
    "CREATE TABLE secret (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID",
    # Drafts to be sent automatically once their period opens, with their revision at the time of asking.
    """CREATE TABLE opening (
        batch_id TEXT PRIMARY KEY REFERENCES batch (id) ON DELETE CASCADE,
        revision INTEGER NOT NULL
    ) WITHOUT ROWID""",
    """CREATE TABLE single (
        key TEXT PRIMARY KEY,
        request BLOB NOT NULL,
        state TEXT NOT NULL,
        code TEXT NOT NULL DEFAULT '',
        registration_id TEXT NOT NULL DEFAULT '',
        made_at TEXT NOT NULL,
        accepted_at TEXT
    )""",
)

_THIRD = (
    # What was decided about a batch, and by whom.
    """CREATE TABLE entry (
        batch_id TEXT NOT NULL REFERENCES batch (id) ON DELETE CASCADE,
        at TEXT NOT NULL,
        event TEXT NOT NULL,
        text TEXT NOT NULL,
        actor TEXT NOT NULL
    )""",
    "CREATE INDEX entry_by_batch ON entry (batch_id)",
)

_FOURTH = (
    # Yen a month that a campaign should not exceed.
    "CREATE TABLE budget (campaign_id TEXT PRIMARY KEY, yen INTEGER NOT NULL) WITHOUT ROWID",
)

_FIFTH = (
    # Cancellation orders, in portions, each with the key under which it is ordered.
    """CREATE TABLE cancel_order (
        id TEXT PRIMARY KEY,
        action TEXT NOT NULL,
        reason TEXT NOT NULL,
        label TEXT NOT NULL,
        made_at TEXT NOT NULL
    )""",
    """CREATE TABLE cancel_portion (
        order_id TEXT NOT NULL REFERENCES cancel_order (id) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        key TEXT NOT NULL UNIQUE,
        issues BLOB NOT NULL,
        state TEXT NOT NULL,
        refused_code TEXT NOT NULL DEFAULT '',
        result BLOB,
        PRIMARY KEY (order_id, number)
    ) WITHOUT ROWID""",
    # Reissues: issues to be issued again with other miles once they are cancelled, and the draft they are then in.
    # The table keeps its first name: another one would be a format that earlier releases refuse to open.
    """CREATE TABLE amendment (
        issue_id TEXT PRIMARY KEY,
        miles INTEGER NOT NULL,
        ordered_at TEXT NOT NULL,
        batch_id TEXT NOT NULL DEFAULT ''
    ) WITHOUT ROWID""",
    "CREATE INDEX verdict_by_issue ON verdict (issue_id) WHERE issue_id <> ''",
)

_SIXTH = (
    # Application forms as typed, not handed over yet.
    """CREATE TABLE application_draft (
        kind TEXT NOT NULL,
        campaign_id TEXT NOT NULL,
        draft BLOB NOT NULL,
        PRIMARY KEY (kind, campaign_id)
    ) WITHOUT ROWID""",
    # Applications being handed over, each with the key under which that happens.
    """CREATE TABLE application (
        key TEXT PRIMARY KEY,
        kind TEXT NOT NULL,
        campaign_id TEXT NOT NULL,
        form BLOB NOT NULL,
        made_at TEXT NOT NULL
    )""",
)

_SEVENTH = (
    # Interrupted registrations whose undecided rows a part hands over again, as known when its draft was closed.
    "ALTER TABLE part ADD COLUMN takes_over TEXT NOT NULL DEFAULT ''",
)

_EIGHTH = (
    # The other campaign of a reissue and the address typed for it, if any; its row in the draft.
    "ALTER TABLE amendment ADD COLUMN campaign_id TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE amendment ADD COLUMN address TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE amendment ADD COLUMN row_id INTEGER NOT NULL DEFAULT 0",
)

_NINTH = (
    # Large columns are kept apart: otherwise reading the states of a hundred parts would read all their bodies.
    """CREATE TABLE part_content (
        batch_id TEXT NOT NULL,
        number INTEGER NOT NULL,
        body BLOB,
        row_ids BLOB NOT NULL,
        PRIMARY KEY (batch_id, number),
        FOREIGN KEY (batch_id, number) REFERENCES part (batch_id, number) ON DELETE CASCADE
    )""",
    "INSERT INTO part_content SELECT batch_id, number, body, row_ids FROM part",
    "ALTER TABLE part DROP COLUMN body",
    "ALTER TABLE part DROP COLUMN row_ids",
)

_TENTH = (
    # Registrations and batches that a draft repeats on purpose when it is sent on opening.
    "ALTER TABLE opening ADD COLUMN known TEXT NOT NULL DEFAULT ''",
)

_ELEVENTH = (
    # Rows that a batch held back when it was sent, with the errors they had on that day.
    """CREATE TABLE held_back (
        batch_id TEXT NOT NULL REFERENCES batch (id) ON DELETE CASCADE,
        row_id INTEGER NOT NULL,
        findings BLOB NOT NULL,
        PRIMARY KEY (batch_id, row_id)
    ) WITHOUT ROWID""",
)

_TWELFTH = (
    # Batches of refused calls of automatic issuance; one whose draft is gone is to be released at the portal.
    """CREATE TABLE repair (
        batch_id TEXT PRIMARY KEY,
        made_at TEXT NOT NULL
    ) WITHOUT ROWID""",
    # Which call each of their rows repairs.
    """CREATE TABLE repaired_call (
        batch_id TEXT NOT NULL REFERENCES repair (batch_id) ON DELETE CASCADE,
        row_id INTEGER NOT NULL,
        error_id TEXT NOT NULL,
        unique_id TEXT NOT NULL,
        code TEXT NOT NULL,
        PRIMARY KEY (batch_id, row_id)
    ) WITHOUT ROWID""",
    "CREATE INDEX repaired_call_by_error ON repaired_call (error_id)",
)

_THIRTEENTH = (
    # Reward files as the portal described them last.
    """CREATE TABLE reward_file (
        file TEXT PRIMARY KEY,
        facts BLOB NOT NULL,
        fetched_at TEXT NOT NULL,
        opened INTEGER NOT NULL DEFAULT 0,
        answered_at TEXT NOT NULL DEFAULT ''
    ) WITHOUT ROWID""",
    # What members registered, kept apart because it is large and goes earlier.
    """CREATE TABLE reward_content (
        file TEXT PRIMARY KEY REFERENCES reward_file (file) ON DELETE CASCADE,
        content BLOB NOT NULL,
        has_passwords INTEGER NOT NULL
    )""",
    # Answers about the registrations of a file, or of none where they wait in real time.
    """CREATE TABLE reward_answer (
        file TEXT NOT NULL,
        code TEXT NOT NULL,
        result TEXT NOT NULL,
        reason TEXT NOT NULL,
        PRIMARY KEY (file, code)
    ) WITHOUT ROWID""",
    # Results on their way to the portal, or there.
    """CREATE TABLE reward_upload (
        file TEXT PRIMARY KEY REFERENCES reward_file (file) ON DELETE CASCADE,
        result BLOB NOT NULL,
        state TEXT NOT NULL,
        made_at TEXT NOT NULL,
        answer BLOB
    )""",
)

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    *(_FIRST, _SECOND, _THIRD, _FOURTH, _FIFTH, _SIXTH, _SEVENTH, _EIGHTH, _NINTH, _TENTH, _ELEVENTH, _TWELFTH),
    _THIRTEENTH,
)
"""Step n leads from format n to format n + 1."""
