"""The reward campaigns of both sample sites. Days count from today: -3 is three days ago."""

from __future__ import annotations

from dataclasses import dataclass

from netmile_desktop.domain.campaigns import ApplicationState
from netmile_desktop.domain.rewards import FieldMode, HandOver, RewardFields

REQUIRED, OPTIONAL = FieldMode.REQUIRED, FieldMode.OPTIONAL

_EVERYTHING = RewardFields(account=REQUIRED, address=REQUIRED, sex=OPTIONAL, phone=REQUIRED)

TERMS = """会員規約（見本）

第1条 この規約は、サンドボックスで見え方を確かめるための見本です。
第2条 会員は、登録した内容が正しいことを確かめるものとします。
第3条 会員は、いつでも退会できます。"""


@dataclass(frozen=True, slots=True)
class SampleReward:
    """A reward campaign to be created; days count from today."""

    site: str
    code: str
    name: str
    description: str
    miles: int
    runs: tuple[int, int]
    a_day: float
    """Registrations on an average day at first."""
    price: int
    """The unit price that was applied for."""
    fields: RewardFields
    hand_over: HandOver = HandOver.BATCH
    state: ApplicationState = ApplicationState.APPROVED
    of_late: float = 0
    """Registrations that have come to an average day since; most of them in the last weeks."""
    later_price: int | None = None
    """The unit price since a change was approved."""


REWARDS = (
    SampleReward(
        "minato",
        "W-2001",
        "会員登録キャンペーン 第1弾",
        "本のお取り置きができる、無料の会員に登録すると 150 mile を差し上げます。",
        150,
        (-420, -240),
        2.5,
        450,
        _EVERYTHING,
    ),
    SampleReward(
        "minato",
        "W-2002",
        "会員登録キャンペーン",
        "本のお取り置きや新刊のお知らせが届く、無料の会員に登録すると 200 mile を差し上げます。",
        200,
        (-210, 120),
        4,
        500,
        _EVERYTHING,
        of_late=100,
        later_price=600,
    ),
    SampleReward(
        "minato",
        "W-2003",
        "読書だより登録",
        "月に 2 回の読書だよりに登録すると 50 mile を差し上げます。",
        50,
        (-60, 60),
        2,
        120,
        RewardFields(name=OPTIONAL, kana=FieldMode.OFF),
        HandOver.REAL_TIME,
    ),
    SampleReward(
        "minato",
        "W-2004",
        "春の会員登録キャンペーン",
        "春に会員登録をされた方へ 250 mile を差し上げます。",
        250,
        (30, 120),
        0,
        550,
        _EVERYTHING,
        state=ApplicationState.APPLIED,
    ),
    SampleReward(
        "kaze",
        "W-2001",
        "パンだより会員登録",
        "焼き上がりのお知らせが届く会員に登録すると 180 mile を差し上げます。",
        180,
        (-100, 90),
        1.5,
        400,
        RewardFields(phone=OPTIONAL),
    ),
)
"""One ended, four running, one applied for."""
