"""A process that uploads the result of a reward file, to be killed on the way."""

from __future__ import annotations

import sys
from pathlib import Path

from netmile_desktop.api.client import PortalClient
from netmile_desktop.domain.calendar import system_clock
from netmile_desktop.workspace.rewards.drafts import RewardDrafts
from netmile_desktop.workspace.store.store import Store
from tests.support.bench import KEY

if __name__ == "__main__":
    path, url, token, file = sys.argv[1:]
    client = PortalClient(url)
    client.sessions.token = token
    RewardDrafts(client, Store.open(Path(path), KEY), system_clock).upload(file)
