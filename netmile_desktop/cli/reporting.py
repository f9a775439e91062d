"""`report`: the figures of a report as a file, byte by byte what the window saves."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

import msgspec

from netmile_desktop.api.client import PortalClient
from netmile_desktop.cli.access import signed_in
from netmile_desktop.cli.console_progress import ConsoleProgress
from netmile_desktop.cli.failing import OK, UsageWrong
from netmile_desktop.cli.output import Output
from netmile_desktop.domain.calendar import Period, day_of
from netmile_desktop.domain.language import Bilingual
from netmile_desktop.domain.reports import declarations
from netmile_desktop.domain.reports.periods import Preset, preset_period
from netmile_desktop.domain.reports.shape import Grain
from netmile_desktop.workspace.reports.reporting import ReportRequest, fetch, provenance_of
from netmile_desktop.workspace.reports.saving import Format, export, save_export
from netmile_desktop.workspace.reports.sheet import sheet

_PRESETS = {Grain.MONTH: Preset.LAST_12_MONTHS, Grain.DAY: Preset.THIS_MONTH, Grain.HOUR: Preset.TODAY}
"""Period of a report if no days are given."""

_NO_CAMPAIGN = Bilingual(
    "--campaign はリワードのレポートだけに使えます。ほかのレポートでは、キャンペーンIDを直接指定してください。",
    "--campaign goes with reports of rewards only. For other reports, name the campaign in place of the report.",
)


class SavedReport(msgspec.Struct, frozen=True):
    """What `report` did."""

    report: str
    file: str
    rows: int
    as_of: str


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Save a report, or write its CSV to stdout."""
    format_ = Format(arguments.format)
    if not arguments.out and format_ is not Format.CSV:
        raise UsageWrong(Bilingual("--out でファイルを指定してください。", "Name a file with --out."))
    with signed_in(arguments) as client:
        figures = fetch(client.reports, _request(arguments, client), provenance_of(client), ConsoleProgress(output))
    content = export(figures, format_, output.language, arguments.encoding, arguments.draw_pdf)
    table = sheet(figures, output.language)
    for label, text in table.facts:
        output.say(f"{label}: {text}")
    if not arguments.out:
        output.content(content)
        return OK
    saved = save_export(Path(arguments.out), content)
    output.line(SavedReport(arguments.report, str(saved), len(table.rows), figures.answer.as_of.isoformat()))
    return OK


def _request(arguments: argparse.Namespace, client: PortalClient) -> ReportRequest:
    is_site_wide = arguments.report in declarations.OF_THE_SITE
    takes_one = is_site_wide and declarations.OF_THE_SITE[arguments.report].takes_campaign
    if arguments.campaign and not takes_one:
        raise UsageWrong(_NO_CAMPAIGN)
    grain = Grain(arguments.by)
    period = _period(arguments.first, arguments.last, grain, client)
    return ReportRequest(
        report=arguments.report if is_site_wide else declarations.CAMPAIGN.id,
        campaign_id=arguments.campaign if is_site_wide else arguments.report,
        by=grain,
        first=period.first,
        last=period.last,
        stacked=arguments.stacked,
        compared=arguments.compared,
    )


def _period(first: date | None, last: date | None, grain: Grain, client: PortalClient) -> Period:
    """The days asked for; an open end is that of the usual period until the portal's today."""
    usual = preset_period(_PRESETS[grain], last or day_of(client.sessions.info().business_time))
    return Period(first or usual.first, last or usual.last)
