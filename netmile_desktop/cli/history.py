"""`history` and `inquire`: what was issued, and what to say about it. Neither needs local data."""

from __future__ import annotations

import argparse

import msgspec

from netmile_desktop.cli.access import signed_in
from netmile_desktop.cli.console_progress import ConsoleProgress
from netmile_desktop.cli.failing import OK, UsageWrong
from netmile_desktop.cli.output import Output
from netmile_desktop.domain import wire
from netmile_desktop.domain.history import IssueState
from netmile_desktop.domain.inquiries import InquiryKind, Situation
from netmile_desktop.domain.language import Bilingual, Language
from netmile_desktop.workspace.history.inquiry import InquiryDesk


class Letter(msgspec.Struct, frozen=True):
    """The last line of `inquire`."""

    asked: str
    other_spellings: list[str]
    """Under these something is known, though nothing is under what was asked."""
    member_text: dict[str, str]
    staff_notes: list[str]


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Print issues, or everything about one member."""
    if arguments.command == "inquire" and not arguments.key.strip():
        raise UsageWrong(
            Bilingual("指定キーまたはメールアドレスを指定してください。", "Give a specified key or an e-mail address.")
        )
    with signed_in(arguments) as client:
        progress = ConsoleProgress(output)
        if arguments.command == "history":
            for record in client.history.all(_conditions(arguments), progress):
                output.line(record)
            return OK
        answered = InquiryDesk(client).ask(arguments.key, progress)
    known: list[Situation] = [each for each in answered.situations if each.kind is not InquiryKind.NOTHING]
    for situation in known:
        output.line(situation)
    if answered.answer.more:
        output.say(
            Bilingual("ほかに古い発行が {} 件あります。", "{} older issues are not shown."), answered.answer.more
        )
    for spelling in answered.other_spellings:
        output.say(
            Bilingual(
                "「{}」では何も見つかりませんが、「{}」なら見つかります。お客様への返答の前に確かめてください。",
                "Nothing is known under {}, but there is under {}. Check this before you answer the member.",
            ),
            answered.asked,
            spelling,
        )
    texts = {language.value: answered.member_text(language) for language in Language}
    output.line(Letter(answered.asked, list(answered.other_spellings), texts, answered.staff_notes(output.language)))
    return OK


def _conditions(arguments: argparse.Namespace) -> wire.HistoryConditions:
    return wire.HistoryConditions(
        key=arguments.key,
        prefix=arguments.prefix,
        campaign_id=arguments.campaign,
        registration_id=arguments.registration,
        issued_from=arguments.first,
        issued_to=arguments.last,
        states=[IssueState(state) for state in arguments.state],
    )
