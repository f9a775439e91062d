"""The commands for scripts by their names; everything else on the command line opens the window."""

from __future__ import annotations

from collections.abc import Mapping

COMMANDS: Mapping[str, str] = {
    "check": "checking",
    "split": "splitting",
    "send": "sending",
    "correct": "correcting",
    "batches": "correcting",
    "results": "saving",
    "status": "inquiry",
    "lists": "inquiry",
    "history": "history",
    "inquire": "history",
    "cancel": "cancelling",
    "reconcile": "reconciling",
    "report": "reporting",
}
"""The module of `cli` that runs each command, imported one by one: `check` must not wait for what only others need."""

FORMER_NAMES: Mapping[str, str] = {"reissue": "correct"}
"""Former names of commands, which scripts may still use; no help names them."""
