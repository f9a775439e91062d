"""What members type: brought into one form where that is certain, and asked for again where it is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netmile_desktop.domain.rewards import FieldMode, RewardFields
from netmile_desktop.domain.rewards.entries import EntryField, EntryFlaw, asked, normalised, read_entry
from tests.support.portals.entries import ALL_FIELDS, GOOD

OFF, OPTIONAL, REQUIRED = FieldMode
NOTHING = RewardFields(name=OFF, kana=OFF)


def flaws(typed: dict[str, str], fields: RewardFields = ALL_FIELDS) -> dict[str, EntryFlaw]:
    return {fault.field.value: fault.flaw for fault in read_entry(fields, GOOD | typed).faults}


def test_what_is_right_has_no_fault_and_the_password_stays_apart() -> None:
    entry = read_entry(ALL_FIELDS, GOOD)
    assert entry.faults == []
    assert entry.password == GOOD["password"]
    assert entry.values == {
        field: GOOD[field] for field in EntryField if field not in {EntryField.PASSWORD, EntryField.CONSENT}
    }
    assert GOOD["password"] not in repr(entry)


@pytest.mark.parametrize(
    ("field", "typed", "form"),
    [
        (EntryField.LOGIN, " ｈｉｎａ２０２６　", "hina2026"),
        (EntryField.NAME, "中島　 陽菜", "中島 陽菜"),
        (EntryField.NAME, "髙﨑 神", "髙﨑 神"),
        (EntryField.KANA, "なかじま　ひな", "ナカジマ ヒナ"),
        (EntryField.KANA, "ﾅｶｼﾞﾏ ﾋﾅ", "ナカジマ ヒナ"),
        (EntryField.KANA, "か\u3099いど", "ガイド"),
        (EntryField.KANA, "オ-ノ", "オーノ"),
        (EntryField.POSTAL_CODE, "２３１－０００２", "231-0002"),
        (EntryField.POSTAL_CODE, "〒2310002", "231-0002"),
        (EntryField.POSTAL_CODE, "231ー0002", "231-0002"),
        (EntryField.ADDRESS, "横浜市中区海岸通　１－１", "横浜市中区海岸通 1-1"),
        (EntryField.ADDRESS, "ﾐﾅﾄﾋﾞﾙ４階", "ミナトビル4階"),
        (EntryField.PHONE, "０９０－００００－４８２１", "090-0000-4821"),
        (EntryField.PHONE, "09000004821", "090-0000-4821"),
        (EntryField.PHONE, "+81 90-0000-4821", "090-0000-4821"),
        (EntryField.PHONE, "045(000)4821", "045-000-4821"),
        (EntryField.PHONE, "0120004821", "0120-004-821"),
        (EntryField.PHONE, "03-0000-4821", "03-0000-4821"),
        (EntryField.PHONE, "0300004821", "0300004821"),
        (EntryField.EMAIL, "ｈｉｎａ＠ｅｘａｍｐｌｅ．ｊｐ", "hina@example.jp"),
    ],
)
def test_spellings_come_into_one_form(field: EntryField, typed: str, form: str) -> None:
    assert normalised(field, typed) == form
    assert normalised(field, form) == form


@pytest.mark.parametrize(
    ("field", "typed", "flaw"),
    [
        ("login_id", "hina", EntryFlaw.TOO_SHORT),
        ("login_id", "a" * 21, EntryFlaw.TOO_LONG),
        ("login_id", "hina_2026", EntryFlaw.NOT_ALPHANUMERIC),
        ("login_id", "", EntryFlaw.MISSING),
        ("password", "1234567", EntryFlaw.TOO_SHORT),
        ("password", "a" * 65, EntryFlaw.TOO_LONG),
        ("password", "うみかぜうみかぜ", EntryFlaw.NOT_HALF_WIDTH),
        ("password", "umi kaze 77", EntryFlaw.NOT_HALF_WIDTH),
        ("password", "", EntryFlaw.MISSING),
        ("name", "　 ", EntryFlaw.MISSING),
        ("name", "あ" * 61, EntryFlaw.TOO_LONG),
        ("name", "中島\u202e陽菜", EntryFlaw.CONTROL),
        ("name", "中島\x07", EntryFlaw.CONTROL),
        ("kana", "中島", EntryFlaw.NOT_KANA),
        ("kana", "Nakajima", EntryFlaw.NOT_KANA),
        ("postal_code", "231-000", EntryFlaw.NOT_A_POSTAL_CODE),
        ("postal_code", "横浜", EntryFlaw.NOT_A_POSTAL_CODE),
        ("address", "あ" * 201, EntryFlaw.TOO_LONG),
        ("phone", "123", EntryFlaw.NOT_A_PHONE),
        ("phone", "00-0000-4821", EntryFlaw.NOT_A_PHONE),
        ("phone", "090-0000-48211", EntryFlaw.NOT_A_PHONE),
        ("sex", "x", EntryFlaw.NOT_A_CHOICE),
        ("email", "hina", EntryFlaw.NOT_AN_EMAIL),
        ("email", "hina@example", EntryFlaw.NOT_AN_EMAIL),
        ("email", "", EntryFlaw.MISSING),
        ("consent", "", EntryFlaw.NO_CONSENT),
        ("consent", "on", EntryFlaw.NO_CONSENT),
    ],
)
def test_what_is_wrong_is_named_with_its_field(field: str, typed: str, flaw: EntryFlaw) -> None:
    assert flaws({field: typed}) == {field: flaw}


def test_faults_come_in_the_order_of_the_page() -> None:
    found = read_entry(ALL_FIELDS, {}).faults
    assert [fault.field for fault in found] == [field for field in EntryField if field is not EntryField.SEX]


def test_what_is_optional_may_be_left_out_but_not_half() -> None:
    fields = RewardFields(
        account=OPTIONAL, name=OPTIONAL, kana=OPTIONAL, address=OPTIONAL, sex=OPTIONAL, phone=OPTIONAL
    )
    empty = dict.fromkeys(("login_id", "password", "name", "kana", "postal_code", "address", "sex", "phone"), "")
    assert flaws(empty, fields) == {}
    assert flaws(empty | {"login_id": "hina2026"}, fields) == {"password": EntryFlaw.MISSING}
    assert flaws(empty | {"password": "Umikaze-77"}, fields) == {"login_id": EntryFlaw.MISSING}
    assert flaws(empty | {"address": "横浜市"}, fields) == {"postal_code": EntryFlaw.MISSING}


def test_what_the_page_does_not_ask_is_not_taken() -> None:
    entry = read_entry(NOTHING, GOOD | {"other": "x"})
    assert list(asked(NOTHING)) == [EntryField.EMAIL]
    assert (entry.faults, entry.values, entry.password) == ([], {EntryField.EMAIL: GOOD["email"]}, "")


@given(field=st.sampled_from([*asked(ALL_FIELDS)]), typed=st.text())
def test_one_form_is_the_same_again_whatever_is_typed(field: EntryField, typed: str) -> None:
    once = normalised(field, typed)
    assert normalised(field, once) == once
    read_entry(ALL_FIELDS, GOOD | {field: typed})
