"""RULE.json, which `rule` writes and `check --rule` reads: what the rows of a campaign are judged against."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from netmile_desktop.cli.failing import UsageWrong
from netmile_desktop.cli.reading.inputs import bytes_of_input
from netmile_desktop.domain import codec, wire
from netmile_desktop.domain.calendar import day_of, system_clock
from netmile_desktop.domain.campaigns import Amount, Mode, Validity
from netmile_desktop.domain.language import Bilingual
from netmile_desktop.domain.rows.issuances import Rule
from netmile_desktop.domain.rows.key_rule import BUILT_IN, KeyRule
from netmile_desktop.names import legible

_Count = Annotated[int, Meta(ge=1)]


class RuleFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """The issuing rule of a campaign, as `netmile-desktop rule` writes it and `netmile-desktop check --rule` reads it."""

    mode: Annotated[Mode, Meta(description="Which address of a member the rows name: PC or mobile.")]
    amount: Annotated[Amount, Meta(description="The miles of a row: a fixed number, or a range.")]
    per_member: Annotated[
        _Count | None, Meta(description="Issues per member in the campaign at most (44038); null for no limit.")
    ] = None
    per_member_per_day: Annotated[
        _Count | None, Meta(description="Issues per member and Japanese day at most (44039); null for no limit.")
    ] = None
    issuance_from: Annotated[date, Meta(description="First day of the issuance period (44019).")]
    issuance_to: Annotated[date, Meta(description="Last day of the issuance period (44019).")]
    state: Annotated[
        Validity, Meta(description="Whether the campaign lets miles be issued (42030); approved if not given.")
    ] = Validity.APPROVED
    today: Annotated[
        date | None, Meta(description="The day on which the rows would be issued; today in Japan if not given.")
    ] = None
    key: Annotated[KeyRule, Meta(description="What a specified key may be (19014).")] = BUILT_IN
    campaign: Annotated[str, Meta(description="ID of the campaign, for the reader.")] = ""
    version: Annotated[int | None, Meta(description="Version of the campaign, for the reader.")] = None
    as_of: Annotated[datetime | None, Meta(description="When the portal said so, for the reader.")] = None

    def rule(self) -> Rule:
        """Return what rows are judged against."""
        return Rule(
            mode=self.mode,
            amount=self.amount,
            per_member=self.per_member,
            per_member_per_day=self.per_member_per_day,
            issuance_from=self.issuance_from,
            issuance_to=self.issuance_to,
            state=self.state,
            today=self.today or day_of(system_clock()),
            key=self.key,
        )


def rule_file(campaign: wire.CampaignDetail, mode: Mode) -> RuleFile:
    """Return the rule of a campaign, for whichever day it is read on."""
    rule = campaign.rule(mode, campaign.issuance_period.first)
    return RuleFile(
        mode=mode,
        amount=rule.amount,
        per_member=rule.per_member,
        per_member_per_day=rule.per_member_per_day,
        issuance_from=rule.issuance_from,
        issuance_to=rule.issuance_to,
        state=rule.state,
        key=rule.key,
        campaign=campaign.id,
        version=campaign.version,
        as_of=campaign.as_of,
    )


def read_rule(name: str) -> RuleFile:
    """Read RULE.json; `-` is stdin.

    Raises:
        FileUnreadable: it cannot be read.
        UsageWrong: it makes no sense; the sentence names the place.
    """
    try:
        return codec.decode_json(bytes_of_input(name).removeprefix(b"\xef\xbb\xbf"), RuleFile)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        shown = legible(name)
        raise UsageWrong(
            Bilingual(
                f"発行ルール {shown} の内容が正しくありません: {error}", f"The rule {shown} makes no sense: {error}"
            )
        ) from error


def rule_schema() -> dict[str, Any]:
    """Return the JSON schema of RULE.json."""
    (schema,), parts = msgspec.json.schema_components([RuleFile], ref_template="#/$defs/{name}")
    top = parts.pop(schema["$ref"].rpartition("/")[2])
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **top, "$defs": parts}
