"""`campaigns` and `applications`: what there is, and what was applied for. Neither needs local data."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from typing import Protocol, TypeVar

import msgspec

from netmile_desktop.api.client import PortalClient
from netmile_desktop.cli.access import signed_in
from netmile_desktop.cli.failing import OK
from netmile_desktop.cli.output import Output
from netmile_desktop.domain import wire
from netmile_desktop.domain.applications import FormField, changed
from netmile_desktop.domain.campaigns import ApplicationKind, ApplicationState, CampaignState

_SIZE = max(wire.PAGE_SIZES)


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


_Item = TypeVar("_Item", bound=_Identified)


class ApplicationLine(msgspec.Struct, frozen=True):
    """One application in full, and the places that it changes if it is about a change."""

    application: wire.ApplicationDetail
    changed: list[FormField]


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Print a line for each campaign or application, or everything about one."""
    with signed_in(arguments) as client:
        if arguments.command == "campaigns":
            _tell_campaigns(arguments, client, output)
        else:
            _tell_applications(arguments, client, output)
    return OK


def _tell_campaigns(arguments: argparse.Namespace, client: PortalClient, output: Output) -> None:
    if arguments.id:
        output.line(client.campaigns.detail(arguments.id))
        return
    states = [CampaignState(state) for state in arguments.state]
    query = wire.CampaignSearch(name=arguments.name, states=states, sort="id", size=_SIZE)
    for each in _all(lambda page: client.campaigns.search(msgspec.structs.replace(query, page=page))):
        output.line(each)


def _tell_applications(arguments: argparse.Namespace, client: PortalClient, output: Output) -> None:
    if arguments.id:
        detail = client.campaigns.application(arguments.id)
        output.line(ApplicationLine(detail, changed(detail.before, detail.content) if detail.before else []))
        return
    query = wire.ApplicationSearch(
        id=arguments.campaign,
        kinds=[ApplicationKind(kind) for kind in arguments.kind],
        states=[ApplicationState(state) for state in arguments.state],
        size=_SIZE,
    )
    for each in _all(lambda page: client.campaigns.applications(msgspec.structs.replace(query, page=page))):
        output.line(each)


def _all(fetch: Callable[[int], wire.Page[_Item]]) -> Iterator[_Item]:
    """The lines of all pages. What is added meanwhile moves lines to the next page, where they are not told again."""
    told: set[str] = set()
    number = 1
    while True:
        page = fetch(number)
        yield from (each for each in page.items if each.id not in told)
        told.update(each.id for each in page.items)
        if not page.items or number * _SIZE >= page.total:
            return
        number += 1
