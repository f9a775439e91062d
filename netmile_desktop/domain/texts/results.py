"""What stands in a saved result: the headings around the clerk's own columns, and what became of a row."""

from __future__ import annotations

from netmile_desktop.domain.language import Bilingual

LINE = Bilingual("行番号", "Row")
STATE = Bilingual("状態", "State")
CODE = Bilingual("エラーコード", "Error code")
TEXT = Bilingual("エラー内容", "Error")
REGISTRATION_ID = Bilingual("発行登録ID", "Registration ID")
ISSUE_ID = Bilingual("発行ID", "Issue ID")
ISSUED_AT = Bilingual("発行日時", "Issued at")
TRANSFER_ON = Bilingual("振込日", "Transfer day")

UNIQUE_ID = Bilingual("一意ID", "Unique ID")
AUTOMATIC_CODE = Bilingual("自動発行のエラー", "Automatic issuance error")
REFUSED_AT = Bilingual("拒否日時", "Refused at")
ERROR_ID = Bilingual("エラーログID", "Error log ID")
"""What the rows of a batch of refused automatic issues say of the call each of them repairs."""

REPAIR_BATCH = Bilingual("自動発行の失敗分 {}", "Refused automatic issues {}")
"""Name of such a batch; the gap is for the day."""

ISSUED = Bilingual("発行済み", "Issued")
REFUSED = Bilingual("エラー", "Refused")
LEFT_OUT = Bilingual("未送信", "Not sent")
EXCLUDED = Bilingual("除外", "Excluded")
CLOSED = Bilingual("対応終了", "Closed")
DRAFT = Bilingual("送信前", "Not sent yet")
UNKNOWN = Bilingual("結果不明", "No result known")
"""The part was not answered, is not judged yet or was interrupted, or its lists were deleted before they were fetched."""

COLUMN_OF_SHEET = Bilingual("{} 列", "Column {}")
"""Heading of an own column that has none."""

RESULTS = Bilingual("結果", "Results")
ERROR_ROWS = Bilingual("エラーリスト", "Error list")
ISSUED_ROWS = Bilingual("登録完了リスト", "Completed list")
"""Names of the saved lists."""
