"""The reports there are. Another one is another declaration here and its query in the portal."""

from __future__ import annotations

from netmile_desktop.domain.language import Bilingual
from netmile_desktop.domain.reports.shape import ALL_GRAINS, Grain, Report, ReportColumn, Unit

_DAYS_AND_MONTHS = frozenset({Grain.MONTH, Grain.DAY})
_MONTHS = frozenset({Grain.MONTH})

NO_HOURS = Bilingual(
    "有効なマイルの取消はネットマイルの審査後に成立するため、時間別の数値はありません。日別または月別をお使いください。",
    "Cancellations of valid miles take effect when NetMile decides, so hours would mean nothing. Use days or months.",
)
MONTHS_ONLY = Bilingual(
    "請求は月ごとに計算し、端数も月に一度だけ切り捨てるため、月別の数値だけがあります。",
    "The bill is made up and rounded once a month, so there are figures by month only.",
)

ISSUED = ReportColumn("issued", Bilingual("マイル発行数", "Miles issued"), Unit.MILES, has_entries=True)
CANCELLED = ReportColumn(
    "cancelled",
    Bilingual("マイル発行取消数", "Miles cancelled"),
    Unit.MILES,
    grains=_DAYS_AND_MONTHS,
    limit=NO_HOURS,
    has_entries=True,
)
ISSUES = ReportColumn("issues", Bilingual("マイル発行回数", "Number of issues"), Unit.TIMES, has_entries=True)
CANCELLATIONS = ReportColumn(
    "cancellations",
    Bilingual("マイル発行取消回数", "Number of cancellations"),
    Unit.TIMES,
    grains=_DAYS_AND_MONTHS,
    limit=NO_HOURS,
    has_entries=True,
)
NET = ReportColumn(
    "net",
    Bilingual("差引マイル数", "Net miles"),
    Unit.MILES,
    grains=_DAYS_AND_MONTHS,
    limit=NO_HOURS,
    is_charted=False,
)

_ACTIVITY = (ISSUED, CANCELLED, ISSUES, CANCELLATIONS, NET)
_ACTIVITY_LEADS = ("issued", "net")

CAMPAIGN = Report(
    "campaign",
    Bilingual("キャンペーンレポート", "Campaign report"),
    _ACTIVITY,
    needs_campaign=True,
    leads=_ACTIVITY_LEADS,
)
SITE = Report("site", Bilingual("サイトレポート", "Site report"), _ACTIVITY, stacks="issued", leads=_ACTIVITY_LEADS)
USAGE = Report(
    "usage",
    Bilingual("利用状況", "Usage"),
    (
        ReportColumn("issued", ISSUED.heading, Unit.MILES, grains=ALL_GRAINS, has_entries=True),
        ReportColumn(
            "cancelled",
            Bilingual("取消マイル", "Cancelled miles"),
            Unit.MILES,
            grains=_DAYS_AND_MONTHS,
            limit=NO_HOURS,
            has_entries=True,
        ),
        ReportColumn(
            "carried",
            Bilingual("繰越マイル", "Carried over"),
            Unit.MILES,
            adds_up=False,
            grains=_MONTHS,
            limit=MONTHS_ONLY,
            is_charted=False,
        ),
        ReportColumn(
            "billable",
            Bilingual("課金対象マイル", "Billable miles"),
            Unit.MILES,
            adds_up=False,
            grains=_MONTHS,
            limit=MONTHS_ONLY,
        ),
        ReportColumn(
            "yen", Bilingual("請求金額（税抜）", "Amount (without tax)"), Unit.YEN, grains=_MONTHS, limit=MONTHS_ONLY
        ),
    ),
    usual=Grain.MONTH,
    leads=("yen", "issued"),
)

NO_REWARD_HOURS = Bilingual(
    "表示と開始は日ごとに数えるため、時間別の数値はありません。日別または月別をお使いください。",
    "Visits are counted by the day, so there are no hours. Use days or months.",
)
APPROVED = ReportColumn(
    "approved",
    Bilingual("承認", "Approved"),
    Unit.TIMES,
    grains=_DAYS_AND_MONTHS,
    limit=NO_REWARD_HOURS,
    has_entries=True,
)


def _step(id_: str, heading: Bilingual, *, has_entries: bool = False) -> ReportColumn:
    return ReportColumn(
        id_, heading, Unit.TIMES, grains=_DAYS_AND_MONTHS, limit=NO_REWARD_HOURS, has_entries=has_entries
    )


def _yen(id_: str, heading: Bilingual, *, adds_up: bool = True, is_charted: bool = False) -> ReportColumn:
    return ReportColumn(
        id_,
        heading,
        Unit.YEN,
        adds_up=adds_up,
        grains=_DAYS_AND_MONTHS,
        limit=NO_REWARD_HOURS,
        is_charted=is_charted,
    )


REWARD_FUNNEL = Report(
    "reward_funnel",
    Bilingual("リワード登録の推移", "Registrations over time"),
    (
        _step("shown", Bilingual("表示", "Shown")),
        _step("started", Bilingual("開始", "Started")),
        _step("completed", Bilingual("完了", "Completed"), has_entries=True),
        APPROVED,
    ),
    takes_campaign=True,
    stacks="completed",
    leads=("completed", "approved"),
    charts=Unit.TIMES,
    together=Bilingual("すべての段階", "All steps"),
    of_rewards=True,
    counting=Bilingual(
        "表示・開始は訪問した日、完了は登録した日、承認は判定を受けた日に数えます。「–」は数えていなかった期間です。",
        "Shown and started count on the day of the visit, completed on that of the registration, approved on that of "
        "the answer. “–” stands for a time in which nothing was counted.",
    ),
)
REWARD_FEE = Report(
    "reward_fee",
    Bilingual("キャンペーン成果報酬料", "Success fee"),
    (
        APPROVED,
        _yen("unit_price", Bilingual("キャンペーン成果単価", "Unit price"), adds_up=False),
        _yen("yen", Bilingual("成果報酬料（税抜）", "Fee (without tax)"), is_charted=True),
        _step("refused", Bilingual("不承認", "Refused"), has_entries=True),
        _yen("listing", Bilingual("キャンペーン掲載料", "Listing fee")),
    ),
    takes_campaign=True,
    stacks="yen",
    leads=("yen", "approved"),
    usual=Grain.MONTH,
    charts=Unit.YEN,
    together=Bilingual("成果報酬料", "Fee"),
    of_rewards=True,
    counting=Bilingual(
        "判定を受けた日に数えます。不承認は料金に入りません。課金対象マイルには含みません。"
        "単価の「–」は、承認がないか、単価が 1 つではない期間です。",
        "Counted on the day of the answer. Refused members cost nothing. Not among the billable miles. “–” as unit "
        "price: nobody was approved, or at more than one price.",
    ),
)

REPORTS: dict[str, Report] = {report.id: report for report in (CAMPAIGN, SITE, USAGE, REWARD_FUNNEL, REWARD_FEE)}
"""Reports by their ID in URLs and on the command line."""

OF_THE_SITE: dict[str, Report] = {id_: report for id_, report in REPORTS.items() if not report.needs_campaign}
"""Reports of the whole site."""

PERIOD_HEADING = {
    Grain.MONTH: Bilingual("月", "Month"),
    Grain.DAY: Bilingual("日", "Day"),
    Grain.HOUR: Bilingual("日時", "Hour"),
}
"""Heading of the column with the time."""

GRAIN_WORDS = {
    Grain.MONTH: Bilingual("月別", "By month"),
    Grain.DAY: Bilingual("日別", "By day"),
    Grain.HOUR: Bilingual("時間別", "By hour"),
}

STATE_HEADING = Bilingual("状態", "State")
CLOSED = Bilingual("確定", "Final")
EXPECTED = Bilingual("見込み", "Expected")
"""A billing month is expected until it is closed."""

OTHERS = Bilingual("その他", "Others")
"""Campaigns without a layer of their own in a stacked chart."""

ODD = {
    "ten_times": Bilingual(
        "いつもの 10 倍以上のマイル数です。桁を確認してください。", "Ten times the usual or more. Check the digits."
    ),
    "all_equal": Bilingual(
        "従量発行なのに全行が同じマイル数です。列の対応を確認してください。",
        "All rows carry the same miles although the campaign is variable. Check which column was taken.",
    ),
    "round": Bilingual(
        "きりのよい同じマイル数が急に増えています。仮の値が残っていないか確認してください。",
        "One round amount appears far more often than before. Check that no placeholder was left in.",
    ),
}
"""Sentences about odd amounts, by kind."""
