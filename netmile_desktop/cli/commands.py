"""Runs one command and turns whatever goes wrong into a sentence and an exit code."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol, cast

from netmile_desktop.cli.arguments import parse
from netmile_desktop.cli.failing import CODES, JSON_OPTION, NOTHING_WRITTEN, OK, USAGE, UsageWrong, error_line
from netmile_desktop.cli.output import Output
from netmile_desktop.command_names import COMMANDS, FORMER_NAMES, unknown_word
from netmile_desktop.domain.failures import Failure
from netmile_desktop.domain.language import Bilingual, language_of
from netmile_desktop.domain.texts.failures import failure_words
from netmile_desktop.ending import NO_OUTPUT

if TYPE_CHECKING:
    from netmile_desktop.workspace.reports.saving import Drawer


class _Command(Protocol):
    def run(self, arguments: argparse.Namespace, output: Output) -> int: ...


def run(argv: Sequence[str] | None = None, draw_pdf: Drawer | None = None) -> int:
    """Run a command; answers the exit code and never raises what a user can cause.

    `draw_pdf` makes PDF files: it needs Qt, which nothing here knows.
    """
    words = sys.argv[1:] if argv is None else argv
    output = Output(language_of(words), as_json=JSON_OPTION in words)
    code = _run(words, output, draw_pdf)
    output.flush()
    if output.lost is None:
        return code
    output.refuse("no_output", NOTHING_WRITTEN, output.lost.strerror)
    return NO_OUTPUT if code in {OK, CODES} else code


def _run(words: Sequence[str], output: Output, draw_pdf: Drawer | None) -> int:
    try:
        _reject_unknown(words)
        arguments = parse(_in_present_names(words, output), output.language)
        arguments.draw_pdf = draw_pdf
        module = importlib.import_module(f"netmile_desktop.cli.{COMMANDS[arguments.command]}")
        return cast("_Command", module).run(arguments, output)
    except UsageWrong as wrong:
        return output.refuse(wrong.error, wrong.words)
    except Failure as failure:
        error = error_line(failure, failure_words(failure, output.language))
        output.fail(error)
        return error.exit_code
    except KeyboardInterrupt:
        return output.refuse("interrupted", Bilingual("中断しました。", "Interrupted."))
    except SystemExit as end:  # argparse leaves this way after --help
        return end.code if isinstance(end.code, int) else USAGE


def _reject_unknown(words: Sequence[str]) -> None:
    """Raise UsageWrong if the first word is no command."""
    first = words[0] if words else ""
    if first and not first.startswith("-") and first not in COMMANDS and first not in FORMER_NAMES:
        raise UsageWrong(unknown_word(first), "unknown_command")


def _in_present_names(words: Sequence[str], output: Output) -> Sequence[str]:
    """Return the words with the present name of the command; say so if they use a former one."""
    former = words[0] if words else ""
    if former not in FORMER_NAMES:
        return words
    present = FORMER_NAMES[former]
    output.say(
        Bilingual("コマンド {0} の名前は {1} に変わりました。", "The command {0} is now called {1}."), former, present
    )
    return [present, *words[1:]]
