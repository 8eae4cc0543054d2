"""The door to HTTP holds against servers that are slow, big, broken, or not who they say."""

from __future__ import annotations

import gzip
import socket
import ssl
import time
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from dialogo.networks.errors import NetworkError, Refused, Throttled, Unreachable, Unsettled
from dialogo.networks.http import Allowed, Door, retry_at
from tests.networks.fault_proxy import Fault, FaultProxy
from tests.networks.raw_server import answer, raw_server
from tests.networks.words import is_said

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
HERE = Allowed.of(["127.0.0.0/8", "::1"])
Names = Callable[[dict[str, list[str]]], None]


def door(**settings: Any) -> Door:
    return Door(lambda: NOW, **{"allowed": HERE, **settings})


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Names:
    """A resolver of our own: each name has addresses, one more for each time it is asked."""
    real = socket.getaddrinfo

    def set_names(known: dict[str, list[str]]) -> None:
        left = {name: list(addresses) for name, addresses in known.items()}

        def resolve(host: Any, port: Any, *rest: Any, **more: Any) -> Any:
            if host not in left:
                return real(host, port, *rest, **more)
            address = left[host].pop(0) if len(left[host]) > 1 else left[host][0]
            return real(address, port, *rest, **more)

        monkeypatch.setattr(socket, "getaddrinfo", resolve)

    return set_names


# Where it goes


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]",
        "0.0.0.0", "0",  # noqa: S104  (nothing listens there)
        "2130706433", "0177.0.0.1", "0x7f.0.0.1", "0x7f000001", "127.1", "localhost.",
        "127.0.0.1.", "１２７.0.0.1",
    ],
)  # fmt: skip
def test_this_machine_is_refused_however_it_is_written(host: str) -> None:
    with raw_server(answer()) as server:
        with pytest.raises(NetworkError) as refused:
            door(allowed=Allowed()).ask("POST", f"http://{host}:{server.port}/")
        assert server.asked == []
    assert isinstance(refused.value, Refused) or refused.value.code == "dns"
    is_said(refused.value)


def test_a_private_address_of_a_name_is_refused(names: Names) -> None:
    names({"innocent.example": ["127.0.0.1"]})
    with raw_server(answer()) as server:
        with pytest.raises(Refused) as refused:
            door(allowed=Allowed()).ask("GET", f"http://innocent.example:{server.port}/")
        assert server.asked == []
    assert refused.value.code == "private-address"
    assert "innocent.example" in refused.value.say("it")


def test_a_name_that_answers_differently_the_second_time_gains_nothing(names: Names) -> None:
    names({"rebinds.example": ["127.0.0.2", "127.0.0.1"]})
    allowed = Allowed.of(["127.0.0.2"])
    with raw_server(answer()) as server:
        with pytest.raises(Unreachable):  # nobody listens at 127.0.0.2, which was checked
            door(allowed=allowed).ask("GET", f"http://rebinds.example:{server.port}/")
        with pytest.raises(Refused):
            door(allowed=allowed).ask("GET", f"http://rebinds.example:{server.port}/")
        assert server.asked == []


def test_an_allowed_host_is_reached() -> None:
    with raw_server(answer(b"hello")) as server:
        allowed = Allowed.of(["localhost"])
        assert door(allowed=allowed).ask("GET", f"http://localhost:{server.port}/").text == "hello"


@pytest.mark.parametrize(
    "url",
    ["", "example.org", "ftp://example.org/", "file:///etc/passwd", "http://", "http://[::1"],
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(Refused) as refused:
        door().ask("GET", url)
    is_said(refused.value)


@pytest.mark.parametrize("host", ["nobody.invalid", "a" * 64 + ".example", "a..b", "ex ample.org"])
def test_a_name_that_nobody_bears_surely_did_nothing(host: str) -> None:
    with pytest.raises((Unreachable, Refused)) as failed:
        door().ask("POST", f"http://{host}/")
    is_said(failed.value)


def test_proxies_of_the_environment_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with raw_server(answer(b"proxy")) as proxy, raw_server(answer(b"server")) as server:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        assert door().ask("GET", f"http://127.0.0.1:{server.port}/").text == "server"
        assert proxy.asked == []


# Sent on


def sends_on(to: str) -> bytes:
    return answer(b"", "302 Found", Location=to)


def test_a_redirect_to_a_private_address_is_refused(names: Names) -> None:
    allowed = Allowed.of(["127.0.0.2"])
    with raw_server(answer()) as inside:
        target = f"http://127.0.0.1:{inside.port}/secret"
        with (
            raw_server(sends_on(target), host="127.0.0.2") as outside,
            pytest.raises(Refused) as refused,
        ):
            door(allowed=allowed).ask("GET", f"http://127.0.0.2:{outside.port}/")
        assert inside.asked == []
    assert refused.value.code == "private-address"


def test_credentials_stay_with_the_server_they_are_for() -> None:
    with raw_server(answer(b"there")) as other:
        with raw_server(sends_on(f"http://127.0.0.1:{other.port}/x")) as first:
            headers = {"Authorization": "Bearer secret", "X-Key": "secret", "Accept": "text/x"}
            url = f"http://127.0.0.1:{first.port}/"
            found = door().ask("GET", url, headers=headers, params={"token": "secret"})
        assert found.text == "there"
        assert b"secret" in first.asked[0]
        assert b"secret" not in other.asked[0]
        assert b"accept: text/x" in other.asked[0].lower()


def test_on_the_same_server_they_go_along() -> None:
    def says(request: bytes) -> list[bytes]:
        return [sends_on("/there")] if b"GET / " in request else [answer(b"there")]

    with raw_server(says) as server:
        headers = {"Authorization": "Bearer secret"}
        assert (
            door().ask("GET", f"http://127.0.0.1:{server.port}/", headers=headers).text == "there"
        )
        assert b"Bearer secret" in server.asked[1]


def test_going_round_in_circles_ends() -> None:
    with raw_server(sends_on("/again")) as server:
        with pytest.raises(Refused) as refused:
            door().ask("GET", f"http://127.0.0.1:{server.port}/")
        assert len(server.asked) == 4
    is_said(refused.value)


def test_what_sends_is_never_sent_on() -> None:
    with raw_server(answer(b"there")) as other:
        with raw_server(sends_on(f"http://127.0.0.1:{other.port}/")) as first:
            assert door().ask("POST", f"http://127.0.0.1:{first.port}/").status_code == 302
        assert other.asked == []


def test_cookies_are_not_kept() -> None:
    with raw_server(answer(Set_Cookie="session=1; Path=/")) as server:
        keeps = door()
        for _ in range(2):
            keeps.ask("GET", f"http://127.0.0.1:{server.port}/")
        assert b"session" not in server.asked[1]


# Certificates


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key and a certificate of its own for good.example, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "good.example")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2120, 1, 1, tzinfo=UTC))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("good.example")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "good.pem"
    plain = serialization.NoEncryption()
    form = serialization.PrivateFormat.PKCS8
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, form, plain)
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path


@pytest.fixture
def tls(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


def test_the_name_on_the_certificate_is_checked_though_we_connect_by_address(
    names: Names, tls: ssl.SSLContext, certificate: Path
) -> None:
    names({"good.example": ["127.0.0.1"], "evil.example": ["127.0.0.1"]})
    trust = ssl.create_default_context(cafile=str(certificate))
    with raw_server(answer(b"safe"), tls) as server:
        url = f"https://good.example:{server.port}/"
        assert door(verify=trust).ask("GET", url).text == "safe"
        for other in (f"https://evil.example:{server.port}/", f"https://127.0.0.1:{server.port}/"):
            with pytest.raises(Unreachable) as refused:
                door(verify=trust).ask("POST", other)
            assert refused.value.code == "certificate"
            is_said(refused.value)
        assert len(server.asked) == 1


def test_a_certificate_that_nobody_vouches_for_is_not_believed(
    names: Names, tls: ssl.SSLContext
) -> None:
    names({"good.example": ["127.0.0.1"]})
    with raw_server(answer(), tls) as server, pytest.raises(Unreachable) as refused:
        door().ask("POST", f"https://good.example:{server.port}/")
    assert refused.value.code == "certificate"


def test_from_an_encrypted_server_nobody_is_sent_to_a_plain_one(
    names: Names, tls: ssl.SSLContext, certificate: Path
) -> None:
    names({"good.example": ["127.0.0.1"]})
    trust = ssl.create_default_context(cafile=str(certificate))
    with raw_server(answer()) as plain:
        with (
            raw_server(sends_on(f"http://good.example:{plain.port}/"), tls) as server,
            pytest.raises(Refused) as refused,
        ):
            door(verify=trust).ask("GET", f"https://good.example:{server.port}/")
        assert plain.asked == []
    assert refused.value.code == "redirect"
    is_said(refused.value)


# Too big, too slow, broken


def test_an_answer_that_is_too_long_is_put_down_in_time() -> None:
    def endless(_: bytes) -> Iterator[bytes | float]:
        yield b"HTTP/1.1 200 OK\r\n\r\n"
        while True:
            yield b"x" * 10_000

    with raw_server(endless) as server:
        url = f"http://127.0.0.1:{server.port}/"
        with pytest.raises(Refused) as refused:
            door(most=100_000).ask("GET", url)
        with pytest.raises(Unsettled):  # it is too long, and it may have been done
            door(most=100_000).ask("POST", url)
    assert refused.value.code == "too-long"
    is_said(refused.value)


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress])
def test_a_small_answer_that_unpacks_to_a_big_one_is_put_down(
    pack: Callable[[bytes], bytes],
) -> None:
    bomb = answer(pack(b"\0" * 50_000_000), Content_Encoding="gzip")
    assert len(bomb) < 100_000
    with raw_server(bomb) as server, pytest.raises(Refused) as refused:
        door(most=1_000_000).ask("GET", f"http://127.0.0.1:{server.port}/")
    assert refused.value.code == "too-long"


@pytest.mark.parametrize(
    ("packing", "pack"),
    [("gzip", gzip.compress), ("deflate", zlib.compress), ("identity", bytes), ("", bytes)],
)
def test_packed_answers_are_unpacked(packing: str, pack: Callable[[bytes], bytes]) -> None:
    text = "perché sì " * 1000
    with raw_server(answer(pack(text.encode()), Content_Encoding=packing)) as server:
        assert door().ask("GET", f"http://127.0.0.1:{server.port}/").text == text


@pytest.mark.parametrize(
    "says",
    [
        b"",
        b"HTTP/1.1 2",
        b"nonsense\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhalf",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel",
        answer(gzip.compress(b"hello" * 100, mtime=0)[:-12], Content_Encoding="gzip"),
        answer(b"not packed at all", Content_Encoding="gzip"),
        answer(b"?", Content_Encoding="br"),
    ],
)
def test_a_broken_answer_leaves_in_doubt_what_was_sent(says: bytes) -> None:
    with raw_server(says) as server:
        url = f"http://127.0.0.1:{server.port}/"
        with pytest.raises(Unsettled) as doubt:
            door().ask("POST", url, json={"text": "hello"})
        with pytest.raises(Unreachable):
            door().ask("GET", url)
        with pytest.raises(Unsettled):
            door().ask("GET", url, sends=True)
        with pytest.raises(Unreachable):
            door().ask("POST", url, sends=False)
    is_said(doubt.value)


@pytest.mark.parametrize("where", ["head", "body"])
def test_a_server_that_drips_is_left_when_the_time_is_over(where: str) -> None:
    def drips(_: bytes) -> Iterator[bytes | float]:
        yield b"HTTP/1.1 200 OK\r\n" + (b"Content-Length: 999\r\n\r\n" if where == "body" else b"")
        while True:
            yield 0.05
            yield b"x" if where == "body" else b"X-Y: z\r\n"

    with raw_server(drips) as server:
        start = time.monotonic()
        with pytest.raises(Unsettled):
            door(total=0.4).ask("POST", f"http://127.0.0.1:{server.port}/")
        assert 0.3 < time.monotonic() - start < 10


def test_a_silent_server_is_left_after_one_step() -> None:
    def silent(_: bytes) -> Iterator[float]:
        yield 5

    with raw_server(silent) as server, pytest.raises(Unreachable):
        door(read=0.2).ask("GET", f"http://127.0.0.1:{server.port}/")


def test_what_carries_a_video_may_last_longer_in_each_step_and_as_a_whole() -> None:
    def thinks(_: bytes) -> Iterator[bytes | float]:
        yield 0.6
        yield b"HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n"

    with raw_server(thinks) as server:
        url = f"http://127.0.0.1:{server.port}/"
        for short in (door(read=0.2), door(total=0.3)):
            with pytest.raises(Unreachable):
                short.ask("POST", url, sends=False)
            assert short.ask("POST", url, sends=False, longer=5).status_code == 202


def test_a_port_where_nobody_listens_surely_did_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(Unreachable) as away:
        door().ask("POST", f"http://127.0.0.1:{port}/")
    is_said(away.value)


@pytest.mark.parametrize(
    ("fault", "posting", "getting"),
    [
        (Fault.CUT_BEFORE, Unsettled, Unreachable),
        (Fault.ANSWER_LOST, Unsettled, Unreachable),
        (Fault.HALF_ANSWER, Unsettled, Unreachable),
        (Fault.ERROR_BEFORE, Unsettled, Unreachable),
        (Fault.ERROR_AFTER, Unsettled, Unreachable),
        (Fault.THROTTLED, Throttled, Throttled),
        (Fault.THROTTLED_FOR, Throttled, Throttled),
    ],
)
def test_each_fault_of_the_way_is_the_error_that_says_what_may_be_done(
    fault: Fault, posting: type[NetworkError], getting: type[NetworkError]
) -> None:
    with (
        raw_server(answer(b"hello" * 10)) as server,
        FaultProxy(("127.0.0.1", server.port)) as proxy,
    ):
        asks = door()
        for method, kind in (("POST", posting), ("GET", getting)):
            proxy.next(fault)
            with pytest.raises(NetworkError) as failed:
                asks.ask(method, proxy.url)
            assert type(failed.value) is kind
            is_said(failed.value)
            assert asks.ask(method, proxy.url).status_code == 200


def test_whoever_keeps_the_pace_is_asked_before_each_request_and_may_say_no() -> None:
    hosts: list[str] = []

    def asked(host: str) -> None:
        hosts.append(host)
        if len(hosts) == 3:
            raise AssertionError("enough")

    def says(request: bytes) -> list[bytes]:
        return [sends_on("/there")] if b"GET / " in request else [answer()]

    with raw_server(says) as server:
        asks = door(asked=asked)
        asks.ask("GET", f"http://127.0.0.1:{server.port}/")
        with pytest.raises(AssertionError):
            asks.ask("GET", f"http://127.0.0.1:{server.port}/")
        assert len(server.asked) == 2
    assert hosts == ["127.0.0.1"] * 3


def test_who_was_let_through_and_then_stood_still_sends_nothing_more() -> None:
    with raw_server(answer()) as server:
        asks = door(total=0.1, asked=lambda host: time.sleep(0.2))
        with pytest.raises(Unsettled):
            asks.ask("POST", f"http://127.0.0.1:{server.port}/")
        assert server.asked == []


# When to come again


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, 60),
        ({"retry-after": "7"}, 7),
        ({"retry-after": "0"}, 1),
        ({"retry-after": "1.5"}, 1.5),
        ({"retry-after": "-5"}, 60),
        ({"retry-after": "nan"}, 60),
        ({"retry-after": "inf"}, 60),
        ({"retry-after": "soon"}, 60),
        ({"retry-after": "999999999"}, 86400),
        ({"retry-after": "Sun, 22 Nov 2026 10:00:30 GMT"}, 30),
        ({"retry-after": "Sun, 22 Nov 2026 09:00:00 GMT"}, 1),
        ({"retry-after": "soon", "ratelimit-reset": "12"}, 12),
        ({"ratelimit-reset": str(int(NOW.timestamp()) + 90)}, 90),
        ({"x-ratelimit-reset": "2026-11-22T10:02:00.000Z"}, 120),
        ({"x-ratelimit-reset": "2026-11-22T11:02:00+01:00"}, 120),
        ({"retry-after": "5", "x-ratelimit-reset": "2026-11-22T10:02:00Z"}, 5),
        # their clock is an hour ahead of ours
        (
            {
                "date": "Sun, 22 Nov 2026 11:00:00 GMT",
                "retry-after": "Sun, 22 Nov 2026 11:00:20 GMT",
            },
            20,
        ),
        (
            {"date": "Sun, 22 Nov 2026 11:00:00 GMT", "x-ratelimit-reset": "2026-11-22T11:02:00Z"},
            120,
        ),
    ],
)
def test_a_pause_is_read_as_it_was_meant(headers: dict[str, str], seconds: float) -> None:
    assert retry_at(headers, NOW) == NOW + timedelta(seconds=seconds)


@given(
    st.dictionaries(
        st.sampled_from(["retry-after", "ratelimit-reset", "x-ratelimit-reset", "date"]),
        st.one_of(
            st.text(max_size=30),
            st.floats().map(str),
            st.integers().map(str),
            st.datetimes(timezones=st.timezones()).map(datetime.isoformat),
        ),
    )
)
def test_a_pause_lasts_from_a_second_to_a_day_whatever_the_server_says(
    headers: dict[str, str],
) -> None:
    wait = retry_at(headers, NOW) - NOW
    assert timedelta(seconds=1) <= wait <= timedelta(days=1)
