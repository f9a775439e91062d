"""What can be said on the command line."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NoReturn

from netmile_desktop.cli.failing import EXIT_CODES, JSON_OPTION, UsageWrong
from netmile_desktop.cli.options import issuing, looking_up, preparing, rewarding, settling, shell
from netmile_desktop.cli.options.shared import Say, add_store_options, choices_of
from netmile_desktop.command_names import GROUPS, grouped_commands
from netmile_desktop.command_parser import CommandParser, JapaneseHelp, in_japanese
from netmile_desktop.domain.language import LANGUAGE_OPTIONS, Bilingual, Language
from netmile_desktop.names import is_text, legible


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
                choices=choices_of(Language),
                help=say("表示の言語", "language of the words"),
            )
            command.add_argument(
                JSON_OPTION,
                action="store_true",
                help=say("標準エラー出力も JSON Lines にする", "write JSON lines to stderr, too"),
            )
            _OPTIONS[name](command, say)
    return parser


_OPTIONS: Mapping[str, Callable[[argparse.ArgumentParser, Say], None]] = {
    "check": preparing.add_check_options,
    "rule": preparing.add_rule_options,
    "split": preparing.add_split_options,
    "send": issuing.add_send_options,
    "correct": issuing.add_correct_options,
    "batches": add_store_options,
    "results": issuing.add_results_options,
    "campaigns": looking_up.add_campaigns_options,
    "applications": looking_up.add_applications_options,
    "status": looking_up.add_status_options,
    "lists": looking_up.add_lists_options,
    "history": looking_up.add_history_options,
    "inquire": looking_up.add_inquire_options,
    "cancel": settling.add_cancel_options,
    "reconcile": settling.add_reconcile_options,
    "reward": rewarding.add_reward_options,
    "report": settling.add_report_options,
    "completion": shell.add_completion_options,
}
"""What adds the options of each command."""
