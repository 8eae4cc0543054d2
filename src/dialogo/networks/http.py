"""The one door to HTTP: times out, keeps off private addresses, turns failures into five errors.

The address that was checked is the one connected to, so that no name is checked as one host and
reached as another; every redirect goes through the same check.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import httpcore
import httpx

from dialogo import __version__
from dialogo.networks.errors import Refused, Throttled, Unreachable, Unsettled
from dialogo.records.text import Text

CONNECT, READ = 10.0, 30.0  # seconds
MOST_BYTES = 20_000_000  # of an answer; media are not fetched through here
AGENT = f"Dialogo/{__version__}"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})

PRIVATE = Text(
    en="{host} is a private address ({address}). Whoever runs the desk can allow it: "
    "allowed_hosts in the settings.",
    it="{host} è un indirizzo privato ({address}). Chi gestisce l'installazione può ammetterlo: "
    "allowed_hosts nelle impostazioni.",
)
NO_NAME = Text(
    en="there is no server called {host}. Check how it is written.",
    it="non esiste un server di nome {host}. Controllate com'è scritto.",
)
AWAY = Text(en="{host} cannot be reached now.", it="{host} ora non si raggiunge.")
CUT = Text(
    en="the connection to {host} broke off after the request had gone out.",
    it="il collegamento con {host} si è interrotto dopo l'invio della richiesta.",
)
TROUBLE = Text(
    en="{host} has trouble of its own (status {status}).",
    it="{host} ha un problema suo (stato {status}).",
)
TOO_MUCH = Text(
    en="{host} asks for a pause until {retry_at}.", it="{host} chiede una pausa fino a {retry_at}."
)
TOO_LONG = Text(
    en="the answer of {host} is longer than {most} bytes.",
    it="la risposta di {host} supera {most} byte.",
)


@dataclass(frozen=True)
class Allowed:
    """Hosts (by name) and networks (CIDR) that may be reached although they are private."""

    hosts: frozenset[str] = frozenset()
    networks: tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...] = ()

    @classmethod
    def of(cls, written: Iterable[str]) -> Allowed:
        """From entries such as `gotosocial.lan`, `10.0.0.7` or `192.168.0.0/16`."""
        hosts, networks = set(), []
        for entry in written:
            try:
                networks.append(ipaddress.ip_network(entry.strip("[]"), strict=False))
            except ValueError:
                hosts.add(entry.lower())
        return cls(frozenset(hosts), tuple(networks))

    def may(self, host: str, address: str) -> bool:
        found = ipaddress.ip_address(address.split("%", maxsplit=1)[0])
        if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
            found = found.ipv4_mapped
        if found.is_global and not found.is_multicast:
            return True
        return host.lower() in self.hosts or any(found in network for network in self.networks)


class _Checked(httpcore.SyncBackend):
    """Connects to the very address that was looked at."""

    def __init__(self, allowed: Allowed) -> None:
        self._allowed = allowed

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except OSError:
            raise Unreachable(NO_NAME, code="dns", host=host) from None
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        for address in addresses:
            if not self._allowed.may(host, address):
                raise Refused(PRIVATE, code="private-address", host=host, address=address)
        failure: Exception | None = None
        for address in addresses:
            try:
                return super().connect_tcp(address, port, timeout, local_address, socket_options)
            except httpcore.ConnectError as error:
                failure = error
        raise failure or httpcore.ConnectError(host)

    def connect_unix_socket(self, *args: Any, **kwargs: Any) -> httpcore.NetworkStream:
        raise httpcore.UnsupportedProtocol("no sockets of this machine")


@dataclass
class Door:
    """Requests to one server at a time. `now` tells the time (for `retry_at`); `asked` is called
    before each request, and may raise `Throttled` (see `pace.py`)."""

    now: Callable[[], datetime]
    allowed: Allowed = field(default_factory=Allowed)
    asked: Callable[[str], None] = lambda host: None
    verify: bool = True

    def __post_init__(self) -> None:
        transport = httpx.HTTPTransport(verify=self.verify, retries=0)
        transport._pool._network_backend = _Checked(self.allowed)
        self._client = httpx.Client(
            transport=transport,
            timeout=httpx.Timeout(READ, connect=CONNECT),
            headers={"User-Agent": AGENT},
            follow_redirects=False,
            trust_env=False,
        )

    def ask(
        self,
        method: str,
        url: str,
        *,
        sends: bool | None = None,
        redirects: int = 3,
        **content: Any,
    ) -> httpx.Response:
        """The answer, whatever its status below 500 but 429; raises the errors of `errors.py`.

        `sends`: whether doing it twice would matter (default: by the method). Then a failure after
        the request has gone out is `Unsettled`, else `Unreachable`.
        """
        host = httpx.URL(url).host
        risky = method not in SAFE if sends is None else sends
        self.asked(host)
        try:
            response = self._read(method, url, content)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise Unreachable(AWAY, code=type(error).__name__, host=host) from error
        except httpx.UnsupportedProtocol as error:
            raise Refused(AWAY, code="address", host=url) from error
        except httpx.TransportError as error:
            kind = Unsettled if risky else Unreachable
            raise kind(CUT, code=type(error).__name__, host=host) from error
        if response.is_redirect and method in SAFE and redirects:
            onward = response.next_request
            assert onward is not None  # noqa: S101  (narrowing only: is_redirect says so)
            return self.ask(method, str(onward.url), redirects=redirects - 1, **_plain(content))
        self._judge(response, host, risky)
        return response

    def close(self) -> None:
        self._client.close()

    def _read(self, method: str, url: str, content: Mapping[str, Any]) -> httpx.Response:
        with self._client.stream(method, url, **content) as response:
            body = bytearray()
            for part in response.iter_bytes():
                body += part
                if len(body) > MOST_BYTES:
                    host = httpx.URL(url).host
                    raise Refused(TOO_LONG, code="too-long", host=host, most=MOST_BYTES)
        response._content = bytes(body)
        return response

    def _judge(self, response: httpx.Response, host: str, risky: bool) -> None:
        status = response.status_code
        if status == 429:
            at = retry_at(response.headers, self.now())
            raise Throttled(TOO_MUCH, retry_at=at, code="429", host=host)
        if status >= 500:
            kind = Unsettled if risky else Unreachable
            raise kind(TROUBLE, code=str(status), host=host, status=status)


def _plain(content: Mapping[str, Any]) -> dict[str, Any]:
    """What goes along to another address: no credentials, no questions of the first."""
    return {
        name: value for name, value in content.items() if name not in ("headers", "auth", "params")
    }


def retry_at(headers: Mapping[str, str], now: datetime) -> datetime:
    """When a throttled request may come again: `Retry-After` (seconds or a date), the rate limit's
    reset (epoch seconds or a time), else a minute from now; never less than a second, never more
    than a day."""
    found = None
    for name in ("retry-after", "ratelimit-reset", "x-ratelimit-reset"):
        if name in headers and (found := _moment(headers[name], now)):
            break
    found = found or now + timedelta(minutes=1)
    return min(max(found, now + timedelta(seconds=1)), now + timedelta(days=1))


def _moment(written: str, now: datetime) -> datetime | None:
    try:
        number = float(written)
    except ValueError:
        pass
    else:
        if not 0 <= number < 10_000_000_000:
            return None
        return (
            datetime.fromtimestamp(number, UTC) if number > 1e9 else now + timedelta(seconds=number)
        )
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            found = parse(written)
        except (ValueError, TypeError):
            continue
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    return None
