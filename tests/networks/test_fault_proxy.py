"""The proxy that fails on purpose fails as it says, and the same way each time."""

import http.client
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import httpx
import pytest

from tests.networks.fault_proxy import NOT_FORWARDED, QUICK, Fault, FaultProxy, reading, sending

TIME = datetime(2026, 3, 1, 12, tzinfo=UTC)


class Echo(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))) or b"hello"
        self.send_response_only(201 if self.command == "POST" else 200)
        self.send_header("Date", format_datetime(TIME, usegmt=True))
        self.send_header("X-Asked", self.headers.get("X-Ask", ""))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST  # noqa: N815  (the name that the base class looks for)

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[str, int]]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield ("127.0.0.1", server.server_port)
    server.shutdown()
    server.server_close()


@pytest.fixture
def proxy(server: tuple[str, int]) -> Iterator[FaultProxy]:
    with FaultProxy(server) as proxy:
        yield proxy


@pytest.fixture
def client(proxy: FaultProxy) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=proxy.url, timeout=20, trust_env=False) as client:
        yield client


def outcome(client: httpx.Client, method: str = "POST", **rest: object) -> str:
    try:
        return str(client.request(method, "/x?y=1", content=b"body", **rest).status_code)  # type: ignore[arg-type]  # as the test gives it
    except httpx.TransportError as error:
        return type(error).__name__


def test_without_faults_everything_passes_both_ways(
    proxy: FaultProxy, client: httpx.Client
) -> None:
    answer = client.post("/x?y=1", content=b"body", headers={"X-Ask": "me"})
    assert (answer.status_code, answer.content) == (201, b"body")
    assert answer.headers["X-Asked"] == "me"
    assert client.get("/").text == "hello"
    assert [(one.request.method, one.request.path) for one in proxy.seen] == [
        ("POST", "/x?y=1"),
        ("GET", "/"),
    ]
    assert proxy.seen[0].request.body == b"body"


def test_a_body_in_pieces_passes(client: httpx.Client) -> None:
    assert client.post("/", content=(piece for piece in (b"one ", b"two"))).text == "one two"


@pytest.mark.parametrize(
    ("fault", "seen"),
    [
        (Fault.CUT_BEFORE, {"ReadError", "RemoteProtocolError"}),
        (Fault.ANSWER_LOST, {"ReadError", "RemoteProtocolError"}),
        (Fault.HALF_ANSWER, {"ReadError", "RemoteProtocolError"}),
        (Fault.THROTTLED, {"429"}),
        (Fault.THROTTLED_FOR, {"429"}),
        (Fault.ERROR_BEFORE, {"500"}),
        (Fault.ERROR_AFTER, {"502"}),
        (Fault.SLOW, {"201"}),
    ],
)
def test_each_fault_happens_once_and_reaches_the_server_or_not(
    proxy: FaultProxy, client: httpx.Client, fault: Fault, seen: set[str]
) -> None:
    proxy.next(fault)
    assert outcome(client) in seen
    assert outcome(client) == "201"
    assert [one.fault for one in proxy.seen] == [fault, None]
    assert (proxy.seen[0].status is None) == (fault in NOT_FORWARDED)


@pytest.mark.parametrize("fault", [Fault.SILENT_BEFORE, Fault.SILENT_AFTER])
def test_a_silent_server_is_given_up(proxy: FaultProxy, client: httpx.Client, fault: Fault) -> None:
    proxy.next(fault)
    assert outcome(client, timeout=0.2) == "ReadTimeout"
    assert outcome(client) == "201"


def test_retry_after_is_said_only_where_it_is_asked_for(
    proxy: FaultProxy, client: httpx.Client
) -> None:
    proxy.next(Fault.THROTTLED)
    proxy.next(Fault.THROTTLED_FOR)
    assert "Retry-After" not in client.get("/").headers
    assert client.get("/").headers["Retry-After"] == "7"


def test_a_fault_waits_for_the_request_that_it_is_meant_for(
    proxy: FaultProxy, client: httpx.Client
) -> None:
    proxy.next(Fault.ERROR_BEFORE, sending)
    proxy.next(Fault.THROTTLED, reading)
    assert outcome(client, "POST") == "500"
    assert outcome(client, "POST") == "201"
    assert outcome(client, "GET") == "429"


def test_who_is_away_refuses_and_comes_back_at_the_same_place(
    proxy: FaultProxy, client: httpx.Client
) -> None:
    assert outcome(client) == "201"
    with proxy.away():
        assert outcome(client) in ("ConnectError", "ReadError", "RemoteProtocolError")
        assert outcome(client) == "ConnectError"
    assert outcome(client) == "201"


def test_the_same_seed_meets_the_same_faults(server: tuple[str, int]) -> None:
    def run(seed: int) -> list[Fault | None]:
        with (
            FaultProxy(server) as proxy,
            httpx.Client(base_url=proxy.url, trust_env=False) as client,
        ):
            proxy.by_lot(seed, 0.5, QUICK)
            for _ in range(30):
                outcome(client)
            return [one.fault for one in proxy.seen]

    first = run(3)
    assert first == run(3)
    assert first != run(4)
    assert 5 < len([fault for fault in first if fault]) < 25


def test_its_clock_may_be_wrong(server: tuple[str, int]) -> None:
    with FaultProxy(server, skew=timedelta(hours=3)) as proxy:
        connection = http.client.HTTPConnection("127.0.0.1", proxy.port)
        connection.request("GET", "/")
        date = connection.getresponse().headers["Date"]
        connection.close()
    assert parsedate_to_datetime(date) == TIME + timedelta(hours=3)
