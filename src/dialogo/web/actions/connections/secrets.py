"""What lets us in, kept sealed: a new set is added before an old one goes, and one at a time."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import datetime

from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.db.models import QuerySet

from dialogo.networks.errors import SignedOut, Unreachable
from dialogo.records.text import Text
from dialogo.web.actions.on_disk import on_disk
from dialogo.web.models.connections import Connection, Credential
from dialogo.web.models.secrets import Unreadable

LOCK = 0x0D1A_1061  # of PostgreSQL's advisory locks, ours
PATIENCE = 150  # seconds; a request at a network's door lasts 90 at the most
KEPT = 2  # sets of secrets: the one in use, and the one before

_GONE = Text(
    en="what let us in as {account} is no longer kept. Connect it again.",
    it="ciò che ci faceva entrare come {account} non è più conservato. Va ricollegato.",
)
_SEALED = Text(
    en="what lets us in as {account} was sealed with a key that this installation no longer has. "
    "Connect it again, or set DIALOGO_SECRET_KEY_OLD to the former key.",
    it="ciò che ci fa entrare come {account} è stato sigillato con una chiave che questa "
    "installazione non ha più. Ricollegatelo, o mettete la chiave precedente in "
    "DIALOGO_SECRET_KEY_OLD.",
)
_BUSY = Text(
    en="another process has been renewing the sign-in of {account} for {seconds} seconds.",
    it="un altro processo sta rinnovando da {seconds} secondi l'accesso di {account}.",
)


class Kept:
    """The secrets of one connection (see `networks.account.Secrets`)."""

    def __init__(self, owner: Connection) -> None:
        self._owner = owner

    def read(self) -> Mapping[str, str]:
        """The newest set; raises `SignedOut` if there is none that can be read."""
        try:
            newest = self._sets().first()
        except Unreadable:
            raise SignedOut(_SEALED, code="sealed", account=self._owner.handle) from None
        if newest is None:
            raise SignedOut(_GONE, code="no-secrets", account=self._owner.handle)
        found: Mapping[str, str] = json.loads(newest.secrets)
        return found

    def keep(self, new: Mapping[str, str], until: datetime | None) -> None:
        """Adds a set, for good before anything else is done; then lets go of the old ones.

        It must not stand in a transaction that could still be undone: the former refresh token is
        dead by now.
        """
        with on_disk(), transaction.atomic(durable=True):
            added = self.add(new, until)
        if added:
            self._drop()

    def alone(self) -> Callable[[], None]:
        """Waits until no other process or thread renews these secrets; gives back how to end it.

        Ends by itself with the process. Raises `Unreachable` where it takes too long.
        """
        stack = ExitStack()
        stack.enter_context(alone(self._owner))
        return stack.close

    def _sets(self) -> QuerySet[Credential]:
        return Credential.objects.filter(connection=self._owner).order_by("-pk")

    def add(self, new: Mapping[str, str], until: datetime | None) -> bool:
        """False: it was disconnected meanwhile, and nothing of it is kept any more."""
        there = Connection.objects.filter(pk=self._owner.pk).exclude(state=Connection.ENDED)
        if not there.select_for_update().exists():
            return False
        text = json.dumps(dict(new), separators=(",", ":"))
        Credential.objects.create(connection=self._owner, secrets=text, until=until)
        return True

    def _drop(self) -> None:
        kept = list(self._sets().values_list("pk", flat=True)[:KEPT])
        Credential.objects.filter(connection=self._owner, pk__lt=min(kept)).delete()


@contextmanager
def alone(owner: Connection) -> Iterator[None]:
    """A lock on a connection's secrets, for all processes; raises `Unreachable` in the end."""
    lock = _by_file if connection.vendor == "sqlite" else _by_database
    with ExitStack() as stack:
        try:
            stack.enter_context(lock(owner.pk))
        except TimeoutError:
            raise Unreachable(_BUSY, code="busy", account=owner.handle, seconds=PATIENCE) from None
        yield


@contextmanager
def _by_file(number: int) -> Iterator[None]:
    """SQLite's own lock on an empty file beside the database: every system has it, and it goes
    with its process."""
    folder = settings.OPTIONS.data / "locks"
    folder.mkdir(exist_ok=True)
    lock = sqlite3.connect(
        folder / f"connection-{number}",
        timeout=PATIENCE,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise TimeoutError from error
        yield
    finally:
        lock.close()


@contextmanager
def _by_database(number: int) -> Iterator[None]:
    key = [LOCK, number % 2**31]
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = '{PATIENCE}s'")
        try:
            cursor.execute("SELECT pg_advisory_lock(%s, %s)", key)
        except OperationalError as error:
            raise TimeoutError from error
        finally:
            cursor.execute("RESET lock_timeout")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", key)
