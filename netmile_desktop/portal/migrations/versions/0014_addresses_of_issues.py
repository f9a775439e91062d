"""Issues know the address to which they were made.

It is that of their row. Where the lists were deleted, or there was no file, it is the member's only address of the
kind that the registration, or automatic issuance, uses; an issue that may have gone to one of several has none.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

FROM_ROWS = """
    UPDATE issue SET email_digest = batch_row.email_digest FROM batch_row
    WHERE batch_row.site_id = issue.site_id AND batch_row.batch_id = issue.batch_id AND batch_row.line = issue.line
"""
FROM_MEMBERS = """
    UPDATE issue SET email_digest = own.email_digest FROM member_email AS own
    WHERE issue.email_digest IS NULL AND own.account_id = issue.account_id
        AND own.kind = COALESCE(
            (SELECT mode FROM batch WHERE batch.site_id = issue.site_id AND batch.id = issue.batch_id), 'pc')
        AND NOT EXISTS (
            SELECT 1 FROM member_email AS other WHERE other.account_id = own.account_id AND other.kind = own.kind
                AND other.email_digest <> own.email_digest)
"""


def upgrade() -> None:
    op.add_column("issue", sa.Column("email_digest", sa.LargeBinary(length=32), nullable=True))
    op.execute(FROM_ROWS)
    op.execute(FROM_MEMBERS)
