"""The commands for scripts by their names, in the groups in which help shows them; no other word starts a command."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from netmile_desktop.domain.language import Bilingual, Language
from netmile_desktop.lazy_imports import import_lazily
from netmile_desktop.names import legible

if TYPE_CHECKING:
    import difflib
else:
    difflib = import_lazily("difflib")


@dataclass(frozen=True, slots=True)
class Command:
    """A command: the module of `cli` that runs it, and what it does, in a few words."""

    module: str
    summary: Bilingual


@dataclass(frozen=True, slots=True)
class Group:
    """Commands that belong together."""

    title: Bilingual
    commands: Mapping[str, Command]


GROUPS: tuple[Group, ...] = (
    Group(
        Bilingual("ファイルの準備", "Preparing files"),
        {
            "check": Command("checking", Bilingual("ファイルを送信せずに確認する", "check a file without sending it")),
            "rule": Command(
                "campaigns.rules",
                Bilingual("キャンペーンの発行ルールを保存する", "save the issuing rule of a campaign"),
            ),
            "split": Command(
                "splitting",
                Bilingual("大きなファイルを 10,000 行ずつに分ける", "split a file into parts of 10,000 rows"),
            ),
        },
    ),
    Group(
        Bilingual("発行と修正", "Issuing and correcting"),
        {
            "send": Command("sending", Bilingual("ファイルのマイルを発行する", "issue the miles of a file")),
            "correct": Command(
                "correcting",
                Bilingual("発行できなかった行を修正して発行する", "correct and issue what was not issued"),
            ),
            "batches": Command(
                "correcting", Bilingual("このパソコンのバッチを表示する", "show the batches of this machine")
            ),
            "results": Command("saving", Bilingual("バッチの結果を保存する", "save results with your own columns")),
        },
    ),
    Group(
        Bilingual("照会", "Looking up"),
        {
            "campaigns": Command("campaigns.listing", Bilingual("キャンペーンを表示する", "show campaigns")),
            "applications": Command(
                "campaigns.listing", Bilingual("キャンペーンの申請を表示する", "show applications for campaigns")
            ),
            "status": Command("inquiry", Bilingual("発行状況を表示する", "show what was handed over")),
            "lists": Command(
                "inquiry",
                Bilingual("登録完了リストとエラーリストを保存する", "save both lists of a registration"),
            ),
            "history": Command("history", Bilingual("マイル発行履歴を表示する", "show what was issued")),
            "inquire": Command("history", Bilingual("会員からの問い合わせに答える", "answer a member's question")),
        },
    ),
    Group(
        Bilingual("取消・照合・レポート", "Cancelling, reconciling, reporting"),
        {
            "cancel": Command("cancelling", Bilingual("ファイルの発行を取り消す", "take back the issues of a file")),
            "reconcile": Command(
                "reconciling",
                Bilingual("発行を履歴・請求と照合する", "hold a batch against history and bill"),
            ),
            "report": Command("reporting", Bilingual("レポートを保存する", "save a report")),
            "reward": Command(
                "rewarding",
                Bilingual("ネットマイルリワードの受渡", "the hand-over of NetMile Reward: files, results, fee"),
            ),
        },
    ),
    Group(
        Bilingual("シェル", "Shell"),
        {
            "completion": Command(
                "shell.completing",
                Bilingual("コマンドを補完するスクリプトを出力する", "print a script that completes commands"),
            ),
        },
    ),
)

COMMANDS: Mapping[str, str] = {name: each.module for group in GROUPS for name, each in group.commands.items()}
"""The module of `cli` that runs each command, imported one by one: `check` must not wait for what only others need."""

HELP = "help"
"""The word that explains a command: `help send`."""

WINDOW_OPTIONS: Mapping[str, Bilingual] = {
    "--sandbox": Bilingual(
        "このパソコンのサンドボックスにログインする", "sign in to the sandbox portal on this computer"
    ),
    "--probe": Bilingual("ウィンドウの待ち時間をログに書く", "write to the log how long the window kept waiting"),
    "--self-check": Bilingual("必要なものがそろっているか確認する", "say whether everything needed is installed"),
    "--version": Bilingual("版を表示する", "print the version"),
}
"""Options of the window that have no value."""

FORMER_NAMES: Mapping[str, str] = {"reissue": "correct"}
"""Former names of commands, which scripts may still use; no help names them."""

_UNKNOWN = Bilingual(
    "「{}」というコマンドもファイルもありません。{}\n使い方: netmile-desktop COMMAND ...\nコマンド: {}\n"
    "netmile-desktop help で説明を表示します。",
    "There is neither a command nor a file “{}”.{}\nUsage: netmile-desktop COMMAND ...\nCommands: {}\n"
    "netmile-desktop help explains them.",
)
_MEANT = Bilingual("{} のことですか？", " Did you mean {}?")


def grouped_commands(language: Language) -> str:
    """Return the commands with what they do, in lines under the titles of their groups."""
    width = max(map(len, COMMANDS)) + 2
    told = []
    for group in GROUPS:
        told.append(f"{group.title.in_(language)}:")
        told += [f"  {name:{width}}{each.summary.in_(language)}" for name, each in group.commands.items()]
        told.append("")
    return "\n".join(told[:-1])


def unknown_word(word: str) -> Bilingual:
    """Return what is said of a word that is neither a command nor a file: most likely a mistyped command."""
    shown = legible(word)
    alike = difflib.get_close_matches(unicodedata.normalize("NFKC", shown).lower(), COMMANDS)

    def told(language: Language) -> str:
        meant = _MEANT.in_(language, ", ".join(alike)) if alike else ""
        return _UNKNOWN.in_(language, shown, meant, ", ".join(COMMANDS))

    return Bilingual(told(Language.JAPANESE), told(Language.ENGLISH))
