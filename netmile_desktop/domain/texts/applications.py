"""The application form in the portal's own words, and what may be wrong with it."""

from __future__ import annotations

from netmile_desktop.domain.applications import Flaw, FormField
from netmile_desktop.domain.language import Bilingual

_FIELDS: dict[FormField, Bilingual] = {
    FormField.NAME: Bilingual("キャンペーン名", "Campaign name"),
    FormField.DESCRIPTION: Bilingual("キャンペーン説明文", "Campaign description"),
    FormField.CAMPAIGN_PERIOD: Bilingual("キャンペーン実施期間", "Campaign period"),
    FormField.ISSUANCE_PERIOD: Bilingual("マイル発行期間", "Mile issuance period"),
    FormField.METHOD: Bilingual("マイル発行方式", "Issuance method"),
    FormField.AMOUNT: Bilingual("1回あたりのマイル発行数", "Miles per issue"),
    FormField.LIMITS: Bilingual("マイル発行制限", "Issuance limits"),
    FormField.TRANSFER: Bilingual("マイル使用可能日設定", "Usable-from setting"),
    FormField.LINK_URL: Bilingual("リンク先URL", "Link URL"),
    FormField.LISTED: Bilingual("ネットマイルへの掲載設定", "Listing on NetMile"),
    FormField.LISTING_TEXT: Bilingual("掲載文言", "Listing text"),
    FormField.BANNER: Bilingual("バナー", "Banner"),
    FormField.REWARD_FIELDS: Bilingual("登録項目", "Fields of the registration"),
    FormField.TERMS: Bilingual("会員規約", "Terms of membership"),
    FormField.HAND_OVER: Bilingual("データの受渡", "Hand-over of data"),
    FormField.UNIT_PRICE: Bilingual("キャンペーン成果単価", "Price per approved registration"),
}
PLACEMENT = Bilingual("掲載場所", "Placement")
"""What stands beside the places of a reward campaign, and cannot be chosen (reward guide L21-24)."""
PLACED = Bilingual(
    "全サイト（マイルで支払えるすべての店の支払い画面）",
    "All sites: the payment screen of every shop that takes miles",
)
_FLAWS: dict[Flaw, Bilingual] = {
    Flaw.MISSING: Bilingual("入力してください。", "Please fill this in."),
    Flaw.TOO_LONG: Bilingual("{} 文字以内で入力してください。", "At most {} characters."),
    Flaw.NOT_A_DAY: Bilingual("2026/11/21 のように入力してください。", "Enter a day such as 2026/11/21."),
    Flaw.REVERSED: Bilingual("終わりが始まりより前です。", "The end lies before the beginning."),
    Flaw.PAST: Bilingual(
        "開始日が過ぎています。今日以降の日にしてください。", "The first day is over. Choose today or later."
    ),
    Flaw.BEFORE_CAMPAIGN: Bilingual(
        "キャンペーンの開始日より前には発行できません。", "Miles cannot be issued before the campaign begins."
    ),
    Flaw.ENDS_BEFORE_CAMPAIGN: Bilingual(
        "キャンペーンの終了日まで発行できるようにしてください。",
        "Issuing must be possible until the campaign's last day.",
    ),
    Flaw.OUTSIDE_RANGE: Bilingual("{} の範囲で入力してください。", "Enter a number of {}."),
    Flaw.NOT_A_LINK: Bilingual(
        "http:// または https:// で始まる URL を入力してください。",
        "Enter an address that begins with http:// or https://.",
    ),
    Flaw.NOT_AN_IMAGE: Bilingual("PNG・JPEG・GIF の画像を選んでください。", "Choose a PNG, JPEG or GIF picture."),
    Flaw.TOO_LARGE: Bilingual("{} 以下の画像を選んでください。", "Choose a picture of at most {}."),
    Flaw.LOCKED: Bilingual(
        "承認後は変更できません。変えるには「再利用申請」で新しいキャンペーンを申請してください。",
        "Fixed once approved. To change it, apply for a new campaign by reuse.",
    ),
    Flaw.SHORTENED: Bilingual(
        "期間は延長だけができます（今の終了日：{}）。", "A period can only be extended (its last day now: {})."
    ),
    Flaw.FIXED_BY_REWARD: Bilingual(
        "リワードでは決まっています（定額、1 人 1 回、すぐに有効、実施期間中）。",
        "Fixed for rewards: one number of miles, once a member, usable at once, while the campaign runs.",
    ),
    Flaw.NOTHING_CHANGED: Bilingual("変更された項目がありません。", "Nothing was changed."),
}


def field_words(field: FormField) -> Bilingual:
    """The label of a place of the form."""
    return _FIELDS[field]


def flaw_words(flaw: Flaw) -> Bilingual:
    """What to put right; some have a gap for the fault's detail."""
    return _FLAWS[flaw]
