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
