"""What does not agree, and what to do about it."""

from __future__ import annotations

from netmile_desktop.domain.language import Bilingual
from netmile_desktop.domain.reconciliation import Fault

_FAULTS: dict[Fault, Bilingual] = {
    Fault.MISSING: Bilingual("履歴にありません", "Missing in the history"),
    Fault.TWICE: Bilingual("二重に発行されています", "Issued twice"),
    Fault.OTHER_AMOUNT: Bilingual("マイル数が違います", "Other miles"),
    Fault.OTHER_KEY: Bilingual("指定キーが違います", "Another key"),
    Fault.UNKNOWN: Bilingual("ファイルにない発行です", "Not in the file"),
    Fault.CANCELLED_ELSEWHERE: Bilingual("このパソコン以外で取り消されています", "Cancelled elsewhere"),
    Fault.NOT_JUDGED: Bilingual("登録完了リストにもエラーリストにもありません", "In neither list"),
    Fault.REFUSED_BUT_ISSUED: Bilingual("エラーリストにあるのに発行されています", "In the error list, but issued"),
    Fault.BILL: Bilingual("請求の対象と合いません", "Does not agree with the bill"),
}
_STEPS: dict[Fault, Bilingual] = {
    Fault.MISSING: Bilingual(
        "登録完了リストを添えて、ネットマイルに問い合わせてください。もう一度発行するのは回答を待ってからにしてください。",
        "Ask NetMile, with the completed list; do not issue again before they answer.",
    ),
    Fault.TWICE: Bilingual("余分な発行を取り消してください。", "Cancel the one too many."),
    Fault.OTHER_AMOUNT: Bilingual(
        "取り消して、正しいマイル数で再発行してください。", "Cancel it and reissue the right miles."
    ),
    Fault.OTHER_KEY: Bilingual("ネットマイルに問い合わせてください。", "Ask NetMile."),
    Fault.UNKNOWN: Bilingual(
        "発行の担当者を確認し、誤りなら取り消してください。", "Find out who issued it; cancel it if it is wrong."
    ),
    Fault.CANCELLED_ELSEWHERE: Bilingual(
        "取消の一覧で申請番号と担当者を確認してください。",
        "See in the list of cancellations who cancelled it.",
    ),
    Fault.NOT_JUDGED: Bilingual(
        "処理が中断された行は、修正バッチで発行できます。",
        "Rows of an interrupted registration can be issued in a correction.",
    ),
    Fault.REFUSED_BUT_ISSUED: Bilingual(
        "もう一度発行しないでください。ネットマイルに問い合わせてください。", "Do not issue it again; ask NetMile."
    ),
    Fault.BILL: Bilingual(
        "利用状況レポートの内訳と履歴を見比べ、ネットマイルに問い合わせてください。",
        "Compare the usage report with the history, and ask NetMile.",
    ),
}


def fault_words(fault: Fault) -> Bilingual:
    """What does not agree, as a short sentence without full stop."""
    return _FAULTS[fault]


def fault_step(fault: Fault) -> Bilingual:
    """What to do about it."""
    return _STEPS[fault]
