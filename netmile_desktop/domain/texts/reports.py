"""What is said around the figures of a report."""

from __future__ import annotations

from datetime import datetime

from netmile_desktop.domain.calendar import JST
from netmile_desktop.domain.language import Bilingual, Language
from netmile_desktop.domain.reports.shape import Report

SITE = Bilingual("加盟サイト", "Site")
SANDBOX = Bilingual("サンドボックス", "Sandbox")
SAMPLE = Bilingual("練習用のデータ", "sample data")
PERIOD = Bilingual("期間", "Period")
CAMPAIGN = Bilingual("キャンペーン", "Campaign")
CUT_BY = Bilingual("区切り", "Interval")
AS_OF = Bilingual("時点", "As of")
COUNTING = Bilingual("数え方", "Counting")
LEFT_OUT = Bilingual("除外", "Left out")
TOTAL = Bilingual("合計", "Total")
PREVIOUS = Bilingual("{}（前期間）", "{} (previous period)")
SHARE = Bilingual("{}：{}", "{}: {}")

_AS_OF = Bilingual("{}（日本時間。経過した時間まで）", "{} (JST; completed hours)")
_AS_OF_NOW = Bilingual("{}（日本時間）", "{} (JST)")
_TEST_MEMBERS = Bilingual("テストユーザーへの発行 {} 件・{} マイル", "{} issues to test users, {} miles")
_TEST_REGISTRATIONS = Bilingual("テストユーザーの登録 {} 件", "{} registrations of test users")


def as_of_words(at: datetime, language: Language, report: Report) -> str:
    """Until when figures count."""
    words = _AS_OF_NOW if report.of_rewards else _AS_OF
    return words.in_(language, at.astimezone(JST).strftime("%Y-%m-%d %H:%M"))


def left_out_words(issues: int, miles: int, language: Language, report: Report) -> str:
    """What was issued to test users, or registered by them, and stands in no figure."""
    if report.of_rewards:
        return _TEST_REGISTRATIONS.in_(language, f"{issues:,}")
    return _TEST_MEMBERS.in_(language, f"{issues:,}", f"{miles:,}")
