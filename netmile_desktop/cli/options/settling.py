"""Options of the commands that cancel, reconcile and report."""

from __future__ import annotations

import argparse

from netmile_desktop.cli.options.shared import (
    Say,
    add_portal_options,
    add_reading_options,
    add_saved_encoding,
    add_store_options,
    choices_of,
)
from netmile_desktop.cli.reading.column_option import cancel_columns
from netmile_desktop.cli.values import day
from netmile_desktop.command_parser import path
from netmile_desktop.domain.reports.declarations import OF_THE_SITE
from netmile_desktop.domain.reports.shape import Grain


def add_cancel_options(parser: argparse.ArgumentParser, say: Say) -> None:
    parser.add_argument(
        "file",
        type=path,
        metavar="FILE",
        help=say("発行IDか指定キーの列を持つファイル（- は標準入力）", "with issue IDs or keys; - is stdin"),
    )
    parser.add_argument(
        "--reason", required=True, metavar="CODE", help=say("取消理由（例 issued_wrongly）", "such as issued_wrongly")
    )
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--preview", action="store_true", help=say("確認だけ行う", "only show what would happen"))
    what.add_argument("--apply", action="store_true", help=say("取消・取消申請を行う", "cancel, or request it"))
    parser.add_argument("--campaign", default="", metavar="ID", help=say("キャンペーンID", "of this campaign only"))
    add_reading_options(parser, say)
    parser.add_argument(
        "--columns",
        type=cancel_columns,
        metavar="key=1,issued_on=2,miles=3",
        help=say("列の対応（issue_id も可、使わない列は 0）", "which column holds what, also issue_id; 0 for none"),
    )
    add_store_options(parser, say)


def add_reconcile_options(parser: argparse.ArgumentParser, say: Say) -> None:
    parser.add_argument("batch", metavar="BATCH|YYYY-MM", help=say("バッチ、または月", "a batch, or a month"))
    add_store_options(parser, say)


def add_report_options(parser: argparse.ArgumentParser, say: Say) -> None:
    add_portal_options(parser, say)
    titles = [say(f"{id_}（{each.title.ja}）", f"{id_} ({each.title.en})") for id_, each in OF_THE_SITE.items()]
    which = say(f"{'、'.join(titles)}、またはキャンペーンID", f"{', '.join(titles)}, or the ID of a campaign")
    parser.add_argument("report", metavar="|".join([*OF_THE_SITE, "CAMPAIGN_ID"]), help=which)
    parser.add_argument(
        "--campaign",
        default="",
        metavar="CAMPAIGN_ID",
        help=say("リワードのレポートで、1 つのキャンペーンだけ", "only this campaign, in reports of rewards"),
    )
    parser.add_argument(
        "--by", choices=choices_of(Grain), default=Grain.DAY, help=say("月別・日別・時間別", "what a row stands for")
    )
    parser.add_argument("--from", dest="first", type=day, metavar="DATE", help=say("期間（から）", "first day"))
    parser.add_argument("--to", dest="last", type=day, metavar="DATE", help=say("期間（まで）", "last day"))
    parser.add_argument(
        "--stacked", action="store_true", help=say("キャンペーン別の内訳も付ける", "each campaign's share as well")
    )
    parser.add_argument(
        "--compared", action="store_true", help=say("前期間の数値も付ける", "the period before as well")
    )
    parser.add_argument(
        "--format", choices=("csv", "xlsx", "pdf"), default="csv", help=say("保存形式（csv）", "kind of file (csv)")
    )
    add_saved_encoding(parser, say)
    parser.add_argument(
        "--out",
        type=path,
        default="",
        metavar="FILE",
        help=say("保存先（省略時は CSV を標準出力へ）", "else CSV goes to stdout"),
    )
