"""Reports: what they are called, what they are asked and what they answer; the figures come from the portal."""

from netmile_desktop.domain.reports.declarations import CAMPAIGN, REPORTS, SITE, USAGE
from netmile_desktop.domain.reports.shape import Chart, Column, Grain, Report, Unit

__all__ = ["CAMPAIGN", "REPORTS", "SITE", "USAGE", "Chart", "Column", "Grain", "Report", "Unit"]
