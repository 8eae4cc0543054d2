"""The port the desk listens on: whether it is free, and how it is reached from here."""

from __future__ import annotations

import errno
import socket

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.settings.options import LOOPBACK, Options

HIGHEST = 65535

_TAKEN = Text(
    en="port {port} is taken by another program, or by a desk that runs already. Choose another: "
    "dialogo run --port {other}",
    it="la porta {port} è occupata da un altro programma, o da una scrivania già accesa. "
    "Sceglietene un'altra: dialogo run --port {other}",
)
_NOT_ALLOWED = Text(
    en="port {port} may only be opened by the system's administrator. Choose one from 1024 up: "
    "dialogo run --port 8000",
    it="la porta {port} può aprirla solo chi amministra il sistema. Sceglietene una da 1024 in su: "
    "dialogo run --port 8000",
)
_NO_HOST = Text(
    en="this machine has no address {host} ({why}). Write 127.0.0.1 for this machine alone, or "
    "0.0.0.0 for its network.",
    it="questa macchina non ha l'indirizzo {host} ({why}). Scrivete 127.0.0.1 solo per questa "
    "macchina, o 0.0.0.0 per la sua rete.",
)


def check_port(options: Options) -> None:
    """Opens the port for a moment; raises `BadInput` where that cannot be."""
    try:
        found = socket.getaddrinfo(options.host, options.port, type=socket.SOCK_STREAM)[0]
        with socket.socket(found[0], socket.SOCK_STREAM) as door:
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            door.bind(found[4])
    except OSError as trouble:
        port, last = str(options.port), options.port == HIGHEST
        if trouble.errno == errno.EADDRINUSE:
            other = "8000" if last else str(options.port + 1)
            raise BadInput(_TAKEN, port=port, other=other) from trouble
        if trouble.errno == errno.EACCES:
            raise BadInput(_NOT_ALLOWED, port=port) from trouble
        raise BadInput(_NO_HOST, host=options.host, why=str(trouble.strerror)) from trouble


def local_url(options: Options) -> str:
    """Where the desk is reached from this machine."""
    everywhere = options.host in ("0.0.0.0", "::", *LOOPBACK)  # noqa: S104  (compared, not opened)
    host = "localhost" if everywhere else options.host
    return f"http://{f'[{host}]' if ':' in host else host}:{options.port}"
