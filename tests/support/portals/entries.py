"""What a member types on a page that asks for everything; loads no portal."""

from __future__ import annotations

from netmile_desktop.domain.rewards import FieldMode, RewardFields

ALL_FIELDS = RewardFields(
    account=FieldMode.REQUIRED,
    address=FieldMode.REQUIRED,
    sex=FieldMode.OPTIONAL,
    phone=FieldMode.REQUIRED,
)
GOOD = {
    "login_id": "hina2026",
    "password": "Umikaze-77",
    "name": "中島 陽菜",
    "kana": "ナカジマ ヒナ",
    "postal_code": "231-0002",
    "address": "神奈川県横浜市中区海岸通 1-1",
    "sex": "female",
    "phone": "090-0000-4821",
    "email": "hina.nakajima@example.jp",
    "consent": "yes",
    "do": "register",
}
