"""登録情報 in words: the fields, and what may be wrong with them."""

from __future__ import annotations

from netmile_desktop.domain.language import Bilingual
from netmile_desktop.domain.site_details import DetailField, DetailFlaw

_FIELDS: dict[DetailField, Bilingual] = {
    DetailField.SITE_NAME: Bilingual("加盟サイト名", "Site name"),
    DetailField.COMPANY: Bilingual("会社名", "Company"),
    DetailField.URL: Bilingual("サイトURL", "Site URL"),
    DetailField.CONTACT_PERSON: Bilingual("担当者名", "Contact person"),
    DetailField.DEPARTMENT: Bilingual("部署名", "Department"),
    DetailField.EMAIL: Bilingual("メールアドレス", "E-mail address"),
    DetailField.PHONE: Bilingual("電話番号", "Phone"),
    DetailField.FAX: Bilingual("FAX番号", "Fax"),
    DetailField.POSTAL_CODE: Bilingual("郵便番号", "Postal code"),
    DetailField.ADDRESS: Bilingual("住所", "Address"),
}
_FLAWS: dict[DetailFlaw, Bilingual] = {
    DetailFlaw.MISSING: Bilingual("入力してください。", "Please fill this in."),
    DetailFlaw.TOO_LONG: Bilingual("{} 文字以内で入力してください。", "At most {} characters."),
    DetailFlaw.CONTROL: Bilingual(
        "使えない文字が含まれています。入力し直してください。",
        "It holds a character that cannot be used. Enter it again.",
    ),
    DetailFlaw.NOT_A_LINK: Bilingual(
        "http:// または https:// で始まる URL を入力してください。",
        "Enter an address that begins with http:// or https://.",
    ),
    DetailFlaw.NOT_AN_ADDRESS: Bilingual(
        "半角で info@example.jp のように入力してください。", "Enter an address such as info@example.jp."
    ),
    DetailFlaw.NOT_A_PHONE: Bilingual(
        "半角で 03-1234-5678 のように入力してください。", "Enter a number such as 03-1234-5678."
    ),
    DetailFlaw.NOT_A_POSTAL_CODE: Bilingual(
        "半角で 100-0001 のように入力してください。", "Enter a code such as 100-0001."
    ),
}


def detail_words(field: DetailField) -> Bilingual:
    """The label of a place."""
    return _FIELDS[field]


def detail_flaw_words(flaw: DetailFlaw) -> Bilingual:
    """What to put right; one has a gap for the fault's detail."""
    return _FLAWS[flaw]
