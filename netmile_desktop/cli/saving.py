"""`results`: what became of a batch, as a list with the numbers and columns of the sheet it came from."""

from __future__ import annotations

import argparse
from pathlib import Path

import msgspec

from netmile_desktop.cli.access import local_desk
from netmile_desktop.cli.console_progress import ConsoleProgress
from netmile_desktop.cli.failing import OK, UsageWrong
from netmile_desktop.cli.output import Output
from netmile_desktop.domain.batches import Action
from netmile_desktop.domain.language import Bilingual
from netmile_desktop.workspace.batches.result_sheets import CSV, WORKBOOK, ResultSheet, Rows, save_rows


class SavedResults(msgspec.Struct, frozen=True):
    """What `results` did."""

    batch: str
    file: str
    rows: int


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Save the rows of a batch; what is known here is enough, the portal is not asked."""
    to = Path(arguments.out)
    if to.suffix.lower() not in (WORKBOOK, CSV):
        raise UsageWrong(
            Bilingual("--out には .xlsx か .csv のファイルを指定してください。", "--out takes a file in .xlsx or .csv.")
        )
    progress = ConsoleProgress(output)
    with local_desk(arguments) as here:
        if arguments.batch not in {batch.id for batch in here.batches.all()}:
            raise UsageWrong(
                Bilingual(f"バッチ {arguments.batch} はありません。", f"There is no batch {arguments.batch}.")
            )
        draft = here.batches.open(arguments.batch, progress)
        table = ResultSheet(draft.snapshot(), output.language, is_draft=draft.may(Action.EDIT))
        row_ids = table.row_ids(Rows(arguments.only or Rows.ALL), progress)
        rows = save_rows(table, row_ids, to, progress, encoding=arguments.encoding)
    output.line(SavedResults(arguments.batch, str(to), rows))
    return OK
