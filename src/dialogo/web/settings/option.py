"""What one option is, and what its value may be: text from outside, checked and made a value."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from dialogo.records.text import LANGS, Text

Network = IPv4Network | IPv6Network


@dataclass(frozen=True)
class Kind:
    """What a value may be: `wanted` completes "write …", `read` raises `ValueError` for others."""

    wanted: Text
    read: Callable[[str], Any]


@dataclass(frozen=True)
class Option:
    """One option: `name` in the file, `variable` in the environment; `secret` is never shown."""

    name: str
    kind: Kind
    default: Any
    means: Text
    secret: bool = False

    @property
    def variable(self) -> str:
        return "DIALOGO_" + self.name.upper()


def option(kind: Kind, default: Any, *, en: str, it: str, secret: bool = False) -> Any:
    """A field of `Options` that can be set from outside."""
    about = {"kind": kind, "means": Text(en=en, it=it), "secret": secret}
    return field(default=default, metadata=about, repr=not secret)


def _text(value: str) -> str:
    return value.strip()


def _path(value: str) -> Path:
    if not value.strip():
        raise ValueError
    return Path(value.strip()).expanduser().resolve()


def _whole(lowest: int, highest: int) -> Callable[[str], int]:
    def read(value: str) -> int:
        number = int(value.strip())
        if not lowest <= number <= highest:
            raise ValueError
        return number

    return read


def _one_of(*choices: str) -> Callable[[str], str]:
    def read(value: str) -> str:
        if value.strip().lower() not in choices:
            raise ValueError
        return value.strip().lower()

    return read


def _flag(value: str) -> bool:
    word = value.strip().lower()
    if word not in ("1", "yes", "true", "on", "0", "no", "false", "off"):
        raise ValueError
    return word in ("1", "yes", "true", "on")


def _list(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(",") if part.strip())


def _networks(value: str) -> tuple[Network, ...]:
    return tuple(ip_network(part, strict=False) for part in _list(value))


def _url(*schemes: str, bare: bool = False) -> Callable[[str], str]:
    """An address of one of the schemes; `bare`: nothing behind the host but a port."""

    def read(value: str) -> str:
        url = urlsplit(value.strip())
        if url.scheme not in schemes or not (url.hostname or "host=" in url.query):
            raise ValueError
        if url.port == 0 or (bare and (url.path.strip("/") or url.query or url.fragment)):
            raise ValueError
        return value.strip().rstrip("/") if bare else value.strip()

    return read


def _database(value: str) -> str:
    """PostgreSQL's address; `postgres://` is the same."""
    found = _url("postgresql", "postgres")(value)
    if not urlsplit(found).path.strip("/"):
        raise ValueError
    return re.sub("^postgres:", "postgresql:", found)


def _long(value: str) -> str:
    if len(value.strip()) < 32:
        raise ValueError
    return value.strip()


TEXT = Kind(Text(en="some text", it="del testo"), _text)
PATH = Kind(
    Text(en="a folder, as in /var/lib/dialogo", it="una cartella, come /var/lib/dialogo"), _path
)
DAYS = Kind(
    Text(en="days, a whole number from 0 to 3650", it="i giorni, un numero intero da 0 a 3650"),
    _whole(0, 3650),
)
PORT = Kind(
    Text(en="a whole number from 1 to 65535", it="un numero intero da 1 a 65535"),
    _whole(1, 65535),
)
COUNT = Kind(Text(en="a whole number from 1 to 64", it="un numero intero da 1 a 64"), _whole(1, 64))
COUNT_OR_NONE = Kind(
    Text(en="a whole number from 0 to 64", it="un numero intero da 0 a 64"), _whole(0, 64)
)
MEGABYTES = Kind(
    Text(
        en="megabytes, a whole number from 1 to 100000",
        it="i megabyte, un numero intero da 1 a 100000",
    ),
    _whole(1, 100_000),
)
LANGUAGE = Kind(Text(en="en or it", it="en oppure it"), _one_of(*LANGS))
FLAG = Kind(Text(en="yes or no", it="yes oppure no"), _flag)
FORMAT = Kind(Text(en="console or json", it="console oppure json"), _one_of("console", "json"))
LEVEL = Kind(
    Text(en="debug, info, warning or error", it="debug, info, warning oppure error"),
    _one_of("debug", "info", "warning", "error"),
)
LIST = Kind(Text(en="words with commas between them", it="parole separate da virgole"), _list)
NETWORKS = Kind(
    Text(
        en="IP addresses or ranges with commas between them, as in 127.0.0.1, 10.0.0.0/8",
        it="indirizzi IP o intervalli separati da virgole, come 127.0.0.1, 10.0.0.0/8",
    ),
    _networks,
)
ADDRESS = Kind(
    Text(
        en="the address without a path, as in https://dialogo.example.com",
        it="l'indirizzo senza percorso, come https://dialogo.example.com",
    ),
    _url("https", "http", bare=True),
)
ISSUER = Kind(
    Text(
        en="its address, as in https://login.example.com/realms/company",
        it="il suo indirizzo, come https://login.example.com/realms/azienda",
    ),
    _url("https", "http"),
)
DATABASE = Kind(
    Text(
        en="an address as in postgresql://user:password@host:5432/name",
        it="un indirizzo come postgresql://utente:password@host:5432/nome",
    ),
    _database,
)
MAIL = Kind(
    Text(
        en="an address as in smtp+tls://user:password@mail.example.com:587, smtps:// for port 465, "
        "or smtp:// for a server of your own that does not encrypt",
        it="un indirizzo come smtp+tls://utente:password@mail.example.com:587, smtps:// per la "
        "porta 465, o smtp:// per un server proprio che non cifra",
    ),
    _url("smtp+tls", "smtps", "smtp"),
)
LONGS = Kind(
    Text(
        en="keys of at least 32 characters, with commas between them",
        it="chiavi di almeno 32 caratteri, separate da virgole",
    ),
    lambda value: tuple(_long(part) for part in _list(value)),
)
LONG = Kind(Text(en="at least 32 characters", it="almeno 32 caratteri"), _long)
