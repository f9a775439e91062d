"""What the trials of a tag are called, and what keeps one from being sent."""

from __future__ import annotations

from PySide6.QtCore import QObject

from netmile_desktop.workspace.automatic.flaws import NEEDING_CAMPAIGN, TagFlaw


class FlawWords(QObject):
    """Titles in the order of the portal's questions."""

    def title(self, flaw: TagFlaw) -> str:
        """Return what is wrong with a trial, in a few words."""
        return {
            TagFlaw.NONE: self.tr("Valid parameter"),
            TagFlaw.MERCHANT: self.tr("Another merchant ID inside"),
            TagFlaw.CHANGED: self.tr("One character changed on its way"),
            TagFlaw.UNKNOWN_KEY: self.tr("Unknown key ID"),
            TagFlaw.OLD: self.tr("Made an hour ago"),
            TagFlaw.AHEAD: self.tr("Made in an hour (wrong clock)"),
            TagFlaw.NOT_ENCRYPTED: self.tr("Not encrypted"),
            TagFlaw.KEY: self.tr("Malformed specified key"),
            TagFlaw.NO_SUCH_CAMPAIGN: self.tr("Campaign that does not exist"),
            TagFlaw.OTHER_SITE: self.tr("Campaign of another site"),
            TagFlaw.NOT_APPROVED: self.tr("Campaign not approved"),
            TagFlaw.SUSPENDED: self.tr("Suspended campaign"),
            TagFlaw.OUTSIDE_PERIOD: self.tr("Outside the issuance period"),
            TagFlaw.NO_SUCH_MEMBER: self.tr("Address that no member has"),
            TagFlaw.AMOUNT: self.tr("Miles against the amount rule"),
            TagFlaw.PER_MEMBER: self.tr("More issues than a member may get"),
            TagFlaw.PER_DAY: self.tr("More issues than a member may get in a day"),
            TagFlaw.FAILED: self.tr("Failure inside the portal"),
        }[flaw]

    def obstacle(self, flaw: TagFlaw, campaign_id: str) -> str:
        """Return why a trial cannot be sent with this campaign ID; empty if it can."""
        if flaw is TagFlaw.FAILED:
            return self.tr(
                "No parameter can bring this about. When your server is told 20012, nothing was issued: it repeats the call "
                "with the same unique ID after a while."
            )
        if flaw in NEEDING_CAMPAIGN and not campaign_id:
            return {
                TagFlaw.OTHER_SITE: self.tr("Type the ID of a campaign of another site."),
                TagFlaw.NOT_APPROVED: self.tr("Your site has no campaign that waits for approval. Type an ID."),
                TagFlaw.SUSPENDED: self.tr("Your site has no suspended campaign. Type an ID."),
                TagFlaw.OUTSIDE_PERIOD: self.tr("Your site has no campaign whose issuance period is over. Type an ID."),
            }.get(
                flaw,
                self.tr("Your site has no campaign of automatic issuance with such a limit of up to 20 issues."),
            )
        return ""
