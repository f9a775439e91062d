"""All pages of the portal, as addresses with handlers, and what stands before each: the session and the form's token."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePath

from netmile_desktop.portal.access.member_sessions import MemberSessions, MemberVisit
from netmile_desktop.portal.pages import templates
from netmile_desktop.portal.pages.visits import (
    Answer,
    Asset,
    Failed,
    PageAddress,
    PageFailure,
    PageHandler,
    Redirect,
    Visit,
)

TOKEN = "token"
"""Field of every form that holds the token of the session."""

_KEPT_SECONDS = 30 * 24 * 3_600


class Room:
    """Addresses of pages. Handlers block on the database, so they run in threads."""

    def __init__(self, sessions: MemberSessions) -> None:
        self._sessions = sessions
        self.addresses: list[PageAddress] = [
            PageAddress("/enter/{link}", self._enter, for_members=False),
            PageAddress("/assets/{name}", self._asset, for_members=False),
        ]

    def add(
        self, path: str, handler: PageHandler, methods: tuple[str, ...] = ("GET",), *, for_members: bool = True
    ) -> None:
        """Add a page; `path` begins after `/member`."""
        self.addresses.append(PageAddress(path, handler, methods, for_members=for_members))

    def member(self, token: str) -> MemberVisit | None:
        """Return the member to whom the cookie of a session belongs."""
        return self._sessions.recognise(token) if token else None

    def answer(self, address: PageAddress, visit: Visit, headers: Mapping[str, str]) -> Answer:
        """Return the answer of a page, after the checks that all have in common.

        Raises:
            Failed: nobody is in session, or the form is not one of this session's.
        """
        if address.for_members and visit.member is None:
            raise Failed(PageFailure.NO_SESSION)
        if visit.method == "POST" and address.for_members and visit.member is not None:
            self._check_form(visit, visit.member, headers)
        fields = {name: value for name, value in visit.form.items() if name != TOKEN}
        return address.handler(replace(visit, form=fields))

    def _check_form(self, visit: Visit, member: MemberVisit, headers: Mapping[str, str]) -> None:
        """The token is what counts; the browser's own word about where a form comes from is heard besides."""
        foreign = headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}
        if foreign or not self._sessions.may_post(visit.token, visit.form.get(TOKEN, "")):
            raise Failed(PageFailure.FOREIGN_FORM)
        if not self._sessions.count_post(member.digest):
            raise Failed(PageFailure.TOO_MANY)

    def _enter(self, visit: Visit) -> Answer:
        found = self._sessions.enter(visit.path["link"], visit.token)
        if found is None:
            raise Failed(PageFailure.LINK_USED)
        path, token = found
        return Redirect(path, token)

    def _asset(self, visit: Visit) -> Answer:
        name = visit.path["name"]
        content = templates.asset(name)
        if content is None:
            raise Failed(PageFailure.NOT_FOUND)
        return Asset(content, templates.MEDIA_TYPES[PurePath(name).suffix], _KEPT_SECONDS)
