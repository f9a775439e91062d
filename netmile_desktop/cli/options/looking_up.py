"""Options of the commands that look something up."""

from __future__ import annotations

import argparse

from netmile_desktop.cli.options.shared import Say, add_portal_options, add_saved_encoding, choices_of
from netmile_desktop.cli.values import day
from netmile_desktop.command_parser import path
from netmile_desktop.domain.campaigns import ApplicationKind, ApplicationState, CampaignState
from netmile_desktop.domain.history import IssueState


def add_campaigns_options(parser: argparse.ArgumentParser, say: Say) -> None:
    parser.add_argument(
        "id", metavar="CAMPAIGN_ID", nargs="?", default="", help=say("このキャンペーンの詳細", "all about this one")
    )
    parser.add_argument("--name", default="", metavar="TEXT", help=say("名前の一部", "a part of the name"))
    parser.add_argument(
        "--state",
        action="append",
        choices=choices_of(CampaignState),
        default=[],
        help=say("状態（繰り返し指定可）", "state; may be repeated"),
    )
    add_portal_options(parser, say)


def add_applications_options(parser: argparse.ArgumentParser, say: Say) -> None:
    parser.add_argument(
        "id",
        metavar="APPLICATION_ID",
        nargs="?",
        default="",
        help=say("この申請の詳細と変更点", "all about this one, with what it changes"),
    )
    parser.add_argument("--campaign", default="", metavar="ID", help=say("キャンペーンID", "of this campaign only"))
    for name, values, told in (
        ("--state", ApplicationState, say("状態（繰り返し指定可）", "state; may be repeated")),
        ("--kind", ApplicationKind, say("申請種別（繰り返し指定可）", "what was applied for; may be repeated")),
    ):
        parser.add_argument(name, action="append", choices=choices_of(values), default=[], help=told)
    add_portal_options(parser, say)


def add_status_options(parser: argparse.ArgumentParser, say: Say) -> None:
    add_portal_options(parser, say)
    parser.add_argument(
        "registration_id",
        metavar="REGISTRATION_ID",
        nargs="?",
        default="",
        help=say("この発行登録IDの詳細", "all about this registration"),
    )
    parser.add_argument("--campaign", default="", metavar="ID", help=say("キャンペーンID", "of this campaign only"))
    parser.add_argument(
        "--from", dest="first", type=day, metavar="DATE", help=say("受付日（から）", "accepted on or after")
    )
    parser.add_argument(
        "--to", dest="last", type=day, metavar="DATE", help=say("受付日（まで）", "accepted on or before")
    )
    parser.add_argument("--only-errors", action="store_true", help=say("エラーのある登録だけ", "with error rows only"))


def add_lists_options(parser: argparse.ArgumentParser, say: Say) -> None:
    add_portal_options(parser, say)
    parser.add_argument("registration_id", metavar="REGISTRATION_ID", help=say("発行登録ID", "ID of a registration"))
    parser.add_argument(
        "--completed", type=path, metavar="FILE", help=say("登録完了リストの保存先", "where to save the completed list")
    )
    parser.add_argument(
        "--errors", type=path, metavar="FILE", help=say("エラーリストの保存先", "where to save the error list")
    )
    add_saved_encoding(parser, say)
    parser.add_argument(
        "--delete",
        action="store_true",
        help=say("保存後にポータルの両リストを削除する（元に戻せません）", "then delete both at the portal, for good"),
    )


def add_history_options(parser: argparse.ArgumentParser, say: Say) -> None:
    add_portal_options(parser, say)
    parser.add_argument("--key", default="", help=say("指定キー", "specified key"))
    parser.add_argument("--prefix", action="store_true", help=say("指定キーの前方一致", "the key begins like this"))
    parser.add_argument("--campaign", default="", metavar="ID", help=say("キャンペーンID", "of this campaign only"))
    parser.add_argument("--registration", default="", metavar="ID", help=say("発行登録ID", "of this registration only"))
    parser.add_argument("--from", dest="first", type=day, metavar="DATE", help=say("発行日（から）", "issued since"))
    parser.add_argument("--to", dest="last", type=day, metavar="DATE", help=say("発行日（まで）", "issued until"))
    parser.add_argument(
        "--state",
        action="append",
        choices=choices_of(IssueState),
        default=[],
        help=say("状態", "state; may be repeated"),
    )


def add_inquire_options(parser: argparse.ArgumentParser, say: Say) -> None:
    add_portal_options(parser, say)
    parser.add_argument("key", metavar="KEY", help=say("指定キーまたはメールアドレス", "a key, or an address"))
