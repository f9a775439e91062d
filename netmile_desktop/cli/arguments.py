"""What can be said on the command line."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NoReturn

from netmile_desktop.cli.column_option import cancel_columns, columns
from netmile_desktop.cli.failing import EXIT_CODES, UsageWrong
from netmile_desktop.command_parser import CommandParser, path
from netmile_desktop.domain.batches import LONGEST_REASON
from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.domain.history import IssueState
from netmile_desktop.domain.language import LANGUAGE_OPTIONS, Bilingual, Language
from netmile_desktop.domain.mails import check_message
from netmile_desktop.domain.reports.declarations import OF_THE_SITE
from netmile_desktop.domain.reports.shape import Grain
from netmile_desktop.domain.rows.encodings import ENCODINGS
from netmile_desktop.domain.rows.issuances import MAX_DELAY_DAYS, MAX_ROWS, MESSAGE_LENGTH
from netmile_desktop.domain.tables.table import Inclusion
from netmile_desktop.names import is_text, legible

_ALIASES = {
    "utf8": "utf-8",
    "utf-8-bom": "utf-8-sig",
    "utf8-sig": "utf-8-sig",
    "sjis": "cp932",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "ms932": "cp932",
    "windows-31j": "cp932",
    "utf16": "utf-16",
    "utf16le": "utf-16",
    "utf16be": "utf-16",
    "utf-16le": "utf-16",
    "utf-16be": "utf-16",
    "utf-16-le": "utf-16",
    "utf-16-be": "utf-16",
    "jis": "iso-2022-jp",
    "iso2022jp": "iso-2022-jp",
    "iso2022-jp": "iso-2022-jp",
    "iso_2022_jp": "iso-2022-jp",
    "cp50220": "iso-2022-jp",
    "cp50221": "iso-2022-jp",
    "euc": "euc-jp",
    "eucjp": "euc-jp",
    "euc_jp": "euc-jp",
    "cp51932": "euc-jp",
}
"""Other names for the encodings in `ENCODINGS`; "Shift_JIS" usually means CP932."""

_Say = Callable[[str, str], str]
"""Selects the text of the language: Japanese, English."""

_HEADERS: Mapping[str, bool | None] = {"yes": True, "no": False, "auto": None}

_SEPARATORS: Mapping[str, str] = {"comma": ",", "tab": "\t", "semicolon": ";", "pipe": "|"}

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
                f"使い方が正しくありません: {message}\n`{self.prog} --help` で説明を表示します。",
                f"Wrong usage: {message}\n`{self.prog} --help` explains it.",
            )
        )


def parse(argv: Sequence[str] | None, language: Language) -> argparse.Namespace:
    """The command and its options.

    Raises:
        UsageWrong: where they make no sense.
    """
    return _parser(language).parse_args(argv)


def encoding(text: str) -> str:
    """One of ENCODINGS, also by its other names; empty to find it out from the file."""
    if not text:
        return ""
    name = text.lower()
    name = _ALIASES.get(name, name)
    if name not in ENCODINGS:
        raise argparse.ArgumentTypeError(f"{text!r}: {', '.join(ENCODINGS)}")
    return name


def separator(text: str) -> str:
    """One of the separators by its name or as it is; empty to find it out from the file."""
    if text in {"", *_SEPARATORS.values()}:
        return text
    if text.lower() not in _SEPARATORS:
        raise argparse.ArgumentTypeError(f"{text!r}: {', '.join(_SEPARATORS)}")
    return _SEPARATORS[text.lower()]


def header(text: str) -> bool | None:
    """`yes`, `no`, or `auto` to find it out from the file."""
    if text not in _HEADERS:
        raise argparse.ArgumentTypeError(f"{text!r}: {', '.join(_HEADERS)}")
    return _HEADERS[text]


def _parser(language: Language) -> argparse.ArgumentParser:
    def say(ja: str, en: str) -> str:
        return Bilingual(ja, en).in_(language).replace("%", "%%")

    shape: dict[str, Any] = {
        "epilog": EXIT_CODES.in_(language),
        "formatter_class": argparse.RawDescriptionHelpFormatter,
        "allow_abbrev": False,  # a script must not change its meaning when an option is added
    }
    description = say("NetMile のマイル発行をコマンドで行います。", "Issue miles from the command line.")
    parser = _Parser(prog="netmile-desktop", description=description, **shape)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND", parser_class=_Parser)
    for name, summary, add_options in (
        ("check", say("ファイルをポータルなしで確認する", "check a file without a portal"), _add_check_options),
        (
            "split",
            say("大きなファイルを 10,000 行ずつに分ける", "split a file into parts of 10,000 rows"),
            _add_split_options,
        ),
        ("send", say("ファイルのマイルを発行する", "issue the miles of a file"), _add_send_options),
        (
            "correct",
            say("発行できなかった行を修正して発行する", "correct and issue what was not issued"),
            _add_correct_options,
        ),
        ("batches", say("この端末のバッチを表示する", "show the batches of this machine"), _add_store_options),
        ("results", say("バッチの結果を保存する", "save results with your own columns"), _add_results_options),
        ("status", say("発行状況を表示する", "show what was handed over"), _add_status_options),
        (
            "lists",
            say("登録完了リストとエラーリストを保存する", "save both lists of a registration"),
            _add_lists_options,
        ),
        ("history", say("マイル発行履歴を表示する", "show what was issued"), _add_history_options),
        ("inquire", say("会員からの問い合わせに答える", "answer a member's question"), _add_inquire_options),
        ("cancel", say("ファイルの発行を取り消す", "take back the issues of a file"), _add_cancel_options),
        (
            "reconcile",
            say("発行を履歴・請求と照合する", "hold a batch against history and bill"),
            _add_reconcile_options,
        ),
        ("report", say("レポートを保存する", "save a report"), _add_report_options),
    ):
        command = commands.add_parser(name, help=summary, description=summary, **shape)
        command.add_argument(
            *LANGUAGE_OPTIONS, dest="lang", choices=list(Language), help=say("表示の言語", "language of the words")
        )
        add_options(command, say)
    return parser


def _add_check_options(parser: argparse.ArgumentParser, say: _Say) -> None:
    _add_file_options(parser, say)
    parser.add_argument("file", type=path, metavar="FILE")
    parser.add_argument(
        "--rule", type=path, required=True, metavar="RULE.json", help=say("発行ルール", "the rule to check against")
    )
    parser.add_argument("--all", action="store_true", help=say("問題のない行も出力する", "print good rows too"))


def _add_status_options(parser: argparse.ArgumentParser, say: _Say) -> None:
    _add_portal_options(parser, say)
    parser.add_argument("registration_id", metavar="REGISTRATION_ID", nargs="?", default="")
    parser.add_argument("--campaign", default="", metavar="ID", help=say("キャンペーンID", "of this campaign only"))
    parser.add_argument(
        "--from", dest="first", type=_day, metavar="DATE", help=say("受付日（から）", "accepted on or after")
    )
    parser.add_argument(
        "--to", dest="last", type=_day, metavar="DATE", help=say("受付日（まで）", "accepted on or before")
    )
    parser.add_argument("--only-errors", action="store_true", help=say("エラーのある登録だけ", "with error rows only"))


def _add_lists_options(parser: argparse.ArgumentParser, say: _Say) -> None:
    _add_portal_options(parser, say)
    parser.add_argument("registration_id", metavar="REGISTRATION_ID")
    parser.add_argument(
        "--completed", type=path, metavar="FILE", help=say("登録完了リストの保存先", "where to save the completed list")
    )
    parser.add_argument(
        "--errors", type=path, metavar="FILE", help=say("エラーリストの保存先", "where to save the error list")
    )
    parser.add_argument("--encoding", choices=("utf-8-sig", "cp932"), default="utf-8-sig")
    parser.add_argument(
        "--delete",
        action="store_true",
        help=say("保存後にポータルの両リストを削除する（元に戻せません）", "then delete both at the portal, for good"),
    )


def _add_results_options(parser: argparse.ArgumentParser, say: _Say) -> None:
    parser.add_argument("batch", metavar="BATCH")
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
    parser.add_argument("--encoding", choices=("utf-8-sig", "cp932"), default="utf-8-sig")
    _add_store_options(parser, say)


def _add_history_options(parser: argparse.ArgumentParser, say: _Say) -> None:
    _add_portal_options(parser, say)
    parser.add_argument("--key", default="", help=say("指定キー", "specified key"))
    parser.add_argument("--prefix", action="store_true", help=say("指定キーの前方一致", "the key begins like this"))
    parser.add_argument("--campaign", default="", metavar="ID", help=say("キャンペーンID", "of this campaign only"))
    parser.add_argument("--registration", default="", metavar="ID", help=say("発行登録ID", "of this registration only"))
    parser.add_argument("--from", dest="first", type=_day, metavar="DATE", help=say("発行日（から）", "issued since"))
    parser.add_argument("--to", dest="last", type=_day, metavar="DATE", help=say("発行日（まで）", "issued until"))
    parser.add_argument(
        "--state", action="append", choices=tuple(IssueState), default=[], help=say("状態", "state; may be repeated")
    )


def _add_inquire_options(parser: argparse.ArgumentParser, say: _Say) -> None:
    _add_portal_options(parser, say)
    parser.add_argument("key", metavar="KEY", help=say("指定キーまたはメールアドレス", "a key, or an address"))


def _add_cancel_options(parser: argparse.ArgumentParser, say: _Say) -> None:
    parser.add_argument(
        "file", type=path, metavar="FILE", help=say("発行IDか指定キーの列を持つファイル", "with issue IDs or keys")
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
        "--by", choices=tuple(Grain), default=Grain.DAY, help=say("月別・日別・時間別", "what a row stands for")
    )
    parser.add_argument("--from", dest="first", type=_day, metavar="DATE", help=say("期間（から）", "first day"))
    parser.add_argument("--to", dest="last", type=_day, metavar="DATE", help=say("期間（まで）", "last day"))
    parser.add_argument(
        "--stacked", action="store_true", help=say("キャンペーン別の内訳も付ける", "each campaign's share as well")
    )
    parser.add_argument(
        "--compared", action="store_true", help=say("前期間の数値も付ける", "the period before as well")
    )
    parser.add_argument("--format", choices=("csv", "xlsx", "pdf"), default="csv")
    parser.add_argument("--encoding", choices=("utf-8-sig", "cp932"), default="utf-8-sig")
    parser.add_argument(
        "--out",
        type=path,
        default="",
        metavar="FILE",
        help=say("保存先（省略時は CSV を標準出力へ）", "else CSV goes to stdout"),
    )


def _add_form_options(parser: argparse.ArgumentParser, say: _Say) -> None:
    parser.add_argument("--sheet", default="", metavar="NAME", help=say("Excel ブックのシート", "sheet of a workbook"))
    parser.add_argument("--encoding", type=encoding, default="", metavar="E", help=", ".join(ENCODINGS))
    parser.add_argument(
        "--separator",
        type=separator,
        default="",
        metavar="|".join(_SEPARATORS),
        help=say("列の区切り（省略時は自動判定）", "what parts the columns, else found out"),
    )


def _add_reading_options(parser: argparse.ArgumentParser, say: _Say) -> None:
    _add_form_options(parser, say)
    parser.add_argument(
        "--header",
        type=header,
        default=None,
        metavar="|".join(_HEADERS),
        help=say("見出しの行があるか", "whether there is a header"),
    )
    parser.add_argument(
        "--skip",
        type=_number(0, _MOST_SKIPPED),
        default=None,
        metavar="N",
        help=say("表の前の N 行を除く", "leave out N rows above the table"),
    )
    parser.add_argument(
        "--hidden",
        type=_inclusion,
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
        type=_inclusion,
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
    parser.add_argument("file", type=path, metavar="FILE", nargs="?", default="")
    parser.add_argument("--campaign", default="", metavar="ID", help=say("キャンペーンID", "campaign ID"))
    parser.add_argument(
        "--mode",
        choices=tuple(Mode),
        default=Mode.PC,
        help=say("PC または携帯のメールアドレスで発行する", "issue by PC or by mobile addresses"),
    )
    _add_file_options(parser, say)
    parser.add_argument(
        "--transfer-after-days",
        type=_number(0, MAX_DELAY_DAYS),
        metavar="N",
        help=say("発行から N 日後に振込む（0 はすぐ）", "transfer N days after issuance, 0 is at once"),
    )
    parser.add_argument("--notify", action="store_true", help=say("振込完了メールを送る", "mail the members"))
    parser.add_argument("--message", type=_message, default="", metavar="TEXT", help=say("差込文", "text of the mail"))
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
    _add_file_options(parser, say)
    parser.add_argument("file", type=path, metavar="FILE")
    parser.add_argument(
        "--out", type=path, required=True, metavar="DIR", help=say("保存先のフォルダー", "folder of the parts")
    )
    parser.add_argument(
        "--rows",
        type=_number(1, MAX_ROWS),
        default=MAX_ROWS,
        metavar="N",
        help=say("1 ファイルの行数", "rows of a part") + f" ({MAX_ROWS})",
    )


def _add_correct_options(parser: argparse.ArgumentParser, say: _Say) -> None:
    parser.add_argument("batch", metavar="BATCH")
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
        help=say("--out のファイルを直したものを取り込む", "take the cells of a corrected --out file"),
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
        type=_reason_to_repeat,
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


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r}: YYYY-MM-DD") from error


def _inclusion(text: str) -> Inclusion:
    try:
        return Inclusion(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r}: {', '.join(Inclusion)}") from error


def _number(least: int, most: int) -> Callable[[str], int]:
    def within(text: str) -> int:
        if not (text.isascii() and text.isdigit() and least <= int(text) <= most):
            raise argparse.ArgumentTypeError(f"{text!r}: {least}-{most}")
        return int(text)

    return within


def _reason_to_repeat(text: str) -> str:
    reason = " ".join(text.split())
    if not 1 <= len(reason) <= LONGEST_REASON:
        raise UsageWrong(
            Bilingual(
                f"--anew には、もう一度発行する理由（{LONGEST_REASON} 文字以内）を書いてください。"
                '例: --anew "二回目の来店分"',
                f"Give the reason for issuing once more with --anew, in at most {LONGEST_REASON} characters, "
                'for example: --anew "the second visit"',
            )
        )
    return reason


def _message(text: str) -> str:
    if (fault := check_message(text)) is not None:
        raise argparse.ArgumentTypeError(f"{fault.value} (<= {MESSAGE_LENGTH})")
    return text
