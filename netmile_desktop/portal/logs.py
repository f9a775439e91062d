"""What the portal writes to stderr: text for people, or JSON for what collects logs, one object a line.

Every object has `time` (UTC), `level`, `event` (a stable word), `request_id` (null outside of a request) and `message`;
some have more. Addresses and secrets are masked in both forms.
"""

from __future__ import annotations

import io
import json
import logging
import sys
import threading
from contextvars import ContextVar
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TextIO

from netmile_desktop.log import MaskingFormatter, masked

REQUEST: ContextVar[str | None] = ContextVar("request", default=None)
"""Number of the request that is being answered, in the threads of its handler too."""

TOLD = "told"
"""Event of a line that was written as text, such as the sentence with which a command fails."""


class LogFormat(StrEnum):
    """Form of what is written to stderr."""

    TEXT = "text"
    JSON = "json"


class JsonLines(io.TextIOBase):
    """A stderr on which everything is an object: records of the log, and whatever is printed, in one object a print."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._lock = threading.Lock()
        self._begun = ""

    @property
    def encoding(self) -> str:  # type: ignore[override]  # a plain attribute there
        return "utf-8"

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._stream.fileno()

    def isatty(self) -> bool:
        return self._stream.isatty()

    def write(self, text: str) -> int:
        """Keep text until a write ends a line: `print` writes what it is given and its end in turn."""
        with self._lock:
            self._begun += text
        if text.endswith("\n"):
            self.flush()
        return len(text)

    def flush(self) -> None:
        with self._lock:
            said, self._begun = self._begun.strip("\n"), ""
        if said:
            self.put("error", TOLD, said)

    def put(self, level: str, event: str, message: str, **more: object) -> None:
        """Write one object and flush it."""
        line = _as_json(datetime.now(UTC), level, event, message, more)
        with self._lock:
            self._stream.write(line + "\n")
            self._stream.flush()


class _JsonHandler(logging.Handler):
    """Passes records on as objects."""

    def __init__(self, lines: JsonLines) -> None:
        super().__init__()
        self._lines = lines
        self._tracebacks = logging.Formatter()

    def emit(self, record: logging.LogRecord) -> None:
        try:
            more: dict[str, object] = {"logger": record.name}
            if record.exc_info:
                more["traceback"] = self._tracebacks.formatException(record.exc_info)
            event = getattr(record, "event", record.name)
            self._lines.put(record.levelname.lower(), event, record.getMessage(), **more)
        except OSError:  # nobody reads it: what the portal does goes on
            self.handleError(record)


def write_logs_as(form: LogFormat) -> None:
    """Have this process write warnings and errors to stderr in a form; with JSON also all that is printed there."""
    if form is LogFormat.TEXT or sys.stderr is None:
        handler: logging.Handler = logging.StreamHandler()
        handler.setFormatter(MaskingFormatter("%(asctime)s %(levelname)s %(message)s"))
    else:
        lines = JsonLines(sys.stderr)
        sys.stderr = lines
        handler = _JsonHandler(lines)
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.WARNING)


def tell(event: str, text: str, **more: object) -> None:
    """Tell on stderr how things stand: the text, or an object of level `info` with what else is given."""
    if isinstance(sys.stderr, JsonLines):
        sys.stderr.put("info", event, text, **more)
    else:
        print(text, file=sys.stderr, flush=True)


def _as_json(at: datetime, level: str, event: str, message: str, more: dict[str, object]) -> str:
    told: dict[str, Any] = {
        "time": at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "level": level,
        "event": event,
        "request_id": REQUEST.get(),
        "message": masked(message),
    }
    told |= {name: masked(value) if isinstance(value, str) else value for name, value in more.items()}
    # ASCII: whatever the encoding of stderr is, a reader gets JSON.
    return json.dumps(told)
