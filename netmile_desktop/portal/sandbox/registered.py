"""Registered details of the sample sites. Phone numbers and addresses are fictitious."""

from __future__ import annotations

from netmile_desktop.domain.site_details import SiteDetails

REGISTERED: dict[str, SiteDetails] = {
    "minato": SiteDetails(
        site_name="みなと書店オンライン",
        company="株式会社みなと書店",
        url="https://www.minato-books.example.jp/",
        contact_person="山田 花子",
        department="営業企画部",
        email="hanako.yamada@minato-books.example.jp",
        phone="03-0000-1234",
        fax="03-0000-1235",
        postal_code="100-0000",
        address="東京都千代田区見本町 1-2-3 みなとビル 4階",
    ),
    "kaze": SiteDetails(
        site_name="風のパン工房",
        company="有限会社風のパン工房",
        url="https://kaze-pan.example.jp/",
        contact_person="田中 美咲",
        email="info@kaze-pan.example.jp",
        phone="045-000-5678",
        postal_code="220-0000",
        address="神奈川県横浜市西区見本台 5-6",
    ),
}
