"""The real portal for tests: sample databases made once and copied, a clock that obeys, a small client."""

from __future__ import annotations

import hashlib
import secrets
import shutil
import socket
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
import requests
import uvicorn
from sqlalchemy import Connection, insert, select
from starlette.types import ASGIApp, Receive, Scope, Send

from netmile_desktop.domain import codec, operations, wire
from netmile_desktop.domain.calendar import Clock, day_of
from netmile_desktop.domain.failures import Refused
from netmile_desktop.domain.operations import Operation
from netmile_desktop.domain.rows.key_rule import BUILT_IN, KeyRule
from netmile_desktop.portal.access.vault import Vault
from netmile_desktop.portal.app import make_app
from netmile_desktop.portal.automatic.allowances import Rates
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.database.ids import new_id
from netmile_desktop.portal.sandbox.catalogue import SampleCampaign
from netmile_desktop.portal.sandbox.loading import campaign_row, load
from netmile_desktop.portal.server import EmbeddedPortal
from netmile_desktop.portal.service import RATES, Portal
from netmile_desktop.portal.storage import prepare
from netmile_desktop.portal.tables import campaign, session, site, user_account

MASTER_KEY = bytes(range(32))

NOW = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
"""Ten in the morning of Friday 20 November 2026, in Japan."""

FEW_MEMBERS = 400
"""So many valid members (`member00001` …) do for most tests."""


class SetClock:
    """A clock that stands still until it is told otherwise."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **span: float) -> None:
        """By `days=…`, `minutes=…`, …"""
        self.now += timedelta(**span)


def make_samples(url: str, *, members: int = FEW_MEMBERS, history: bool = False, now: datetime = NOW) -> None:
    """Fill an empty database with sample data made for an instant."""
    database, vault = Database(url), Vault(MASTER_KEY)
    prepare(database, vault)
    load(database, vault, now, valid_members=members, with_history=history)
    database.close()


def copy_sqlite(template: Path, to: Path) -> str:
    """A copy of a closed SQLite database, as URL."""
    shutil.copyfile(template, to)
    return f"sqlite:///{to}"


class PortalOnLine:
    """A portal on a database, answering at the address of a server that is already running.

    The like of `EmbeddedPortal` for suites of many short tests: starting and ending a server takes longer
    than most of them.
    """

    def __init__(
        self,
        line: Line,
        database_url: str,
        *,
        clock: Clock,
        business_clock: Clock,
        chunk_rows: int,
        key_rule: KeyRule = BUILT_IN,
        rates: Rates = RATES,
        fault: Callable[[], None] = lambda: None,
        sandbox: bool = False,
        browser: Path | None = None,
    ) -> None:
        self._line = line
        self.url = line.url
        self.database = Database(database_url)
        vault = Vault(MASTER_KEY)
        self.portal = Portal(
            self.database,
            vault,
            clock=clock,
            business_clock=business_clock,
            chunk_rows=chunk_rows,
            key_rule=key_rule,
            rates=rates,
            fault=fault,
            sandbox=sandbox,
            browser=browser,
        )
        self.worker = self.portal.worker

    def __enter__(self) -> PortalOnLine:
        self._line.app = make_app(self.portal)
        return self

    def __exit__(self, *_: object) -> None:
        self.portal.close()


class Line:
    """A real server on a loopback port that passes every request to the application of the hour."""

    def __init__(self) -> None:
        self.app: ASGIApp | None = None
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        config = uvicorn.Config(
            self._pass_on, interface="asgi3", loop="asyncio", ws="none", lifespan="off", log_config=None
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, args=([self._socket],), daemon=True)
        self._thread.start()

    async def _pass_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        assert self.app is not None
        await self.app(scope, receive, send)

    def close(self) -> None:
        self._server.should_exit = True
        self._thread.join()
        self._socket.close()


def signed_in(portal: AnyPortal, login: str, clock: SetClock) -> Desk:
    """A client with a session, without the slow check of a password."""
    token = secrets.token_urlsafe(16)

    def open_session(conn: Connection) -> None:
        user = conn.execute(select(user_account.c.id).where(user_account.c.login == login)).scalar_one()
        conn.execute(
            insert(session).values(
                token_sha256=hashlib.sha256(token.encode()).digest(),
                user_id=user,
                created_at=clock(),
                idle_until=clock() + timedelta(minutes=30),
                absolute_until=clock() + timedelta(hours=12),
            )
        )

    portal.database.write(open_session)
    return Desk(portal.url, token)


def add_campaign(database: Database, sample: SampleCampaign, today: datetime = NOW, site_code: str = "minato") -> UUID:
    """One more campaign of a site."""
    id_ = new_id()

    def add(conn: Connection) -> None:
        owner = conn.execute(select(site.c.id).where(site.c.code == site_code)).scalar_one()
        conn.execute(insert(campaign).values(site_id=owner, id=id_, **campaign_row(sample, day_of(today))))

    database.write(add)
    return id_


@dataclass(frozen=True, slots=True)
class Desk:
    """Speaks HTTP with a portal, as one signed-in user or as nobody."""

    url: str
    token: str = ""

    def call(
        self,
        operation: Operation[Any, Any, Any],
        query: dict[str, Any] | None = None,
        *,
        body: Any = None,
        raw: bytes | None = None,
        headers: dict[str, str] | None = None,
        **path: str,
    ) -> Any:
        """The decoded answer (bytes for downloads), or `Refused` as the portal put it."""
        reply = self.send(operation, query, body=body, raw=raw, headers=headers, **path)
        if reply.status_code >= 400:
            problem = codec.decode_json(reply.content, wire.ProblemDocument)
            assert reply.headers["Content-Type"] == "application/problem+json"
            assert reply.status_code == problem.status
            raise Refused(problem.code, problem.detail, retry_at=problem.retry_at)
        assert reply.status_code == operation.status
        if operation.raw_answer is not None:
            return reply.content
        return codec.decode_json(reply.content, operation.answer) if reply.content else None

    def send(
        self,
        operation: Operation[Any, Any, Any],
        query: dict[str, Any] | None = None,
        *,
        body: Any = None,
        raw: bytes | None = None,
        headers: dict[str, str] | None = None,
        **path: str,
    ) -> requests.Response:
        """The response as it came."""
        sent = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        if operation.keyed:
            sent["Idempotency-Key"] = secrets.token_hex(16)
        sent |= headers or {}
        return requests.request(
            operation.method,
            self.url + operation.path.format(**path),
            params=query,
            data=raw if raw is not None else (msgspec.json.encode(body) if body is not None else None),
            headers={name: value for name, value in sent.items() if value},
            timeout=30,
        )

    def refusal(self, operation: Operation[Any, Any, Any], *arguments: Any, **named: Any) -> str:
        """The code with which a call is refused; fails where it is not."""
        try:
            self.call(operation, *arguments, **named)
        except Refused as refused:
            return str(refused.code)
        raise AssertionError(f"{operation.name} was not refused")

    def issue(self, campaign_id: str, raw: bytes, *, key: str = "", **settings: Any) -> wire.Registration:
        """Hand a file over, under a fresh key where none is given."""
        answer: wire.Registration = self.call(
            operations.ISSUE,
            {"campaign_id": campaign_id, **settings},
            raw=raw,
            key=key or secrets.token_hex(16),
        )
        return answer

    def registration(self, registration_id: str) -> wire.RegistrationDetail:
        """A registration in full."""
        answer: wire.RegistrationDetail = self.call(operations.REGISTRATION, registration_id=registration_id)
        return answer


AnyPortal = EmbeddedPortal | PortalOnLine


def lines(numbers: Iterable[int], miles: int = 100, *, prefix: str = "member", domain: str = "example.jp") -> bytes:
    """A file for valid members by their numbers."""
    return "".join(f"{prefix}{n:05d}@{domain},K{n:06d},{miles}\n" for n in numbers).encode()
