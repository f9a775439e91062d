"""照会: what is known of one key or address over all campaigns, and the answer to give."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from netmile_desktop.api.client import PortalClient
from netmile_desktop.domain import wire
from netmile_desktop.domain.inquiries import InquiryKind, Situation, for_member, situations
from netmile_desktop.domain.language import Language
from netmile_desktop.domain.repairs.spellings import spellings
from netmile_desktop.domain.texts.inquiries import CLOSING, GREETING, advice_words, member_sentence, refusal_words
from netmile_desktop.progress import SILENT, Progress

_TRIED = 8
"""Spellings asked for one by one."""


@dataclass(frozen=True)
class Answered:
    """The portal's answer to an inquiry, and the words for member and staff."""

    asked: str
    answer: wire.InquiryAnswer
    other_spellings: tuple[str, ...] = ()
    """What else may have been meant, if nothing is known under `asked`: under each of these something is."""

    @cached_property
    def situations(self) -> list[Situation]:
        """The newest first; a single one that says so if nothing is known."""
        return situations(self.answer)

    def member_text(self, language: Language) -> str:
        """Return a letter to the member, to be copied. It names neither keys nor codes.

        It is empty while another spelling is known: that nothing was issued may be wrong then.
        """
        if self.other_spellings:
            return ""
        sentences = [member_sentence(each, language) for each in for_member(self.situations)]
        return "\n".join([GREETING.in_(language), *dict.fromkeys(sentences), CLOSING.in_(language)])

    def staff_notes(self, language: Language) -> list[str]:
        """Return what the staff should know, each sentence once, refused rows first."""
        refusals = [refusal_words(each, language) for each in self.situations if each.kind is InquiryKind.FAILED]
        notes = [advice_words(advice, each, language) for each in self.situations for advice in each.advice]
        return list(dict.fromkeys([*refusals, *notes]))


class InquiryDesk:
    """Inquiries about members at the portal. Nothing of them is kept on this machine."""

    def __init__(self, client: PortalClient) -> None:
        self._client = client

    def ask(self, text: str, progress: Progress = SILENT) -> Answered:
        """Return everything about a text with an `@` as an address and, if nothing is found, as a key; else as a key.

        Only the text as it stands is answered. Under which other width, case or number of zeros
        something is known is said beside it.

        Raises:
            Refused: `P-OPTION` if the text is empty.
            Unreachable, Broken, Cancelled.
        """
        asked = text.strip()
        answer = self._look_up(asked, progress)
        if _knows(answer):
            return Answered(asked, answer)
        others = list(answer.spellings or ())
        tried = spellings(asked)[:_TRIED]
        if answer.spellings is not None:
            # The portal has looked for keys; addresses are tried here, like everything where a portal does not look.
            # It tells no cases of an address apart, so that one of them is enough.
            of_case = {each.casefold(): each for each in reversed(tried) if "@" in each and each not in others}
            of_case.pop(asked.casefold(), None)
            tried = list(of_case.values())
        others += [each for each in tried if _knows(self._look_up(each, progress))]
        return Answered(asked, answer, tuple(others))

    def _look_up(self, asked: str, progress: Progress) -> wire.InquiryAnswer:
        if "@" in asked:
            answer = self._client.inquiries.ask(wire.Inquiry(address=asked), progress)
            if _knows(answer):
                return answer
        return self._client.inquiries.ask(wire.Inquiry(key=asked), progress)


def _knows(answer: wire.InquiryAnswer) -> bool:
    return bool(answer.issues or answer.failures or answer.waiting)
