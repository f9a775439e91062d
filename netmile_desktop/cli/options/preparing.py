"""Options of the commands that prepare files."""

from __future__ import annotations

import argparse

from netmile_desktop.cli.options.shared import Say, add_file_options, add_input, add_mode_option, add_store_options
from netmile_desktop.cli.values import number
from netmile_desktop.command_parser import path
from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.domain.rows.issuances import MAX_ROWS


def add_check_options(parser: argparse.ArgumentParser, say: Say) -> None:
    add_input(parser, say)
    rule = parser.add_mutually_exclusive_group(required=True)
    rule.add_argument(
        "--rule",
        type=path,
        default="",
        metavar="RULE.json",
        help=say(
            "発行ルールのファイル（`rule` で保存する。- は標準入力）",
            "the rule to check against, which `rule` saves; - is stdin",
        ),
    )
    rule.add_argument(
        "--campaign",
        default="",
        metavar="ID",
        help=say("このキャンペーンの発行ルールで確認する", "check against the rule of this campaign"),
    )
    parser.add_argument("--all", action="store_true", help=say("問題のない行も出力する", "print good rows too"))
    add_file_options(parser, say)
    _add_rule_source_options(parser, say, mode=None)


def add_rule_options(parser: argparse.ArgumentParser, say: Say) -> None:
    parser.add_argument("campaign", metavar="CAMPAIGN_ID", help=say("キャンペーンID", "ID of the campaign"))
    parser.add_argument(
        "--out",
        type=path,
        default="",
        metavar="RULE.json",
        help=say("保存先（省略時は標準出力へ）", "where to save it, else it goes to stdout"),
    )
    _add_rule_source_options(parser, say)


def _add_rule_source_options(parser: argparse.ArgumentParser, say: Say, mode: Mode | None = Mode.PC) -> None:
    add_mode_option(parser, say, mode)
    parser.add_argument(
        "--offline",
        action="store_true",
        help=say(
            "ポータルに問い合わせず、前回取得したルールを使う", "do not ask the portal; take the rule fetched last"
        ),
    )
    add_store_options(parser, say)


def add_split_options(parser: argparse.ArgumentParser, say: Say) -> None:
    add_input(parser, say)
    add_file_options(parser, say)
    parser.add_argument(
        "--out", type=path, required=True, metavar="DIR", help=say("保存先のフォルダー", "folder of the parts")
    )
    parser.add_argument(
        "--rows",
        type=number(1, MAX_ROWS),
        default=MAX_ROWS,
        metavar="N",
        help=say("1 ファイルの行数", "rows of a part") + f" ({MAX_ROWS})",
    )
