"""The page tag: the same call as an image of one pixel in a shop's page, with the code in a header.

Whatever comes of the call, the answer is the image, so that no shopper sees a broken one; and nothing may keep it, or
the browser would show it again without a call.
"""

from __future__ import annotations

import base64

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from netmile_desktop.domain.failures import Refused
from netmile_desktop.domain.operations import TAG_CODE
from netmile_desktop.portal.automatic.issuing import AutomaticIssuing

GIF = base64.b64decode(b"R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
"""One transparent pixel."""

ISSUED = "OK"

_HEADERS = {
    "Cache-Control": "no-store, no-cache, must-revalidate, private, max-age=0",
    "Pragma": "no-cache",
    "Expires": "0",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "X-Content-Type-Options": "nosniff",
}


class Tag:
    """The endpoint of the page tag."""

    def __init__(self, issuing: AutomaticIssuing, limiter: CapacityLimiter) -> None:
        self._issuing = issuing
        self._limiter = limiter

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        code, status, more = await self._code(request)
        response = Response(GIF, status, {**_HEADERS, **more, TAG_CODE: code}, "image/gif")
        await response(scope, receive, send)

    async def _code(self, request: Request) -> tuple[str, int, dict[str, str]]:
        """Return the code, the HTTP status, and further headers."""
        if request.method != "GET":
            return "P-METHOD", 405, {"Allow": "GET"}
        merchant_id = str(request.path_params["merchant_id"]).replace("\0", "")
        parameters = request.query_params.getlist("parameter")
        parameter = parameters[0] if len(parameters) == 1 else ""
        try:
            answer = await to_thread.run_sync(self._issuing.call, merchant_id, parameter, limiter=self._limiter)
        except Refused as refused:
            return refused.code, 429, {"Retry-After": refused.detail}
        return answer.code or ISSUED, 200, {}
