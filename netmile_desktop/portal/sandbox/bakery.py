"""The second sample site: small, to show that sites know nothing of each other."""

from __future__ import annotations

from netmile_desktop.domain.campaigns import FixedAmount, VariableAmount
from netmile_desktop.portal.sandbox.catalogue import SampleCampaign

BAKERY = (
    SampleCampaign(
        code="C-1001",
        name="毎朝パンの日",
        description="朝のお買い上げで進呈します。",
        runs=(-90, 90),
        amount=FixedAmount(10),
    ),
    SampleCampaign(
        code="K-2001",
        name="開店5周年ありがとうキャンペーン",
        description="記念日のお買い上げ金額に応じて進呈します。",
        runs=(-30, 30),
        amount=VariableAmount(1, 500),
    ),
)
"""Campaigns of 風のパン工房; one has the same ID as a campaign of the bookshop, which is allowed."""
