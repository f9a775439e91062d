"""Which portal, whose login, and the way in, for commands that need a portal."""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from netmile_desktop.api.client import PortalClient
from netmile_desktop.cli.failing import UsageWrong
from netmile_desktop.domain.failures import Failure
from netmile_desktop.domain.language import Bilingual
from netmile_desktop.names import is_text
from netmile_desktop.paths import user_folders
from netmile_desktop.workspace.access import sandbox
from netmile_desktop.workspace.access.credentials import Credentials
from netmile_desktop.workspace.access.profiles import SANDBOX_ID, Profile
from netmile_desktop.workspace.access.sandbox import SandboxPortal
from netmile_desktop.workspace.authentication import Authenticator, portal_address
from netmile_desktop.workspace.desk import Desk, Renewal


@dataclass(frozen=True, slots=True)
class _Entry:
    """Everything needed to sign in."""

    door: Authenticator
    portal: SandboxPortal
    profile: Profile
    login: str
    password: str


@contextlib.contextmanager
def signed_in(arguments: argparse.Namespace) -> Iterator[PortalClient]:
    """A session without any local data, ended afterwards."""
    entry = _entry(arguments, os.environ)
    try:
        url = entry.portal.url() if entry.profile.is_sandbox else portal_address(entry.profile.url)
        client = PortalClient(url)
        try:
            client.sessions.sign_in(entry.login, entry.password)
            client.renew = Renewal(client, entry.login, entry.password)
            yield client
        finally:
            with contextlib.suppress(Failure):
                if client.sessions.token:
                    client.sessions.sign_out()
            client.close()
    finally:
        entry.portal.stop()


@contextlib.contextmanager
def desk(arguments: argparse.Namespace) -> Iterator[Desk]:
    """A session with the local data of the site, both closed afterwards."""
    entry = _entry(arguments, os.environ)
    passphrase, key_file = _offered_key(arguments)
    try:
        opened = entry.door.sign_in(
            entry.profile,
            entry.login,
            entry.password,
            passphrase=passphrase,
            key_file=key_file,
        )
        try:
            yield opened
        finally:
            opened.sign_out()
    finally:
        entry.portal.stop()


@contextlib.contextmanager
def local_desk(arguments: argparse.Namespace) -> Iterator[Desk]:
    """The local data without asking the portal, where this login has worked here before; else as `desk`."""
    folders = user_folders(arguments.data_dir, environ=os.environ)
    door = Authenticator(folders.data, Credentials(), SandboxPortal(folders.sandbox))
    profile = _profile(door, arguments.url or _variable("NETMILE_URL", os.environ))
    login = arguments.login or _variable("NETMILE_LOGIN", os.environ) or profile.login
    if not door.can_open_offline(profile, login):
        with desk(arguments) as here:
            yield here
        return
    passphrase, key_file = _offered_key(arguments)
    here = door.open_offline(profile, login, passphrase=passphrase, key_file=key_file)
    try:
        yield here
    finally:
        here.close()


def has_local_data(arguments: argparse.Namespace) -> bool:
    """Return whether this login has worked on this machine before, so that something may be remembered."""
    folders = user_folders(arguments.data_dir, environ=os.environ)
    door = Authenticator(folders.data, Credentials(), SandboxPortal(folders.sandbox))
    profile = _profile(door, arguments.url or _variable("NETMILE_URL", os.environ))
    login = arguments.login or _variable("NETMILE_LOGIN", os.environ) or profile.login
    return door.can_open_offline(profile, login)


def _offered_key(arguments: argparse.Namespace) -> tuple[str, Path | None]:
    """Passphrase and key file, for a machine without a keyring."""
    key_file = arguments.key_file or os.environ.get("NETMILE_KEY_FILE", "")
    return os.environ.get("NETMILE_PASSPHRASE", ""), Path(key_file) if key_file else None


def _variable(name: str, environ: Mapping[str, str]) -> str:
    """An environment variable that has to be text, without the mark that some editors put at the beginning of a file.

    Raises:
        UsageWrong: it is no text. Nothing is tried with what it may mean: five wrong passwords lock an ID.
    """
    value = environ.get(name, "").removeprefix("\ufeff")
    if not is_text(value):
        raise UsageWrong(
            Bilingual(
                f"環境変数 {name} は UTF-8 の文字として読めません。UTF-8 で設定し直してください。",
                f"The environment variable {name} is not UTF-8 text. Set it again in UTF-8.",
            )
        )
    return value


def _entry(arguments: argparse.Namespace, environ: Mapping[str, str]) -> _Entry:
    folders = user_folders(arguments.data_dir, environ=environ)
    portal = SandboxPortal(folders.sandbox)
    credentials = Credentials()
    door = Authenticator(folders.data, credentials, portal)
    profile = _profile(door, arguments.url or _variable("NETMILE_URL", environ))
    login = arguments.login or _variable("NETMILE_LOGIN", environ) or profile.login
    if not login:
        raise UsageWrong(
            Bilingual(
                "ログイン ID がありません。--login か NETMILE_LOGIN で指定してください。",
                "There is no login ID. Give --login or set NETMILE_LOGIN.",
            )
        )
    password = _variable("NETMILE_PASSWORD", environ)
    if not password and profile.is_sandbox and login == sandbox.LOGIN:
        password = sandbox.PASSWORD
    password = password or credentials.find(profile, login) or ""
    if not password:
        raise UsageWrong(
            Bilingual(
                "パスワードがありません。NETMILE_PASSWORD で指定するか、画面で「記憶する」にしてログインしてください。",
                "There is no password. Set NETMILE_PASSWORD, or log in once in the window and let it be remembered.",
            )
        )
    return _Entry(door, portal, profile, login, password)


def _profile(door: Authenticator, url: str) -> Profile:
    """The saved profile of an address, or one for this run; without an address the one used last."""
    if not url:
        return door.profiles.last()
    if url == SANDBOX_ID:
        return door.profiles.all()[0]
    address = portal_address(url)
    host = address.partition("://")[2].partition("/")[0]
    if not address.startswith(("http://", "https://")) or not host:
        raise UsageWrong(
            Bilingual(f"ポータルのアドレス {url} が正しくありません。", f"{url} is not the address of a portal.")
        )
    for profile in door.profiles.all():
        if not profile.is_sandbox and portal_address(profile.url) == address:
            return profile
    return Profile(id=hashlib.sha256(address.encode()).hexdigest()[:16], name=host, url=address)
