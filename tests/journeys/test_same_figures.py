"""The same figures wherever they are read: window, chart, every file, command line, and the ledger itself.

What they should be is worked out here, by SQL over the transfers and a bill of its own.
"""

from __future__ import annotations

import csv
import io
import json
import random
import re
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import msgspec
import pytest
from PySide6.QtWidgets import QWidget
from sqlalchemy import Connection, delete, insert, select, text, update

from netmile_desktop.app.printing import draw_pdf
from netmile_desktop.cli import main
from netmile_desktop.domain.calendar import Period
from netmile_desktop.domain.reports.declarations import REPORTS
from netmile_desktop.domain.reports.shape import Grain
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.reports.closing import Closing
from netmile_desktop.portal.rewards.fees import FeeFreezing
from netmile_desktop.portal.rewards.visits import PageStage
from netmile_desktop.portal.server import EmbeddedPortal
from netmile_desktop.portal.tables import account, contract_rate, reward_registration, site
from netmile_desktop.tasks.runner import TaskRunner
from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.reports.view import ReportView
from netmile_desktop.workspace.access.profiles import Profile
from netmile_desktop.workspace.access.sandbox import LOGIN, PASSWORD
from netmile_desktop.workspace.authentication import Authenticator
from netmile_desktop.workspace.desk import Desk
from netmile_desktop.workspace.reports.reporting import ReportRequest
from tests.support.files import all_saved_by_office
from tests.support.portals.activity import Activity
from tests.support.portals.hand_over import register
from tests.support.portals.members import account_of
from tests.support.portals.portal import MASTER_KEY, NOW, SetClock, make_samples
from tests.support.portals.postgres import PostgresCluster
from tests.support.portals.rewards import SETTINGS, add_reward, new_price, visit
from tests.support.requirements import need
from tests.support.window import MemoryCredentials, ScriptedDialogs, ServedSandbox, settle

TODAY = date(2026, 11, 20)
BEGAN = datetime(2026, 7, 3, tzinfo=UTC)
RATES = ((date(2026, 1, 1), 900), (date(2026, 9, 16), 853))
"""From which day on 1,000 miles cost how many yen."""

Row = list[object]
Show = Callable[[QWidget], QWidget]


# --- what the figures should be ---------------------------------------------------------------------

_LEDGER = """
    SELECT (t.at + 32400000) / 3600000 AS hour, c.code AS code,
        SUM(CASE WHEN t.kind IN ('issue', 'hold') THEN t.amount ELSE 0 END) AS issued,
        SUM(CASE WHEN t.kind IN ('issue', 'hold') THEN 1 ELSE 0 END) AS issues,
        SUM(CASE WHEN t.kind IN ('void', 'reverse') THEN t.amount ELSE 0 END) AS cancelled,
        SUM(CASE WHEN t.kind IN ('void', 'reverse') THEN 1 ELSE 0 END) AS cancellations
    FROM transfer t JOIN site s ON s.id = t.site_id
    JOIN campaign c ON c.id = t.campaign_id AND c.site_id = t.site_id
    WHERE s.code = 'minato' AND NOT t.test AND t.at < :until
    GROUP BY (t.at + 32400000) / 3600000, c.code
"""
"""By hour since 1970 in Japan and campaign."""


@dataclass(frozen=True, slots=True)
class Sum:
    """What was issued and cancelled in one hour of a campaign."""

    at: datetime
    """The beginning of the hour, in Japan."""
    campaign: str
    issued: int
    issues: int
    cancelled: int
    cancellations: int


def sums_of(database: Database, until: datetime) -> list[Sum]:
    rows = database.read(
        lambda conn: conn.execute(text(_LEDGER), {"until": round(until.timestamp() * 1000)}).fetchall()
    )
    epoch = datetime(1970, 1, 1)
    return [Sum(epoch + timedelta(hours=int(row[0])), row[1], *map(int, row[2:])) for row in rows]


def labels_of(request: ReportRequest) -> list[str]:
    """The buckets of a request as files name them."""
    if request.by == "month":
        months = range(request.first.year * 12 + request.first.month - 1, request.last.year * 12 + request.last.month)
        return [f"{month // 12}-{month % 12 + 1:02}" for month in months]
    days = [request.first + timedelta(days=at) for at in range((request.last - request.first).days + 1)]
    if request.by == "day":
        return [str(day) for day in days]
    return [f"{day} {hour:02}:00" for day in days for hour in range(24)]


def label_of(at: datetime, by: str) -> str:
    return {"month": f"{at:%Y-%m}", "day": f"{at:%Y-%m-%d}", "hour": f"{at:%Y-%m-%d %H:00}"}[by]


def activity_rows(sums: Sequence[Sum], request: ReportRequest) -> list[Row]:
    """Campaign report and site report."""
    wanted = ("issued", "issues") if request.by == "hour" else ("issued", "cancelled", "issues", "cancellations")
    own = [each for each in sums if request.campaign_id in {"", each.campaign}]
    rows: list[Row] = []
    labels = labels_of(request)
    for label in labels:
        here = [each for each in own if label_of(each.at, request.by) == label]
        row: Row = [label, *(sum(getattr(each, name) for each in here) for name in wanted)]
        if request.by != "hour":
            row.append(sum(each.issued - each.cancelled for each in here))
        rows.append(row)
    if request.stacked:
        shares = []
        for campaign in {each.campaign for each in own}:
            of = [each for each in own if each.campaign == campaign]
            share = [sum(each.issued for each in of if label_of(each.at, request.by) == label) for label in labels]
            shares.append((-sum(share), campaign, share))
        for row, *share in zip(rows, *(share for _, _, share in sorted(shares)), strict=True):
            row += share
    return rows


def bill_rows(sums: Sequence[Sum], request: ReportRequest) -> list[Row]:
    """利用状況 by month: what is not deducted is carried on, in miles and in thousandths of a yen."""
    rows: list[Row] = []
    miles = credit = 0
    for label in labels_of(request):
        here = [each for each in sums if label_of(each.at, "month") == label]
        worth = sum(
            (each.issued - each.cancelled) * max(rate for rate in RATES if rate[0] <= each.at.date())[1]
            for each in here
        )
        issued, cancelled = (sum(getattr(each, name) for each in here) for name in ("issued", "cancelled"))
        billable = issued - cancelled + miles
        state = "Expected" if label == f"{TODAY:%Y-%m}" else "Final"
        rows.append([label, issued, cancelled, miles, billable, max(worth + credit, 0) // 1000, state])
        miles, credit = min(billable, 0), min(worth + credit, 0)
    return rows


def totals_of(rows: Sequence[Row], request: ReportRequest) -> Row:
    without = (3, 4) if request.report == "usage" and request.by == "month" else ()
    columns = list(zip(*rows, strict=True))[1:]
    return [
        "Total",
        *("" if at in without or isinstance(column[0], str) else sum(column) for at, column in enumerate(columns, 1)),
    ]


ASKED = {
    "campaign by day": ReportRequest(report="campaign", campaign_id="C-1024", first=date(2026, 9, 1), last=TODAY),
    "site by month": ReportRequest(
        report="site", by=Grain.MONTH, first=date(2026, 7, 1), last=date(2026, 11, 30), stacked=True
    ),
    "site by hour": ReportRequest(report="site", by=Grain.HOUR, first=date(2026, 11, 19), last=TODAY),
    "bill": ReportRequest(report="usage", by=Grain.MONTH, first=date(2026, 7, 1), last=date(2026, 11, 30)),
    "usage by day": ReportRequest(report="usage", by=Grain.DAY, first=date(2026, 10, 25), last=TODAY),
}


def expected(database: Database, request: ReportRequest) -> list[Row]:
    sums = sums_of(database, NOW)
    if request.report != "usage":
        return activity_rows(sums, request)
    return bill_rows(sums, request) if request.by == "month" else [row[:3] for row in activity_rows(sums, request)]


def left_out(database: Database, request: ReportRequest) -> tuple[int, int]:
    """How many issues to test members a report does not count, and their miles."""
    sql = (
        "SELECT COUNT(*), COALESCE(SUM(t.amount), 0) FROM transfer t JOIN site s ON s.id = t.site_id "
        "JOIN campaign c ON c.id = t.campaign_id AND c.site_id = t.site_id "
        "WHERE s.code = 'minato' AND t.test AND t.kind IN ('issue', 'hold') AND t.at < :until "
        "AND (t.at + 32400000) / 86400000 BETWEEN :first AND :last AND c.code LIKE :campaign"
    )
    epoch = date(1970, 1, 1)
    gaps = {"first": (request.first - epoch).days, "last": (request.last - epoch).days}
    until = round(NOW.timestamp() * 1000)
    parameters = gaps | {"until": until, "campaign": request.campaign_id or "%"}
    count, miles = database.read(lambda conn: conn.execute(text(sql), parameters).one())
    return int(count), int(miles)


# --- a portal with such a ledger ----------------------------------------------------------------------


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'portal.db'}"
        return
    cluster: PostgresCluster = request.getfixturevalue("postgres")
    name = cluster.create()
    yield cluster.url(name)
    cluster.drop(name)


@pytest.fixture
def portal(database_url: str) -> Iterator[EmbeddedPortal]:
    """Closed days, a day with closed and open hours, frozen bills, a month of which more is taken back than issued."""
    make_samples(database_url, members=1)
    clock = SetClock()
    with EmbeddedPortal(
        database_url, master_key=MASTER_KEY, clock=clock, business_clock=clock, auto_worker=False
    ) as portal:
        portal.database.write(_change_rates)
        activity = Activity(portal.database)
        large = activity.issue("C-1024", BEGAN + timedelta(days=3), 2_000_000)
        activity.cancel(large, datetime(2026, 9, 20, tzinfo=UTC))
        activity.at_random(11, BEGAN, NOW - timedelta(hours=2), 130)
        assert activity.become_valid(TODAY) > 5
        open_from = NOW - timedelta(hours=1)
        activity.at_random(12, NOW - timedelta(hours=9), open_from, 15)
        Closing(portal.database, clock).catch_up()
        activity.at_random(13, open_from, NOW + timedelta(hours=1), 10)
        yield portal


def _change_rates(conn: Connection) -> None:
    owner = conn.execute(select(site.c.id).where(site.c.code == "minato")).scalar_one()
    conn.execute(delete(contract_rate).where(contract_rate.c.site_id == owner))
    for day, rate in RATES:
        conn.execute(insert(contract_rate).values(site_id=owner, from_on=day, yen_per_1000_miles=rate))


# --- the places where they are read ---------------------------------------------------------------------


def shown_report(desk: Desk, toolbox: Toolbox, tasks: TaskRunner, request: ReportRequest, show: Show) -> ReportView:
    view = ReportView(desk, toolbox, REPORTS[request.report], request.campaign_id)
    show(view)
    view.parameters.show_request(request)
    view.entered()
    settle(tasks, lambda: view.figures is not None)
    settle(tasks)
    return view


def read(cell: object) -> object:
    """A cell of any of them: a number where it is one."""
    said = str(cell).replace("¥", "").replace(",", "").replace("\N{MINUS SIGN}", "-")
    return int(said) if re.fullmatch(r"-?\d+", said) else str(cell)


def in_the_table(view: ReportView) -> list[Row]:
    assert view.panes.table.table is not None
    model, sums = view.panes.table.table.model(), view.panes.table.sums()
    cells = [[model.index(row, at).data() for at in range(model.columnCount())] for row in range(model.rowCount())]
    cells.append(sums)
    return [[str(row[0]).replace("/", "-"), *map(read, row[1:])] for row in cells]


def in_the_chart(view: ReportView) -> list[list[object]]:
    """What it says of each bar, the numbers alone."""
    assert view.panes.chart is not None
    assert view.figures is not None
    said = (view.panes.chart.says(at).splitlines()[1:] for at in range(len(view.figures.buckets)))
    return [[read(line.rsplit("  ", 1)[1].removesuffix(" mile")) for line in lines] for lines in said]


def charted(view: ReportView, rows: Sequence[Row]) -> list[list[object]]:
    """The figures of some rows that the chart should show; what was cancelled hangs below what was issued."""
    assert view.figures is not None
    request = view.figures.request
    places: Sequence[int]
    if request.stacked:
        places = range(6 if request.report == "site" else 1 + len(REWARD_COLUMNS[request.report]), len(rows[0]))
    elif request.report in REWARD_COLUMNS:
        places = range(1, 5) if request.report == "reward_funnel" else (3,)
    elif request.report == "usage" and request.by == "month":
        places = (1, 2, 4)
    else:
        places = range(1, 2 if request.by == "hour" else 3)
    has_below = request.report not in REWARD_COLUMNS
    below = {2} if has_below and not request.stacked and len(places) > 1 else set()
    if request.stacked and request.report == "site":
        places, below = [*places, 2], {2}
    shown = [[-int(str(row[at])) if at in below else row[at] for at in places] for row in rows]
    kept = [at for at in range(len(places)) if any(row[at] for row in shown)] or [0]
    return [[row[at] for at in kept] for row in shown]


def on_paper(content: bytes) -> list[str]:
    """The lines of a PDF, one space between words."""
    said = subprocess.run([need("pdftotext"), "-layout", "-", "-"], input=content, check=True, capture_output=True)
    lines = said.stdout.decode().splitlines()
    return [" ".join(str(read(word)) for word in line.split()) for line in lines]


def saved(view: ReportView, kind: str, to: Path, dialogs: ScriptedDialogs, tasks: TaskRunner) -> bytes:
    told: list[Notice] = []
    view.noticed.connect(told.append)
    dialogs.script(to)
    view.saving.save(next(each for each in view.saving.kinds() if each.name == kind))
    settle(tasks, lambda: bool(told))
    assert told[-1].kind == "success"
    return to.read_bytes()


def from_the_command_line(request: ReportRequest, kind: str, to: Path) -> bytes:
    is_of_rewards = request.report in REWARD_COLUMNS
    which = request.report if is_of_rewards else request.campaign_id or request.report
    words = ["report", which, "--by", request.by, "--format", kind, "--lang", "en"]
    words += ["--campaign", request.campaign_id] if is_of_rewards else []
    words += ["--from", str(request.first), "--to", str(request.last), "--out", str(to)]
    assert main([*words, *(["--stacked"] if request.stacked else [])], draw_pdf=draw_pdf) == 0
    return to.read_bytes()


@dataclass(frozen=True, slots=True)
class Places:
    """Where figures are read."""

    desk: Desk
    toolbox: Toolbox
    tasks: TaskRunner
    dialogs: ScriptedDialogs
    show: Show
    folder: Path

    def compare(self, number: int, request: ReportRequest, rows: Sequence[Row], totals: Row, note: str) -> Path:
        """Compare table, chart, files and command line with what they should be; answers the workbook."""
        view = shown_report(self.desk, self.toolbox, self.tasks, request, self.show)
        assert in_the_table(view) == [*rows, totals], request
        assert in_the_chart(view) == charted(view, rows), request
        assert note in view.note.text(), request
        files = {
            kind: saved(view, menu, self.folder / f"window-{number}.{kind}", self.dialogs, self.tasks)
            for menu, kind in (("CSV (UTF-8)", "csv"), ("Excel workbook", "xlsx"), ("PDF", "pdf"))
        }
        lines = list(csv.reader(io.StringIO(files["csv"].decode("utf-8-sig"), newline="")))[1:]
        translated = {"確定": "Final", "見込み": "Expected", "": "–"}
        assert [[translated.get(cell, read(cell)) for cell in line] for line in lines] == rows, request
        paper = on_paper(files["pdf"])
        for row in (*rows, totals):
            assert " ".join(str(cell) for cell in row if cell != "") in paper, request
        for kind in ("csv", "xlsx"):
            assert from_the_command_line(request, kind, self.folder / f"line-{number}.{kind}") == files[kind], request
        assert on_paper(from_the_command_line(request, "pdf", self.folder / f"line-{number}.pdf")) == paper, request
        view.close()
        return self.folder / f"window-{number}.xlsx"

    def compare_books(self, books: Sequence[Path], wanted: Sequence[Sequence[Row]]) -> None:
        """Compare workbooks, as an office program reads them."""
        opened = all_saved_by_office(list(books), "csv", self.folder)
        for rows, path in zip(wanted, opened, strict=True):
            lines = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
            start = next(at for at, line in enumerate(lines) if line[0] in {"Month", "Day", "Hour"}) + 1
            width = len(rows[0])
            assert [[read(cell) for cell in line[:width]] for line in lines[start : start + len(rows)]] == rows


@pytest.fixture
def places(
    toolbox: Toolbox,
    tasks: TaskRunner,
    dialogs: ScriptedDialogs,
    shown: Show,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Callable[[EmbeddedPortal], Places]]:
    """Window, files and command line at a portal."""
    desks: list[Desk] = []

    def at(portal: EmbeddedPortal) -> Places:
        for name, value in (("URL", portal.url), ("LOGIN", LOGIN), ("PASSWORD", PASSWORD), ("DATA_DIR", str(tmp_path))):
            monkeypatch.setenv(f"NETMILE_{name}", value)
        sandbox = ServedSandbox(portal, tmp_path / "unused")
        authenticator = Authenticator(tmp_path / "data", MemoryCredentials(), sandbox, clock=SetClock())
        profile = Profile(id="portal", name="portal", url=portal.url)
        desks.append(authenticator.sign_in(profile, LOGIN, PASSWORD, passphrase="four words of mine"))
        return Places(desks[-1], toolbox, tasks, dialogs, shown, tmp_path)

    yield at
    for desk in desks:
        desk.close()


def test_every_place_says_the_same_as_the_ledger(
    portal: EmbeddedPortal, places: Callable[[EmbeddedPortal], Places]
) -> None:
    here, books, wanted = places(portal), [], []
    for number, (name, request) in enumerate(ASKED.items()):
        rows = expected(portal.database, request)
        totals = totals_of(rows, request)
        assert any(row[1] for row in rows), name
        count, miles = left_out(portal.database, request)
        note = f"test users left out: {count:,} issues, {miles:,} mile"
        books.append(here.compare(number, request, rows, totals, note))
        wanted.append([*rows, totals])
        if name == "bill":
            assert any(int(str(row[4])) < 0 for row in rows), "no month with more taken back than issued"
    here.compare_books(books, wanted)


# --- NetMile Reward -----------------------------------------------------------------------------------

REWARD_COLUMNS = {
    "reward_funnel": ("shown", "started", "completed", "approved"),
    "reward_fee": ("approved", "price", "yen", "refused", "listing", "state"),
}
REWARD_PRICES = {"C-7001": ((BEGAN.date(), 500), (date(2026, 9, 16), 650)), "C-7002": ((BEGAN.date(), 120),)}
_BY_MONTH = ReportRequest(
    report="reward_funnel", by=Grain.MONTH, first=date(2026, 5, 1), last=date(2026, 11, 30), stacked=True
)
OF_REWARDS = {
    "funnel by month": _BY_MONTH,
    "funnel of one": ReportRequest(report="reward_funnel", campaign_id="C-7001", first=date(2026, 10, 1), last=TODAY),
    "fee by month": msgspec.structs.replace(_BY_MONTH, report="reward_fee"),
    "fee of one": ReportRequest(report="reward_fee", campaign_id="C-7002", first=date(2026, 9, 20), last=TODAY),
}

_REGISTRATIONS = """
    SELECT c.code, r.test, r.result, (r.registered_at + 32400000) / 86400000, (r.result_at + 32400000) / 86400000
    FROM reward_registration r JOIN site s ON s.id = r.site_id
    JOIN campaign c ON c.id = r.campaign_id AND c.site_id = r.site_id WHERE s.code = 'minato'
"""
_VISITS = """
    SELECT c.code, v.biz_date, v.shown, v.started FROM reward_count v JOIN site s ON s.id = v.site_id
    JOIN campaign c ON c.id = v.campaign_id AND c.site_id = v.site_id WHERE s.code = 'minato'
"""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened at a reward campaign."""

    on: date
    campaign: str
    what: str
    """`shown`, `started`, `completed`, `approved` or `refused`, with `test` before it if it is a test member's."""
    count: int = 1


def steps_of(database: Database) -> list[Step]:
    registered, visits = database.read(
        lambda conn: (conn.execute(text(_REGISTRATIONS)).fetchall(), conn.execute(text(_VISITS)).fetchall())
    )
    epoch, found = date(1970, 1, 1), []
    for code, day, shown, started in visits:
        on = date(day // 10_000, day // 100 % 100, day % 100)
        found += [Step(on, code, "shown", shown), Step(on, code, "started", started)]
    for code, test, result, registered_on, answered_on in registered:
        mark = "test " if test else ""
        found.append(Step(epoch + timedelta(days=registered_on), code, f"{mark}completed"))
        if result is not None:
            found.append(Step(epoch + timedelta(days=answered_on), code, f"{mark}{result}"))
    return found


def reward_rows(steps: Sequence[Step], request: ReportRequest) -> list[Row]:
    """Both reports of rewards, with what each campaign has of the column that is told apart."""
    own = [each for each in steps if request.campaign_id in {"", each.campaign}]
    rows: list[Row] = []
    for label in labels_of(request):
        here = [each for each in own if label_of(datetime.combine(each.on, time()), request.by) == label]
        figures = figures_of(here)
        figures["state"] = "Expected" if label[:7] == f"{TODAY:%Y-%m}" else "Final"
        if label < f"{BEGAN:%Y-%m-%d}"[: len(label)]:
            figures |= {"shown": "–", "started": "–"}
        rows.append([label, *(figures[name] for name in REWARD_COLUMNS[request.report])])
        if request.stacked:
            shared = "completed" if request.report == "reward_funnel" else "yen"
            of = [figures_of([each for each in here if each.campaign == code])[shared] for code in REWARD_PRICES]
            rows[-1] += of
    if request.stacked:  # the largest campaign first
        order = sorted((-1, -2), key=lambda at: -sum(int(str(row[at])) for row in rows))
        rows = [[*row[:-2], *(row[at] for at in order)] for row in rows]
    return rows


def figures_of(steps: Sequence[Step]) -> dict[str, object]:
    count: Counter[str] = Counter()
    prices: Counter[int] = Counter()
    for each in steps:
        count[each.what] += each.count
        if each.what == "approved":
            prices[[yen for since, yen in REWARD_PRICES[each.campaign] if since <= each.on][-1]] += 1
    told: dict[str, object] = {
        name: count[name] for name in ("shown", "started", "completed", "approved", "refused", "listing")
    }
    price = next(iter(prices)) if len(prices) == 1 else "–"
    return told | {"price": price, "yen": sum(price * count for price, count in prices.items())}


def reward_totals(rows: Sequence[Row], request: ReportRequest) -> Row:
    without = (2, 6) if request.report == "reward_fee" else ()
    columns = list(zip(*rows, strict=True))[1:]
    sums = [sum(cell for cell in column if isinstance(cell, int)) for column in columns]
    return ["Total", *("" if at in without else total for at, total in enumerate(sums, 1))]


@pytest.fixture
def reward_portal(database_url: str) -> Iterator[EmbeddedPortal]:
    """Five months of two reward campaigns, with months that are frozen and answers in months after."""
    make_samples(database_url)
    clock = SetClock()
    with EmbeddedPortal(
        database_url, master_key=MASTER_KEY, clock=clock, business_clock=clock, auto_worker=False
    ) as portal:
        run = Period(BEGAN.date(), TODAY + timedelta(days=30))
        for code, prices in REWARD_PRICES.items():
            settings = msgspec.structs.replace(SETTINGS, unit_price=prices[0][1])
            add_reward(portal.database, BEGAN, code=code, campaign_period=run, issuance_period=run, reward=settings)
            for since, yen in prices[1:]:
                new_price(portal, since, yen, code=code)
        of_test = account_of(portal, "member00003@example.jp")
        portal.database.write(
            lambda conn: conn.execute(update(account).where(account.c.id == of_test).values(test=True))
        )
        live_through(portal, random.Random(21))
        FeeFreezing(portal.database, clock).catch_up()
        yield portal


def live_through(portal: EmbeddedPortal, chance: random.Random) -> None:
    """Members look, register and are answered, some of them weeks later; the last ones wait."""
    clock, number = SetClock(), {"C-7001": 0, "C-7002": 0}
    clock.now, session = BEGAN, 1_000_000
    while clock.now < NOW - timedelta(days=1):
        for code in number:
            visit(portal, clock(), PageStage.STARTED, *range(session, session + chance.randint(0, 3)), code=code)
            visit(
                portal, clock(), PageStage.SHOWN, *range(session + 10, session + 10 + chance.randint(0, 9)), code=code
            )
            session += 20
            first = number[code] + 1
            number[code] += chance.randint(0, 4)
            for made in register(portal, clock, *range(first, number[code] + 1), code=code):
                at = clock() + timedelta(days=chance.choice((1, 1, 2, 20)), minutes=chance.randint(0, 1_439))
                if at < NOW:
                    answer_at(portal, made, chance.choice(("approved", "approved", "refused")), at)
        clock.advance(days=chance.randint(1, 6), minutes=chance.randint(0, 1_439))


def answer_at(portal: EmbeddedPortal, code: str, result: str, at: datetime) -> None:
    """The merchant's answer about a registration, at an instant of the past."""
    own = update(reward_registration).where(reward_registration.c.code == code)
    answered = own.values(result=result, result_at=at, state="handed_over", handed_over_at=at)
    portal.database.write(lambda conn: conn.execute(answered))


def test_every_place_says_the_same_of_rewards(
    reward_portal: EmbeddedPortal, places: Callable[[EmbeddedPortal], Places], capfd: pytest.CaptureFixture[str]
) -> None:
    here, books, wanted = places(reward_portal), [], []
    steps = steps_of(reward_portal.database)
    for number, (name, request) in enumerate(OF_REWARDS.items()):
        rows = reward_rows(steps, request)
        totals = reward_totals(rows, request)
        assert any(row[3] for row in rows), name
        days = labels_of(msgspec.structs.replace(request, by=Grain.DAY))
        kinds = ("test completed",) if request.report == "reward_funnel" else ("test approved", "test refused")
        count = sum(
            each.count
            for each in steps
            if each.what in kinds and str(each.on) in days and request.campaign_id in {"", each.campaign}
        )
        note = f"test users left out: {count:,} registrations"
        books.append(here.compare(number, request, rows, totals, note))
        wanted.append([*rows, totals])
    here.compare_books(books, wanted)
    fees, of_one = (wanted[list(OF_REWARDS).index(name)] for name in ("fee by month", "fee of one"))
    assert {row[2] for row in of_one[:-1]} == {"–", 120}
    assert fees[-1][3] == sum(int(str(row[3])) for row in fees[:-1])
    capfd.readouterr()
    assert main(["reward", "fee", "--from", "2026-05-01", "--to", str(TODAY)]) == 0
    told = json.loads(capfd.readouterr().out)
    assert (told["yen"], told["approved"], told["listing_yen"]) == (fees[-1][3], fees[-1][1], 0)
    bill = here.desk.reporting.figures(ReportRequest(report="usage", by=Grain.MONTH, first=BEGAN.date(), last=TODAY))
    assert set(bill.answer.values["billable"]) == set(bill.answer.values["yen"]) == {0}, "miles of rewards are billed"
