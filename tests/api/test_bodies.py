from __future__ import annotations

import pytest

from netmile_desktop.api.bodies import BLOCK, UploadBody
from netmile_desktop.progress import SILENT, Cancelled, Silent


class Recorder(Silent):
    def __init__(self, stop_at: int | None = None) -> None:
        self.reports: list[tuple[int, int]] = []
        self.stop_at = stop_at

    def report(self, done: int, total: int, phase: str = "") -> None:
        self.reports.append((done, total))
        if self.stop_at is not None and done >= self.stop_at:
            raise Cancelled


def test_every_block_is_reported() -> None:
    data = bytes(range(256)) * 1024
    recorder = Recorder()
    body = UploadBody(data, recorder)
    read = b"".join(iter(body.read, b""))
    assert read == data
    assert recorder.reports[:4] == [(BLOCK * n, len(data)) for n in (1, 2, 3, 4)]
    assert len(body) == len(data)


def test_it_can_be_rewound_and_sent_again() -> None:
    body = UploadBody(b"abcdef", SILENT)
    assert body.read(4) == b"abcd"
    assert body.tell() == 4
    assert body.seek(0) == 0
    assert body.read() == b"abcdef"


def test_a_cancellation_takes_hold_at_the_next_block() -> None:
    recorder = Recorder(stop_at=BLOCK)
    body = UploadBody(bytes(BLOCK * 3), recorder)
    with pytest.raises(Cancelled):
        body.read()
    assert len(recorder.reports) == 1
