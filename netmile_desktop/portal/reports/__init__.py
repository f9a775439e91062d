"""Reports: figures from the ledger, from roll-ups for closed hours and from a covering index for later ones."""

from netmile_desktop.domain import operations
from netmile_desktop.domain.calendar import Clock
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.http.call import Handler
from netmile_desktop.portal.reports.entries import Entries
from netmile_desktop.portal.reports.forecast import Forecasts
from netmile_desktop.portal.reports.service import Reports
from netmile_desktop.portal.reports.standing import Standings
from netmile_desktop.portal.reports.statistics import Statistics


def report_handlers(database: Database, business_clock: Clock) -> dict[str, Handler]:
    """Return the handlers of this package's operations, by operation name."""
    entries = Entries(database, business_clock)
    statistics = Statistics(database, business_clock)
    return {
        operations.REPORT.name: Reports(database, business_clock).report,
        operations.REPORT_ENTRIES.name: entries.page,
        operations.ENTRIES_LIST.name: entries.download,
        operations.REPORT_STANDING.name: Standings(database, business_clock).standing,
        operations.ERROR_STATISTICS.name: statistics.errors,
        operations.ODD_AMOUNTS.name: statistics.odd_amounts,
        operations.BILL_FORECAST.name: Forecasts(database, business_clock).forecast,
    }
