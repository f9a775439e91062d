"""Which campaigns and batches a clerk had in front last, at each site; remembered by their IDs alone.

Names of batches are names of files, which may say something about people: they stay in the encrypted store.
"""

from __future__ import annotations

from collections.abc import Sequence

from netmile_desktop.views.window_state import WindowState
from netmile_desktop.workspace.desk import Desk

SHOWN = 4
KEPT = 12
"""More than are shown: a batch that was discarded leaves its line to the next one."""


def note(memory: WindowState, desk: Desk, key: str) -> None:
    """Remember that a campaign or batch is in front, by the key of its entry."""
    memory.put(_name(desk), [key, *(each for each in noted(memory, desk) if each != key)][:KEPT])


def noted(memory: WindowState, desk: Desk) -> Sequence[str]:
    """Return the keys that were remembered, newest first."""
    return memory.texts(_name(desk))


def _name(desk: Desk) -> str:
    return f"recent/{desk.profile.id}/{desk.site.id}"
