"""A shop's server whose calls are refused, so that there is something to put right by hand."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

import msgspec

from netmile_desktop.domain import wire
from netmile_desktop.portal.sandbox import KEY_ID, KEY_SECRET
from netmile_desktop.workspace.automatic.encryption import encrypted
from netmile_desktop.workspace.automatic.flaws import TagFlaw
from netmile_desktop.workspace.automatic.trials import TrialCells
from netmile_desktop.workspace.desk import Desk

AUTOMATIC = "C-1022"
"""A running campaign of the sandbox whose issues are automatic: 1 to 3,000 miles, no limits."""

MERCHANT = "minato"


def call(desk: Desk, address: str, key: str, miles: int = 40, unique_id: str = "", **changes: object) -> str | None:
    """Issue automatically as the bookshop's server would; return the code of the refusal."""
    trial = desk.trials.make(TagFlaw.NONE, TrialCells(AUTOMATIC, address, key, miles), MERCHANT, KEY_ID, KEY_SECRET)
    unique_id = unique_id or f"order-{secrets.token_hex(6)}"
    content = msgspec.structs.replace(trial.content, unique_id=unique_id, **changes)
    parameter = encrypted(msgspec.json.encode(content), KEY_ID, KEY_SECRET)
    return desk.client.automatic.send(MERCHANT, parameter).code


def refused(desk: Desk, unique_ids: Sequence[str], code: str = "12006") -> list[wire.AutomaticError]:
    """Have calls refused, with too many miles (12006) or an address that nobody has (11022); return their entries."""
    for number, unique_id in enumerate(unique_ids):
        who = f"member{number + 101:05}@example.jp" if code == "12006" else f"gone{number}@example.jp"
        said = call(desk, who, f"K{number + 101:06}", 9_000 if code == "12006" else 40, unique_id)
        assert said == code
    found = desk.refused_calls.search(wire.AutomaticErrorSearch(size=100)).page.items
    by_id = {entry.unique_id: entry for entry in found}
    return [by_id[unique_id] for unique_id in unique_ids]
