"""What can be said on the command line."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Any, NoReturn

from netmile_desktop.cli.failing import EXIT_CODES, JSON_OPTION, UsageWrong
from netmile_desktop.cli.reading.column_option import cancel_columns, columns
from netmile_desktop.cli.values import (
    HEADERS,
    SEPARATORS,
    SHELLS,
    day,
    encoding,
    header,
    inclusion,
    message,
    number,
    reason_to_repeat,
    separator,
)
from netmile_desktop.command_names import GROUPS, grouped_commands
from netmile_desktop.command_parser import CommandParser, JapaneseHelp, in_japanese, path
from netmile_desktop.domain.campaigns import ApplicationKind, ApplicationState, CampaignState, Mode
from netmile_desktop.domain.history import IssueState
from netmile_desktop.domain.language import LANGUAGE_OPTIONS, Bilingual, Language
from netmile_desktop.domain.reports.declarations import OF_THE_SITE
from netmile_desktop.domain.reports.shape import Grain
from netmile_desktop.domain.rows.encodings import ENCODINGS
from netmile_desktop.domain.rows.issuances import MAX_DELAY_DAYS, MAX_ROWS
from netmile_desktop.domain.tables.table import Inclusion
from netmile_desktop.names import is_text, legible

_Say = Callable[[str, str], str]
"""Selects the text of the language: Japanese, English."""

_MOST_SKIPPED = 1_000


class _Parser(CommandParser):
    """Says what is wrong in a sentence instead of leaving the program."""

    def word(self, text: str) -> str:
        if not is_text(text):
            shown = legible(text)
            raise UsageWrong(
                Bilingual(
                    f"「{shown}」は UTF-8 の文字として読めません。端末の文字コードを UTF-8 にして指定し直してください。",
                    f"“{shown}” is not UTF-8 text. Set the terminal to UTF-8 and give it again.",
                )
            )
        return text

    def error(self, message: str) -> NoReturn:
        raise UsageWrong(
            Bilingual(
                f"使い方が正しくありません: {in_japanese(message)}\n`{self.prog} --help` で説明を表示します。",
                f"Wrong usage: {message}\n`{self.prog} --help` explains it.",
            )
        )


def parse(argv: Sequence[str] | None, language: Language) -> argparse.Namespace:
    """The command and its options.

    Raises:
        UsageWrong: where they make no sense.
    """
    return command_line(language).parse_args(argv)


def command_line(language: Language) -> CommandParser:
    """Return the parser of all commands, which help, completion and the manual are made from, too."""

    def say(ja: str, en: str) -> str:
        return Bilingual(ja, en).in_(language).replace("%", "%%")

    shape: dict[str, Any] = {
        "epilog": EXIT_CODES.in_(language),
        "formatter_class": JapaneseHelp if language is Language.JAPANESE else argparse.RawDescriptionHelpFormatter,
        "allow_abbrev": False,  # a script must not change its meaning when an option is added
        "language": language,
    }
    description = say("NetMile のマイル発行をコマンドで行います。", "Issue miles from the command line.")
    parser = _Parser(prog="netmile-desktop", description=f"{description}\n\n{grouped_commands(language)}", **shape)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND", parser_class=_Parser)
    for group in GROUPS:
        for name, each in group.commands.items():
            summary = say(each.summary.ja, each.summary.en)
            command = commands.add_parser(name, description=summary, **shape)
            command.add_argument(
                *LANGUAGE_OPTIONS,
                dest="lang",
                choices=_words(Language),
                help=say("表示の言語", "language of the words"),
            )
            command.add_argument(
                JSON_OPTION,
                action="store_true",
                help=say("標準エラー出力も JSON Lines にする", "write JSON lines to stderr, too"),
            )
            _OPTIONS[name](command, say)
    return parser


def _add_check_options(parser: argparse.ArgumentParser, say: _Say) -> None:
    _add_input(parser, say)
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
    _add_file_options(parser, say)
    _add_rule_source_options(parser, say, mode=None)


def _add_rule_options(parser: argparse.ArgumentParser, say: _Say) -> None:
    parser.add_argument("campaign", metavar="CAMPAIGN_ID", help=say("キャンペーンID", "ID of the campaign"))
    parser.add_argument(
        "--out",
        type=path,
        default="",
        metavar="RULE.json",
        help=say("保存先（省略時は標準出力へ）", "where to save it, else it goes to stdout"),
    )
    _add_rule_source_options(parser, say)


def _add_rule_source_options(parser: argparse.ArgumentParser, say: _Say, mode: Mode | None = Mode.PC) -> None:
    _add_mode_option(parser, say, mode)
    parser.add_argument(
        "--offline",
        action="store_true",
        help=say(
            "ポータルに問い合わせず、前回取得したルールを使う", "do not ask the portal; take the rule fetched last"
        ),
    )
    _add_store_options(parser, say)


def _add_mode_option(parser: argparse.ArgumentParser, say: _Say, default: Mode | None = Mode.PC) -> None:
    parser.add_argument(
        "--mode",
        choices=_words(Mode),
        default=default,
        help=say("PC または携帯のメールアドレスで発行する", "issue by PC or by mobile addresses"),
    )


def _words(values: type[StrEnum]) -> list[str]:
    """The members of an enumeration as plain words: the library shows choices as Python writes them."""
    return [each.value for each in values]


def _add_input(parser: argparse.ArgumentParser, say: _Say, *, is_needed: bool = True) -> None:
    parser.add_argument(
        "file",
        type=path,
        metavar="FILE",
        nargs=None if is_needed else "?",
        default="",
        help=say("CSV ファイルまたは Excel ブック（- は標準入力）", "a CSV file or a workbook; - is stdin"),
    )


def _add_campaigns_options(parser: argparse.ArgumentParser, say: _Say) -> None:
    parser.add_argument(
        "id", metavar="CAMPAIGN_ID", nargs="?", default="", help=say("このキャンペーンの詳細", "all about this one")
    )
    parser.add_argument("--name", default="", metavar="TEXT", help=say("名前の一部", "a part of the name"))
    parser.add_argument(
        "--state",
        action="append",
        choices=_words(CampaignState),
        default=[],
        help=say("状態（繰り返し指定可）", "state; may be repeated"),
    )
    _add_portal_options(parser, say)


def _add_applications_options(parser: argparse.ArgumentParser, say: _Say) -> None:
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
        parser.add_argument(name, action="append", choices=_words(values), default=[], help=told)
    _add_portal_options(parser, say)


def _add_completion_options(parser: argparse.ArgumentParser, say: _Say) -> None:
    parser.add_argument("shell", choices=SHELLS, help=say("シェル", "the shell"))


def _add_status_options(parser: argparse.ArgumentParser, say: _Say) -> None:
    _add_portal_options(parser, say)
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


def _add_lists_options(parser: argparse.ArgumentParser, say: _Say) -> None:
    _add_portal_options(parser, say)
    parser.add_argument("registration_id", metavar="REGISTRATION_ID", help=say("発行登録ID", "ID of a registration"))
    parser.add_argument(
        "--completed", type=path, metavar="FILE", help=say("登録完了リストの保存先", "where to save the completed list")
    )
    parser.add_argument(
        "--errors", type=path, metavar="FILE", help=say("エラーリストの保存先", "where to save the error list")
    )
    _add_saved_encoding(parser, say)
    parser.add_argument(
        "--delete",
        action="store_true",
        help=say("保存後にポータルの両リストを削除する（元に戻せません）", "then delete both at the portal, for good"),
    )


def _add_results_options(parser: argparse.ArgumentParser, say: _Say) -> None:
    _add_batch(parser, say)
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
    _add_saved_encoding(parser, say)
    _add_store_options(parser, say)


def _add_history_options(parser: argparse.ArgumentParser, say: _Say) -> None:
    _add_portal_options(parser, say)
    parser.add_argument("--key", default="", help=say("指定キー", "specified key"))
    parser.add_argument("--prefix", action="store_true", help=say("指定キーの前方一致", "the key begins like this"))
    parser.add_argument("--campaign", default="", metavar="ID", help=say("キャンペーンID", "of this campaign only"))
    parser.add_argument("--registration", default="", metavar="ID", help=say("発行登録ID", "of this registration only"))
    parser.add_argument("--from", dest="first", type=day, metavar="DATE", help=say("発行日（から）", "issued since"))
    parser.add_argument("--to", dest="last", type=day, metavar="DATE", help=say("発行日（まで）", "issued until"))
    parser.add_argument(
        "--state", action="append", choices=_words(IssueState), default=[], help=say("状態", "state; may be repeated")
    )


def _add_inquire_options(parser: argparse.ArgumentParser, say: _Say) -> None:
    _add_portal_options(parser, say)
    parser.add_argument("key", metavar="KEY", help=say("指定キーまたはメールアドレス", "a key, or an address"))


def _add_cancel_options(parser: argparse.ArgumentParser, say: _Say) -> None:
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
    _add_reading_options(parser, say)
    parser.add_argument(
        "--columns",
        type=cancel_columns,
        metavar="key=1,issued_on=2,miles=3",
        help=say("列の対応（issue_id も可、使わない列は 0）", "which column holds what, also issue_id; 0 for none"),
    )
    _add_store_options(parser, say)


def _add_reconcile_options(parser: argparse.ArgumentParser, say: _Say) -> None:
    parser.add_argument("batch", metavar="BATCH|YYYY-MM", help=say("バッチ、または月", "a batch, or a month"))
    _add_store_options(parser, say)


def _add_report_options(parser: argparse.ArgumentParser, say: _Say) -> None:
    _add_portal_options(parser, say)
    titles = [say(f"{id_}（{each.title.ja}）", f"{id_} ({each.title.en})") for id_, each in OF_THE_SITE.items()]
    which = say(f"{'、'.join(titles)}、またはキャンペーンID", f"{', '.join(titles)}, or the ID of a campaign")
    parser.add_argument("report", metavar="|".join([*OF_THE_SITE, "CAMPAIGN_ID"]), help=which)
    parser.add_argument(
        "--by", choices=_words(Grain), default=Grain.DAY, help=say("月別・日別・時間別", "what a row stands for")
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
    _add_saved_encoding(parser, say)
    parser.add_argument(
        "--out",
        type=path,
        default="",
        metavar="FILE",
        help=say("保存先（省略時は CSV を標準出力へ）", "else CSV goes to stdout"),
    )


def _add_form_options(parser: argparse.ArgumentParser, say: _Say) -> None:
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


def _add_reading_options(parser: argparse.ArgumentParser, say: _Say) -> None:
    _add_form_options(parser, say)
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


def _add_file_options(parser: argparse.ArgumentParser, say: _Say) -> None:
    _add_reading_options(parser, say)
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


def _add_saved_encoding(parser: argparse.ArgumentParser, say: _Say) -> None:
    parser.add_argument(
        "--encoding",
        choices=("utf-8-sig", "cp932"),
        default="utf-8-sig",
        help=say("保存する CSV の文字コード（utf-8-sig）", "encoding of a saved CSV (utf-8-sig)"),
    )


def _add_batch(parser: argparse.ArgumentParser, say: _Say) -> None:
    parser.add_argument(
        "batch", metavar="BATCH", help=say("バッチ（`batches` で表示）", "a batch, as `batches` shows it")
    )


def _add_portal_options(parser: argparse.ArgumentParser, say: _Say) -> None:
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


def _add_send_options(parser: argparse.ArgumentParser, say: _Say) -> None:
    _add_input(parser, say, is_needed=False)
    parser.add_argument("--campaign", default="", metavar="ID", help=say("キャンペーンID", "campaign ID"))
    _add_mode_option(parser, say)
    _add_file_options(parser, say)
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


def _add_split_options(parser: argparse.ArgumentParser, say: _Say) -> None:
    _add_input(parser, say)
    _add_file_options(parser, say)
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


def _add_correct_options(parser: argparse.ArgumentParser, say: _Say) -> None:
    _add_batch(parser, say)
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
    _add_form_options(parser, say)
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


def _add_sending_options(parser: argparse.ArgumentParser, say: _Say) -> None:
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
    _add_store_options(parser, say)


def _add_store_options(parser: argparse.ArgumentParser, say: _Say) -> None:
    parser.add_argument(
        "--key-file",
        type=path,
        default="",
        metavar="FILE",
        help=say("作業データの鍵", "key of the local data") + " (NETMILE_KEY_FILE, NETMILE_PASSPHRASE)",
    )
    _add_portal_options(parser, say)


_OPTIONS: Mapping[str, Callable[[argparse.ArgumentParser, _Say], None]] = {
    "check": _add_check_options,
    "rule": _add_rule_options,
    "split": _add_split_options,
    "send": _add_send_options,
    "correct": _add_correct_options,
    "batches": _add_store_options,
    "results": _add_results_options,
    "campaigns": _add_campaigns_options,
    "applications": _add_applications_options,
    "status": _add_status_options,
    "lists": _add_lists_options,
    "history": _add_history_options,
    "inquire": _add_inquire_options,
    "cancel": _add_cancel_options,
    "reconcile": _add_reconcile_options,
    "report": _add_report_options,
    "completion": _add_completion_options,
}
"""What adds the options of each command."""
