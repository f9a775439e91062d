"""What is said to a browser without a window: Chromium's DevTools protocol, messages in JSON that end in a null byte."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass
from io import BufferedReader, FileIO
from typing import Any
from urllib.parse import urlsplit

import msgspec

from netmile_desktop.domain import codec
from netmile_desktop.portal.pages.responses import HEADERS

_ORIGIN = "https://pages.invalid"
"""Where the pages seem to lie; a name that leads nowhere."""

_MOST_BYTES = 64 * 1024 * 1024
_AT_ONCE = 256 * 1024
_HIGHEST = 12_000
"""CSS pixels of a page that are drawn; what lies below is cut off."""

Json = dict[str, Any]

Contents = Callable[[str], tuple[str, bytes] | None]
"""Takes a path and returns media type and content, or None if there is nothing."""


@dataclass(frozen=True, slots=True)
class PageMeasures:
    """What a page is drawn for, in CSS pixels; `scale` is the number of dots to a pixel."""

    width: int
    height: int
    scale: int
    is_phone: bool


class DevTools:
    """One browser. Every method raises EOFError if the browser is gone, and ValueError if it refuses."""

    def __init__(self, reading: BufferedReader[FileIO], writing: FileIO) -> None:
        self._reading, self._writing = reading, writing
        self._buffer = bytearray()
        self._last = 0

    def picture(self, path: str, contents: Contents, screen: PageMeasures) -> bytes:
        """Return a page as a PNG, of which everything is answered by `contents`."""
        target = self._ask("Target.createTarget", {"url": "about:blank"})["targetId"]
        session = self._ask("Target.attachToTarget", {"targetId": target, "flatten": True})["sessionId"]
        page = _Page(self, session, contents)
        page.prepare(screen)
        return page.shown(_ORIGIN + path, screen)

    def tell(self, method: str, parameters: Json, session: str = "") -> int:
        """Say something without waiting for an answer; return its number."""
        self._last += 1
        message: Json = {"id": self._last, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        text = msgspec.json.encode(message) + b"\0"
        while text:
            text = text[self._writing.write(text) :]
        return self._last

    def hear(self) -> Json:
        """Wait for the next message."""
        looked_at = 0
        while (end := self._buffer.find(b"\0", looked_at)) < 0:
            looked_at = len(self._buffer)
            part = self._reading.read1(_AT_ONCE)
            if not part or looked_at > _MOST_BYTES:
                raise EOFError("the browser has ended")
            self._buffer += part
        text = bytes(self._buffer[:end])
        del self._buffer[: end + 1]
        try:
            return codec.decode_json(text, dict[str, Any])
        except msgspec.DecodeError as error:
            raise ValueError("not a browser of the Chromium family") from error

    def _ask(self, method: str, parameters: Json) -> Json:
        return self.ask(method, parameters, "", lambda _: None)

    def ask(self, method: str, parameters: Json, session: str, on_event: Callable[[Json], None]) -> Json:
        """Say something and return the answer; what happens meanwhile is passed on."""
        number = self.tell(method, parameters, session)
        while True:
            heard = self.hear()
            if heard.get("id") == number:
                return _result(heard)
            on_event(heard)


class _Page:
    """A page in a browser."""

    def __init__(self, tools: DevTools, session: str, contents: Contents) -> None:
        self._tools, self._session, self._contents = tools, session, contents
        self._is_loaded = False

    def prepare(self, screen: PageMeasures) -> None:
        """Let nothing but our contents in, run no script, and take the measures of a screen."""
        self._ask("Fetch.enable", patterns=[{"urlPattern": "*"}])
        self._ask("Emulation.setScriptExecutionDisabled", value=True)
        self._ask(
            "Emulation.setDeviceMetricsOverride",
            width=screen.width,
            height=screen.height,
            deviceScaleFactor=screen.scale,
            mobile=screen.is_phone,
        )
        features = {"prefers-color-scheme": "light", "prefers-reduced-motion": "reduce"}
        self._ask(
            "Emulation.setEmulatedMedia",
            media="screen",
            features=[{"name": name, "value": value} for name, value in features.items()],
        )
        self._ask("Page.enable")

    def shown(self, url: str, screen: PageMeasures) -> bytes:
        """Go to an address and return all of the page once it is there."""
        gone = self._ask("Page.navigate", url=url)
        if "errorText" in gone:
            raise ValueError(gone["errorText"])
        while not self._is_loaded:
            self._on_event(self._tools.hear())
        height = min(float(self._ask("Page.getLayoutMetrics")["cssContentSize"]["height"]), _HIGHEST)
        clip = {"x": 0, "y": 0, "width": screen.width, "height": max(height, 1), "scale": 1}
        drawn = self._ask("Page.captureScreenshot", format="png", clip=clip, captureBeyondViewport=True)
        return base64.b64decode(drawn["data"])

    def _ask(self, method: str, **parameters: Any) -> Json:
        return self._tools.ask(method, parameters, self._session, self._on_event)

    def _on_event(self, event: Json) -> None:
        method = event.get("method")
        if method == "Fetch.requestPaused":
            self._answer(event["params"])
        elif method == "Page.loadEventFired":
            self._is_loaded = True

    def _answer(self, paused: Json) -> None:
        """Answer a request of the page, or of whatever in it would ask somebody else."""
        url, number = paused["request"]["url"], paused["requestId"]
        found = None
        if url.startswith(f"{_ORIGIN}/") and paused["request"]["method"] == "GET":
            parts = urlsplit(url)
            found = self._contents(parts.path)
        if found is None:
            refusal = {"requestId": number, "errorReason": "BlockedByClient"}
            self._tools.tell("Fetch.failRequest", refusal, self._session)
            return
        media_type, content = found
        headers = {"Content-Type": media_type, "Cache-Control": "no-store", **HEADERS}
        answer = {
            "requestId": number,
            "responseCode": 200,
            "responseHeaders": [{"name": name, "value": value} for name, value in headers.items()],
            "body": base64.b64encode(content).decode(),
        }
        self._tools.tell("Fetch.fulfillRequest", answer, self._session)


def _result(heard: Json) -> Json:
    if "error" in heard:
        raise ValueError(str(heard["error"].get("message", "refused")))
    result: Json = heard.get("result", {})
    return result
