"""The states of a connection: what may follow what, and why; every change of state goes by here."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models, transaction

from dialogo.networks.shelf import networks
from dialogo.records.network_names import network_name
from dialogo.records.text import Text
from dialogo.web.actions import trail
from dialogo.web.models.connections import Connection
from dialogo.web.models.person import Person

LIVE, RESTING, SIGNED_OUT = Connection.LIVE, Connection.RESTING, Connection.SIGNED_OUT
MOVED, PAUSED, ENDED = Connection.MOVED, Connection.PAUSED, Connection.ENDED
STATES = (LIVE, RESTING, SIGNED_OUT, MOVED, PAUSED, ENDED)


@dataclass(frozen=True)
class Step:
    """Why one state follows another; `says` is its line in the trail. None: the weather of a
    network, which comes and goes by itself and is seen on the page."""

    why: str
    says: Text | None


AGAIN = Text(
    en="connected {account} on {network} again", it="ha ricollegato {account} su {network}"
)
_OUT = Text(
    en="{network} no longer lets us in as {account}: it has to be connected again",
    it="{network} non ci fa più entrare come {account}: va ricollegato",
)
_GONE = Text(
    en="{account} on {network} has moved elsewhere", it="{account} su {network} si è trasferito"
)
_PAUSE = Text(en="paused {account} on {network}", it="ha messo in pausa {account} su {network}")
_END = Text(en="disconnected {account} on {network}", it="ha scollegato {account} su {network}")
_RESUME = Text(
    en="had {account} on {network} read again", it="ha fatto riprendere {account} su {network}"
)
_BACK = Text(
    en="{account} on {network} has come back to where it was",
    it="{account} su {network} è tornato dov'era",
)

_ENDS = Step("a person disconnects it for good", _END)
_PAUSES = Step("a person pauses it", _PAUSE)
_LEFT = Step("the account says that it has gone elsewhere", _GONE)
_SHUT = Step("the network no longer knows us", _OUT)

GRAPH: dict[str, dict[str, Step]] = {
    LIVE: {
        RESTING: Step("the network asks for a pause, or cannot be reached", None),
        SIGNED_OUT: _SHUT,
        MOVED: _LEFT,
        PAUSED: _PAUSES,
        ENDED: _ENDS,
    },
    RESTING: {
        LIVE: Step("the network answers again", None),
        SIGNED_OUT: _SHUT,
        MOVED: _LEFT,
        PAUSED: _PAUSES,
        ENDED: _ENDS,
    },
    SIGNED_OUT: {
        LIVE: Step("a person connects it again", AGAIN),
        MOVED: Step("a person connects it again, and it has gone elsewhere", AGAIN),
        PAUSED: _PAUSES,
        ENDED: _ENDS,
    },
    MOVED: {
        LIVE: Step("the account says that it is back", _BACK),
        SIGNED_OUT: _SHUT,
        PAUSED: _PAUSES,
        ENDED: _ENDS,
    },
    PAUSED: {
        LIVE: Step("a person resumes it, or connects it again", _RESUME),
        MOVED: Step("a person resumes it, and it has gone elsewhere", _RESUME),
        ENDED: _ENDS,
    },
    ENDED: {
        LIVE: Step("a person connects the same account again", AGAIN),
        MOVED: Step("a person connects the same account again, which has gone elsewhere", AGAIN),
    },
}


CALLED = {
    LIVE: Text(en="connected", it="collegato"),
    RESTING: Text(en="waiting to try again", it="in attesa di riprovare"),
    SIGNED_OUT: Text(en="signed out", it="accesso scaduto"),
    MOVED: Text(en="moved elsewhere", it="trasferito altrove"),
    PAUSED: Text(en="paused", it="in pausa"),
    ENDED: Text(en="disconnected", it="scollegato"),
}
TO_DO = {
    LIVE: Text(
        en="Nothing to do: messages come in by themselves, and answers go out.",
        it="Non c'è nulla da fare: i messaggi arrivano da soli, e le risposte partono.",
    ),
    RESTING: Text(
        en="Nothing to do yet: Dialogo tries again by itself, and nothing is lost meanwhile.",
        it="Per ora non c'è nulla da fare: Dialogo riprova da sé, e intanto non si perde nulla.",
    ),
    SIGNED_OUT: Text(
        en="Connect it again. Until then nothing comes in, and answers wait here.",
        it="Va ricollegato. Fino ad allora non arriva nulla, e le risposte aspettano qui.",
    ),
    MOVED: Text(
        en="Connect the account it has moved to. This one is still read, but sends no more.",
        it="Collegate il profilo a cui si è trasferito. Questo si legge ancora, ma non manda più "
        "nulla.",
    ),
    PAUSED: Text(
        en="Resume it when it is to be read again. Until then nothing comes in, and answers wait "
        "here.",
        it="Fatelo riprendere quando deve essere letto di nuovo. Fino ad allora non arriva nulla, "
        "e le risposte aspettano qui.",
    ),
    ENDED: Text(
        en="What it brought stays. To go on from there, connect the same account again.",
        it="Ciò che ha portato resta. Per continuare da lì, ricollegate lo stesso profilo.",
    ),
}


class NotAllowed(ValueError):
    """A change that the graph does not have: a fault of whoever asked for it."""


def move(connection: Connection, to: str, by: Person | None = None, **fields: object) -> bool:
    """Changes the state, with `fields`, if nobody else has changed it meanwhile; says whether.

    Raises `NotAllowed` where the graph has no such step. `connection` is brought up to date.
    """
    step = GRAPH[connection.state].get(to)
    if step is None:
        raise NotAllowed(f"a connection does not go from {connection.state} to {to}")
    with transaction.atomic():
        changed = same(connection).update(state=to, **fields)
        if changed and step.says:
            note(connection, f"networks.{to}", step.says, by)
    connection.refresh_from_db()
    return bool(changed)


def change(connection: Connection, **fields: object) -> bool:
    """Writes `fields` while the state stays, under the same condition as `move`."""
    changed = same(connection).update(**fields)
    for name, value in fields.items():
        setattr(connection, name, value)
    return bool(changed)


def same(connection: Connection) -> models.QuerySet[Connection]:
    """The row, if its state is still the one that `connection` was read with, and nobody has
    connected it again since: what an old sign-in met says nothing about a new one."""
    return Connection.objects.filter(
        pk=connection.pk, state=connection.state, connected_at=connection.connected_at
    )


def note(connection: Connection, verb: str, says: Text, by: Person | None) -> None:
    """One line of the trail about a connection."""
    trail.note(
        by,
        connection.workspace,
        verb,
        f"connection:{connection.pk}",
        says,
        account=connection.handle or connection.name or connection.external_id,
        network=called(connection.network),
    )


def called(network: str) -> Text:
    """What a network is called, though whoever brought it may be gone."""
    known = networks().get(network)
    name = network_name(network)
    return known.title if known else Text(en=name, it=name)
