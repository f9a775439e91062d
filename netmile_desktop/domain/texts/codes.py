"""Codes and reasons in words: what is wrong, and what to do about it.

The numbers are the guide's (L767-796), the texts are ours.
"""

from __future__ import annotations

from netmile_desktop.domain.codes import Automatic, AutomaticCause, Code, Warned
from netmile_desktop.domain.language import Bilingual
from netmile_desktop.domain.rows.reasons import Reason

_CODES: dict[str, Bilingual] = {
    Code.CAMPAIGN_NOT_VALID: Bilingual(
        "キャンペーンが有効な状態ではありません", "The campaign is not in a valid state"
    ),
    Code.OUTSIDE_PERIOD: Bilingual("マイル発行期間の外です", "Outside the issuance period"),
    Code.ADDRESS: Bilingual("メールアドレスの形式が正しくありません", "The e-mail address is malformed"),
    Code.KEY: Bilingual("指定キーが正しくありません", "The specified key is invalid"),
    Code.MILES: Bilingual("マイル数を数字として読めません", "The number of miles cannot be read"),
    Code.AMOUNT_RULE: Bilingual("マイル数が発行ルールに合いません", "The miles do not follow the issuance rule"),
    Code.NO_SUCH_MEMBER: Bilingual("該当する会員がいません", "No member has this address"),
    Code.MEMBER_NOT_VALID: Bilingual("会員が有効な状態ではありません", "The member is not valid"),
    Code.PER_MEMBER: Bilingual("1会員あたりの発行回数の上限に達しています", "Exceeds the limit per member"),
    Code.PER_MEMBER_PER_DAY: Bilingual(
        "1会員1日あたりの発行回数の上限に達しています", "Exceeds the limit per member and day"
    ),
    Warned.SAME: Bilingual("同じ内容の行があります", "Repeated content"),
    Warned.KEY_OF_TWO: Bilingual("1つの指定キーに複数のアドレスがあります", "One key with different addresses"),
    Warned.EXCEL: Bilingual("表計算ソフトで変わった可能性があります", "Possibly changed by the spreadsheet"),
    Warned.MOBILE: Bilingual("発行方法とアドレスの種類が違うようです", "Address and mode may not match"),
    Warned.KEY_SHAPE: Bilingual("指定キーがアドレスのようです", "The key looks like an address"),
    Warned.SAME_FILE: Bilingual("同じ内容のファイルを以前に送信しています", "This content was sent before"),
}

_NEXT_STEPS: dict[str, Bilingual] = {
    Code.CAMPAIGN_NOT_VALID: Bilingual(
        "キャンペーンの承認状態を確認してください。停止中の場合は再開をお待ちください。",
        "Check whether the campaign is approved; if it is suspended, wait until it is resumed.",
    ),
    Code.OUTSIDE_PERIOD: Bilingual(
        "期間の開始を待つか、期間終了後は新しいキャンペーンを申請してください。",
        "Wait for the period to open; once it is over, apply for a new campaign.",
    ),
    Code.ADDRESS: Bilingual(
        "全角文字や空白、@ の数を確認し、正しいアドレスに直してください。",
        "Look for full-width characters, spaces and the number of @, and correct the address.",
    ),
    Code.KEY: Bilingual(
        "半角の英数字と記号で 64 文字以内にしてください。カンマと二重引用符は使えません。",
        "Use 1 to 64 half-width characters without spaces, commas and double quotes.",
    ),
    Code.MILES: Bilingual(
        "半角数字だけで入力してください。カンマや符号は付けません。",
        "Enter half-width digits only, without commas or signs.",
    ),
    Code.AMOUNT_RULE: Bilingual(
        "キャンペーンのマイル数または範囲に合わせてください。",
        "Use the campaign's fixed number or one inside its range.",
    ),
    Code.NO_SUCH_MEMBER: Bilingual(
        "ネットマイルに登録済みのアドレスか、PC と携帯の種類を会員に確認してください。",
        "Ask the member which address is registered, and whether it is a PC or a mobile one.",
    ),
    Code.MEMBER_NOT_VALID: Bilingual(
        "仮登録または退会済みの会員です。本登録が済んでから発行してください。",
        "The member is provisional or has left; issue again once the registration is complete.",
    ),
    Code.PER_MEMBER: Bilingual(
        "この会員には上限まで発行済みです。行を除外してください。",
        "This member has received all the campaign allows; exclude the row.",
    ),
    Code.PER_MEMBER_PER_DAY: Bilingual(
        "この会員への本日分は上限に達しています。翌日以降に発行してください。",
        "The member has reached today's limit; issue on another day.",
    ),
    Warned.SAME: Bilingual(
        "二重に発行しないか確認してください。以前の発行と同じ行は、除くか、理由を書いて送信します。",
        "Make sure nobody is issued to twice. Rows issued before are left out, or sent with a reason.",
    ),
    Warned.KEY_OF_TWO: Bilingual(
        "指定キーとアドレスの対応を確認してください。", "Check which address belongs to the key."
    ),
    Warned.EXCEL: Bilingual(
        "元のデータと見比べ、変わっていれば直してください。",
        "Compare the cell with the original data and correct it where it changed.",
    ),
    Warned.MOBILE: Bilingual(
        "PC と携帯のどちらで登録されたアドレスか確認してください。",
        "Check whether the address is registered as a PC or a mobile one.",
    ),
    Warned.KEY_SHAPE: Bilingual(
        "列の割り当てを確認してください。アドレスを指定キーにしている場合は、このまま送信できます。",
        "Check which column is which; where addresses are your keys it can be sent as it is.",
    ),
    Warned.SAME_FILE: Bilingual(
        "送信済みの発行登録IDを確認し、もう一度発行するときは理由を書いてください。",
        "Check the earlier registration; write a reason if it is issued once more.",
    ),
}

_AUTOMATIC: dict[Automatic, tuple[Bilingual, Bilingual]] = {
    Automatic.KEY: (
        Bilingual("指定キーが決まりに合っていません", "The specified key is against its rule"),
        Bilingual(
            "お店のサイトが送る指定キーを、半角の英数字と記号 64 文字以内に直してください。",
            "Correct the keys your shop's site sends: at most 64 half-width letters, digits and signs.",
        ),
    ),
    Automatic.NO_SUCH_CAMPAIGN: (
        Bilingual(
            "キャンペーンが見つからないか、発行回数を数えられません",
            "No campaign has this ID, or its issues cannot be counted",
        ),
        Bilingual(
            "設定したキャンペーンIDを確認してください。正しければ、時間をおいてもう一度お試しください。",
            "Check the campaign ID that was set; if it is right, try again later.",
        ),
    ),
    Automatic.NO_SUCH_MEMBER: (
        Bilingual("このアドレスの会員がいません", "No member has this address"),
        Bilingual(
            "登録済みのアドレスを会員に確認し、手動で発行してください。",
            "Ask the member which address is registered, and issue by hand.",
        ),
    ),
    Automatic.SUSPENDED: (
        Bilingual("キャンペーンが停止しています", "The campaign is suspended"),
        Bilingual(
            "再開されるまで発行できません。理由はお問い合わせ窓口に確認してください。",
            "Nothing can be issued until it is resumed; ask your contact for the reason.",
        ),
    ),
    Automatic.OTHER_SITE: (
        Bilingual("このサイトのキャンペーンではありません", "The campaign is not one of this site"),
        Bilingual(
            "設定したキャンペーンIDと加盟店IDの組み合わせを確認してください。",
            "Check that the campaign ID and the merchant ID that were set belong together.",
        ),
    ),
    Automatic.AMOUNT_RULE: (
        Bilingual("マイル数か発行方式が発行ルールに合いません", "Miles or method do not follow the issuance rule"),
        Bilingual(
            "お店のサイトが送るマイル数を、キャンペーンのマイル数または範囲に合わせてください。"
            "手動発行のキャンペーンは使えません。",
            "Let your shop's site send the campaign's fixed number or one inside its range. "
            "Campaigns of manual issuance cannot be used.",
        ),
    ),
    Automatic.PARAMETER: (
        Bilingual("暗号化パラメーターを読めません", "The encrypted parameter cannot be read"),
        Bilingual(
            "自動発行のエラー一覧で原因を確かめ、サイトの制作担当者に伝えてください。",
            "Look up the cause in the log of automatic errors, and tell it to those who built your site.",
        ),
    ),
    Automatic.NOT_APPROVED: (
        Bilingual("キャンペーンが承認されていません", "The campaign is not approved"),
        Bilingual("申請の状態を確認してください。", "Look up the state of its application."),
    ),
    Automatic.MERCHANT: (
        Bilingual("加盟店IDが正しくありません", "The merchant ID is wrong"),
        Bilingual(
            "設定した加盟店IDを、登録情報のものと見比べてください。",
            "Compare the merchant ID that was set with the one in the registration details.",
        ),
    ),
    Automatic.FAILED: (
        Bilingual("ポータルで障害が起き、発行されませんでした", "The portal failed; nothing was issued"),
        Bilingual(
            "もう一度送るか、マイル発行履歴にないことを確かめてから手動で発行してください。",
            "Send it again, or make sure that the issue history lacks it and issue by hand.",
        ),
    ),
    Automatic.PER_MEMBER: (
        Bilingual("1会員あたりの発行回数の上限に達しています", "The limit per member is reached"),
        Bilingual(
            "この会員には上限まで発行済みです。このキャンペーンではこれ以上発行できません。",
            "This member has received all that the campaign allows.",
        ),
    ),
    Automatic.PER_MEMBER_PER_DAY: (
        Bilingual("1会員1日あたりの発行回数の上限に達しています", "The limit per member and day is reached"),
        Bilingual(
            "この会員への本日分は上限に達しています。翌日以降に発行してください。",
            "The member has reached today's limit; issue on another day.",
        ),
    ),
    Automatic.OUTSIDE_PERIOD: (
        Bilingual("マイル発行期間の外です", "Outside the issuance period"),
        Bilingual(
            "期間の開始を待つか、期間終了後は新しいキャンペーンを申請してください。",
            "Wait for the period to open; once it is over, apply for a new campaign.",
        ),
    ),
}
"""What a code of automatic issuance says, and what to do; the same number may say more about issuing by hand."""

_CAUSES: dict[AutomaticCause, Bilingual] = {
    AutomaticCause.SIZE: Bilingual("長すぎます", "It is too long"),
    AutomaticCause.SHAPE: Bilingual(
        "決められた形式（JWE、dir + A256GCM）ではありません", "It is not in the agreed form (JWE, dir + A256GCM)"
    ),
    AutomaticCause.KEY_ID: Bilingual(
        "鍵IDがないか、無効にした鍵のものです", "It names no key, or one that was revoked"
    ),
    AutomaticCause.SEAL: Bilingual(
        "鍵が違うか、途中で内容が変わっています", "It was encrypted with another secret, or changed on its way"
    ),
    AutomaticCause.CONTENT: Bilingual(
        "項目が足りないか、余分か、形が正しくありません", "A field is missing, unknown or malformed"
    ),
    AutomaticCause.OLD: Bilingual("作られてから時間がたちすぎています", "It was made too long ago"),
    AutomaticCause.FUTURE: Bilingual(
        "作成時刻が未来です。サーバーの時計を確認してください", "Its time lies ahead; check the clock of your server"
    ),
    AutomaticCause.REUSED: Bilingual(
        "同じ一意IDで、別の内容がすでに発行されています",
        "Something else was issued under the same unique ID",
    ),
    AutomaticCause.REPAIRED: Bilingual(
        "手動発行で対応済みのため、発行しませんでした", "It was taken into a manual batch, so it was not issued again"
    ),
    AutomaticCause.OTHER_MERCHANT: Bilingual(
        "送信先とパラメーターの加盟店IDが違います", "The merchant IDs of address and parameter differ"
    ),
    AutomaticCause.METHOD: Bilingual("発行方式が手動のキャンペーンです", "The campaign is one of manual issuance"),
}
"""Why exactly an automatic issue got its code."""

_ALSO_AUTOMATIC = Bilingual(
    "手動発行での意味です。自動発行の {} は「自動発行」の表にあります。",
    "That is for issuing by hand; {} of automatic issuance is in the table “Automatic issuance”.",
)
_ALSO_MANUAL = Bilingual(
    "自動発行での意味です。手動発行の {} は「手動発行」の表にあります。",
    "That is for automatic issuance; {} of issuing by hand is in the table “Issuing by hand”.",
)
_IN_BOTH = {code.value for code in Code} & {code.value for code in Automatic}

_REASONS: dict[Reason, Bilingual] = {
    Reason.EMPTY: Bilingual("空欄です", "Empty"),
    Reason.UNDECODABLE: Bilingual("文字化けしています", "Contains characters that could not be read"),
    Reason.FULL_WIDTH: Bilingual("全角文字が入っています", "Contains full-width characters"),
    Reason.NOT_ASCII: Bilingual(
        "半角の英数字と記号だけが使えます", "Only half-width letters, digits and signs are allowed"
    ),
    Reason.SPACE: Bilingual("途中に空白か改行があります", "Contains a space or a line break"),
    Reason.TOO_LONG: Bilingual("長すぎます", "Too long"),
    Reason.NO_AT: Bilingual("@ がありません", "Has no @"),
    Reason.MANY_AT: Bilingual("@ が 2 つ以上あります", "Has more than one @"),
    Reason.NO_DOMAIN_DOT: Bilingual("ドメインに「.」がありません", "The domain has no dot"),
    Reason.DOTS: Bilingual("「.」の位置が正しくありません", "A dot is misplaced"),
    Reason.ADDRESS_SHAPE: Bilingual("アドレスの形が正しくありません", "Not shaped like an address"),
    Reason.COMMA_OR_QUOTE: Bilingual("カンマや二重引用符は使えません", "Commas and double quotes are not allowed"),
    Reason.NOT_IN_RULE: Bilingual(
        "このポータルのキーには「{}」を使えません", "Keys of this portal may not contain “{}”"
    ),
    Reason.LONGER_THAN_RULE: Bilingual(
        "このポータルのキーは {} 文字までです", "Keys of this portal have at most {} characters"
    ),
    Reason.THOUSANDS: Bilingual("桁区切りのカンマが入っています", "Contains a thousands comma"),
    Reason.SIGN: Bilingual("符号は使えません", "Signs are not allowed"),
    Reason.DECIMALS: Bilingual("小数は使えません", "Decimals are not allowed"),
    Reason.EXPONENT: Bilingual("指数の形になっています", "Written as an exponent"),
    Reason.LEADING_ZERO: Bilingual("先頭に 0 があります", "Begins with a zero"),
    Reason.TOO_LARGE: Bilingual("8 桁を超えています", "More than 8 digits"),
    Reason.ZERO: Bilingual("0 マイルは発行できません", "Zero miles cannot be issued"),
    Reason.NOT_A_NUMBER: Bilingual("数字以外が入っています", "Contains something other than digits"),
    Reason.CONTROL: Bilingual("使えない制御文字が入っています", "Contains control characters"),
    Reason.OTHER_CODE: Bilingual(
        "JIS コード（ISO-2022-JP）の文字が残っています。UTF-8 か Shift_JIS で保存し直してください",
        "Left over from ISO-2022-JP (JIS) text; save the file as UTF-8 or Shift_JIS",
    ),
    Reason.COMMA: Bilingual(
        "カンマが入っています（桁区切りの位置ではありません）", "Contains a comma, and not as a thousands separator"
    ),
    Reason.EXTRA_COLUMNS: Bilingual(
        "カンマの後に値があります（D 列以降の値かもしれません）",
        "Has a value behind a comma, maybe one beyond column C",
    ),
    Reason.NOT_FIXED: Bilingual("定額 {} mile と違います", "Differs from the fixed {} miles"),
    Reason.OUTSIDE_RANGE: Bilingual("{} mile の範囲外です", "Outside the range of {} miles"),
    Reason.LIMIT_REACHED: Bilingual("上限 {} 回を超えます", "Exceeds the limit of {}"),
    Reason.SAME_ADDRESS: Bilingual("{} 行目と同じアドレスです", "Same address as row {}"),
    Reason.SAME_KEY: Bilingual("{} 行目と同じ指定キーです", "Same key as row {}"),
    Reason.SAME_ROW: Bilingual("{} 行目とまったく同じです", "Identical to row {}"),
    Reason.KEY_OF_TWO: Bilingual(
        "この指定キーに別のアドレスの行があります", "Another row has this key with another address"
    ),
    Reason.EXCEL_EXPONENT: Bilingual("指数表示に変わっています", "Turned into an exponent"),
    Reason.EXCEL_DATE: Bilingual(
        "日付の形です（3-1 のようなキーが変わった可能性があります）",
        "Looks like a date that the spreadsheet made of a key such as 3-1",
    ),
    Reason.EXCEL_TIME: Bilingual(
        "時刻の形です（12:30 のような表示に変わった可能性があります）",
        "Looks like a clock time that the spreadsheet made of something else",
    ),
    Reason.EXCEL_ERROR: Bilingual("表計算ソフトのエラー値です", "A spreadsheet error value"),
    Reason.EXCEL_APOSTROPHE: Bilingual(
        "先頭のアポストロフィは、文字として扱うための印のようです",
        "The apostrophe in front seems to be the spreadsheet's mark for text",
    ),
    Reason.EXCEL_DECIMALS: Bilingual(
        "数値に変わり、小数点以下の 0 が付いたようです", "Seems to have become a number with decimal zeros"
    ),
    Reason.EXCEL_NOISE: Bilingual(
        "数値に変わり、計算の誤差が付いたようです", "Seems to have become a number with noise of a computation"
    ),
    Reason.EXCEL_NO_VALUE: Bilingual(
        "値がないことを表す言葉です（元のセルは空欄かもしれません）",
        "A word that programs write for an empty cell",
    ),
    Reason.EXCEL_LOGICAL: Bilingual("真偽を表す値です", "A logical value"),
    Reason.EXCEL_NUMBER: Bilingual(
        "数値のため先頭の 0 が失われた可能性があります", "A number: leading zeros may be lost"
    ),
    Reason.LOST_ZEROS: Bilingual(
        "先頭の 0 が失われた可能性があります（元は {}）", "Leading zeros may be lost (was it {}?)"
    ),
    Reason.CARRIER: Bilingual("携帯電話会社のアドレスです", "An address of a mobile carrier"),
    Reason.NOT_CARRIER: Bilingual("携帯電話会社のアドレスではありません", "Not an address of a mobile carrier"),
    Reason.LIKE_ADDRESS: Bilingual("メールアドレスの形をしています", "Shaped like an e-mail address"),
    Reason.SAME_FILE: Bilingual("{} に同じ内容を送信済みです", "Sent before as {}"),
    Reason.EARLIER_ISSUE: Bilingual(
        "同じ指定キーとマイル数で発行済みです（{}）", "Same key and miles were issued before ({})"
    ),
    Reason.REFUSED_BEFORE: Bilingual("前回の発行（{}）でエラーになりました", "Was refused before, in {}"),
    Reason.REWARD: Bilingual(
        "リワードのキャンペーンです。会員が登録したときにネットマイルが付与します",
        "A reward campaign: NetMile grants its miles when a member registers",
    ),
    Reason.NOT_APPROVED: Bilingual("承認されていません", "Not approved"),
    Reason.SUSPENDED: Bilingual("停止中です", "Suspended"),
    Reason.NOT_OPEN_YET: Bilingual("{} から発行できます", "Opens on {}"),
    Reason.OVER: Bilingual("{} に終了しました", "Ended on {}"),
    Reason.BY_PORTAL: Bilingual("ポータルの判定です", "Judged by the portal"),
}


def code_words(code: str) -> Bilingual:
    """What a code of `Code` or `Warned` says, as a noun phrase without the number."""
    return _CODES[code]


def next_step(code: str) -> Bilingual:
    """What to do about a code, as one or two sentences."""
    return _NEXT_STEPS[code]


def automatic_words(code: Automatic) -> tuple[Bilingual, Bilingual]:
    """What a code of automatic issuance says, and what to do about it."""
    return _AUTOMATIC[code]


def other_table(code: Code | Automatic) -> Bilingual | None:
    """To which of the two tables a number belongs that is in both; None for any other."""
    if code.value not in _IN_BOTH:
        return None
    said = _ALSO_AUTOMATIC if isinstance(code, Code) else _ALSO_MANUAL
    return Bilingual(said.ja.format(code.value), said.en.format(code.value))


def automatic_cause_words(cause: AutomaticCause) -> Bilingual:
    """Why exactly an automatic issue got its code, as a phrase."""
    return _CAUSES[cause]


def reason_words(reason: Reason) -> Bilingual:
    """The cause seen in a cell; some have one `{}` gap for the finding's detail."""
    return _REASONS[reason]
