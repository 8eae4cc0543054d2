"""Which addresses may be reached, and connections to no other: no private ones unless allowed.

The address that was checked is the one connected to, so that no name is checked as one host and
reached as another. A connection ends by its deadline, however slowly the other side drips.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import ssl
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

import httpcore

from dialogo.networks.errors import Refused, Unreachable
from dialogo.records.text import Text

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
IPNetwork = ipaddress.IPv4Network | ipaddress.IPv6Network

_UNICAST = ipaddress.IPv6Network("2000::/3")  # what of IPv6 is given out at all (RFC 4291, IANA)
_HOST = re.compile(r"[\w.:-]+")  # a name or a number; the rest is for the resolver to judge
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # IPv4 behind a translator (RFC 6052)

PRIVATE = Text(
    en="the server {host} has a private address ({address}), and those are kept off. Whoever runs "
    "the desk can allow it: DIALOGO_ALLOWED_HOSTS={host}.",
    it="il server {host} ha un indirizzo privato ({address}), e quelli restano esclusi. Chi "
    "gestisce l'installazione può ammetterlo: DIALOGO_ALLOWED_HOSTS={host}.",
)
NO_HOST = Text(
    en="“{host}” is not the address of a server. Check how it is written.",
    it="«{host}» non è l'indirizzo di un server. Controllate com'è scritto.",
)
NOT_LOOKED_UP = Text(
    en="the server {host} cannot be looked up now. Check how it is written, and whether this "
    "machine has a connection.",
    it="il server {host} ora non si può cercare. Controllate com'è scritto, e se questa macchina è "
    "in rete.",
)
NO_NAME = Text(
    en="there is no server called {host}. Check how it is written.",
    it="non esiste un server di nome {host}. Controllate com'è scritto.",
)


@dataclass(frozen=True)
class Allowed:
    """Hosts (by name) and networks (CIDR) that may be reached although they are private."""

    hosts: frozenset[str] = frozenset()
    networks: tuple[IPNetwork, ...] = ()

    @classmethod
    def of(cls, written: Iterable[str]) -> Allowed:
        """From entries such as `gotosocial.lan`, `10.0.0.7` or `192.168.0.0/16`."""
        hosts, networks = set(), []
        for entry in filter(None, map(str.strip, written)):
            try:
                networks.append(ipaddress.ip_network(entry.strip("[]"), strict=False))
            except ValueError:
                hosts.add(_name(entry))
        return cls(frozenset(hosts), tuple(networks))

    def may(self, host: str, address: str) -> bool:
        """Whether `address`, which `host` was found at, may be reached."""
        found = _inner(ipaddress.ip_address(address.split("%", maxsplit=1)[0]))
        public = found.is_global and not found.is_multicast
        if public and (found.version == 4 or found in _UNICAST):
            return True
        return _name(host) in self.hosts or any(found in network for network in self.networks)


def _name(host: str) -> str:
    return host.lower().rstrip(".")


def _inner(address: IPAddress) -> IPAddress:
    """The IPv4 address that is reached by an IPv6 address that only wraps it."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address


def reach(host: str, port: int, allowed: Allowed) -> list[str]:
    """The addresses of a host, every one of them looked at; raises `Refused` or `Unreachable`."""
    if not _HOST.fullmatch(host):
        raise Refused(NO_HOST, code="host", host=unquote(host))
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        later = isinstance(error, OSError) and error.errno == socket.EAI_AGAIN
        raise Unreachable(NOT_LOOKED_UP if later else NO_NAME, code="dns", host=host) from None
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    for address in addresses:
        if not allowed.may(host, address):
            raise Refused(PRIVATE, code="private-address", host=host, address=address)
    return addresses


class Checked(httpcore.SyncBackend):
    """Connects to the very address that was looked at, and no longer than until `deadline`
    (`time.monotonic`), which whoever asks sets before each request."""

    def __init__(self, allowed: Allowed) -> None:
        self._allowed = allowed
        self.deadline = float("inf")

    def left(self, timeout: float | None) -> float | None:
        """How long one step may take; raises `httpcore.ReadTimeout` when the time is over."""
        rest = self.deadline - time.monotonic()
        if rest <= 0:
            raise httpcore.ReadTimeout("the deadline has passed")
        if timeout is None:
            return None if rest == float("inf") else rest
        return min(timeout, rest)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        addresses = reach(host, port, self._allowed)
        failure: Exception | None = None
        for address in addresses:
            try:
                return _Bounded(
                    super().connect_tcp(address, port, timeout, local_address, socket_options), self
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure or httpcore.ConnectError(host)

    def connect_unix_socket(self, *args: Any, **kwargs: Any) -> httpcore.NetworkStream:
        raise httpcore.UnsupportedProtocol("no sockets of this machine")


class _Bounded(httpcore.NetworkStream):
    """A connection whose every step also keeps the deadline."""

    def __init__(self, stream: httpcore.NetworkStream, clock: Checked) -> None:
        self._stream, self._clock = stream, clock

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._clock.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._clock.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, timeout)
        return _Bounded(stream, self._clock)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
