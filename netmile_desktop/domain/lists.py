"""The headings of the lists that are downloaded.

登録完了リスト and エラーリスト (guide L594-607) begin with columns A-C as they were sent.
"""

from __future__ import annotations

ADDRESS = "メールアドレス"
KEY = "指定キー"
MILES = "マイル数"
ISSUED_AT = "発行日時"
TRANSFER_ON = "振込日"
ISSUE_ID = "発行ID"
REGISTRATION_ID = "発行登録ID"
CODE = "エラーコード"
TEXT = "エラー内容"
LINE = "行番号"
STATE = "状態"
TYPE = "発行種別"
CAMPAIGN_ID = "キャンペーンID"
CAMPAIGN_NAME = "キャンペーン名"
CANCEL_REASON = "取消理由"
CANCELLED_AT = "取消・申請日時"
TEST_MEMBER = "テスト会員"
_CANCELLED_AT_IN_REPORT = "取消日時"

COMPLETED_HEADER = (ADDRESS, KEY, MILES, ISSUED_AT, TRANSFER_ON, ISSUE_ID, REGISTRATION_ID, LINE)
ERROR_HEADER = (ADDRESS, KEY, MILES, CODE, TEXT, LINE)
HISTORY_HEADER = (
    *(ISSUE_ID, ISSUED_AT, KEY, MILES, TRANSFER_ON, STATE, TYPE, REGISTRATION_ID),
    *(CAMPAIGN_ID, CAMPAIGN_NAME, CANCEL_REASON, CANCELLED_AT, TEST_MEMBER),
)
_BEHIND_A_FIGURE = (CAMPAIGN_ID, CAMPAIGN_NAME, KEY, MILES, TRANSFER_ON, REGISTRATION_ID, ISSUE_ID)
ISSUED_HEADER = (ISSUED_AT, *_BEHIND_A_FIGURE)
CANCELLED_HEADER = (_CANCELLED_AT_IN_REPORT, *_BEHIND_A_FIGURE)
"""Headings of the issues or cancellations behind a figure of a report."""
_BEHIND_A_REWARD = (CAMPAIGN_ID, CAMPAIGN_NAME, "登録ID", MILES, "判定", "理由", ISSUE_ID)
REGISTERED_HEADER = ("登録日時", *_BEHIND_A_REWARD)
ANSWERED_HEADER = ("判定日時", *_BEHIND_A_REWARD)
"""Headings of the registrations behind a figure of a report of rewards."""

INSTANT = "%Y-%m-%d %H:%M:%S"
"""Format of instants, in Japanese time."""
