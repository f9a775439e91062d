"""The headings of 登録完了リスト and エラーリスト (guide L594-607): columns A-C are as they were sent."""

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

COMPLETED_HEADER = (ADDRESS, KEY, MILES, ISSUED_AT, TRANSFER_ON, ISSUE_ID, REGISTRATION_ID, LINE)
ERROR_HEADER = (ADDRESS, KEY, MILES, CODE, TEXT, LINE)

INSTANT = "%Y-%m-%d %H:%M:%S"
"""How instants are written, in Japanese time."""
