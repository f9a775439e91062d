"""The vocabulary of "it did not work", shared by client, workspace and views. A type says what is known."""

from __future__ import annotations

from datetime import datetime


class Failure(Exception):
    """Something the user can be told about, with cause and next step; anything else is our own bug."""


def is_known(failure: BaseException) -> bool:
    """Whether this can happen to a careful user, as opposed to a bug of ours."""
    return isinstance(failure, Failure)


class Unreachable(Failure):
    """No answer came. Whether the request arrived is not known."""


class WithoutTls(Unreachable):
    """Nothing was sent: the address is of another machine, and not encrypted."""


class Broken(Failure):
    """The portal answered, but not as agreed."""


class Refused(Failure):
    """The portal understood the request and turned it down, with a code of `codes.Problem`."""

    def __init__(self, code: str, detail: str = "", *, retry_at: datetime | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail
        self.retry_at = retry_at


class NotSignedIn(Refused):
    """The session is missing, expired or was ended elsewhere; signing in again may help."""


class LockedOut(Refused):
    """Too many failed sign-ins; `retry_at` says when the ID opens again."""


class FileUnreadable(Failure):
    """A file cannot be taken in. `reason` is one of the words below, `detail` names the place."""

    NOT_FOUND = "not_found"
    NO_PERMISSION = "no_permission"
    IN_USE = "in_use"
    IS_FOLDER = "is_folder"
    EMPTY = "empty"
    BINARY = "binary"
    DAMAGED_WORKBOOK = "damaged_workbook"
    ENCRYPTED_WORKBOOK = "encrypted_workbook"
    NO_SUCH_SHEET = "no_such_sheet"
    UNKNOWN_ENCODING = "unknown_encoding"

    def __init__(self, reason: str, path: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {path}")
        self.reason = reason
        self.path = path
        self.detail = detail


class FileUnwritable(FileUnreadable):
    """A file cannot be written where the user wants it; NOT_FOUND speaks of its folder."""


class WorkspaceUnusable(Failure):
    """The local store cannot be opened or written. `reason` is one of the words below."""

    NO_KEYRING = "no_keyring"
    KEYRING_LOCKED = "keyring_locked"
    WRONG_KEY = "wrong_key"
    NEWER_FORMAT = "newer_format"
    IN_USE = "in_use"
    DISK_FULL = "disk_full"
    READ_ONLY = "read_only"
    DAMAGED = "damaged"

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.detail = detail


class NotAllowed(Failure):
    """The batch is not in a state in which this may be done."""
