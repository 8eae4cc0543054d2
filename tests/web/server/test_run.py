"""`dialogo run` starts everything, says how to get in, and leaves nothing behind when it ends."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from tests.web.databases import POSTGRESQL, fresh_database

PATIENCE = 60.0


class Desk:
    """A desk that runs, on a port of its own."""

    def __init__(self, environment: Mapping[str, str], port: int, output: Path) -> None:
        self.port, self.output = port, output
        with output.open("w") as file:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "dialogo", "run", "--port", str(port)],
                env=environment,
                stdout=file,
                stderr=subprocess.STDOUT,
            )

    def get(self, path: str, **headers: str) -> http.client.HTTPResponse:
        asked = http.client.HTTPConnection("localhost", self.port, timeout=PATIENCE)
        asked.request("GET", path, headers=headers)
        return asked.getresponse()

    def is_ready(self) -> bool:
        try:
            return self.get("/health/ready").status == 200
        except OSError:
            return False

    def said(self) -> str:
        return self.output.read_text()

    def children(self) -> list[int]:
        return children(self.process.pid)


def children(pid: int) -> list[int]:
    """Those that any of its threads has started."""
    found = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for task in found for child in task.read_text().split()]


def until(holds: Callable[[], object]) -> bool:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.1)
    return False


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


@pytest.fixture
def desk(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Desk]:
    """Its first start, or a later one where the test says so: `indirect`, with True. (On
    PostgreSQL what is ready has been made by a first start.)"""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    ready = getattr(request, "param", False) or bool(POSTGRESQL)
    with fresh_database(tmp_path, ready=ready) as environment:
        started = Desk({**environment, "DIALOGO_PROCESSES": "2"}, port, tmp_path / "output")
        yield started
        started.process.kill()
        started.process.wait()


def test_it_starts_says_how_to_get_in_and_ends_with_all_it_started(desk: Desk) -> None:
    assert until(lambda: "Ctrl-C" in desk.said()), desk.said()
    (link,) = re.findall(rf"http://localhost:{desk.port}(/\S+)", desk.said())
    page = desk.get(link)
    assert page.status == 200, page.read()
    assert until(desk.is_ready)

    # Files are served under names that hold their hash, packed, and for ever.
    page = desk.get("/account/login/")
    sheet = re.findall(r'href="(/static/[^"]+\.css)"', page.read().decode())[0]
    assert re.search(r"\.[0-9a-f]{12}\.css$", sheet)
    styles = desk.get(sheet, **{"Accept-Encoding": "gzip"})
    assert styles.headers["Content-Encoding"] == "gzip"
    assert "immutable" in styles.headers["Cache-Control"]

    # Two processes make pages; whichever is asked what was counted tells it of both.
    for _ in range(9):
        assert desk.get("/account/login/").status == 200
    for _ in range(3):
        told = desk.get("/metrics").read().decode()
        counts = re.findall(r'seconds_count{.*view="account_login".*} (\S+)', told)
        assert list(map(float, counts)) == [10.0]

    # A process that is killed is replaced: those of pages, the worker, and the one for what is
    # quick.
    def workers() -> list[int]:
        told = [(pid, Path(f"/proc/{pid}/cmdline").read_text()) for pid in desk.children()]
        return [pid for pid, line in told if "spawn_main" in line]

    before = set(workers())
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    assert until(lambda: len(set(workers()) - before) == 4), desk.said()
    assert until(desk.is_ready)

    started = desk.children()
    desk.process.send_signal(signal.SIGTERM)
    assert desk.process.wait(PATIENCE) == 0
    assert until(lambda: not any(map(alive, started)))
    assert "Traceback" not in desk.said()


@pytest.mark.parametrize("desk", [True], indirect=True)
def test_nothing_goes_on_when_it_is_killed(desk: Desk) -> None:
    assert until(desk.is_ready), desk.said()
    started = desk.children()
    assert len(started) >= 2
    desk.process.kill()
    desk.process.wait()
    assert until(lambda: not any(map(alive, started)))
    with socket.socket() as port:
        port.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        port.bind(("127.0.0.1", desk.port))


def test_lines_for_machines_are_json(tmp_path: Path) -> None:
    with fresh_database(tmp_path, ready=True) as environment:
        done = subprocess.run(
            [sys.executable, "-m", "dialogo", "work", "--once"],
            env={**environment, "DIALOGO_LOG_FORMAT": "json"},
            capture_output=True,
            text=True,
            check=True,
        )
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert [line["event"] for line in lines] == ["worker.begun", "worker.ended"]
