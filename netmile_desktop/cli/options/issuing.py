"""Options of the commands that issue and correct."""

from __future__ import annotations

import argparse

from netmile_desktop.cli.options.shared import (
    Say,
    add_batch,
    add_file_options,
    add_form_options,
    add_input,
    add_mode_option,
    add_saved_encoding,
    add_store_options,
)
from netmile_desktop.cli.values import message, number, reason_to_repeat
from netmile_desktop.command_parser import path
from netmile_desktop.domain.rows.issuances import MAX_DELAY_DAYS


def add_send_options(parser: argparse.ArgumentParser, say: Say) -> None:
    add_input(parser, say, is_needed=False)
    parser.add_argument("--campaign", default="", metavar="ID", help=say("キャンペーンID", "campaign ID"))
    add_mode_option(parser, say)
    add_file_options(parser, say)
    parser.add_argument(
        "--transfer-after-days",
        type=number(0, MAX_DELAY_DAYS),
        metavar="N",
        help=say("発行から N 日後に振込む（0 はすぐ）", "transfer N days after issuance, 0 is at once"),
    )
    parser.add_argument("--notify", action="store_true", help=say("振込完了メールを送る", "mail the members"))
    parser.add_argument("--message", type=message, default="", metavar="TEXT", help=say("差込文", "text of the mail"))
    parser.add_argument(
        "--allow-errors",
        action="store_true",
        help=say("エラー行を除いて送信する", "send the good rows, leave bad ones out"),
    )
    parser.add_argument(
        "--resume", default="", metavar="BATCH", help=say("途中の送信を続ける", "go on with a batch half sent")
    )
    _add_sending_options(parser, say)


def add_correct_options(parser: argparse.ArgumentParser, say: Say) -> None:
    add_batch(parser, say)
    parser.add_argument(
        "--repair",
        action="store_true",
        help=say("確実に直せるセルを直す（指定キーを除く）", "repair what is certain, keys aside"),
    )
    parser.add_argument(
        "--with",
        dest="with_file",
        type=path,
        default="",
        metavar="FILE",
        help=say(
            "--out のファイルを直したものを取り込む（- は標準入力）",
            "take the cells of a corrected --out file; - is stdin",
        ),
    )
    add_form_options(parser, say)
    parser.add_argument(
        "--close",
        default="",
        metavar="REASON",
        help=say("なお発行できない行を理由を付けて終了する", "close what still cannot be issued"),
    )
    parser.add_argument(
        "--out",
        type=path,
        default="",
        metavar="FILE",
        help=say("直す行を .xlsx か CSV に保存する", "save the rows as .xlsx or CSV"),
    )
    parser.add_argument("--send", action="store_true", help=say("発行する", "issue them"))
    _add_sending_options(parser, say)


def add_results_options(parser: argparse.ArgumentParser, say: Say) -> None:
    add_batch(parser, say)
    parser.add_argument(
        "--out",
        type=path,
        required=True,
        metavar="FILE",
        help=say("保存先（.xlsx か .csv）", "where to save them, .xlsx or .csv"),
    )
    parser.add_argument(
        "--only",
        choices=("errors", "issued"),
        default="",
        help=say("エラーの行だけ、または発行した行だけ", "only rows with errors, or only issued ones"),
    )
    add_saved_encoding(parser, say)
    add_store_options(parser, say)


def _add_sending_options(parser: argparse.ArgumentParser, say: Say) -> None:
    parser.add_argument("--no-wait", action="store_true", help=say("判定を待たない", "do not wait for verdicts"))
    parser.add_argument(
        "--over-limit",
        action="store_true",
        help=say("キャンペーンの月の上限額を超えても発行する", "issue even beyond the campaign's monthly limit"),
    )
    parser.add_argument(
        "--anew",
        type=reason_to_repeat,
        nargs="?",
        const="",
        metavar="REASON",
        help=say(
            "最近 30 日以内に発行した行、または同じ内容でも、理由を記録してもう一度発行する",
            "issue rows of the last 30 days, or the same content, once more; the reason is recorded",
        ),
    )
    add_store_options(parser, say)
