"""`reconcile`: a batch held against lists, history and bill, or a month against its bill."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from datetime import date

import msgspec

from netmile_desktop.cli.access import desk
from netmile_desktop.cli.console_progress import ConsoleProgress
from netmile_desktop.cli.failing import CODES, OK, UsageWrong
from netmile_desktop.cli.output import Output
from netmile_desktop.domain.reconciliation import Discrepancy, MonthCheck, ParityCode
from netmile_desktop.domain.words.language import Words
from netmile_desktop.domain.words.reconciliation import fault_step, fault_words

_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])").fullmatch


class BatchSums(msgspec.Struct, frozen=True):
    """The last line about a batch."""

    batch: str
    is_clean: bool
    rows: int
    left_out: int
    issued: int
    refused: int
    in_history: int
    not_yet: int
    unlisted: int
    cancelled_here: int
    findings: int
    months: Sequence[MonthCheck]
    parity: Sequence[ParityCode]


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Print what does not agree, then the sums."""
    progress = ConsoleProgress(output)
    month = _MONTH(arguments.batch)
    with desk(arguments) as here:
        if month:
            check = here.reconciliation.month(date(int(month[1]), int(month[2]), 1), progress)
            return _tell(check.discrepancies, check, output)
        if arguments.batch not in {each.id for each in here.batches.all()}:
            raise UsageWrong(Words(f"バッチ {arguments.batch} はありません。", f"There is no batch {arguments.batch}."))
        found = here.reconciliation.batch(arguments.batch, progress)
        parity = here.reconciliation.parity(arguments.batch)
    sums = BatchSums(
        batch=found.batch_id,
        is_clean=found.is_clean,
        rows=found.rows,
        left_out=found.left_out,
        issued=found.issued,
        refused=found.refused,
        in_history=found.in_history,
        not_yet=found.not_yet,
        unlisted=found.unlisted,
        cancelled_here=found.cancelled_here,
        findings=len(found.findings),
        months=found.months,
        parity=parity.codes,
    )
    bills = [each for check in found.months for each in check.discrepancies]
    return _tell([*found.findings, *bills], sums, output)


def _tell(findings: Sequence[Discrepancy], sums: BatchSums | MonthCheck, output: Output) -> int:
    for finding in findings:
        output.line(finding)
    output.line(sums)
    for fault in dict.fromkeys(finding.fault for finding in findings):
        rows = sum(finding.fault is fault for finding in findings)
        words = fault_words(fault).in_(output.language)
        output.say(Words("{}: {} 件。{}", "{}: {}. {}"), words, f"{rows:,}", fault_step(fault).in_(output.language))
    if not findings:
        output.say(Words("すべて一致しています。", "Everything agrees."))
    return CODES if findings else OK
