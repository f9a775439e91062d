"""Which exit code says what went wrong."""

from __future__ import annotations

from netmile_desktop.domain.failures import (
    Broken,
    Failure,
    FileTrouble,
    Refused,
    Unreachable,
    WorkspaceUnusable,
)
from netmile_desktop.domain.language import Bilingual, Language
from netmile_desktop.ending import EndWords

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


def end_words(language: Language) -> EndWords:
    """What is said if a program ends in a way that nobody foresaw."""
    return EndWords(*(words.in_(language) for words in (_UNFORESEEN, _UNLOGGED, NOTHING_WRITTEN)))


class UsageWrong(Exception):
    """The command cannot be understood or lacks something; the sentence says what."""

    def __init__(self, words: Bilingual) -> None:
        super().__init__(words.en)
        self.words = words


def exit_code(failure: Failure) -> int:
    """The documented code of a failure."""
    for kind, code in (
        (FileTrouble, USAGE),
        (Unreachable, NO_PORTAL),
        (Broken, NO_PORTAL),
        (Refused, REFUSED),
        (WorkspaceUnusable, NO_STORE),
    ):
        if isinstance(failure, kind):
            return code
    return USAGE  # asked of something that is not in a state for it
