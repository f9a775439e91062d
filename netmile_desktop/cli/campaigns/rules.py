"""`rule`: the issuing rule of a campaign, to check files with; also the rule that `check --campaign` asks for."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

import msgspec

from netmile_desktop.cli.access import desk, has_local_data, local_desk, signed_in
from netmile_desktop.cli.failing import OK, UsageWrong
from netmile_desktop.cli.output import Output
from netmile_desktop.cli.reading.rule_files import rule_file, tell_key_rule
from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import JST, day_of
from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.domain.failures import Unreachable, WorkspaceUnusable
from netmile_desktop.domain.language import Bilingual
from netmile_desktop.domain.rows.issuances import RULES_VERSION, Rule
from netmile_desktop.domain.rows.key_rule import KeyRule
from netmile_desktop.workspace.store.atomic_files import replace_file, unwritable


class SavedRule(msgspec.Struct, frozen=True):
    """What `rule --out` did."""

    campaign: str
    file: str


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Save the rule of a campaign, or write it to stdout."""
    campaign, _ = _campaign(arguments, output)
    tell_key_rule(campaign.key_rule, output)
    rule = rule_file(campaign, Mode(arguments.mode))
    if not arguments.out:
        output.line(rule)
        return OK
    to = Path(arguments.out)
    try:
        replace_file(to, msgspec.json.format(msgspec.json.encode(rule), indent=2) + b"\n")
    except OSError as error:
        raise unwritable(error, to) from error
    output.line(SavedRule(campaign.id, str(to)))
    return OK


def rule_of_campaign(arguments: argparse.Namespace, output: Output) -> tuple[Rule, KeyRule | None]:
    """Return what rows of `--campaign` are judged against today, and the rule for keys that the portal tells.

    Raises:
        Refused, Broken.
        Unreachable: and the campaign was never fetched on this machine.
        UsageWrong: the same, and the portal was not to be asked.
    """
    campaign, today = _campaign(arguments, output)
    output.say(
        Bilingual("  発行ルール: {} {}、判定日 {}", "  Rule of {} {}, judged for {}"), campaign.id, campaign.name, today
    )
    return campaign.rule(Mode(arguments.mode or Mode.PC), today), campaign.key_rule


def _campaign(arguments: argparse.Namespace, output: Output) -> tuple[wire.CampaignDetail, date]:
    """The campaign and the day at the portal: as it is now or, without the portal, as it was fetched last."""
    if arguments.offline:
        remembered = _remembered(arguments, output)
        if remembered is None:
            raise UsageWrong(
                Bilingual(
                    f"{arguments.campaign} の発行ルールは、このパソコンではまだ取得されていません。"
                    "先に --offline を付けずに実行してください。",
                    f"The rule of {arguments.campaign} was never fetched on this machine. Run it without --offline "
                    "first.",
                ),
                "unreachable",
            )
        return remembered
    try:
        return _fetched(arguments, output)
    except Unreachable:
        remembered = _remembered(arguments, output)
        if remembered is None:
            raise
        return remembered


def _fetched(arguments: argparse.Namespace, output: Output) -> tuple[wire.CampaignDetail, date]:
    """Ask the portal; keep the answer where this machine has local data of the login, and they can be opened."""
    if has_local_data(arguments):
        try:
            with desk(arguments) as here:
                tell_rules_version(here.info, output)
                return here.catalogue.detail(arguments.campaign), here.today()
        except WorkspaceUnusable:  # a window has them open, or there is no key at hand: the portal can say it all
            pass
    with signed_in(arguments) as client:
        info = client.sessions.info()
        tell_rules_version(info, output)
        return client.campaigns.detail(arguments.campaign), day_of(info.business_time)


def _remembered(arguments: argparse.Namespace, output: Output) -> tuple[wire.CampaignDetail, date] | None:
    """What is remembered of the campaign, which is told; None if nothing is."""
    if not has_local_data(arguments):
        return None
    with local_desk(arguments) as here:
        campaign = here.catalogue.remembered(arguments.campaign)
        if campaign is None:
            return None
        output.say(
            Bilingual(
                "ポータルに問い合わせず、{} に取得した内容を使います。",
                "The portal was not asked; this is what was fetched at {}.",
            ),
            campaign.as_of.astimezone(JST).strftime("%Y-%m-%d %H:%M"),
        )
        return campaign, here.today()


def tell_rules_version(info: wire.Info, output: Output) -> None:
    """Say so if the portal judges rows by another version of the rules."""
    if info.rules_version != RULES_VERSION:
        output.say(
            Bilingual(
                "ポータルの判定ルールの版がこのプログラムと違います。結果が変わることがあります。",
                "The portal judges by another version of the rules than this program; it may decide otherwise.",
            )
        )
