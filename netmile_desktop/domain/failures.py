"""The vocabulary of "it did not work", shared by client, workspace and views. A type says what is known."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from netmile_desktop.names import legible


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


class FileTrouble(Failure):
    """A file that the user named cannot be read or written. `detail` names the place in it."""

    def __init__(self, reason: ReadFault | WriteFault, path: str, detail: str = "") -> None:
        self.path = legible(path)
        super().__init__(f"{reason}: {self.path}")
        self.detail = detail


class ReadFault(StrEnum):
    """Why a file cannot be taken in."""

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
    HTML = "html"
    XML_SPREADSHEET = "xml_spreadsheet"
    """The XML spreadsheet of 2003, which is often named .xls."""
    XML = "xml"
    JSON = "json"
    PDF = "pdf"
    RTF = "rtf"
    IMAGE = "image"
    MAIL = "mail"
    """A mail, or a page saved as one file."""
    ARCHIVE = "archive"
    NUMBERS = "numbers"
    """A table of Numbers, which no other program reads."""
    DOCUMENT = "document"
    """A text document or a presentation."""
    OTHER_ROW_NUMBERS = "other_row_numbers"
    """It is a list of the portal, whose row numbers count the lines of a registration."""
    TOO_LARGE = "too_large"
    """It is larger than any list, or has no end, as a device has none."""
    NO_ROW_NUMBERS = "no_row_numbers"
    """A sheet of rows to correct has lost the column that says which rows they are."""


class FileUnreadable(FileTrouble):
    """A file cannot be taken in."""

    def __init__(self, reason: ReadFault, path: str, detail: str = "") -> None:
        super().__init__(reason, path, detail)
        self.reason = reason


class WriteFault(StrEnum):
    """Why a file cannot be written where the user wants it."""

    NOT_FOUND = "not_found"
    """The file's folder does not exist."""
    NO_PERMISSION = "no_permission"
    IN_USE = "in_use"
    IS_FOLDER = "is_folder"
    NAME_TOO_LONG = "name_too_long"
    DISK_FULL = "disk_full"


class FileUnwritable(FileTrouble):
    """A file cannot be written where the user wants it."""

    def __init__(self, reason: WriteFault, path: str, detail: str = "") -> None:
        super().__init__(reason, path, detail)
        self.reason = reason


class StoreFault(StrEnum):
    """Why the local store cannot be opened or written."""

    NO_KEYRING = "no_keyring"
    KEYRING_LOCKED = "keyring_locked"
    WRONG_KEY = "wrong_key"
    NEWER_FORMAT = "newer_format"
    IN_USE = "in_use"
    DISK_FULL = "disk_full"
    READ_ONLY = "read_only"
    DAMAGED = "damaged"


class WorkspaceUnusable(Failure):
    """The local store cannot be opened or written."""

    def __init__(self, reason: StoreFault, detail: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.detail = detail


class WantedKey(StrEnum):
    """What has to be provided in order to open the local store."""

    NEW = "new"
    """A passphrase or a key file, which the store then keeps."""
    PASSPHRASE = "passphrase"
    FILE = "file"
    """The key file, which is not where it was."""
    KEYRING = "keyring"
    """The keyring of this computer, which does not answer."""


class KeyWanted(WorkspaceUnusable):
    """The local store needs a key that is not at hand. `wanted` says which."""

    def __init__(self, wanted: WantedKey, detail: str = "") -> None:
        super().__init__(StoreFault.NO_KEYRING, detail)
        self.wanted = wanted


class Obstacle(StrEnum):
    """What stands in the way of something that was asked for on this machine."""

    GONE = "gone"
    """It was deleted meanwhile, or never existed."""
    BUSY = "busy"
    """The same operation is running already."""
    OVERTAKEN = "overtaken"
    """Another window or program changed it after it was read."""
    HANDED_OVER = "handed_over"
    """The batch is no longer a draft."""
    WRONG_STATE = "wrong_state"
    """The batch is not at the step that this operation needs."""
    NOT_THROUGH = "not_through"
    """The batch still waits for verdicts."""
    NO_FILE = "no_file"
    """The rows of the batch were typed: there is no file to read again."""
    ISSUED_BEFORE = "issued_before"
    """Rows of the batch repeat what was issued, and nobody has said that this is meant."""
    NOTHING_TO_SEND = "nothing_to_send"
    NOTHING_TO_WITHDRAW = "nothing_to_withdraw"
    NOTHING_TO_CORRECT = "nothing_to_correct"
    NOTHING_TO_CANCEL = "nothing_to_cancel"
    NOTHING_TO_ABANDON = "nothing_to_abandon"
    """Everything may have arrived at the portal, or is answered."""
    OTHER_UNSETTLED = "other_unsettled"
    """It is unknown whether an earlier application in the same place arrived."""
    RESULT_UNSETTLED = "result_unsettled"
    """It is unknown whether the result of a reward file arrived."""
    RESULT_GIVEN = "result_given"
    """The reward file has its result, by whomever."""
    ANSWERS_CHANGED = "answers_changed"
    """Other answers are kept than those that the clerk has seen."""
    CONTENT_DESTROYED = "content_destroyed"
    """What was registered is destroyed, here or at the portal."""
    UNKNOWN_LOGIN = "unknown_login"
    """A login that has never worked on this machine cannot open local data without a network."""


class NotAllowed(Failure):
    """This may not be done now. `detail` names what it was asked of, for support."""

    def __init__(self, obstacle: Obstacle, detail: str = "") -> None:
        super().__init__(f"{obstacle}: {detail}")
        self.obstacle = obstacle
        self.detail = detail
