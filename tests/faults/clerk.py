"""What the clerk of a fault campaign does: single issues, and rows that were refused, corrected round after round.

Every decision follows from the row's record alone, so that a clerk who was killed decides the same again.
"""

from __future__ import annotations

from dataclasses import dataclass

from netmile_desktop.domain import wire
from netmile_desktop.domain.rows.rows import Column
from netmile_desktop.workspace.drafts.draft import Draft
from tests.support.shop import Cells

REASON = "退会のため対応終了"

FIRST_SINGLE = 350
"""Members from here on are in no file."""

_COLUMNS = (Column.ADDRESS, Column.KEY, Column.MILES)


@dataclass(frozen=True, slots=True)
class Decision:
    """What is typed over a refused row, and what must then be said of it; without cells it is closed."""

    cells: Cells | None
    code: str = ""
    is_issued: bool = False


def decide(record: int, *, is_last: bool) -> Decision:
    """A third is put right at once; the others are mistyped at first, and half of these closed in the last round."""
    key = f"M-{record:06}"
    if record % 3 == 0 or (is_last and record % 3 == 1):
        return Decision((f"member{record - 1:05}@example.jp", key, "100"), is_issued=True)
    if record % 3 == 1:
        return Decision((f"absent{record:05}@example.jp", key, "100"), "41053")
    if is_last:
        return Decision(None)
    return Decision((f"broken{record:05}", key, "100"), "19013")


def correct(draft: Draft, *, is_last: bool) -> None:
    """Edit a correction; doing it again changes nothing."""
    rows = [draft.snapshot().row(position) for position in range(len(draft.snapshot()))]
    decisions = {row.id: decide(row.record, is_last=is_last) for row in rows}
    draft.set_cells(
        [
            (row_id, column, text)
            for row_id, decision in decisions.items()
            for column, text in zip(_COLUMNS, decision.cells or (), strict=False)
        ]
    )
    closed = [row_id for row_id, decision in decisions.items() if decision.cells is None]
    draft.close_rows([row_id for row_id in closed if not draft.snapshot().is_excluded(row_id)], REASON)


def single_issues(count: int, campaign_id: str) -> list[wire.SingleIssue]:
    """So many single issues, every third of them for nobody."""
    return [
        wire.SingleIssue(
            campaign_id=campaign_id,
            address=f"{'member' if n % 3 else 'absent'}{FIRST_SINGLE + n:05}@example.jp",
            key=f"S-{n}",
            miles="100",
        )
        for n in range(1, count + 1)
    ]


def is_for_nobody(request: wire.SingleIssue) -> bool:
    return request.address.startswith("absent")
