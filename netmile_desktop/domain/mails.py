"""The transfer-completed mail a member gets, and the text a site may put into it (guide L400-406, L459-465).

The portal sends it and the window shows it as a sample, from the same words. It goes to members, so it is
Japanese whatever language staff use.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date

from netmile_desktop.domain.rows.issuances import MESSAGE_LENGTH
from netmile_desktop.domain.rows.reasons import Reason

_SUBJECT = "【ネットマイル】{miles} mile の振込が完了しました（{site}）"
_BODY = """\
いつもネットマイルをご利用いただき、ありがとうございます。
次のマイルをお客さまの口座に振り込みましたので、お知らせいたします。

  加盟サイト名 : {site}
  キャンペーン : {campaign}
  発行マイル数 : {miles} mile
  振込日       : {day}
{message}
マイルの残高と明細は、ネットマイルのマイページでご確認いただけます。
このメールは送信専用です。ご返信いただいてもお答えできませんので、ご了承ください。
"""
_MESSAGE = """
----------------------------------------
{site} からのメッセージ

{text}
----------------------------------------
"""


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail without its receiver; the body has LF line ends."""

    subject: str
    body: str


def transfer_mail(site: str, campaign: str, miles: int, transfer_on: date, message: str = "") -> Mail:
    """The mail for one issue. Site name, campaign name and miles are filled in, `message` stands in its frame."""
    site, campaign = _in_one_line(site), _in_one_line(campaign)
    text = with_plain_line_ends(message).strip()
    amount = f"{miles:,}"
    return Mail(
        _SUBJECT.format(miles=amount, site=site),
        _BODY.format(
            site=site,
            campaign=campaign,
            miles=amount,
            day=f"{transfer_on.year}年{transfer_on.month}月{transfer_on.day}日",
            message=_MESSAGE.format(site=site, text=text) if text else "",
        ),
    )


def check_message(text: str) -> Reason | None:
    """What is wrong with an inserted text, or None: at most 500 characters, of controls only line breaks.

    A line break counts as one character, however it is written.
    """
    text = with_plain_line_ends(text)
    if any(char != "\n" and unicodedata.category(char) in {"Cc", "Cs"} for char in text):
        return Reason.CONTROL
    return Reason.TOO_LONG if len(text) > MESSAGE_LENGTH else None


def with_plain_line_ends(text: str) -> str:
    """A text whose lines end in LF."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _in_one_line(name: str) -> str:
    """A name that cannot break out of the header or line it is put into."""
    return " ".join("".join(" " if unicodedata.category(char) == "Cc" else char for char in name).split())
