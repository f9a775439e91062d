"""The operating system's keyring: remembered passwords and the keys of local stores.

Every call may wait for the system, or for the user to unlock the keyring: call from a worker.
`keyring` is imported when it is first used, because finding a service costs some 100 ms.
"""

from __future__ import annotations

import base64
import binascii
import importlib
import logging
import sys
import threading
from typing import TYPE_CHECKING, cast

from netmile_desktop.domain.failures import StoreFault, WorkspaceUnusable
from netmile_desktop.lazy_imports import import_lazily
from netmile_desktop.workspace.access.profiles import Profile

if TYPE_CHECKING:
    import hashlib
    import secrets

    from keyring.backend import KeyringBackend

else:
    # Neither is needed to show the window.
    hashlib = import_lazily("hashlib")
    secrets = import_lazily("secrets")

SERVICE = "NetMile Desktop"
KEY_BYTES = 32

_BACKENDS = (
    ("keyring.backends.Windows", "WinVaultKeyring"),
    ("keyring.backends.macOS", "Keyring"),
    ("keyring.backends.SecretService", "Keyring"),
    ("keyring.backends.kwallet", "DBusKeyring"),
    ("keyring.backends.libsecret", "Keyring"),
)
"""Listed one by one: by itself, `keyring` would also accept a plain file as a keyring."""

_MOST_CHARACTERS = 1280
"""Length of the longest password remembered, in UTF-16 units: Windows stores no longer ones, and all systems should
behave alike."""

_ERRORS = (
    ("keyring.errors", "KeyringError"),
    ("secretstorage.exceptions", "SecretStorageException"),
    ("jeepney.wrappers", "DBusErrorResponse"),
    ("win32ctypes.pywin32.pywintypes", "error"),
    ("dbus.exceptions", "DBusException"),
)

_LOCKED = (
    ("keyring.errors", "KeyringLocked"),
    ("keyring.errors", "InitError"),
    ("secretstorage.exceptions", "LockedException"),
    ("secretstorage.exceptions", "PromptDismissedException"),
)

_log = logging.getLogger(__name__)


class Credentials:
    """The keyring of the operating system. Its failures are returned, not raised, except by `workspace_key`."""

    def __init__(self, service: str = SERVICE) -> None:
        self._service = service
        self._lock = threading.Lock()
        self._found: KeyringBackend | None = None

    def available(self) -> bool:
        """Return whether this computer can keep secrets; a locked keyring counts."""
        return self._keyring() is not None

    def find(self, profile: Profile, login: str) -> str | None:
        """Return the password remembered for a login, or None."""
        keyring = self._keyring()
        if keyring is None:
            return None
        try:
            return keyring.get_password(self._service, _account(profile, login))
        except _classes(_ERRORS) as error:
            _log.warning("the keyring did not answer: %s", type(error).__name__)
            return None

    def save(self, profile: Profile, login: str, password: str) -> bool:
        """Remember a password; return False if the keyring could not take it."""
        keyring = self._keyring()
        if keyring is None or len(password.encode("utf-16-le")) > 2 * _MOST_CHARACTERS:
            return False
        try:
            keyring.set_password(self._service, _account(profile, login), password)
        except _classes(_ERRORS) as error:
            _log.warning("the keyring took no password: %s", type(error).__name__)
            return False
        return True

    def forget(self, profile: Profile, login: str) -> None:
        """Delete a remembered password, if there is one."""
        keyring = self._keyring()
        if keyring is None:
            return
        try:
            keyring.delete_password(self._service, _account(profile, login))
        except _classes(_ERRORS) as error:
            _log.info("nothing to forget in the keyring: %s", type(error).__name__)

    def workspace_key(self, portal: str, site: str, *, make: bool = True) -> bytes | None:
        """Return the key of a site's local store; with `make`, create and store it if there is none.

        The result is None if there is no keyring or it fails, and without `make` also if it holds no key.

        Raises:
            WorkspaceUnusable: KEYRING_LOCKED if the keyring was not unlocked; WRONG_KEY if it holds something
                other than a key.
        """
        keyring = self._keyring()
        if keyring is None:
            return None
        account = f"store {hashlib.sha256(portal.encode()).hexdigest()[:16]} {site}"
        try:
            text = keyring.get_password(self._service, account)
            if text is None and make:
                made = base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()
                keyring.set_password(self._service, account, made)
                text = keyring.get_password(self._service, account)
        except _classes(_LOCKED) as error:
            raise WorkspaceUnusable(StoreFault.KEYRING_LOCKED, type(error).__name__) from error
        except _classes(_ERRORS) as error:
            _log.warning("the keyring gave no key: %s", type(error).__name__)
            return None
        return _decoded(text) if text is not None else None

    def _keyring(self) -> KeyringBackend | None:
        """Return the best service available; each call looks again until one is found."""
        with self._lock:
            if self._found is None:
                viable = [backend for names in _BACKENDS if (backend := _backend(*names))]
                self._found = max(viable, key=lambda backend: backend.priority, default=None)
            return self._found


def _backend(module: str, name: str) -> KeyringBackend | None:
    try:
        kind = getattr(importlib.import_module(module), name)
    except ImportError:
        return None
    return cast("KeyringBackend", kind()) if kind.viable else None


def _account(profile: Profile, login: str) -> str:
    return f"{profile.id} {login}"


def _classes(names: tuple[tuple[str, str], ...]) -> tuple[type[Exception], ...]:
    """Return the error classes of the loaded libraries; they share no base, and only loaded ones can be raised."""
    loaded = (getattr(sys.modules.get(module), name, None) for module, name in names)
    return (*(kind for kind in loaded if kind is not None), *((OSError, RuntimeError) if names is _ERRORS else ()))


def _decoded(text: str) -> bytes:
    try:
        key = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != KEY_BYTES:
        raise WorkspaceUnusable(StoreFault.WRONG_KEY, "the keyring holds something else")
    return key
