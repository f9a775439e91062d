"""`status` and `lists`: what became of what was handed over. Neither needs local data."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import msgspec

from netmile_desktop.cli.access import signed_in
from netmile_desktop.cli.failing import OK, UsageWrong
from netmile_desktop.cli.output import Output
from netmile_desktop.domain import wire
from netmile_desktop.domain.language import Bilingual
from netmile_desktop.workspace.history.registrations import ListKind, SentRegistrations

_PAGE = 100


class SavedLists(msgspec.Struct, frozen=True, omit_defaults=True):
    """What `lists` did."""

    registration_id: str
    completed: str = ""
    errors: str = ""
    deleted_at: datetime | None = None


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Print registrations, or save and delete lists."""
    if arguments.command == "lists" and not (arguments.completed or arguments.errors or arguments.delete):
        raise UsageWrong(
            Bilingual(
                "--completed、--errors、--delete のいずれかを指定してください。",
                "Give at least one of --completed, --errors and --delete.",
            )
        )
    with signed_in(arguments) as client:
        registrations = SentRegistrations(client.issuances)
        if arguments.command == "lists":
            output.line(_lists(arguments, registrations))
        elif arguments.registration_id:
            output.line(registrations.detail(arguments.registration_id))
        else:
            for registration in _all(arguments, registrations):
                output.line(registration)
    return OK


def _all(arguments: argparse.Namespace, registrations: SentRegistrations) -> Iterator[wire.Registration]:
    """Newest first. What is accepted meanwhile moves lines to the next page, where they are not told again."""
    query = wire.RegistrationSearch(
        campaign_id=arguments.campaign,
        accepted_from=arguments.first,
        accepted_to=arguments.last,
        only_errors=arguments.only_errors,
        sort="-registration_id",
        size=_PAGE,
    )
    told: set[str] = set()
    while True:
        page = registrations.search(query)
        yield from (each for each in page.items if each.registration_id not in told)
        told.update(each.registration_id for each in page.items)
        if not page.items or query.page * _PAGE >= page.total:
            return
        query = msgspec.structs.replace(query, page=query.page + 1)


def _lists(arguments: argparse.Namespace, registrations: SentRegistrations) -> SavedLists:
    """Save what is asked for; only then delete."""
    id_ = arguments.registration_id
    done = SavedLists(id_)
    kinds: tuple[ListKind, ...] = ("completed", "errors")
    for which in kinds:
        if to := getattr(arguments, which):
            saved = registrations.save_list(id_, which, Path(to), arguments.encoding)
            done = msgspec.structs.replace(done, **{which: str(saved)})
    if arguments.delete:
        done = msgspec.structs.replace(done, deleted_at=registrations.delete_lists(id_).deleted_at)
    return done
