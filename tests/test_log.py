from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from netmile_desktop.log import Log, masked


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Log]:
    made = Log(tmp_path / "log")
    yield made
    made.stop()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("row 3: taro.yamada+x@docomo.ne.jp is bad", "row 3: <address> is bad"),
        ("ｙａｍａｄａ＠example.jp", "<address>"),
        ("山田@例え.jp を", "<address> を"),
        ('{"address":"a@b.jp","key":"K-1"}', '{"address":"<address>","key":"K-1"}'),
        ("Authorization: Bearer abc.def-123", "Authorization: <secret> <token>"),
        ("sent Bearer abc123 to", "sent Bearer <token> to"),
        ('{"login":"demo","password":"Sandbox1234"}', '{"login":"demo","password":<secret>}'),
        ("password=Sandbox1234&login=demo", "password=<secret>&login=demo"),
        ("token: 'xyz'", "token: <secret>"),
        ("10,000 rows in 3 parts", "10,000 rows in 3 parts"),
    ],
)
def test_addresses_and_secrets_are_masked(text: str, told: str) -> None:
    assert masked(text) == told


def test_a_traceback_is_masked_too(log: Log) -> None:
    try:
        raise ValueError("taro@example.jp")
    except ValueError:
        logging.getLogger("netmile_desktop.test").exception("while reading %s", "hanako@example.jp")
    written = log.path.read_text(encoding="utf-8")
    assert "while reading <address>" in written
    assert "ValueError: <address>" in written
    assert "example.jp" not in written


def test_what_nobody_caught_is_written_down(log: Log) -> None:
    told: list[BaseException] = []
    log.catch_crashes(told.append)

    def crash() -> None:
        raise RuntimeError("in a thread")

    thread = threading.Thread(target=crash)
    thread.start()
    thread.join()
    error = RuntimeError("in the main thread")
    sys.excepthook(RuntimeError, error, None)
    written = log.path.read_text(encoding="utf-8")
    assert "in a thread" in written
    assert "in the main thread" in written
    assert [str(each) for each in told] == ["in a thread", "in the main thread"]


def test_stopping_gives_everything_back(tmp_path: Path) -> None:
    before = (sys.excepthook, threading.excepthook, list(logging.getLogger().handlers))
    log = Log(tmp_path)
    log.catch_crashes()
    assert sys.excepthook is not before[0]
    log.stop()
    assert (sys.excepthook, threading.excepthook, list(logging.getLogger().handlers)) == before


def test_a_full_file_moves_aside_and_the_oldest_goes(log: Log) -> None:
    told = logging.getLogger("netmile_desktop.test")
    for number in range(5):
        told.info("round %d", number)
        with log.path.open("a", encoding="utf-8") as file:
            file.write("x" * 1_000_000)
    told.info("the last")
    kept = sorted(path.name for path in log.path.parent.iterdir())
    assert kept == [log.path.name, *(f"{log.path.name}.{age}" for age in (1, 2, 3))]
    assert "the last" in log.path.read_text(encoding="utf-8")
    assert "round 4" in log.path.with_name(f"{log.path.name}.1").read_text(encoding="utf-8")
    assert "round 2" in log.path.with_name(f"{log.path.name}.3").read_text(encoding="utf-8")
