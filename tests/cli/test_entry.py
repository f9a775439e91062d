import json
import multiprocessing
import os
import re
import sys
from pathlib import Path

import pytest

from netmile_desktop.__main__ import main
from netmile_desktop.cli import main as cli
from netmile_desktop.cli.shell.outline import outlined
from netmile_desktop.command_names import COMMANDS, FORMER_NAMES, GROUPS, HELP
from netmile_desktop.domain.language import Language


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "--help"]) == 0
    assert f"netmile-desktop {command}" in capsys.readouterr().out


@pytest.mark.parametrize(("former", "present"), FORMER_NAMES.items())
def test_a_former_name_is_still_a_command_and_explains_the_present_one(
    former: str, present: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([former, "--help", "--lang", "ja"]) == 0
    told = capsys.readouterr()
    assert f"netmile-desktop {present}" in told.out
    assert told.err == f"コマンド {former} の名前は {present} に変わりました。\n"


def test_there_are_no_other_commands(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli(["nonsense", "--lang", "en"]) == 2
    assert capsys.readouterr().err.splitlines() == [
        "There is neither a command nor a file “nonsense”.",
        "Usage: netmile-desktop COMMAND ...",
        f"Commands: {', '.join(COMMANDS)}",
        "netmile-desktop help explains them.",
    ]


def test_help_names_every_command_and_explains_each(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["help", "--lang", "en"]) == 0
    told = capsys.readouterr().out
    assert re.findall(r"^  ([a-z]+)  ", told.partition("Commands")[2], re.MULTILINE) == list(COMMANDS)
    titles = [group.title.en for group in GROUPS]
    assert re.findall(r"^(.+):$", told.partition("no window:")[2], re.MULTILINE) == titles
    assert main(["--help", "--language", "ja"]) == 0
    assert "コマンドを付けずに起動するとウィンドウを開きます" in capsys.readouterr().out
    assert main(["help", "send"]) == 0
    assert "netmile-desktop send" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["frobnicate"], "neither a command nor a file “frobnicate”.\n"),
        (["chekc"], "neither a command nor a file “chekc”. Did you mean check?\n"),
        (["Lists"], "Did you mean lists, split?"),
        (["ｃｈｅｃｋ"], "Did you mean check?"),
        (["chekc", "a.csv", "--rule", "rule.json"], "Did you mean check?"),
        (["help", "frobnicate"], "neither a command nor a file “frobnicate”.\n"),
        (["--sandbox", "frobnicate"], "neither a command nor a file “frobnicate”.\n"),
        (["a folder"], "neither a command nor a file “a folder”.\n"),
        (["folder/none.csv"], "“folder/none.csv”"),
        ([os.fsdecode(b"fr\x97")], "“fr\ufffd”"),
    ],
)
def test_a_mistyped_command_opens_no_window(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    words: list[str],
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a folder").mkdir()
    assert main([*words, "--lang", "en", "--data-dir", str(tmp_path)]) == 2
    told = capsys.readouterr().err
    assert said in told
    assert f"Commands: {', '.join(COMMANDS)}" in told


def test_the_language_may_stand_in_front_of_a_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "check", "a.csv"]) == 2
    assert "one of the arguments --rule --campaign is required" in capsys.readouterr().err
    assert main(["--language=ja", HELP, "split"]) == 0
    assert "大きなファイルを 10,000 行ずつに分ける" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (["--json", "frobnicate"], "unknown_command"),
        (["--lang", "en", "--json", "frobnicate"], "unknown_command"),
        (["--json", "--lang=en", "check"], "usage"),
        (["--json", HELP, "frobnicate"], "unknown_command"),
    ],
)
def test_what_programs_read_may_be_asked_for_in_front(
    words: list[str], error: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    told = capsys.readouterr()
    assert (told.out, json.loads(told.err)["error"]) == ("", error)


ENGLISH_WORDS = re.compile(
    r"usage:|error:|arguments?|options?:|show this|required|invalid|choose|expected", re.IGNORECASE
)


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_speaks_one_language(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([HELP, *filter(None, [command]), "--lang", "en"]) == 0
    english = capsys.readouterr().out
    assert not re.search("[ぁ-ん一-龥]", re.sub("（.*?）", "", english)), "Japanese in English"
    assert main([HELP, *filter(None, [command]), "--lang", "ja"]) == 0
    japanese = capsys.readouterr().out
    assert not ENGLISH_WORDS.findall(re.sub(r"--[a-z-]+", "", japanese)), "English in Japanese"
    assert japanese.count("使い方: ") == 1


@pytest.mark.parametrize("command", COMMANDS)
def test_every_word_of_a_command_is_explained(command: str) -> None:
    for language in Language:
        [outline] = [each for each in outlined(language) if each.name == command]
        assert not [each for each in outline.arguments if not each.told]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["check"], "FILE を指定してください"),
        (["check", "a"], "--rule --campaign のいずれかを指定してください"),
        (["check", "a", "--campaign", "C", "--rule", "r"], "--rule は --campaign と一緒に指定できません"),
        (["check", "a", "--rule"], "--rule に値を指定してください"),
        (["check", "a", "--rule", "r", "--colour"], "使えない引数です: --colour"),
        (["check", "a", "--rule", "r", "--all=1"], "--all に値 '1' は付けられません"),
        (
            ["check", "a", "--rule", "r", "--mode", "fax"],
            "--mode に 'fax' は指定できません（使える値: 'pc', 'mobile'）",
        ),
        (["check", "a", "--rule", "r", "--skip", "x"], "--skip: 'x': 0-1000"),
        (["--colour"], "使えない引数です: --colour"),
        (["--data-dir"], "--data-dir に値を指定してください"),
    ],
)
def test_wrong_words_are_told_in_japanese(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*words, "--lang", "ja"]) == 2
    told = capsys.readouterr().err
    assert said in told
    assert not ENGLISH_WORDS.search(re.sub(r"--[a-z-]+", "", told).replace("OPTION", ""))


@pytest.mark.parametrize("is_frozen", [True, False])
def test_a_frozen_program_lets_its_helpers_begin_first(monkeypatch: pytest.MonkeyPatch, is_frozen: bool) -> None:
    """Else the process that reads a workbook would open a second window."""
    calls: list[str] = []
    monkeypatch.setattr(sys, "frozen", is_frozen, raising=False)
    monkeypatch.setattr(multiprocessing, "freeze_support", lambda: calls.append("helper"))
    assert main(["--version"]) == 0
    assert calls == (["helper"] if is_frozen else [])
