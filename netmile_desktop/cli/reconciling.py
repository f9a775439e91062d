"""`reconcile`: a batch held against lists, history and bill, or a month against its bill."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from netmile_desktop.cli.access import desk
from netmile_desktop.cli.console_progress import ConsoleProgress
from netmile_desktop.cli.failing import CODES, OK, UsageWrong
from netmile_desktop.cli.output import Output
from netmile_desktop.domain.language import Bilingual
from netmile_desktop.domain.reconciliation import Discrepancy
from netmile_desktop.domain.texts.reconciliation import fault_step, fault_words

_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])").fullmatch


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Print what does not agree, then the sums."""
    progress = ConsoleProgress(output)
    month = _MONTH(arguments.batch)
    with desk(arguments) as here:
        if month:
            check = here.reconciliation.month(date(int(month[1]), int(month[2]), 1), progress)
            return _tell(check.discrepancies, check, output)
        if arguments.batch not in {each.id for each in here.batches.all()}:
            raise UsageWrong(
                Bilingual(f"バッチ {arguments.batch} はありません。", f"There is no batch {arguments.batch}.")
            )
        found = here.reconciliation.batch(arguments.batch, progress)
        parity = here.reconciliation.parity(arguments.batch)
    sums = {
        "batch": found.batch_id,
        "is_clean": found.is_clean,
        **asdict(found.counts),
        "findings": len(found.findings),
        "months": found.months,
        "parity": parity.codes,
    }
    bills = [each for check in found.months for each in check.discrepancies]
    return _tell([*found.findings, *bills], sums, output)


def _tell(findings: Sequence[Discrepancy], sums: object, output: Output) -> int:
    for finding in findings:
        output.line(finding)
    output.line(sums)
    for fault in dict.fromkeys(finding.fault for finding in findings):
        rows = sum(finding.fault is fault for finding in findings)
        words = fault_words(fault).in_(output.language)
        output.say(Bilingual("{}: {} 件。{}", "{}: {}. {}"), words, f"{rows:,}", fault_step(fault).in_(output.language))
    if not findings:
        output.say(Bilingual("すべて一致しています。", "Everything agrees."))
    return CODES if findings else OK
