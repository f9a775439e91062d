"""Options of the command for NetMile Reward."""

from __future__ import annotations

import argparse

from netmile_desktop.cli.options.shared import Say, add_portal_options, add_saved_encoding
from netmile_desktop.cli.values import day
from netmile_desktop.command_parser import path

ACTIONS = ("files", "fetch", "check", "answer", "fee")


def add_reward_options(parser: argparse.ArgumentParser, say: Say) -> None:
    add_portal_options(parser, say)
    parser.add_argument(
        "action",
        choices=ACTIONS,
        help=say(
            "ファイルの一覧、ダウンロード、結果の確認、結果のアップロード、成果報酬料",
            "list files, download one, check a result, upload it, or show the fee",
        ),
    )
    parser.add_argument(
        "file", nargs="?", default="", metavar="R…", help=say("ファイル（`reward files` で表示）", "a file, as listed")
    )
    parser.add_argument(
        "--result",
        type=path,
        default="",
        metavar="FILE",
        help=say("結果の CSV（登録ID、結果、理由。- は標準入力）", "CSV with the result; - is stdin"),
    )
    parser.add_argument(
        "--out",
        type=path,
        default="",
        metavar="FILE",
        help=say("保存先（省略時は標準出力へ）", "where to save a file (else stdout)"),
    )
    parser.add_argument(
        "--open", action="store_true", help=say("結果待ちのファイルのみ", "only files without a result")
    )
    parser.add_argument(
        "--by", choices=("month", "day"), default="month", help=say("月別・日別", "what a line stands for")
    )
    parser.add_argument("--from", dest="first", type=day, metavar="DATE", help=say("期間（から）", "first day"))
    parser.add_argument("--to", dest="last", type=day, metavar="DATE", help=say("期間（まで）", "last day"))
    add_saved_encoding(parser, say)
