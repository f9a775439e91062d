"""Which exit code, and which word for programs, says what went wrong."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

import msgspec

from netmile_desktop.domain.failures import (
    Broken,
    Failure,
    FileTrouble,
    FileUnreadable,
    FileUnwritable,
    KeyWanted,
    LockedOut,
    NotAllowed,
    NotSignedIn,
    Refused,
    Unreachable,
    WithoutTls,
    WorkspaceUnusable,
)
from netmile_desktop.domain.language import Bilingual, Language
from netmile_desktop.ending import INTERRUPTED, NO_OUTPUT, UNFORESEEN, EndWords

OK = 0
CODES = 1
USAGE = 2
NO_PORTAL = 3
REFUSED = 4
NO_STORE = 5
EXIT_CODES = Bilingual(
    """JSON Lines は標準出力に UTF-8 で、説明は標準エラー出力に書きます。終了コード:

    0  問題なし
    1  エラーコードのある行、取り消せない行、または照合の不一致がある
    2  使い方の誤り、読み書きできないファイル、またはオプションで指定しないと送信しないもの（発行済みの行、月の上限額）
    3  ポータルに接続できない、または応答が正しくない
    4  ポータルが要求またはログインを拒んだ
    5  作業データまたはその鍵が使えない
    6  標準出力または標準エラー出力に書き込めない
    7  プログラムの問題（ログに記録される）
  130  中断""",
    """JSON lines go to stdout in UTF-8, words go to stderr. Exit codes:

    0  all well
    1  rows carry codes, were not taken back, or do not agree
    2  wrong usage, a file that cannot be read or written, or what only an option sends (repeats, a monthly limit)
    3  the portal was not reached, or did not answer as agreed
    4  the portal refused the request or the sign-in
    5  the local store, or its key, cannot be used
    6  stdout or stderr could not be written
    7  an error of the program, told in the log
  130  interrupted""",
)
"""What `--help` says of them."""


NOTHING_WRITTEN = Bilingual(
    "結果を出力できませんでした（{}）。処理は行われた可能性があります。出力先を確認してください。",
    "The output could not be written ({}). The work itself may be done. Check where the output goes.",
)
_UNFORESEEN = Bilingual(
    "予期しない問題が起きました: {}\n詳しくは {} を添えてお知らせください。",
    "Something unexpected happened: {}\nPlease report it with {}.",
)
_UNLOGGED = Bilingual(
    "予期しない問題が起きました: {}\nログを書き込めないため、詳細を上に表示しました。添えてお知らせください。",
    "Something unexpected happened: {}\nThe log cannot be written; please report it with the lines above.",
)


JSON_OPTION = "--json"
"""Option that has everything on stderr written as JSON lines."""


class ErrorLine(msgspec.Struct, frozen=True, omit_defaults=True):
    """Why a command ended with an exit code other than 0 and 1, for programs. Words once used do not change."""

    error: str
    """What went wrong: a word of `ERROR_WORDS`."""
    exit_code: int
    text: str
    """The sentence for people, in the language of the run."""
    cause: str = ""
    """The cause in a word, or the code of the portal's refusal (`P-AUTH`)."""
    file: str = ""
    retry_at: datetime | None = None


class NoteLine(msgspec.Struct, frozen=True):
    """Anything else that is said on stderr."""

    note: str


class UsageWrong(Exception):
    """The command cannot be understood or lacks something; the sentence says what."""

    def __init__(self, words: Bilingual, error: str = "usage") -> None:
        super().__init__(words.en)
        self.words = words
        self.error = error


_FAILURES: Mapping[type[Failure], tuple[str, int]] = {
    FileUnreadable: ("file_unreadable", USAGE),
    FileUnwritable: ("file_unwritable", USAGE),
    NotAllowed: ("not_allowed", USAGE),
    WithoutTls: ("without_tls", NO_PORTAL),
    Unreachable: ("unreachable", NO_PORTAL),
    Broken: ("broken", NO_PORTAL),
    LockedOut: ("locked_out", REFUSED),
    NotSignedIn: ("not_signed_in", REFUSED),
    Refused: ("refused", REFUSED),
    KeyWanted: ("key_wanted", NO_STORE),
    WorkspaceUnusable: ("store_unusable", NO_STORE),
}
"""The word and the exit code of each kind of failure; the first kind that fits is meant."""

ERROR_WORDS: Mapping[str, tuple[int, Bilingual]] = {
    "usage": (USAGE, Bilingual("使い方の誤り", "wrong usage")),
    "unknown_command": (USAGE, Bilingual("コマンドでもファイルでもない", "neither a command nor a file")),
    "undecided": (
        USAGE,
        Bilingual(
            "ファイルの読み方に確認が必要（標準出力の行に `question` と `option`）",
            "something about the file must be decided first (lines with `question` and `option` on stdout)",
        ),
    ),
    "issued_before": (USAGE, Bilingual("発行済みの行と重複（`--anew`）", "rows repeat issued ones (`--anew`)")),
    "over_limit": (USAGE, Bilingual("月の上限額を超える（`--over-limit`）", "beyond the limit (`--over-limit`)")),
    "file_unreadable": (USAGE, Bilingual("読み込めないファイル", "a file that cannot be read")),
    "file_unwritable": (USAGE, Bilingual("書き込めないファイル", "a file that cannot be written")),
    "not_allowed": (USAGE, Bilingual("今の状態では行えない", "not possible in the present state")),
    "unreachable": (NO_PORTAL, Bilingual("ポータルに接続できない", "the portal was not reached")),
    "without_tls": (NO_PORTAL, Bilingual("暗号化されていない接続先", "an address that is not encrypted")),
    "broken": (NO_PORTAL, Bilingual("ポータルの応答が正しくない", "the portal did not answer as agreed")),
    "refused": (REFUSED, Bilingual("ポータルが拒んだ", "the portal refused the request")),
    "not_signed_in": (REFUSED, Bilingual("ログインできない、または無効になった", "not signed in, or no longer")),
    "locked_out": (
        REFUSED,
        Bilingual("ログインの失敗が続き一時的に使えない", "locked for a while after failed sign-ins"),
    ),
    "store_unusable": (NO_STORE, Bilingual("作業データが使えない", "the local store cannot be used")),
    "key_wanted": (NO_STORE, Bilingual("作業データの鍵がない", "the key of the local store is missing")),
    "no_output": (NO_OUTPUT, Bilingual("出力できない", "stdout or stderr could not be written")),
    "unforeseen": (UNFORESEEN, Bilingual("プログラムの問題", "an error of the program")),
    "interrupted": (INTERRUPTED, Bilingual("中断", "interrupted")),
}
"""All words that `error` can be, with their exit codes; the reference of the command line is made from them."""


def end_words(language: Language, *, as_json: bool = False) -> EndWords:
    """What is said if a program ends in a way that nobody foresaw."""
    unforeseen, unlogged, no_output = (each.in_(language) for each in (_UNFORESEEN, _UNLOGGED, NOTHING_WRITTEN))
    words = EndWords(unforeseen, unlogged, no_output)
    return replace(words, told=_as_json) if as_json else words


def _as_json(word: str, code: int, sentence: str) -> str:
    return in_ascii(ErrorLine(word, code, sentence))


def in_ascii(line: ErrorLine | NoteLine) -> str:
    """A line for programs: the same bytes in whatever encoding stderr has."""
    return json.dumps(msgspec.to_builtins(line))


def exit_code(failure: Failure) -> int:
    """The documented code of a failure."""
    return _kind(failure)[1]


def error_line(failure: Failure, text: str) -> ErrorLine:
    """A failure for programs; `text` is what is said of it."""
    word, code = _kind(failure)
    return ErrorLine(
        word,
        code,
        text,
        cause=_cause(failure),
        file=failure.path if isinstance(failure, FileTrouble) else "",
        retry_at=failure.retry_at if isinstance(failure, Refused) else None,
    )


def _kind(failure: Failure) -> tuple[str, int]:
    # What else there is was asked of something that is not in a state for it.
    return next((told for kind, told in _FAILURES.items() if isinstance(failure, kind)), ("not_allowed", USAGE))


def _cause(failure: Failure) -> str:
    if isinstance(failure, Refused):
        return failure.code
    if isinstance(failure, KeyWanted):
        return failure.wanted
    if isinstance(failure, FileUnreadable | FileUnwritable | WorkspaceUnusable):
        return failure.reason
    return failure.obstacle if isinstance(failure, NotAllowed) else ""
