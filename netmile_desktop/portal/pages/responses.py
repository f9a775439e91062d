"""Answers of pages as HTTP: headers that let nothing of others in and nobody frame them, and the session's cookie."""

from __future__ import annotations

from starlette.responses import HTMLResponse, RedirectResponse, Response

from netmile_desktop.portal.access.member_sessions import MemberVisit
from netmile_desktop.portal.pages.templates import rendered
from netmile_desktop.portal.pages.visits import Answer, Asset, PageFailure, Redirect, ShownPage

COOKIE = "netmile_member"
"""Name of the session's cookie."""

ROOT = "/member"
"""Below it lie all pages, and there alone the cookie is sent."""

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}

STATUS: dict[PageFailure, int] = {
    PageFailure.NOT_FOUND: 404,
    PageFailure.METHOD: 405,
    PageFailure.NO_SESSION: 403,
    PageFailure.LINK_USED: 410,
    PageFailure.FOREIGN_FORM: 403,
    PageFailure.UNREADABLE: 400,
    PageFailure.TOO_LARGE: 413,
    PageFailure.TOO_MANY: 429,
    PageFailure.BROKEN: 500,
}
"""HTTP status of each failure."""


class PageResponses:
    """Makes answers. `sandbox` marks every page, `secure` keeps cookies to encrypted connections."""

    def __init__(self, *, sandbox: bool, secure: bool) -> None:
        self._sandbox = sandbox
        self._secure = secure

    def response(self, answer: Answer, member: MemberVisit | None) -> Response:
        """Return an answer as HTTP; `member` is named at the head of the page."""
        made: Response
        if isinstance(answer, ShownPage):
            values = {"member": member, "sandbox": self._sandbox, **answer.values}
            made = HTMLResponse(rendered(answer.template, values), answer.status)
        elif isinstance(answer, Redirect):
            made = RedirectResponse(answer.to, 303)
            if answer.token:
                made.set_cookie(COOKIE, answer.token, path=ROOT, secure=self._secure, httponly=True, samesite="lax")
        else:
            made = Response(answer.content, media_type=answer.media_type)
        made.headers.update(HEADERS)
        if isinstance(answer, ShownPage) and answer.leads_to:
            policy = HEADERS["Content-Security-Policy"]
            targets = f"form-action 'self' {answer.leads_to}"
            made.headers["Content-Security-Policy"] = policy.replace("form-action 'self'", targets)
        made.headers["Cache-Control"] = _kept(answer)
        return made

    def failure(self, failure: PageFailure, member: MemberVisit | None = None) -> Response:
        """Return the page that says why another one is not shown."""
        return self.response(ShownPage("failure.html", {"failure": failure}, STATUS[failure]), member)


def _kept(answer: Answer) -> str:
    if isinstance(answer, Asset) and answer.seconds:
        return f"public, max-age={answer.seconds}, immutable"
    return "no-store"
