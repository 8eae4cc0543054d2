"""Every network there is: the `NETWORK` of each folder, and of packages by `dialogo.networks`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from pkgutil import iter_modules
from random import Random
from typing import Literal

import dialogo.networks as here
from dialogo.networks.account import Asked, Granted, Secrets
from dialogo.networks.connector import Connector
from dialogo.networks.http import Door
from dialogo.networks.metered import Charges
from dialogo.networks.outside import Kind
from dialogo.networks.pace import Pace
from dialogo.records.text import Text

# From what was filled in, our own address that the network sends people back to, and the randomness
# of secrets (a `SystemRandom`).
Ask = Callable[[Mapping[str, str], str, Door, Random], Asked]
# From what `Asked.kept` held and what came back: a form's fields, or the query of the return.
Grant = Callable[[Mapping[str, str], Mapping[str, str], Door], Granted]
# From the same as `Network.connect`: whether nothing lets us in any more. Raises the five errors.
Revoke = Callable[[Mapping[str, str], Secrets, Door], bool]


@dataclass(frozen=True)
class Way:
    """One way to connect: `oauth` by the network's own page, or a form with `fields`.

    `ask` begins the first; `grant` ends both. Both raise the five errors. `steps` are what to do
    on the network first, for somebody who has never done it; `leave` says where its owner takes
    away there what was given to us. `callback`: what address of ours has to be entered on the
    network first, made of the one that people come back to.
    """

    id: str
    kind: Literal["oauth", "form"]
    title: Text
    fields: tuple[Field, ...] = ()
    ask: Ask | None = None
    grant: Grant | None = None
    steps: tuple[Text, ...] = ()
    leave: Text | None = None
    callback: Callable[[str], str] | None = None


@dataclass(frozen=True)
class Field:
    """Something to fill in; a `secret` one is never shown again, a `rare` one seldom needed."""

    name: str
    title: Text
    hint: Text
    secret: bool = False
    required: bool = True
    rare: bool = False


@dataclass(frozen=True)
class Network:
    """`connect` makes a connector for an account from what was kept of its sign-in, and `revoke`
    gives back on the network what lets us in.

    What people are told before they connect one: what `brings` in, what `sends`, and what `cannot`
    be done there, and why. `ids`: whether those of messages (and where they are a server's, of
    people) are the same for whoever asks, or one server's or one account's alone (see apart.py).
    `looks`: what of others can be looked for there (its connectors are `outside.Looks` then).
    `charges`: what it asks for calls, where it does; a door to it needs a meter (see metered.py).
    `named_only`: programs may answer nobody there but who has named or quoted the account.
    """

    id: str
    title: Text
    ways: tuple[Way, ...]
    pace: Pace
    connect: Callable[[Mapping[str, str], Secrets, Door], Connector]
    revoke: Revoke | None = None
    brings: Text | None = None
    sends: Text | None = None
    cannot: Text | None = None
    looks: tuple[Kind, ...] = ()
    charges: Charges | None = None
    named_only: bool = False
    ids: Literal["everybody's", "server's", "account's"] = "everybody's"


@cache
def networks() -> Mapping[str, Network]:
    """By id."""
    found = {}
    for module in iter_modules(here.__path__):
        if module.ispkg:
            network: Network = import_module(f"{here.__name__}.{module.name}").NETWORK
            found[network.id] = network
    for entry in entry_points(group="dialogo.networks"):
        network = entry.load()
        found.setdefault(network.id, network)
    return found
