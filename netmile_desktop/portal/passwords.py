"""Slow hashes of passwords. The library is loaded with the first sign-in, not with the program."""

from __future__ import annotations

import threading
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argon2 import PasswordHasher

MEMORY_KIB = 46 * 1024
"""Argon2id with 46 MiB, one pass, one lane: one of OWASP's equivalent settings."""

SANDBOX_MEMORY_KIB = 8 * 1024
"""A sandbox's password stands on the sign-in page: a slow hash of it would only keep its users waiting."""

AT_ONCE = 2
"""So many are computed at a time, so that sign-ins cannot exhaust the memory."""


class Passwords:
    """Makes and checks hashes that need so much memory."""

    def __init__(self, memory_kib: int = MEMORY_KIB) -> None:
        self._memory_kib = memory_kib
        self._turns = threading.BoundedSemaphore(AT_ONCE)

    @cached_property
    def _hasher(self) -> PasswordHasher:
        from argon2 import PasswordHasher

        return PasswordHasher(time_cost=1, memory_cost=self._memory_kib, parallelism=1)

    @cached_property
    def _nobodys(self) -> str:
        return self.hashed("the password of nobody")

    def hashed(self, password: str) -> str:
        with self._turns:
            return self._hasher.hash(password)

    def matches(self, stored: str | None, password: str) -> bool:
        """Whether this is the password. Unknown logins (None) take as long as known ones."""
        from argon2.exceptions import InvalidHashError, VerificationError

        against = stored or self._nobodys
        try:
            with self._turns:
                self._hasher.verify(against, password)
        except (VerificationError, InvalidHashError):
            return False
        return stored is not None

    def is_outdated(self, stored: str) -> bool:
        """Whether the hash was made with other settings than these."""
        return self._hasher.check_needs_rehash(stored)
