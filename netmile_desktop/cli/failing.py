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
from netmile_desktop.domain.language import Bilingual

OK = 0
CODES = 1
USAGE = 2
NO_PORTAL = 3
REFUSED = 4
NO_STORE = 5
INTERRUPTED = 130

EXIT_CODES = Bilingual(
    """JSON Lines は標準出力に UTF-8 で、説明は標準エラー出力に書きます。終了コード:

    0  問題なし
    1  エラーコードのある行、取り消せない行、または照合の不一致がある
    2  使い方の誤り、または読み書きできないファイル
    3  ポータルに接続できない、または応答が正しくない
    4  ポータルが要求またはログインを拒んだ
    5  作業データまたはその鍵が使えない
  130  中断""",
    """JSON lines go to stdout in UTF-8, words go to stderr. Exit codes:

    0  all well
    1  rows carry codes, were not taken back, or do not agree
    2  wrong usage, or a file that cannot be read or written
    3  the portal was not reached, or did not answer as agreed
    4  the portal refused the request or the sign-in
    5  the local store, or its key, cannot be used
  130  interrupted""",
)
"""What `--help` says of them."""


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
