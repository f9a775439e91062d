"""Signing in and out."""

from __future__ import annotations

from netmile_desktop.api.transport import Transport
from netmile_desktop.domain import operations, wire
from netmile_desktop.progress import SILENT, Progress


class Sessions:
    """The one session a client has at a time."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    @property
    def token(self) -> str:
        """What stands for the session in every call; empty while signed out."""
        return self._transport.token

    @token.setter
    def token(self, token: str) -> None:
        self._transport.token = token

    def info(self, progress: Progress = SILENT) -> wire.Info:
        """Who is at the other end, which rules it follows and what time it has; needs no session."""
        return self._transport.call(operations.INFO, progress=progress)

    def sign_in(self, login: str, password: str, progress: Progress = SILENT) -> wire.Session:
        """Start a session and keep its token for the calls that follow.

        Raises:
            Refused: `P-AUTH`, whether the ID or the password is wrong.
            LockedOut: with the time from which the ID can be used again.
        """
        session = self._transport.call(
            operations.SIGN_IN, body=wire.SignIn(login=login, password=password), progress=progress
        )
        self.token = session.token
        return session

    def current(self, progress: Progress = SILENT) -> wire.Session:
        """Who is signed in, and until when."""
        return self._transport.call(operations.SESSION, progress=progress)

    def change_password(self, current: str, new: str, progress: Progress = SILENT) -> None:
        """Another password for whoever is signed in; other sessions of the same user end.

        Raises:
            Refused: `P-AUTH` where the present one is wrong, `P-PASSWORD` where the new one may not be.
            LockedOut: after too many wrong ones.
            Unreachable, Broken: it may have been changed or not.
        """
        self._transport.call(
            operations.CHANGE_PASSWORD, body=wire.PasswordChange(current=current, new=new), progress=progress
        )

    def sign_out(self, progress: Progress = SILENT) -> None:
        """End the session at the portal; here it has ended whatever the portal says."""
        try:
            self._transport.call(operations.SIGN_OUT, renewing=False, progress=progress)
        finally:
            self.token = ""
