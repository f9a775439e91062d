#!/usr/bin/env python3
"""The manual page, the reference of the command line and the schema of RULE.json, from the options of the program.

python packaging/development/manual.py            write them
python packaging/development/manual.py --check    fail where one of them is not what the program says today
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from netmile_desktop import __version__
from netmile_desktop.app import window_line
from netmile_desktop.cli.failing import ERROR_WORDS, EXIT_CODES
from netmile_desktop.cli.reading.rule_files import rule_schema
from netmile_desktop.cli.shell.outline import Argument, CommandOutline, in_outline, outlined
from netmile_desktop.command_names import GROUPS
from netmile_desktop.domain.language import Bilingual, Language

ROOT = Path(__file__).resolve().parents[2]
PAGES = {
    Language.ENGLISH: Path("packaging/man/netmile-desktop.1"),
    Language.JAPANESE: Path("packaging/man/ja/netmile-desktop.1"),
}
REFERENCE = Path("docs/command-line.md")
SCHEMA = Path("docs/rule.schema.json")

WHAT = Bilingual(
    "NetMile 加盟店の管理プログラム", "administration client for NetMile merchants, with commands for scripts"
)
WINDOW = Bilingual(
    "コマンドを付けずに起動するとウィンドウを開きます。FILE は取り込むファイルです。"
    "コマンドでもファイルでもない語を指定すると、ウィンドウを開かずに終了コード 2 で終わります。",
    "Without a command it opens the window; FILE is taken in there. A word that is neither a command nor a file opens "
    "no window and ends with exit code 2.",
)
STREAMS = (
    Bilingual(
        "ファイルを読むところでは、FILE の代わりに - を指定すると標準入力から読みます。文字コードは --encoding で指定できます。",
        "Wherever a file is read, - instead of its name reads stdin, in the encoding that --encoding names or that is "
        "found out.",
    ),
    Bilingual(
        "結果は標準出力に JSON Lines（UTF-8）で、説明は標準エラー出力に書きます。",
        "Results go to stdout as JSON lines in UTF-8, words go to stderr.",
    ),
    Bilingual(
        "check と send の行の details には、code、column（address、key、miles）、reason（変わらない語）、text（文）、"
        "value（今のセル）、proposal（修正案）、certain（修正案が確実か）があります。",
        "Lines of check and send have, in details: code, column (address, key, miles), reason (a word that does not "
        "change), text (a sentence), value (the cell as it is), proposal (the cell as it could be) and certain (false "
        "if the proposal guesses).",
    ),
    Bilingual(
        "--json を付けると標準エラー出力も JSON Lines になります。途中の説明は note、"
        "終了の理由は error（次の表の語。変わりません）、exit_code、text、cause、file、retry_at（locked_out の解除時刻）です。",
        "With --json, stderr is JSON lines, too: note for what is said on the way, and why the command ends as error "
        "(a word of the table below, which does not change), exit_code, text, cause, file and retry_at (when locked_out "
        "ends).",
    ),
)
ENVIRONMENT = {
    "NETMILE_URL": Bilingual("ポータルのアドレス", "address of the portal"),
    "NETMILE_LOGIN": Bilingual("ログイン ID", "login ID"),
    "NETMILE_PASSWORD": Bilingual("パスワード", "password"),
    "NETMILE_DATA_DIR": Bilingual("作業データの場所", "folder of the local data"),
    "NETMILE_KEY_FILE": Bilingual("作業データの鍵のファイル", "file with the key of the local data"),
    "NETMILE_PASSPHRASE": Bilingual("作業データのパスフレーズ", "passphrase of the local data"),
    "NETMILE_DEBUG": Bilingual("予期しない問題の詳細も表示する", "write tracebacks of errors of the program to stderr"),
}
EXAMPLES = (
    "netmile-desktop check november.csv --campaign C-1024",
    "netmile-desktop rule C-1024 --out rule.json",
    "ssh till cat november.csv | netmile-desktop check - --encoding cp932 --rule rule.json --json",
    "netmile-desktop send november.csv --campaign C-1024",
    "netmile-desktop cancel returned.csv --reason order_cancelled --columns key=2,issued_on=1,miles=3 --preview",
    "netmile-desktop applications --state applied",
    "mkdir -p ~/.local/share/bash-completion/completions",
    "netmile-desktop completion bash > ~/.local/share/bash-completion/completions/netmile-desktop",
)
RULE = (
    "`rule` saves what the rows of a campaign are judged against, and `check --rule` reads it. The file is described by "
    "[rule.schema.json](rule.schema.json): `mode`, `amount`, `issuance_from` and `issuance_to` are needed. `today` is "
    "the day on which the rows would be issued; it is today in Japan if it is not given, so that a file once saved "
    "serves every night. Its `state` is that of the day on which it was saved: `check --campaign` asks the portal "
    "instead, and takes what was fetched last if the portal is out of reach. Without `key` keys are checked by the rule of "
    "the program itself, which is told; so it is if the portal tells no rule that the program understands."
)
RULE_EXAMPLE = {
    "mode": "pc",
    "amount": {"kind": "variable", "min": 1, "max": 50_000},
    "per_member_per_day": 1,
    "issuance_from": "2026-11-01",
    "issuance_to": "2026-12-31",
}


def main(words: Sequence[str]) -> int:
    """Write the files, or compare them; answers the exit code."""
    made = documents()
    if "--check" not in words:
        for path, text in made.items():
            (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
            (ROOT / path).write_text(text, encoding="utf-8")
        return 0
    stale = [path for path, text in made.items() if not is_up_to_date(ROOT / path, text)]
    for path in stale:
        print(f"{path} is not what the program says: run packaging/development/manual.py", file=sys.stderr)
    return 1 if stale else 0


def is_up_to_date(path: Path, text: str) -> bool:
    """Return whether a file is there and has this very text."""
    return path.is_file() and path.read_text(encoding="utf-8") == text


def documents() -> dict[Path, str]:
    """Return the text of each file, by its place in the checkout."""
    return {
        **{path: "\n".join(page(language)) + "\n" for language, path in PAGES.items()},
        REFERENCE: "\n".join(reference()) + "\n",
        SCHEMA: json.dumps(rule_schema(), indent=2) + "\n",
    }


def page(language: Language) -> Iterator[str]:
    """The lines of the manual page."""

    def say(ja: str, en: str) -> str:
        return Bilingual(ja, en).in_(language)

    commands = {each.name: each for each in outlined(language)}
    yield '.\\" Written by packaging/development/manual.py from the options of the program.'
    yield f'.TH NETMILE-DESKTOP 1 "" "NetMile Desktop {__version__}"'
    yield ".ad l"
    yield f".SH {say('名前', 'NAME')}"
    yield f"netmile\\-desktop \\- {_roff(WHAT.in_(language))}"
    yield f".SH {say('書式', 'SYNOPSIS')}"
    yield from (".B netmile\\-desktop", "[\\fIOPTION\\fR ...] [\\fIFILE\\fR ...]", ".br")
    yield from (".B netmile\\-desktop", "\\fICOMMAND\\fR ...", ".br")
    yield from (".B netmile\\-desktop help", "[\\fICOMMAND\\fR]")
    yield f".SH {say('説明', 'DESCRIPTION')}"
    yield _roff(WINDOW.in_(language))
    for action in window_line(language).arguments():
        yield from _roff_argument(in_outline(action))
    for group in GROUPS:
        yield f".SH {_roff(group.title.in_(language)).upper()}"
        for name in group.commands:
            yield from _roff_command(commands[name])
    yield f".SH {say('入出力', 'INPUT AND OUTPUT')}"
    for paragraph in STREAMS:
        yield from (".PP", _roff(paragraph.in_(language)))
    for word, (code, told) in ERROR_WORDS.items():
        yield from (".TP", f".B {_roff(word)}", _roff(f"{told.in_(language)} ({code})"))
    yield f".SH {say('終了コード', 'EXIT STATUS')}"
    yield from (".nf", *map(_roff, EXIT_CODES.in_(language).splitlines()[2:]), ".fi")
    yield f".SH {say('環境変数', 'ENVIRONMENT')}"
    for name, told in ENVIRONMENT.items():
        yield from (".TP", f".B {name}", _roff(told.in_(language)))
    yield f".SH {say('例', 'EXAMPLES')}"
    yield from (".nf", *map(_roff, EXAMPLES), ".fi")


def _roff_command(command: CommandOutline) -> Iterator[str]:
    yield from (
        f".SS {_roff(command.name)}",
        _roff(command.summary),
        ".PP",
        ".nf",
        _roff(_broken(command.usage, width=72)),  # of the 80 columns of a terminal
        ".fi",
    )
    for argument in command.arguments:
        yield from _roff_argument(argument)


def _roff_argument(argument: Argument) -> Iterator[str]:
    yield from (".TP", f".B {_roff(_shown(argument))}", _roff(argument.told))


def _roff(text: str) -> str:
    """Text in which roff sees no commands of its own."""
    lines = text.replace("\\", "\\e").replace("-", "\\-").splitlines()
    return "\n".join("\\&" + line if line[:1] in {".", "'"} else line for line in lines)


def reference() -> Iterator[str]:
    """The lines of the reference in Markdown."""
    language = Language.ENGLISH
    yield "# Command line"
    yield ""
    yield "<!-- Written by packaging/development/manual.py from the options of the program. -->"
    yield ""
    yield WINDOW.in_(language)
    yield ""
    yield from _table(("Option of the window", ""), map(in_outline, window_line(language).arguments()))
    commands = {each.name: each for each in outlined(language)}
    for group in GROUPS:
        yield f"## {group.title.in_(language)}"
        yield ""
        for name in group.commands:
            command = commands[name]
            yield f"### {name}"
            yield ""
            yield f"{command.summary[:1].upper()}{command.summary[1:]}."
            yield ""
            yield from (f"    {line}" for line in _broken(command.usage).splitlines())
            yield ""
            yield from _table(("", ""), command.arguments)
    yield "## Input and output"
    yield ""
    for paragraph in STREAMS:
        yield from (paragraph.in_(language), "")
    yield "| `error` | exit code | |"
    yield "| --- | --- | --- |"
    yield from (f"| `{word}` | {code} | {told.in_(language)} |" for word, (code, told) in ERROR_WORDS.items())
    yield ""
    yield "## RULE.json"
    yield ""
    yield RULE
    yield ""
    yield from (f"    {line}" for line in json.dumps(RULE_EXAMPLE, indent=2).splitlines())
    yield ""
    yield "## Environment"
    yield ""
    yield "| | |"
    yield "| --- | --- |"
    yield from (f"| `{name}` | {told.in_(language)} |" for name, told in ENVIRONMENT.items())
    yield ""
    yield "## Examples"
    yield ""
    yield from (f"    {each}" for each in EXAMPLES)


def _table(heads: tuple[str, str], arguments: Iterator[Argument] | Sequence[Argument]) -> Iterator[str]:
    yield f"| {heads[0]} | {heads[1]} |"
    yield "| --- | --- |"
    for each in arguments:
        cells = (text.replace("|", "\\|") for text in (f"`{_shown(each)}`", each.told))
        yield f"| {' | '.join(cells)} |"
    yield ""


def _shown(argument: Argument) -> str:
    """`--lang, --language ja|en`."""
    metavar = "|".join(argument.values) if argument.values and not argument.names else argument.metavar
    return " ".join(filter(None, (", ".join(argument.names), metavar)))


def _broken(usage: str, *, width: int = 100) -> str:
    """A usage line in lines of at most some characters, each option whole."""
    lines, depth, begun = [""], 0, ""
    for word in usage.split(" "):
        begun = f"{begun} {word}".strip()
        depth += sum(map(word.count, "[({")) - sum(map(word.count, "])}"))
        if depth:
            continue
        if lines[-1] and len(lines[-1]) + len(begun) >= width:
            lines.append("   ")
        lines[-1] = f"{lines[-1]} {begun}" if lines[-1] else begun
        begun = ""
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
