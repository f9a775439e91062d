"""A merchant's API that answers what it is told to, and keeps what it got."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


class Recorder:
    """An API that keeps what it gets and answers what it is told to."""

    def __init__(self) -> None:
        self.status, self.answer = 200, b'{"result": "approved"}'
        self.headers: dict[str, str] = {}
        self.body = b""
        self.count = 0
        recorder = self

        class Handler(BaseHTTPRequestHandler):
            """Records."""

            def do_POST(self) -> None:
                recorder.count += 1
                recorder.headers = dict(self.headers.items())
                recorder.body = self.rfile.read(int(self.headers["Content-Length"]))
                self.send_response(recorder.status)
                self.send_header("Location", recorder.url)
                self.end_headers()
                self.wfile.write(recorder.answer)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/x?shop=7"
        Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
