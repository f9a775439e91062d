"""Signing in, and who is at the other end."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from netmile_desktop.domain.rows.key_rule import KeyRule
from netmile_desktop.domain.site_details import SiteDetails
from netmile_desktop.domain.wire.shape import Answer, Request

LoginId = Annotated[str, Meta(min_length=1, max_length=64)]
Password = Annotated[str, Meta(min_length=1, max_length=256)]


class Info(Answer, frozen=True, kw_only=True):
    """Who is at the other end; asked before signing in."""

    product: str
    api_version: str
    rules_version: str
    guide_version: str
    server_time: datetime
    """The machine's own clock."""
    business_time: datetime
    """The clock by which days are counted; differs only in a sandbox that was told another day."""
    sandbox: bool
    key_rule: KeyRule | None = None
    """What a specified key may be; None from portals that do not tell."""
    contact: str = ""
    """お問い合わせ窓口 as the portal's operator wrote it (guide L19-29), several lines; empty where nobody did."""


class CodeLine(Answer, frozen=True, kw_only=True):
    """A code in both languages: what it says, and what to do about it."""

    code: str
    ja: str
    en: str
    to_do_ja: str
    to_do_en: str


class CodeTables(Answer, frozen=True, kw_only=True):
    """エラーコード一覧 (guide L765-796). A number that stands in both tables may mean more in one of them."""

    manual: list[CodeLine]
    automatic: list[CodeLine]


class SignIn(Request, frozen=True, kw_only=True):
    """ID and password (guide L44-45)."""

    login: LoginId
    password: Password


class PasswordChange(Request, frozen=True, kw_only=True):
    """Another password for whoever is signed in (guide L707)."""

    current: Password
    new: Password


class Site(Answer, frozen=True, kw_only=True):
    """A merchant's site as its own staff see it."""

    id: str
    """Stable; names the local workspace."""
    code: str
    """加盟店ID."""
    name: str
    yen_per_1000_miles: int
    """Contract rate of the day, without tax."""
    uses_reward: bool = False
    """Whether the site may run reward campaigns."""
    answers_due: bool = False
    """Whether somebody who registered at one still waits for the site's answer, also if it may run them no longer."""

    @property
    def has_rewards(self) -> bool:
        """Whether there is something to do about rewards."""
        return self.uses_reward or self.answers_due


class SiteRecord(Answer, frozen=True, kw_only=True):
    """登録情報 (guide L731): what is registered about the own site."""

    code: str
    """加盟店ID, which NetMile gave."""
    details: SiteDetails
    yen_per_1000_miles: int
    """Contract rate of the day, without tax; NetMile's to set."""
    version: int
    """Counts changes; 0 where nothing but the name was ever registered."""
    changed_at: datetime | None
    changed_by: str
    """Name of the user who changed it last; empty where NetMile did."""


class SiteDetailsChange(Request, frozen=True, kw_only=True):
    """What is to be registered from now on (guide L734)."""

    version: Annotated[int, Meta(ge=0, le=1_000_000_000)]
    """Of the record that was edited; another one in between makes `P-VERSION`."""
    details: SiteDetails


class User(Answer, frozen=True, kw_only=True):
    """One of a site's users, or an operator."""

    id: str
    login: str
    name: str
    role: str
    """`merchant` or `operator`."""


class Session(Answer, frozen=True, kw_only=True):
    """A session; `token` is given once, at sign-in, and empty afterwards."""

    token: str = ""
    user: User
    site: Site | None
    """None for operators."""
    idle_until: datetime
    absolute_until: datetime
