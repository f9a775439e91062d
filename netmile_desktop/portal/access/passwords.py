"""Slow hashes of passwords. The library is imported at the first sign-in, not at start-up."""

from __future__ import annotations

import threading
from functools import cached_property
from typing import TYPE_CHECKING

from netmile_desktop.lazy_imports import import_lazily

if TYPE_CHECKING:
    import argon2
else:
    argon2 = import_lazily("argon2")

MEMORY_KIB = 46 * 1024
"""Memory of Argon2id with one pass and one lane, in KiB: one of OWASP's equivalent settings."""

SANDBOX_MEMORY_KIB = 8 * 1024
"""Memory in a sandbox, in KiB: its password is public, so a slower hash would only delay its users."""

AT_ONCE = 2
"""Hashes computed at the same time, limited so that sign-ins cannot exhaust the memory."""


class Passwords:
    """Argon2id hashing and verification with a given amount of memory."""

    def __init__(self, memory_kib: int = MEMORY_KIB) -> None:
        self._memory_kib = memory_kib
        self._turns = threading.BoundedSemaphore(AT_ONCE)

    @cached_property
    def _hasher(self) -> argon2.PasswordHasher:
        return argon2.PasswordHasher(time_cost=1, memory_cost=self._memory_kib, parallelism=1)

    @cached_property
    def _nobodys(self) -> str:
        return self.hashed("the password of nobody")

    def hashed(self, password: str) -> str:
        with self._turns:
            return self._hasher.hash(password)

    def matches(self, stored: str | None, password: str) -> bool:
        """Return whether the password is right. An unknown login (`stored` is None) takes as long as a known one."""
        against = stored or self._nobodys
        try:
            with self._turns:
                self._hasher.verify(against, password)
        except (argon2.exceptions.VerificationError, argon2.exceptions.InvalidHashError):
            return False
        return stored is not None

    def is_outdated(self, stored: str) -> bool:
        """Return whether the hash was made with other settings than the present ones."""
        return self._hasher.check_needs_rehash(stored)
