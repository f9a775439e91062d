"""The reports there are. Another one is another declaration here and its query in the portal."""

from __future__ import annotations

from netmile_desktop.domain.reports.shape import ALL_GRAINS, Column, Grain, Report, Unit
from netmile_desktop.domain.words.language import Words

_DAYS_AND_MONTHS = frozenset({Grain.MONTH, Grain.DAY})
_MONTHS = frozenset({Grain.MONTH})

NO_HOURS = Words(
    "有効なマイルの取消は弊社の審査後に成立するため、時間別の数値はありません。日別または月別をお使いください。",
    "Cancellations of valid miles take effect when NetMile decides, so hours would mean nothing. Use days or months.",
)
MONTHS_ONLY = Words(
    "請求は月ごとに計算し、端数も月に一度だけ切り捨てるため、月別の数値だけがあります。",
    "The bill is made up and rounded once a month, so there are figures by month only.",
)

ISSUED = Column("issued", Words("マイル発行数", "Miles issued"), Unit.MILES, has_entries=True)
CANCELLED = Column(
    "cancelled",
    Words("マイル発行取消数", "Miles cancelled"),
    Unit.MILES,
    grains=_DAYS_AND_MONTHS,
    limit=NO_HOURS,
    has_entries=True,
)
ISSUES = Column("issues", Words("マイル発行回数", "Number of issues"), Unit.TIMES, has_entries=True)
CANCELLATIONS = Column(
    "cancellations",
    Words("マイル発行取消回数", "Number of cancellations"),
    Unit.TIMES,
    grains=_DAYS_AND_MONTHS,
    limit=NO_HOURS,
    has_entries=True,
)
NET = Column(
    "net",
    Words("差引マイル数", "Net miles"),
    Unit.MILES,
    grains=_DAYS_AND_MONTHS,
    limit=NO_HOURS,
    is_charted=False,
)

_ACTIVITY = (ISSUED, CANCELLED, ISSUES, CANCELLATIONS, NET)

CAMPAIGN = Report("campaign", Words("キャンペーンレポート", "Campaign report"), _ACTIVITY, needs_campaign=True)
SITE = Report("site", Words("サイトレポート", "Site report"), _ACTIVITY, stacks=True)
USAGE = Report(
    "usage",
    Words("利用状況", "Usage"),
    (
        Column("issued", ISSUED.heading, Unit.MILES, grains=ALL_GRAINS, has_entries=True),
        Column(
            "cancelled",
            Words("取消マイル", "Cancelled miles"),
            Unit.MILES,
            grains=_DAYS_AND_MONTHS,
            limit=NO_HOURS,
            has_entries=True,
        ),
        Column(
            "carried",
            Words("繰越マイル", "Carried over"),
            Unit.MILES,
            adds_up=False,
            grains=_MONTHS,
            limit=MONTHS_ONLY,
            is_charted=False,
        ),
        Column(
            "billable",
            Words("課金対象マイル", "Billable miles"),
            Unit.MILES,
            adds_up=False,
            grains=_MONTHS,
            limit=MONTHS_ONLY,
        ),
        Column("yen", Words("請求金額（税抜）", "Amount (without tax)"), Unit.YEN, grains=_MONTHS, limit=MONTHS_ONLY),
    ),
)

REPORTS: dict[str, Report] = {report.id: report for report in (CAMPAIGN, SITE, USAGE)}
"""By what they are called in addresses and on the command line."""

PERIOD_HEADING = {
    Grain.MONTH: Words("月", "Month"),
    Grain.DAY: Words("日", "Day"),
    Grain.HOUR: Words("日時", "Hour"),
}
"""The heading of the column that says when."""

GRAIN_WORDS = {
    Grain.MONTH: Words("月別", "By month"),
    Grain.DAY: Words("日別", "By day"),
    Grain.HOUR: Words("時間別", "By hour"),
}

STATE_HEADING = Words("状態", "State")
CLOSED = Words("確定", "Final")
EXPECTED = Words("見込み", "Expected")
"""A billing month is expected until it is closed."""

OTHERS = Words("その他", "Others")
"""Campaigns that have no layer of their own in a stacked chart."""

ODD = {
    "ten_times": Words(
        "いつもの 10 倍以上のマイル数です。桁を確認してください。", "Ten times the usual or more. Check the digits."
    ),
    "all_equal": Words(
        "従量発行なのに全行が同じマイル数です。列の対応を確認してください。",
        "All rows carry the same miles although the campaign is variable. Check which column was taken.",
    ),
    "round": Words(
        "きりのよい同じマイル数が急に増えています。仮の値が残っていないか確認してください。",
        "One round amount appears far more often than before. Check that no placeholder was left in.",
    ),
}
"""What is said of odd amounts, by kind."""
