"""Options that several commands have."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from enum import StrEnum

from netmile_desktop.cli.reading.column_option import columns
from netmile_desktop.cli.values import HEADERS, SEPARATORS, encoding, header, inclusion, number, separator
from netmile_desktop.command_parser import path
from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.domain.rows.encodings import ENCODINGS
from netmile_desktop.domain.tables.table import Inclusion

Say = Callable[[str, str], str]
"""Selects the text of the language: Japanese, English."""

_MOST_SKIPPED = 1_000


def choices_of(values: type[StrEnum]) -> list[str]:
    """The members of an enumeration as plain words: the library shows choices as Python writes them."""
    return [each.value for each in values]


def add_input(parser: argparse.ArgumentParser, say: Say, *, is_needed: bool = True) -> None:
    parser.add_argument(
        "file",
        type=path,
        metavar="FILE",
        nargs=None if is_needed else "?",
        default="",
        help=say("CSV ファイルまたは Excel ブック（- は標準入力）", "a CSV file or a workbook; - is stdin"),
    )


def add_mode_option(parser: argparse.ArgumentParser, say: Say, default: Mode | None = Mode.PC) -> None:
    parser.add_argument(
        "--mode",
        choices=choices_of(Mode),
        default=default,
        help=say("PC または携帯のメールアドレスで発行する", "issue by PC or by mobile addresses"),
    )


def add_form_options(parser: argparse.ArgumentParser, say: Say) -> None:
    parser.add_argument("--sheet", default="", metavar="NAME", help=say("Excel ブックのシート", "sheet of a workbook"))
    parser.add_argument(
        "--encoding",
        type=encoding,
        default="",
        metavar="|".join(ENCODINGS),
        help=say("文字コード（省略時は自動判定）", "encoding of the file, else found out"),
    )
    parser.add_argument(
        "--separator",
        type=separator,
        default="",
        metavar="|".join(SEPARATORS),
        help=say("列の区切り（省略時は自動判定）", "what parts the columns, else found out"),
    )


def add_reading_options(parser: argparse.ArgumentParser, say: Say) -> None:
    add_form_options(parser, say)
    parser.add_argument(
        "--header",
        type=header,
        default=None,
        metavar="|".join(HEADERS),
        help=say("見出しの行があるか", "whether there is a header"),
    )
    parser.add_argument(
        "--skip",
        type=number(0, _MOST_SKIPPED),
        default=None,
        metavar="N",
        help=say("表の前の N 行を除く", "leave out N rows above the table"),
    )
    parser.add_argument(
        "--hidden",
        type=inclusion,
        default=None,
        metavar="|".join(Inclusion),
        help=say("非表示の行を含める、または除く", "take hidden rows in, or leave them out"),
    )


def add_file_options(parser: argparse.ArgumentParser, say: Say) -> None:
    add_reading_options(parser, say)
    parser.add_argument(
        "--columns",
        type=columns,
        metavar="address=1,key=2,miles=3",
        help=say("列の対応（1 から数える番号か、A、B … ）", "which column holds what, from 1, or by letter"),
    )
    parser.add_argument(
        "--marked",
        type=inclusion,
        default=None,
        metavar="|".join(Inclusion),
        help=say(
            "取消や対象外などの記載がある行を含める、または除く",
            "take rows in that are marked as cancelled or excluded, or leave them out",
        ),
    )
    parser.add_argument(
        "--unshifted",
        action="store_true",
        help=say(
            "カンマで列がずれたように見える行も、そのまま正しい",
            "rows that look as if a comma had moved their cells are right as they are",
        ),
    )


def add_saved_encoding(parser: argparse.ArgumentParser, say: Say) -> None:
    parser.add_argument(
        "--encoding",
        choices=("utf-8-sig", "cp932"),
        default="utf-8-sig",
        help=say("保存する CSV の文字コード（utf-8-sig）", "encoding of a saved CSV (utf-8-sig)"),
    )


def add_batch(parser: argparse.ArgumentParser, say: Say) -> None:
    parser.add_argument(
        "batch", metavar="BATCH", help=say("バッチ（`batches` で表示）", "a batch, as `batches` shows it")
    )


def add_portal_options(parser: argparse.ArgumentParser, say: Say) -> None:
    parser.add_argument(
        "--url",
        default="",
        help=say(
            "ポータルのアドレス（NETMILE_URL、省略時は前回のもの。sandbox も可）",
            "address of the portal, or `sandbox` (else NETMILE_URL, else the one used last)",
        ),
    )
    parser.add_argument(
        "--login",
        default="",
        metavar="ID",
        help=say(
            "ログイン ID（NETMILE_LOGIN）。パスワードは NETMILE_PASSWORD か資格情報から",
            "login ID (else NETMILE_LOGIN); the password comes from NETMILE_PASSWORD or the keyring",
        ),
    )
    parser.add_argument(
        "--data-dir",
        type=path,
        default="",
        metavar="DIR",
        help=say("作業データの場所", "local data") + " (NETMILE_DATA_DIR)",
    )


def add_store_options(parser: argparse.ArgumentParser, say: Say) -> None:
    parser.add_argument(
        "--key-file",
        type=path,
        default="",
        metavar="FILE",
        help=say("作業データの鍵", "key of the local data") + " (NETMILE_KEY_FILE, NETMILE_PASSPHRASE)",
    )
    add_portal_options(parser, say)
