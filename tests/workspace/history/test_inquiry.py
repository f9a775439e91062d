"""A member asks; the portal itself is asked."""

import pytest

from netmile_desktop.domain.failures import Refused
from netmile_desktop.domain.inquiries import InquiryKind
from netmile_desktop.domain.language import Language
from netmile_desktop.workspace.history.inquiry import InquiryDesk
from tests.support.bench import Bench
from tests.support.recalling import sent

MEMBER = "member00077@example.jp"


def test_one_key_or_one_address_tells_all(bench: Bench) -> None:
    desk = InquiryDesk(bench.client)
    rows = [(MEMBER, "QA-1", "100"), ("nobody@example.jp", "QA-2", "100"), ("member00078@example.jp", "QA@3", "100")]
    sent(bench, rows)
    found = desk.ask(" QA-1 ")
    assert [each.kind for each in found.situations] == [InquiryKind.PENDING]
    letter = found.member_text(Language.JAPANESE)
    assert letter.startswith("お問い合わせありがとうございます。\n「")
    assert "100 マイル" in letter
    assert "QA-1" not in letter
    assert found.answer.issues[0].issue_id in {each.issue_id for each in desk.ask(MEMBER.upper()).situations}
    refused = desk.ask("QA-2")
    assert [(each.kind, each.code) for each in refused.situations] == [(InquiryKind.FAILED, "41053")]
    assert refused.staff_notes(Language.ENGLISH)[0] == "41053 No member has this address"
    assert desk.ask("nobody@example.jp").situations == refused.situations
    assert [each.key for each in desk.ask("QA@3").situations] == ["QA@3"], "a key may look like an address"
    assert [each.kind for each in desk.ask("QA-9").situations] == [InquiryKind.NOTHING]
    with pytest.raises(Refused):
        desk.ask(" ")


@pytest.mark.parametrize(
    "typed",
    [
        "qx-0001",
        "ＱＸ－０００１",
        "ＱＸー０００１",
        "QX- 0001",
        "ｑｘ－０００１",
        "QX-1",
        "qX-01",
        "Ｑｘ－０００００１",
    ],
)
def test_another_spelling_that_is_known_is_said(bench: Bench, typed: str) -> None:
    desk = InquiryDesk(bench.client)
    sent(bench, [(MEMBER, "QX-0001", "100")])
    found = desk.ask(typed)
    assert [each.kind for each in found.situations] == [InquiryKind.NOTHING], "only what was asked is answered"
    assert found.other_spellings == ("QX-0001",)
    assert [found.member_text(language) for language in Language] == ["", ""], "no answer that may be wrong"
    assert desk.ask("QX-0001").other_spellings == ()
    assert desk.ask("QX-0002").other_spellings == ()


def test_keys_of_refused_and_waiting_rows_are_known_spellings_too(bench: Bench) -> None:
    desk = InquiryDesk(bench.client)
    sent(bench, [("nobody@example.jp", "0007123", "100"), (MEMBER, "7124", "100")])
    assert desk.ask("7123").other_spellings == ("0007123",)
    assert desk.ask("０００７１２４").other_spellings == ("7124",)
    assert desk.ask("71230").other_spellings == ()


def test_an_address_in_another_width_is_said_too(bench: Bench) -> None:
    desk = InquiryDesk(bench.client)
    sent(bench, [(MEMBER, "QY-1", "100")])
    assert desk.ask(MEMBER.replace("@", "＠")).other_spellings == (MEMBER,), "its cases are one address"
    assert len(desk.ask(MEMBER.upper().replace("M", "Ｍ")).other_spellings) == 1


def test_what_is_known_as_it_was_typed_is_the_only_answer(bench: Bench) -> None:
    desk = InquiryDesk(bench.client)
    sent(bench, [(MEMBER, "qz-1", "100"), (MEMBER, "QZ-1", "100")])
    assert desk.ask("qz-1").other_spellings == ()
