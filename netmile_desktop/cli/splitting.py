"""`split`: a large file becomes files of at most 10,000 rows, ready to be sent one by one; needs no portal."""

from __future__ import annotations

import argparse
from pathlib import Path

import msgspec

from netmile_desktop.cli.failing import OK, UsageWrong
from netmile_desktop.cli.output import Output
from netmile_desktop.cli.reading.whole_files import look_closely, tell_reading
from netmile_desktop.domain.batches import split
from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.domain.language import Bilingual
from netmile_desktop.workspace.store.atomic_files import replace_file, unwritable

_LONGEST_NAME = 255
"""Bytes of a file's name at most, on nearly every file system."""


class PartFile(msgspec.Struct, frozen=True):
    """One file that was written."""

    part: int
    rows: int
    file: str
    lines: tuple[int, int]
    """First and last row of the original file, as a spreadsheet numbers them."""


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Write the parts: UTF-8, columns A-C, no header, rows in their order."""
    look = look_closely(arguments, output, mode=Mode.PC)
    source = look.source
    tell_reading(output, look)
    parts = split(source.read(look.table.recipe).rows, arguments.rows)
    folder = Path(arguments.out)
    digits = max(2, len(str(len(parts))))
    written = 0
    for number, chunk in enumerate(parts, 1):
        path = folder / _part_name(source.name, f"-part-{number:0{digits}}.csv")
        _write(path, chunk.body())
        output.line(PartFile(number, len(chunk), str(path), (chunk[0].record, chunk[-1].record)))
        written += len(chunk)
    output.say(
        Bilingual("{}: {} 行を {} 個のファイルに分けました。", "{}: {} rows split into {} files."),
        *(source.name, f"{written:,}", f"{len(parts):,}"),
    )
    return OK


def _part_name(name: str, end: str) -> str:
    """The name of the file with another end, shortened to what a file system takes."""
    stem = Path(name).stem.encode()[: _LONGEST_NAME - len(end)]
    return stem.decode(errors="ignore") + end


def _write(path: Path, content: bytes) -> None:
    """A file of another content is never written over: it may be what somebody is working on."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.read_bytes() != content:
            raise UsageWrong(
                Bilingual(
                    f"{path} が既にあります。別の --out を指定してください。",
                    f"{path} is there already. Give another --out.",
                )
            )
        replace_file(path, content)
    except OSError as error:
        raise unwritable(error, path) from error
