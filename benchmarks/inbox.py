"""The inbox at 10,000, 100,000 and a million conversations: how long it takes with eight at work.

    python -m benchmarks.inbox [--sizes 10000,100000,1000000] [--database postgresql://…]
                               [--clients 8] [--rounds 60] [--folder DIR]

For each size: writes the messages (three a conversation), puts them into conversations, and starts
the desk as `dialogo run` does; then so many clients ask for the first page, a deep page, searches
and a conversation of 500 messages, each its next page as soon as it has the last one. Beside it
stands what the queries alone take, one at a time. Ends with 1 if 99 of 100 answers to one user at a
time take longer than 50 ms, or if the largest size takes twice as long as the smallest.

With `--folder` the databases stay there, and are used again. A PostgreSQL database is emptied.
"""

from __future__ import annotations

import argparse
import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from statistics import median

ALLOWED = 0.05
GROWS = 2.0
Timings = dict[str, list[float]]


def main() -> int:
    """Measures every size in processes of their own, side by side in one table; 1 if too slow."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", default="10000,100000,1000000")
    parser.add_argument("--database", default="")
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--port", type=int, default=0)
    given = parser.parse_args()
    found: dict[int, Mapping[str, Timings]] = {}
    for size in map(int, given.sizes.split(",")):
        with _folder(given.folder, size) as folder:
            os.environ["DIALOGO_DATA"] = str(folder)
            os.environ["DIALOGO_DATABASE"] = given.database
            _python("benchmarks.inbox_filling", str(size))
            found[size] = {
                "query": _queries(),
                **_pages(given.port or _free_port(), given.clients, given.rounds),
            }
    return _told(found, given.clients)


@contextmanager
def _folder(kept: Path | None, size: int) -> Iterator[Path]:
    if kept is not None:
        place = kept / str(size)
        place.mkdir(parents=True, exist_ok=True)
        yield place
        return
    with tempfile.TemporaryDirectory(prefix="dialogo-inbox-") as folder:
        yield Path(folder)


def _python(module: str, *arguments: str) -> str:
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    said = done.stdout.splitlines()
    for line in said:
        if not line.startswith("="):
            print(line, flush=True)
    return "\n".join(line[1:] for line in said if line.startswith("="))


def _queries() -> Timings:
    """What the queries take without the pages, one after the other."""
    found: Timings = defaultdict(list)
    for line in _python("benchmarks.inbox_queries").splitlines():
        name, seconds = line.rsplit(" ", 1)
        found[name].append(float(seconds))
    return found


def _pages(port: int, clients: int, rounds: int) -> dict[str, Timings]:
    """Every page by one client, then by all of them at once."""
    told = _python("benchmarks.inbox_addresses").splitlines()
    cookie, asked = told[0], [line.split("\t") for line in told[1:]]
    with _server(port):
        for _, path in asked:
            _get(port, cookie, path)
        alone = _ask(port, cookie, asked, 1, rounds)
        together = _ask(port, cookie, asked, clients, rounds)
    return {"alone": alone, "together": together}


@contextmanager
def _server(port: int) -> Iterator[None]:
    environment = {**os.environ, "DIALOGO_WORKERS": "0", "DIALOGO_PORT": str(port)}
    command = [sys.executable, "-m", "dialogo", "run"]
    desk = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    try:
        for _ in range(600):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield
    finally:
        desk.send_signal(signal.SIGTERM)
        desk.wait(30)


def _ask(port: int, cookie: str, asked: list[list[str]], clients: int, rounds: int) -> Timings:
    """Each client asks for every page in turn, from a place of its own, `rounds` times."""
    found: Timings = defaultdict(list)

    def client(number: int) -> None:
        for turn in range(number, number + rounds * len(asked)):
            name, path = asked[turn % len(asked)]
            found[name].append(_get(port, cookie, path))

    threads = [threading.Thread(target=client, args=(number,)) for number in range(clients)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return found


_lines = threading.local()


def _get(port: int, cookie: str, path: str) -> float:
    if getattr(_lines, "port", None) != port:
        _lines.port, _lines.open = port, http.client.HTTPConnection("127.0.0.1", port)
    began = time.perf_counter()
    _lines.open.request("GET", path, headers={"cookie": cookie, "accept-language": "en"})
    answer = _lines.open.getresponse()
    answer.read()
    if answer.status != 200:
        raise SystemExit(f"{path}: {answer.status}")
    return time.perf_counter() - began


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _at(share: float) -> Callable[[list[float]], float]:
    return lambda taken: sorted(taken)[int(share * (len(taken) - 1))]


def _told(found: Mapping[int, Mapping[str, Timings]], clients: int) -> int:
    sizes = list(found)
    print("\nmilliseconds, median / 99 of 100")
    print(f"{'':36}" + "".join(f"{size:>18,}" for size in sizes))
    wrong = []
    for kind, says in (("query", "query"), ("alone", "page"), ("together", f"page, {clients} ask")):
        for name in found[sizes[0]][kind]:
            taken = [found[size][kind][name] for size in sizes]
            cells = [(median(one) * 1000, _at(0.99)(one) * 1000) for one in taken]
            shown = "".join(f"{middle:9.1f} /{most:7.1f}" for middle, most in cells)
            print(f"{says + ': ' + name:36}{shown}", flush=True)
            if kind == "alone" and max(most for _, most in cells) > ALLOWED * 1000:
                wrong.append(f"too slow: {name}")
            if kind == "query" and cells[-1][0] > GROWS * max(cells[0][0], 1):
                wrong.append(f"grows: {name}")
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
