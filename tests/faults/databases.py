"""Databases for the stories of a fault campaign: filled once, copied for each."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Protocol

from netmile_desktop.domain.calendar import system_clock
from netmile_desktop.domain.campaigns import FixedAmount
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.sandbox.catalogue import SampleCampaign
from tests.support.portals.portal import add_campaign, make_samples
from tests.support.portals.postgres import PostgresCluster

WITHOUT_LIMITS, WITH_LIMITS = "C-1024", "C-9001"


class Databases(Protocol):
    """Where stories get their databases."""

    def fresh(self, folder: Path) -> str:
        """The URL of one more, as full as on the first day."""

    def drop(self, url: str) -> None:
        """It is needed no more."""


class SqliteDatabases:
    """Copies of a file."""

    def __init__(self, folder: Path) -> None:
        self._template = folder / "template.db"
        _fill(f"sqlite:///{self._template}")

    def fresh(self, folder: Path) -> str:
        return f"sqlite:///{shutil.copyfile(self._template, folder / 'portal.db')}"

    def drop(self, url: str) -> None:
        """Goes with its folder."""


class PostgresDatabases:
    """Copies that a server of PostgreSQL makes."""

    def __init__(self, cluster: PostgresCluster) -> None:
        self._cluster = cluster
        self._template = cluster.create()
        self._names: dict[str, str] = {}
        _fill(cluster.url(self._template))

    def fresh(self, folder: Path) -> str:
        name = self._cluster.create(self._template)
        url = self._cluster.url(name)
        self._names[url] = name
        return url

    def drop(self, url: str) -> None:
        self._cluster.drop(self._names.pop(url))


def _fill(url: str) -> None:
    """Sample data of today, few members and no history."""
    make_samples(url, now=system_clock())
    database = Database(url)
    once = SampleCampaign(
        code=WITH_LIMITS, name="お一人様1回", description="", runs=(-30, 30), amount=FixedAmount(100), per_member=1
    )
    add_campaign(database, once, system_clock())
    database.close()
