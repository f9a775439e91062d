"""What an engineer needs to write the API, and what the contract with NetMile says; nothing of it is set here."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from netmile_desktop.domain.rewards import RewardResult
from netmile_desktop.domain.wire import RewardHandOver
from netmile_desktop.views.common.copying.code_text import CodeText
from netmile_desktop.views.common.flow import FlowLayout
from netmile_desktop.views.common.labels import FactLabel, text_label
from netmile_desktop.views.common.panels import Card
from netmile_desktop.views.look import formats
from netmile_desktop.views.look.theme import Theme

EXAMPLE = """{
  "registration_id": "W20261120-7KQ2MZ9XPA",
  "campaign_id": "W-2003",
  "registered_at": "2026-11-20T01:00:00Z",
  "test": false,
  "fields": {"name": "中島 陽菜", "kana": "ナカジマ ヒナ", "email": "hina.nakajima@example.jp"}
}"""
"""The body of a call, as the contract shows it."""

_HEADERS = """POST /registrations HTTP/1.1
Content-Type: application/json
NetMile-Registration: W20261120-7KQ2MZ9XPA
NetMile-Attempt: 1
NetMile-Time: 1795136400
NetMile-Signature: v1=…
"""

DOCUMENT = "docs/reward-hand-over.md"
TRIAL = "netmile-portal mock-merchant --secret-file secret.txt --port 8090"


class SentCard(Card):
    """One call as the merchant's API gets it, and where all of it is written down."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("What your API gets"), parent)
        self.example = CodeText(theme, self.tr("Example of a call"), 20, self, grows=False)
        self.example.show_text(f"{_HEADERS}\n{EXAMPLE}")
        self.trial = CodeText(theme, self.tr("An API to try it with, for the terminal"), 1, self, grows=False)
        self.trial.show_text(TRIAL)
        self.body.addWidget(self.example)
        for text in (
            self.tr(
                "Answer with status 200 within 10 seconds: approved, refused with a reason, or pending. Everything else "
                "counts as not received; the call is made again 2, 8, 25 and 60 minutes after the first one, then the "
                "registration goes into the next file. It may come more than once: recognise it by its ID."
            ),
            self.tr("All fields, the signature and the answers are described in {}.").format(DOCUMENT),
        ):
            self.body.addWidget(text_label(text, "help", wrap=True))
        self.body.addWidget(self.trial)


class ContractCard(Card):
    """Facts of the contract."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("What the contract says"), parent)
        self.retention = FactLabel(self.tr("Destruction of what was registered"))
        self.closing = FactLabel(self.tr("Registrations without an answer"))
        facts = FlowLayout(gap=36)
        for fact in (self.retention, self.closing):
            facts.addWidget(fact)
            fact.show_fact("–")
        self.body.addLayout(facts)
        told = self.tr("Only NetMile changes these, by contract. Ask your contact there.")
        self.body.addWidget(text_label(told, "help", wrap=True))

    def show_settings(self, settings: RewardHandOver) -> None:
        """Show how long data is kept, and what becomes of registrations that nobody answers."""
        self.retention.show_fact(
            formats.counted(
                settings.retention_days, self.tr("{} day after the hand-over"), self.tr("{} days after the hand-over")
            )
        )
        if settings.closing is None or settings.closing_days is None:
            self.closing.show_fact(self.tr("They stay unanswered"))
            return
        approved = (self.tr("Approved after {} day"), self.tr("Approved after {} days"))
        refused = (self.tr("Refused after {} day"), self.tr("Refused after {} days"))
        texts = approved if settings.closing is RewardResult.APPROVED else refused
        self.closing.show_fact(formats.counted(settings.closing_days, *texts))
