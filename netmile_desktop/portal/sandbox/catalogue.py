"""The campaigns of the sample bookshop. Days count from today: -3 is three days ago."""

from __future__ import annotations

from dataclasses import dataclass

from netmile_desktop.domain.campaigns import (
    Amount,
    ApplicationKind,
    ApplicationState,
    FixedAmount,
    IssuanceMethod,
    VariableAmount,
)

Days = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleCampaign:
    """A campaign to be created."""

    code: str
    name: str
    description: str
    runs: Days
    issues: Days | None = None
    """The same as `runs` if None."""
    amount: Amount
    per_member: int | None = None
    per_member_per_day: int | None = None
    transfer_after_days: int = 0
    state: ApplicationState = ApplicationState.APPROVED
    suspended: bool = False
    method: IssuanceMethod = IssuanceMethod.MANUAL
    listed: bool = True
    kind: ApplicationKind = ApplicationKind.NEW
    """Kind of its first application."""
    reason: str = ""
    """NetMile's remark on that application."""

    @property
    def issuance(self) -> Days:
        return self.issues or self.runs

    @property
    def is_limited(self) -> bool:
        return self.per_member is not None or self.per_member_per_day is not None


def _fixed(miles: int) -> FixedAmount:
    return FixedAmount(miles)


def _from(least: int, most: int) -> VariableAmount:
    return VariableAmount(least, most)


_AUTOMATIC = IssuanceMethod.AUTOMATIC

_ENDED = (
    SampleCampaign(
        code="C-1001",
        name="ネット会員感謝祭",
        description="オンラインストアの会員向け感謝祭。期間中のお買い上げ1回ごとに進呈します。",
        runs=(-425, -366),
        issues=(-425, -335),
        amount=_fixed(150),
    ),
    SampleCampaign(
        code="C-1002",
        name="お買い上げマイル（オンラインストア）",
        description="オンラインストアでのお買い上げ金額に応じて、決済の確認後に自動で進呈します。",
        runs=(-425, -180),
        issues=(-425, -150),
        amount=_from(1, 3_000),
        method=_AUTOMATIC,
    ),
    SampleCampaign(
        code="C-1003",
        name="児童書フェア",
        description="対象の児童書をお買い上げのお客様に進呈します。",
        runs=(-380, -320),
        amount=_fixed(80),
        per_member=3,
    ),
    SampleCampaign(
        code="C-1004",
        name="新規会員登録キャンペーン 第1弾",
        description="オンラインストアに新しくご登録いただいた方へ、お一人様1回進呈します。",
        runs=(-350, -260),
        issues=(-350, -230),
        amount=_fixed(300),
        per_member=1,
        transfer_after_days=14,
    ),
    SampleCampaign(
        code="C-1005",
        name="コミックまとめ買い応援",
        description="コミック10冊以上のまとめ買いで、金額に応じて進呈します。",
        runs=(-320, -200),
        issues=(-320, -170),
        amount=_from(50, 2_000),
    ),
    SampleCampaign(
        code="C-1006",
        name="アンケートにご協力ください",
        description="ご利用アンケートにお答えいただいた方へ進呈します。",
        runs=(-290, -262),
        amount=_fixed(30),
        per_member=1,
    ),
    SampleCampaign(
        code="C-1007",
        name="文庫100冊フェア",
        description="店頭とオンラインの文庫フェア。対象文庫のお買い上げで進呈します。",
        runs=(-240, -150),
        issues=(-240, -120),
        amount=_fixed(60),
    ),
    SampleCampaign(
        code="C-1008",
        name="手帳・カレンダー早期予約",
        description="手帳とカレンダーを早期にご予約いただいたお客様へ進呈します。",
        runs=(-200, -140),
        amount=_fixed(120),
        transfer_after_days=30,
    ),
    SampleCampaign(
        code="C-1009",
        name="洋書セール",
        description="洋書のお買い上げ金額に応じて進呈します。",
        runs=(-170, -110),
        amount=_from(10, 1_500),
    ),
    SampleCampaign(
        code="C-1010",
        name="作家トークイベント参加特典",
        description="店内イベントにご参加いただいた方へ進呈します。",
        runs=(-130, -100),
        issues=(-130, -70),
        amount=_fixed(200),
        per_member_per_day=1,
    ),
    SampleCampaign(
        code="C-1011",
        name="参考書フェア",
        description="学習参考書をお買い上げのお客様に進呈します。",
        runs=(-110, -60),
        amount=_fixed(90),
    ),
)

_STILL_ISSUING = (
    SampleCampaign(
        code="C-1012",
        name="読書感想コンテスト参加賞",
        description="感想をお送りいただいた方全員に進呈します。締め切りましたが、発行は続けています。",
        runs=(-75, -8),
        issues=(-75, 30),
        amount=_fixed(150),
        per_member=1,
    ),
    SampleCampaign(
        code="C-1013",
        name="雑誌定期購読スタート応援",
        description="定期購読を始めていただいた方へ、購読開始の確認後に進呈します。",
        runs=(-100, -15),
        issues=(-100, 45),
        amount=_fixed(500),
        transfer_after_days=30,
    ),
    SampleCampaign(
        code="C-1014",
        name="全集・セット商品のお客様へ",
        description="全集とセット商品のお買い上げ金額に応じて進呈します。",
        runs=(-60, -2),
        issues=(-60, 12),
        amount=_from(100, 3_000),
    ),
)

_RUNNING = (
    SampleCampaign(
        code="C-1020",
        name="レビュー投稿でマイル",
        description="商品レビューを投稿いただいた方へ。1日1回まで進呈します。",
        runs=(-90, 60),
        issues=(-90, 90),
        amount=_fixed(20),
        per_member_per_day=1,
    ),
    SampleCampaign(
        code="C-1021",
        name="新規会員登録キャンペーン 第2弾",
        description="オンラインストアに新しくご登録いただいた方へ、お一人様1回進呈します。",
        kind=ApplicationKind.REUSE,
        runs=(-70, 40),
        issues=(-70, 70),
        amount=_fixed(300),
        per_member=1,
        transfer_after_days=14,
    ),
    SampleCampaign(
        code="C-1022",
        name="お買い上げマイル（オンラインストア）",
        description="オンラインストアでのお買い上げ金額に応じて、決済の確認後に自動で進呈します。",
        runs=(-179, 186),
        issues=(-179, 216),
        amount=_from(1, 3_000),
        method=_AUTOMATIC,
    ),
    SampleCampaign(
        code="C-1023",
        name="絵本の読み聞かせ会スタンプ",
        description="読み聞かせ会のスタンプがたまったお客様へ進呈します。",
        runs=(-45, 20),
        amount=_fixed(50),
        per_member=5,
        per_member_per_day=2,
    ),
    SampleCampaign(
        code="C-1024",
        name="ご来店ポイントキャンペーン",
        description="店頭で会員証をご提示いただいたお客様へ、ご来店1回につき100マイルを進呈します。",
        runs=(-60, 55),
        issues=(-60, 85),
        amount=_fixed(100),
    ),
    SampleCampaign(
        code="C-1025",
        name="お買い上げ金額に応じてマイル進呈",
        description="店頭でのお買い上げ金額100円につき1マイルを進呈します。",
        runs=(-120, 100),
        issues=(-120, 130),
        amount=_from(1, 5_000),
    ),
    SampleCampaign(
        code="C-1026",
        name="古本買取アップ",
        description="買取が成立したお客様へ、返品期間が過ぎてから振り込みます。",
        runs=(-30, 15),
        issues=(-30, 45),
        amount=_fixed(250),
        transfer_after_days=10,
    ),
    SampleCampaign(
        code="C-1027",
        name="お友だち紹介",
        description="ご紹介いただいたお友だちが初めてお買い上げになったとき、ご紹介者に進呈します。",
        runs=(-50, 130),
        issues=(-50, 160),
        amount=_fixed(400),
        per_member=10,
        transfer_after_days=30,
    ),
    SampleCampaign(
        code="C-1028",
        name="ブックカフェご利用特典",
        description="併設のカフェをご利用のお客様へ、1日2回まで進呈します。",
        runs=(-20, 2),
        issues=(-20, 9),
        amount=_fixed(15),
        per_member_per_day=2,
    ),
    SampleCampaign(
        code="C-1043",
        name="アプリではじめてのお買い上げ",
        description="アプリで初めてお買い上げの方へ、金額に応じて、お一人様1回、自動で進呈します。",
        runs=(-60, 120),
        issues=(-60, 150),
        amount=_from(1, 300),
        per_member=1,
        method=_AUTOMATIC,
    ),
    SampleCampaign(
        code="C-1044",
        name="きょうの一冊チェックイン",
        description="アプリの「きょうの一冊」をご覧になった方へ、1日1回、自動で進呈します。",
        runs=(-60, 120),
        issues=(-60, 150),
        amount=_from(1, 10),
        per_member_per_day=1,
        method=_AUTOMATIC,
    ),
)

_TO_COME = (
    SampleCampaign(
        code="C-1029",
        name="秋の読書週間スタンプラリー",
        description="スタンプを集めたお客様へ進呈します。マイルの発行は明日から行えます。",
        runs=(-6, 25),
        issues=(1, 55),
        amount=_fixed(100),
    ),
    SampleCampaign(
        code="C-1039",
        name="クリスマス絵本フェア",
        description="対象の絵本をお買い上げのお客様へ、明日から進呈します。",
        runs=(1, 35),
        amount=_from(10, 1_000),
    ),
    SampleCampaign(
        code="C-1030",
        name="電子書籍はじめてキャンペーン",
        description="電子書籍を初めてお買い上げの方へ進呈します。",
        runs=(10, 70),
        issues=(10, 100),
        amount=_fixed(200),
        per_member=1,
    ),
    SampleCampaign(
        code="C-1031",
        name="文具コーナー開設記念",
        description="新しい文具コーナーでのお買い上げ金額に応じて進呈します。",
        runs=(3, 33),
        amount=_from(10, 500),
    ),
    SampleCampaign(
        code="C-1032",
        name="絶版復刊リクエスト",
        description="復刊が決まった本をリクエストいただいた方へ進呈します。発行は開始前から行えます。",
        runs=(5, 60),
        issues=(-5, 90),
        amount=_fixed(100),
    ),
)

_NOT_OPEN = (
    SampleCampaign(
        code="C-1033",
        name="ラジオ番組連動クイズ",
        description="クイズ正解者へ進呈します。景品の表示を確認するため停止しています。",
        runs=(-25, 35),
        amount=_fixed(120),
        suspended=True,
    ),
    SampleCampaign(
        code="C-1034",
        name="スクラッチ抽選会",
        description="抽選会の当選者へ進呈します。",
        runs=(-150, -90),
        amount=_from(10, 1_000),
        suspended=True,
    ),
    SampleCampaign(
        code="C-1035",
        name="学生応援 教科書まとめ買い",
        description="学生証をご提示のお客様に、お買い上げ金額に応じて進呈します。",
        runs=(20, 80),
        amount=_from(50, 2_500),
        state=ApplicationState.APPLIED,
    ),
    SampleCampaign(
        code="C-1036",
        name="図書カードご購入特典",
        description="図書カードをお買い上げのお客様へ進呈します。",
        runs=(14, 44),
        amount=_fixed(50),
        state=ApplicationState.APPLIED,
    ),
    SampleCampaign(
        code="C-1037",
        name="高額マイルプレゼント",
        description="全員に10万マイルを進呈します。",
        runs=(1, 31),
        amount=_fixed(100_000),
        state=ApplicationState.REJECTED,
        reason="景品の上限額を超えています。金額を見直して、あらためて申請してください。",
    ),
    SampleCampaign(
        code="C-1038",
        name="深夜営業記念",
        description="夜間のお買い上げで進呈します。営業時間の変更により取り下げました。",
        runs=(7, 37),
        amount=_fixed(70),
        state=ApplicationState.WITHDRAWN,
    ),
    SampleCampaign(
        code="C-1040",
        name="手帳・カレンダー早期予約 第2弾",
        description="手帳とカレンダーを早期にご予約いただいたお客様へ進呈します。",
        kind=ApplicationKind.REUSE,
        runs=(21, 81),
        amount=_fixed(120),
        transfer_after_days=30,
        state=ApplicationState.APPLIED,
    ),
    SampleCampaign(
        code="C-1041",
        name="児童書フェア 第2弾",
        description="対象の児童書をお買い上げのお客様に進呈します。",
        kind=ApplicationKind.REUSE,
        runs=(15, 75),
        amount=_fixed(80),
        per_member=3,
        state=ApplicationState.REJECTED,
        reason="掲載文に対象商品の一覧がありません。追記のうえ、あらためて申請してください。",
    ),
    SampleCampaign(
        code="C-1042",
        name="洋書セール 冬",
        description="洋書のお買い上げ金額に応じて進呈します。開催を見合わせたため取り下げました。",
        kind=ApplicationKind.REUSE,
        runs=(12, 42),
        amount=_from(10, 1_500),
        state=ApplicationState.WITHDRAWN,
    ),
)

BOOKSHOP = (*_ENDED, *_STILL_ISSUING, *_RUNNING, *_TO_COME, *_NOT_OPEN)
"""Campaigns of みなと書店オンライン."""
