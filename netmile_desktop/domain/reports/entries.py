"""The headings of the list of what lies behind a figure."""

from __future__ import annotations

from netmile_desktop.domain.lists import ISSUE_ID, ISSUED_AT, KEY, MILES, REGISTRATION_ID, TRANSFER_ON

CANCELLED_AT = "取消日時"
CAMPAIGN_ID = "キャンペーンID"
CAMPAIGN_NAME = "キャンペーン名"

_REST = (CAMPAIGN_ID, CAMPAIGN_NAME, KEY, MILES, TRANSFER_ON, REGISTRATION_ID, ISSUE_ID)

ISSUED_HEADER = (ISSUED_AT, *_REST)
CANCELLED_HEADER = (CANCELLED_AT, *_REST)
