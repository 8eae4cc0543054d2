"""Practice: invented people of the practice network write to the sample company, and thank it."""

from __future__ import annotations

from pathlib import Path
from random import Random

from django.utils import timezone

from dialogo.networks.fake.people import Says, thank, write
from dialogo.networks.fake.server import Server
from dialogo.records.text import Lang
from dialogo.simulation.practice import lines
from dialogo.web.actions.connections import connect
from dialogo.web.actions.connections.filling import fill
from dialogo.web.models.connections import Connection
from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.connections import PRACTICE
from dialogo.web.queries.practice import connection_of

HANDLE = "torrefazione_aurora"
AT_ONCE = 5  # people who write when they are asked to


def let_people_write(workspace: Workspace, by: Person, lang: Lang, rng: Random) -> Connection:
    """A few more people write to the sample company, whose practice account is made if need be;
    what they write is pulled at once."""
    connection = connection_of(workspace) or _joined(workspace, by)
    server, now = _server(connection), timezone.now()
    says = _says(lang, rng)
    write(server, connection.handle, says, number=AT_ONCE, at=now, rng=rng)
    Connection.objects.filter(pk=connection.pk).update(pull_at=now)
    return connection


def let_people_thank(connection: Connection, lang: Lang, rng: Random) -> int:
    """Whoever was answered says thank you, once; how many did."""
    now = timezone.now()
    count = thank(_server(connection), connection.handle, _says(lang, rng), at=now, rng=rng)
    if count:
        Connection.objects.filter(pk=connection.pk).update(pull_at=now)
    return count


def _joined(workspace: Workspace, by: Person) -> Connection:
    way = connect.way_of(PRACTICE, "file")
    filled = fill(workspace, PRACTICE, way, {"handle": HANDLE})
    return connect.by_form(workspace, by, PRACTICE, way.id, filled)


def _server(connection: Connection) -> Server:
    return Server(Path(connection.settings["file"]))


def _says(lang: Lang, rng: Random) -> Says:
    said = lines(lang, rng.getrandbits(32))
    return Says(said.names, said.questions, said.thanks)
