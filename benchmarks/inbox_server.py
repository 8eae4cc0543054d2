"""The desk that the benchmark of the inbox asks: a process as `dialogo run` makes it."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

PATIENCE = 300.0


@dataclass(frozen=True)
class Server:
    port: int
    pid: int

    def busy(self) -> float:
        """Milliseconds of processors that it and all it has started have used so far."""
        tick = os.sysconf("SC_CLK_TCK")
        return sum(_ticks(pid) for pid in _with_children(self.pid)) * 1000 / tick

    def memory(self) -> float:
        """Megabytes of each of its processes together."""
        page = os.sysconf("SC_PAGE_SIZE")
        told = (Path(f"/proc/{pid}/statm").read_text() for pid in _with_children(self.pid))
        return sum(int(one.split()[1]) for one in told) * page / 1e6


def _ticks(pid: int) -> int:
    told = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return int(told[11]) + int(told[12])


def _with_children(pid: int) -> list[int]:
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text().split():
            found += _with_children(int(child))
    return found


@contextmanager
def serving() -> Iterator[Server]:
    """A desk without workers, from the moment on at which it answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    environment = {**os.environ, "DIALOGO_WORKERS": "0", "DIALOGO_PORT": str(port)}
    command = [sys.executable, "-m", "dialogo", "run"]
    began = time.perf_counter()
    quiet = subprocess.DEVNULL  # a line for each answer
    desk = subprocess.Popen(command, env=environment, stdout=quiet, stderr=quiet)
    try:
        _wait(port)
        server = Server(port, desk.pid)
        print(f"it answers after {time.perf_counter() - began:.1f} s", flush=True)
        yield server
        print(f"its processes take {server.memory():.0f} MB", flush=True)
    finally:
        desk.send_signal(signal.SIGTERM)
        desk.wait(60)


def _wait(port: int) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            asked = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
            asked.request("GET", "/account/login/")
            if asked.getresponse().status == http.client.OK:
                return
        except OSError:
            time.sleep(0.05)
    raise SystemExit("The desk does not answer.")


def lines_of(module: str, *arguments: str) -> list[str]:
    """Runs a module in a process of its own: what it says with `=` before it; the rest is shown."""
    command = [sys.executable, "-m", module, *arguments]
    found = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout or ():
            if line.startswith("="):
                found.append(line[1:].rstrip("\n"))
            else:
                print(line, end="", flush=True)
    if process.returncode:
        raise SystemExit(f"{module} ended with {process.returncode}.")
    return found


@contextmanager
def database(named: str, size: int) -> Iterator[str]:
    """The address of a database for one size, beside the one that is named; nothing for SQLite."""
    if not named:
        yield ""
        return
    import psycopg

    name = f"dialogo_inbox_{size}"
    with psycopg.connect(named, autocommit=True) as server:
        there = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if not there:
            server.execute(f"CREATE DATABASE {name}")
    yield urlunsplit(urlsplit(named)._replace(path=f"/{name}"))
