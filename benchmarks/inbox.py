"""The inbox at 10,000, 100,000 and a million conversations: how long it takes with eight at work.

    python -m benchmarks.inbox [--sizes 10000,100000,1000000] [--folder DIR] [--rounds 60]
                               [--clients 8] [--pause SECONDS] [--database postgresql://…]

Each size is a desk of its own with three and a half messages a conversation, and is started as
`dialogo run` starts it, without workers. Five people of the team are signed in. Once everybody has
seen every page, one of them asks for each page so many times; then so many clients ask for all of
them at the same time, each for its next page a pause after it has the last one (none, unless one is
given). Told are the median, 99 of 100, and the server's own time of a processor for an answer.

Ends with 1 if 99 of 100 answers to one alone take more than 50 ms, or if an answer takes twice the
processor's time at the largest size that it takes at the smallest.

With `--folder` the desks stay there and are used again; without, they are gone afterwards. On
PostgreSQL each is a database of its own beside the one that is named:

    python -m tests.web.with_postgresql python -m benchmarks.inbox
"""

from __future__ import annotations

import argparse
import http.client
import os
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from benchmarks.inbox_server import Server, database, lines_of, serving

ALLOWED = 50.0  # milliseconds
GROWS = 2.0


@dataclass
class Taken:
    """Milliseconds of the answers to one page, and of the server's processors for each."""

    waited: list[float] = field(default_factory=list)
    busy: float = 0.0

    def at(self, share: float) -> float:
        return sorted(self.waited)[int(share * (len(self.waited) - 1))]


@dataclass(frozen=True)
class Page:
    name: str
    path: str
    target: str = ""


@dataclass(frozen=True)
class Asking:
    """How many ask at the same time, how often each page is asked for, and the pause between."""

    clients: int
    rounds: int
    pause: float


def main() -> int:
    """Measures every size, side by side in one table; 1 if it is too slow."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", default="10000,100000,1000000")
    parser.add_argument("--database", default=os.environ.get("DIALOGO_DATABASE", ""))
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--pause", type=float, default=0.0)
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    found = {}
    for size in map(int, given.sizes.split(",")):
        with _folder(given.folder, size) as folder, database(given.database, size) as address:
            os.environ.update(DIALOGO_DATA=str(folder), DIALOGO_DATABASE=address)
            lines_of("benchmarks.inbox_filling", str(size))
            found[size] = _measured(Asking(given.clients, given.rounds, given.pause))
    return _told(found, given.clients, given.pause)


@contextmanager
def _folder(kept: Path | None, size: int) -> Iterator[Path]:
    if kept is not None:
        place = kept / str(size)
        place.mkdir(parents=True, exist_ok=True)
        yield place
        return
    with tempfile.TemporaryDirectory(prefix="dialogo-inbox-") as folder:
        yield Path(folder)


def _measured(asking: Asking) -> tuple[dict[str, Taken], dict[str, Taken]]:
    """Every page by one client, then by all of them at once."""
    told = lines_of("benchmarks.inbox_addresses")
    cookies = told[: told.index("")]
    pages = [Page(*line.split("\t")) for line in told[len(cookies) + 1 :]]
    with serving() as server:
        for cookie in cookies:
            for page in pages:
                _get(server, cookie, page)
        alone = {}
        for page in pages:
            before = server.busy()
            waited = [_get(server, cookies[0], page) for _ in range(asking.rounds)]
            alone[page.name] = Taken(waited, (server.busy() - before) / asking.rounds)
        return alone, _together(server, cookies, pages, asking)


def _together(
    server: Server, cookies: list[str], pages: list[Page], asking: Asking
) -> dict[str, Taken]:
    """Each client asks for every page in turn, from a place of its own."""
    found: dict[str, Taken] = defaultdict(Taken)

    def client(number: int) -> None:
        for turn in range(asking.rounds * len(pages) // asking.clients):
            page = pages[(turn + number * len(pages) // asking.clients) % len(pages)]
            found[page.name].waited.append(_get(server, cookies[number % len(cookies)], page))
            time.sleep(asking.pause)

    threads = [threading.Thread(target=client, args=(number,)) for number in range(asking.clients)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return found


_lines = threading.local()


def _get(server: Server, cookie: str, page: Page) -> float:
    """Milliseconds until the whole answer was there."""
    if getattr(_lines, "port", None) != server.port:
        _lines.port = server.port
        _lines.open = http.client.HTTPConnection("127.0.0.1", server.port)
    headers = {"cookie": cookie, "accept-language": "en", "accept-encoding": "gzip"}
    if page.target:
        headers |= {"HX-Request": "true", "HX-Target": page.target}
    began = time.perf_counter()
    _lines.open.request("GET", page.path, headers=headers)
    answer = _lines.open.getresponse()
    answer.read()
    if answer.status != http.client.OK:
        raise SystemExit(f"{page.path}: {answer.status}")
    return (time.perf_counter() - began) * 1000


def _told(
    found: Mapping[int, tuple[dict[str, Taken], dict[str, Taken]]], clients: int, pause: float
) -> int:
    """The table; 1 if anything in it is wrong."""
    sizes, wrong = list(found), []
    asks = f"{clients} at once, a pause of {pause:g} s" if pause else f"{clients} at once, no pause"
    for way, says in enumerate(("one alone", asks)):
        print(f"\n{says}: milliseconds, median / 99 of 100" + ("" if way else " / of a processor"))
        print(f"{'':30}" + "".join(f"{size:>26,}" for size in sizes) + f"{'last : first':>14}")
        for name in found[sizes[0]][0]:
            taken = [found[size][way][name] for size in sizes]
            cells = "".join(_cell(one) for one in taken)
            first, last = taken[0], taken[-1]
            grows = (last.busy / max(first.busy, 1)) if first.busy else (
                median(last.waited) / median(first.waited)
            )  # fmt: skip
            print(f"{name:30}{cells}{grows:14.2f}", flush=True)
            if not way and max(one.at(0.99) for one in taken) > ALLOWED:
                wrong.append(f"too slow: {name}")
            if not way and grows > GROWS:
                wrong.append(f"grows: {name}")
    print("\n".join(wrong))
    return 1 if wrong else 0


def _cell(one: Taken) -> str:
    busy = f" /{one.busy:6.1f}" if one.busy else ""
    return f"{f'{median(one.waited):.1f} /{one.at(0.99):7.1f}{busy}':>26}"


if __name__ == "__main__":
    sys.exit(main())
