"""ネットマイルリワード in words: fields of the registration page, hand-over, results."""

from __future__ import annotations

from netmile_desktop.domain.language import Bilingual
from netmile_desktop.domain.rewards import (
    CALL_SECONDS,
    REASON_LENGTH,
    CallOutcome,
    FieldMode,
    FileEncoding,
    HandOver,
    HandOverState,
    ResultFault,
    RewardResult,
)

_ENTRIES = {
    "account": Bilingual("ログインID・パスワード", "Login ID and password"),
    "name": Bilingual("氏名（漢字）", "Name in kanji"),
    "kana": Bilingual("氏名（カナ）", "Name in kana"),
    "address": Bilingual("郵便番号・住所", "Postal code and address"),
    "sex": Bilingual("性別", "Sex"),
    "phone": Bilingual("電話番号", "Phone number"),
    "email": Bilingual("メールアドレス", "E-mail address"),
}
_MODES = {
    FieldMode.OFF: Bilingual("なし", "Off"),
    FieldMode.OPTIONAL: Bilingual("任意", "Optional"),
    FieldMode.REQUIRED: Bilingual("必須", "Required"),
}
_HAND_OVER = {
    HandOver.REAL_TIME: Bilingual("リアルタイム", "Real time"),
    HandOver.BATCH: Bilingual("バッチ", "Batch"),
}
_STATES = {
    HandOverState.WAITING: Bilingual("受渡待ち", "Waiting for hand-over"),
    HandOverState.HANDED_OVER: Bilingual("受渡済", "Handed over"),
}
_RESULTS = {
    RewardResult.APPROVED: Bilingual("承認", "Approved"),
    RewardResult.REFUSED: Bilingual("不承認", "Refused"),
}
_FAULTS = {
    ResultFault.UNKNOWN: Bilingual("このファイルにない登録IDです", "no such registration in the file"),
    ResultFault.ANSWERED: Bilingual("回答済みです", "answered before"),
    ResultFault.REPEATED: Bilingual("上の行と同じです", "says the same as a row above"),
    ResultFault.CONTRADICTORY: Bilingual("上の行と違う判定です", "contradicts a row above"),
    ResultFault.NOT_A_RESULT: Bilingual("「承認」か「不承認」にしてください", "write 承認 or 不承認"),
    ResultFault.NO_REASON: Bilingual("不承認には理由を入力してください", "a refusal needs a reason"),
    ResultFault.BAD_REASON: Bilingual("理由は 200 文字以内にしてください", "a reason has at most 200 characters"),
}
_ENCODINGS = {
    FileEncoding.UTF_8: Bilingual("UTF-8（BOM 付き）", "UTF-8 (with BOM)"),
    FileEncoding.CP932: Bilingual("CP932（Excel の日本語 CSV）", "CP932 (Japanese CSV of Excel)"),
}
_OUTCOMES = {
    CallOutcome.APPROVED: Bilingual("承認", "Approved"),
    CallOutcome.REFUSED: Bilingual("不承認", "Refused"),
    CallOutcome.PENDING: Bilingual("回答待ち", "Answer follows"),
    CallOutcome.TIMED_OUT: Bilingual("時間切れ", "Timed out"),
    CallOutcome.UNREACHABLE: Bilingual("接続できない", "Not reached"),
    CallOutcome.FORBIDDEN_ADDRESS: Bilingual("呼び出せないアドレス", "Address not allowed"),
    CallOutcome.HTTP_STATUS: Bilingual("HTTP エラー", "HTTP error"),
    CallOutcome.BAD_ANSWER: Bilingual("回答の形式エラー", "Malformed answer"),
}
_ADVICE = {
    CallOutcome.APPROVED: Bilingual(
        "API は署名を確かめ、登録を承認しました。直すところはありません。",
        "The API took the registration and approved it. There is nothing to do.",
    ),
    CallOutcome.REFUSED: Bilingual(
        "API は登録を受け取り、理由を付けて不承認にしました。接続に問題はありません。",
        "The API took the registration and refused it with a reason. The connection works.",
    ),
    CallOutcome.PENDING: Bilingual(
        "API は登録を受け取りました。回答は後から登録します。接続に問題はありません。",
        "The API took the registration and answers later. The connection works.",
    ),
    CallOutcome.TIMED_OUT: Bilingual(
        f"{CALL_SECONDS} 秒以内に回答がありませんでした。"
        "先に「pending」を返して後から判定するか、API の処理時間とファイアウォールを確認してください。",
        f"There was no whole answer within {CALL_SECONDS} seconds. Answer “pending” at once and decide later, or look at "
        "what slows the API down, and at the firewall.",
    ),
    CallOutcome.UNREACHABLE: Bilingual(
        "ホスト名が見つからないか、サーバーが応答しないか、TLS の証明書が正しくありません。"
        "アドレスとポート、証明書のチェーン、ファイアウォールを確認してください。",
        "The host name is unknown, nobody listens there, or the TLS certificate does not hold. Check address and port, the "
        "chain of the certificate, and the firewall.",
    ),
    CallOutcome.FORBIDDEN_ADDRESS: Bilingual(
        "このホスト名は社内などの非公開アドレスを指しているため、呼び出しません。"
        "インターネットに公開されたアドレスを設定してください。",
        "The host name leads to a private address, which is not called. Set one that is public on the internet.",
    ),
    CallOutcome.HTTP_STATUS: Bilingual(
        "200 以外のステータスが返りました。リダイレクトはたどりません。"
        "401・403 の場合は、サーバーが現在の秘密の値で署名を確かめているかを確認してください。"
        "その他の場合は、サーバーのログを確認してください。",
        "The API answered with a status other than 200; redirects are not followed. For 401 and 403 check that your server "
        "verifies with the present secret, else look into its log.",
    ),
    CallOutcome.BAD_ANSWER: Bilingual(
        "ステータスは 200 ですが、内容が取り決めと違います。"
        f'JSON で {{"result": "approved"}} のように返してください。不承認には 1〜{REASON_LENGTH} 文字の理由が必要です。',
        'The status is 200, but not the content. Answer in JSON, such as {"result": "approved"}; a refusal needs a '
        f"reason of 1–{REASON_LENGTH} characters.",
    ),
}
_UNANSWERED = Bilingual("未回答", "Unanswered")


def entry_words(field: str) -> Bilingual:
    """The name of a field, or of two that go together, by its name in `RewardFields`; `email` is asked for always."""
    return _ENTRIES[field]


def mode_words(mode: FieldMode) -> Bilingual:
    """Whether a field must be filled in."""
    return _MODES[mode]


def hand_over_words(mode: HandOver) -> Bilingual:
    """データの受渡."""
    return _HAND_OVER[mode]


def state_words(state: HandOverState) -> Bilingual:
    """How far the hand-over of a registration is."""
    return _STATES[state]


def result_words(result: RewardResult | None) -> Bilingual:
    """What the merchant answered about a registration."""
    return _UNANSWERED if result is None else _RESULTS[result]


def fault_words(fault: ResultFault) -> Bilingual:
    """What is wrong with a row of a result."""
    return _FAULTS[fault]


def encoding_words(encoding: FileEncoding) -> Bilingual:
    """How files are encoded."""
    return _ENCODINGS[encoding]


def outcome_words(outcome: CallOutcome) -> Bilingual:
    """How a call of the merchant's API ended."""
    return _OUTCOMES[outcome]


def outcome_advice(outcome: CallOutcome) -> Bilingual:
    """Why a call ended so, and what the merchant does next."""
    return _ADVICE[outcome]
