"""The mail that tells a member of miles."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netmile_desktop.domain.mails import check_message, transfer_mail, with_plain_line_ends
from netmile_desktop.domain.rows.issuances import MESSAGE_LENGTH
from netmile_desktop.domain.rows.reasons import Reason

DAY = date(2026, 12, 1)


def test_site_campaign_miles_and_day_are_filled_in() -> None:
    mail = transfer_mail("山田屋オンライン", "秋のありがとうキャンペーン", 1500, DAY)
    assert "山田屋オンライン" in mail.subject
    assert "1,500 mile" in mail.subject
    for said in ("山田屋オンライン", "秋のありがとうキャンペーン", "1,500 mile", "2026年12月1日"):
        assert said in mail.body
    assert "{" not in mail.subject + mail.body


def test_the_message_stands_in_a_frame_under_the_sites_name() -> None:
    without = transfer_mail("山田屋", "秋", 100, DAY)
    mail = transfer_mail("山田屋", "秋", 100, DAY, "ご来店ありがとうございます。\r\nまたどうぞ。\r\n")
    assert "山田屋 からのメッセージ\n\nご来店ありがとうございます。\nまたどうぞ。\n---" in mail.body
    assert "メッセージ" not in without.body
    assert transfer_mail("山田屋", "秋", 100, DAY, " \n ") == without
    assert len(without.body.splitlines()) < len(mail.body.splitlines())


@pytest.mark.parametrize("text", ["{site} {0} {", "100% $name", "{{}}"])
def test_a_message_is_shown_as_it_was_typed(text: str) -> None:
    assert text in transfer_mail("山田屋", "秋", 100, DAY, text).body
    assert text in transfer_mail(text, "秋", 100, DAY).subject


@given(st.text(max_size=40), st.text(max_size=40), st.integers(1, 99_999_999))
def test_no_name_can_add_a_header(site: str, campaign: str, miles: int) -> None:
    mail = transfer_mail(site, campaign, miles, DAY)
    assert "\n" not in mail.subject
    assert "\r" not in mail.subject + mail.body
    assert mail.body.count("\n") == transfer_mail("a", "b", 1, DAY).body.count("\n")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", None),
        ("ご利用ありがとうございます😊\nまたどうぞ", None),
        ("あ" * MESSAGE_LENGTH, None),
        ("あ\r\n" * (MESSAGE_LENGTH // 2), None),
        ("あ" * (MESSAGE_LENGTH + 1), Reason.TOO_LONG),
        ("a\tb", Reason.CONTROL),
        ("a\x00b", Reason.CONTROL),
        ("a\x1b[31m", Reason.CONTROL),
        ("a\x7f", Reason.CONTROL),
        ("a\x85b", Reason.CONTROL),
        ("a\ud800", Reason.CONTROL),
        ("\x00" * (MESSAGE_LENGTH + 1), Reason.CONTROL),
    ],
)
def test_a_message_is_short_and_without_control_characters(text: str, reason: Reason | None) -> None:
    assert check_message(text) is reason


@given(st.text(max_size=600))
def test_line_ends_make_no_difference(text: str) -> None:
    plain = with_plain_line_ends(text)
    assert check_message(text) == check_message(plain) == check_message(plain.replace("\n", "\r\n"))
    assert "\r" not in plain
