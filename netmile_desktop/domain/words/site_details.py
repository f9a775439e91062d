"""登録情報 in words: the fields, and what may be wrong with them."""

from __future__ import annotations

from netmile_desktop.domain.site_details import DetailField, DetailFlaw
from netmile_desktop.domain.words.language import Words

_FIELDS: dict[DetailField, Words] = {
    DetailField.SITE_NAME: Words("加盟サイト名", "Site name"),
    DetailField.COMPANY: Words("会社名", "Company"),
    DetailField.URL: Words("サイトURL", "Site URL"),
    DetailField.CONTACT_PERSON: Words("担当者名", "Contact person"),
    DetailField.DEPARTMENT: Words("部署名", "Department"),
    DetailField.EMAIL: Words("メールアドレス", "E-mail address"),
    DetailField.PHONE: Words("電話番号", "Phone"),
    DetailField.FAX: Words("FAX番号", "Fax"),
    DetailField.POSTAL_CODE: Words("郵便番号", "Postal code"),
    DetailField.ADDRESS: Words("住所", "Address"),
}
_FLAWS: dict[DetailFlaw, Words] = {
    DetailFlaw.MISSING: Words("入力してください。", "Please fill this in."),
    DetailFlaw.TOO_LONG: Words("{} 文字以内で入力してください。", "At most {} characters."),
    DetailFlaw.CONTROL: Words(
        "使えない文字が含まれています。入力し直してください。",
        "It holds a character that cannot be used. Enter it again.",
    ),
    DetailFlaw.NOT_A_LINK: Words(
        "http:// または https:// で始まる URL を入力してください。",
        "Enter an address that begins with http:// or https://.",
    ),
    DetailFlaw.NOT_AN_ADDRESS: Words(
        "半角で info@example.jp のように入力してください。", "Enter an address such as info@example.jp."
    ),
    DetailFlaw.NOT_A_PHONE: Words(
        "半角で 03-1234-5678 のように入力してください。", "Enter a number such as 03-1234-5678."
    ),
    DetailFlaw.NOT_A_POSTAL_CODE: Words("半角で 100-0001 のように入力してください。", "Enter a code such as 100-0001."),
}


def detail_words(field: DetailField) -> Words:
    """The label of a place."""
    return _FIELDS[field]


def detail_flaw_words(flaw: DetailFlaw) -> Words:
    """What to put right; one has a gap for the fault's detail."""
    return _FLAWS[flaw]
