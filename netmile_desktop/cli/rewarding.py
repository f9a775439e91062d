"""`reward`: files of NetMile Reward, their results, and the fee; for scripts that run as often as files come."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from netmile_desktop.api.client import PortalClient
from netmile_desktop.cli.access import signed_in
from netmile_desktop.cli.failing import CODES, OK, UsageWrong
from netmile_desktop.cli.output import Output
from netmile_desktop.cli.reading.inputs import bytes_of_input
from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import day_of
from netmile_desktop.domain.language import Bilingual
from netmile_desktop.domain.rewards import FileEncoding
from netmile_desktop.workspace.reports.saving import save_export

_PAGE = 100

_NO_FILE = Bilingual(
    "ファイルを指定してください（`reward files` で表示）。", "Name a file, as `reward files` shows it."
)
_NO_RESULT = Bilingual("--result で結果の CSV を指定してください。", "Name the CSV with the result with --result.")


class SavedFile(msgspec.Struct, frozen=True):
    """What `reward fetch` saved."""

    file: str
    saved: str


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Do what is asked for; 1 if a result has rows that are not applied, or does not answer all."""
    if arguments.action not in {"files", "fee"} and not arguments.file:
        raise UsageWrong(_NO_FILE)
    if arguments.action in {"check", "answer"} and not arguments.result:
        raise UsageWrong(_NO_RESULT)
    with signed_in(arguments) as client:
        return _ACTIONS[arguments.action](client, arguments, output)


def _files(client: PortalClient, arguments: argparse.Namespace, output: Output) -> int:
    for each in _found(client, arguments):
        output.line(each)
    return OK


def _found(client: PortalClient, arguments: argparse.Namespace) -> Iterator[wire.RewardFile]:
    """Yield the files, the newest first; one that is written meanwhile brings none twice."""
    told: set[str] = set()
    page = 1
    while True:
        query = wire.RewardFileSearch(
            due_from=arguments.first, due_to=arguments.last, only_open=arguments.open, page=page, size=_PAGE
        )
        found = client.rewards.files(query)
        yield from (each for each in found.items if each.file not in told)
        told.update(each.file for each in found.items)
        if page * _PAGE >= found.total or not found.items:
            return
        page += 1


def _fetch(client: PortalClient, arguments: argparse.Namespace, output: Output) -> int:
    content = client.rewards.content(arguments.file, wire.RewardFileQuery(encoding=FileEncoding(arguments.encoding)))
    if not arguments.out:
        output.content(content)
        return OK
    output.line(SavedFile(arguments.file, str(save_export(Path(arguments.out), content))))
    return OK


def _check(client: PortalClient, arguments: argparse.Namespace, output: Output) -> int:
    checked = client.rewards.check(arguments.file, bytes_of_input(arguments.result))
    output.line(checked)
    return OK if checked.can_be_uploaded and not checked.faults else CODES


def _answer(client: PortalClient, arguments: argparse.Namespace, output: Output) -> int:
    accepted = client.rewards.answer(arguments.file, bytes_of_input(arguments.result))
    output.line(accepted)
    return CODES if accepted.faults else OK


def _fee(client: PortalClient, arguments: argparse.Namespace, output: Output) -> int:
    last = arguments.last or day_of(client.sessions.info().business_time)
    query = wire.RewardFeeQuery(
        first=arguments.first or last.replace(day=1), last=last, grain=wire.FeeGrain(arguments.by)
    )
    output.line(client.rewards.fee(query))
    return OK


_ACTIONS: dict[str, Callable[[PortalClient, argparse.Namespace, Output], int]] = {
    "files": _files,
    "fetch": _fetch,
    "check": _check,
    "answer": _answer,
    "fee": _fee,
}
