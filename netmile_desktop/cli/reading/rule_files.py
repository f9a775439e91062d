"""RULE.json, which `rule` writes and `check --rule` reads: what the rows of a campaign are judged against."""

from __future__ import annotations

import codecs
import re
from datetime import date, datetime
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from netmile_desktop.cli.failing import UsageWrong
from netmile_desktop.cli.output import Output
from netmile_desktop.cli.reading.inputs import bytes_of_input
from netmile_desktop.domain import codec, wire
from netmile_desktop.domain.applications import MAX_MILES
from netmile_desktop.domain.calendar import day_of, system_clock
from netmile_desktop.domain.campaigns import Amount, FixedAmount, Mode, Validity
from netmile_desktop.domain.language import Bilingual
from netmile_desktop.domain.rows.issuances import Rule
from netmile_desktop.domain.rows.key_rule import CHARACTERS, LONGEST, KeyRule, in_force
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
    key: Annotated[
        KeyRule | None,
        Meta(description="What a specified key may be (19014); the rule of the program itself if not given."),
    ] = None
    campaign: Annotated[str, Meta(description="ID of the campaign, for the reader.")] = ""
    version: Annotated[int | None, Meta(description="Version of the campaign, for the reader.")] = None
    as_of: Annotated[
        Annotated[datetime, Meta(tz=True)] | None, Meta(description="When the portal said so, for the reader.")
    ] = None

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
            key=in_force(self.key),
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
        key=campaign.key_rule if campaign.key_rule and campaign.key_rule.is_understood else None,
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
    shown = legible(name)
    try:
        rule = codec.decode_json(_as_utf_8(bytes_of_input(name)), RuleFile)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise _senseless(shown, Bilingual(str(error), str(error))) from error
    fault = _fault(rule)
    if fault is not None:
        raise _senseless(shown, fault)
    return rule


def _as_utf_8(content: bytes) -> bytes:
    """JSON as UTF-8 without a mark; `>` of Windows PowerShell saves UTF-16."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16").encode()
    return content.removeprefix(codecs.BOM_UTF8)


def _fault(rule: RuleFile) -> Bilingual | None:
    """What is wrong with a rule that has the right shape: no row could follow it, or it allows what cannot be sent."""
    amount = rule.amount
    low, high = (amount.miles, amount.miles) if isinstance(amount, FixedAmount) else (amount.min, amount.max)
    if not 1 <= low <= high <= MAX_MILES:
        return Bilingual(
            f"$.amount のマイル数は 1～{MAX_MILES:,} で、min は max 以下にしてください",
            f"$.amount has from 1 to {MAX_MILES:,} miles, and min is no more than max",
        )
    if rule.issuance_from > rule.issuance_to:
        return Bilingual(
            "$.issuance_from は $.issuance_to 以前の日にしてください", "$.issuance_from is not after $.issuance_to"
        )
    if rule.key is not None and not rule.key.is_understood:
        return Bilingual(
            f"$.key の longest は 1～{LONGEST}、characters はカンマと二重引用符を除く半角の英数字と記号にしてください",
            f"$.key has a longest from 1 to {LONGEST}, and characters of half-width letters, digits and signs without "
            "comma and double quote",
        )
    return None


def _senseless(shown: str, fault: Bilingual) -> UsageWrong:
    return UsageWrong(
        Bilingual(
            f"発行ルール {shown} の内容が正しくありません: {fault.ja}。\n"
            "`netmile-desktop rule CAMPAIGN_ID --out RULE.json` で保存し直せます。",
            f"The rule {shown} makes no sense: {fault.en}.\n"
            "`netmile-desktop rule CAMPAIGN_ID --out RULE.json` saves it anew.",
        )
    )


def tell_key_rule(served: KeyRule | None, output: Output) -> None:
    """Say so if keys are checked by the rule of this program, because none is told that it understands."""
    if served is None or not served.is_understood:
        output.say(
            Bilingual(
                "  指定キーのルールが示されていないため、このプログラムのルール（半角の英数字と記号、{} 文字以内）で確認します。",
                "  No rule for specified keys is told; they are checked by this program's own: at most {} half-width "
                "letters, digits and signs.",
            ),
            LONGEST,
        )


def rule_schema() -> dict[str, Any]:
    """Return the JSON schema of RULE.json."""
    (schema,), parts = msgspec.json.schema_components([RuleFile], ref_template="#/$defs/{name}")
    top = parts.pop(schema["$ref"].rpartition("/")[2])
    # What these types share with the portal's API is wider than what makes sense in a file.
    for kind, name in (("FixedAmount", "miles"), ("VariableAmount", "min"), ("VariableAmount", "max")):
        parts[kind]["properties"][name] |= {"minimum": 1, "maximum": MAX_MILES}
    key = parts["KeyRule"]["properties"]
    key["longest"] |= {"minimum": 1, "maximum": LONGEST}
    key["characters"] |= {"pattern": f"^[{re.escape(CHARACTERS)}]+$"}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **top, "$defs": parts}
