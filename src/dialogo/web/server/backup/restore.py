"""Restores a backup: all of it or nothing, and only where nothing would be lost unasked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection, transaction
from django.utils import timezone

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions import trail
from dialogo.web.actions.content.sending import rest_after_restore
from dialogo.web.actions.erasing import lasting
from dialogo.web.actions.erasing.again import erase_again
from dialogo.web.actions.installation import key_mark
from dialogo.web.actions.ledger import guards
from dialogo.web.actions.on_disk import on_disk
from dialogo.web.models.installation import Installation
from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.watching import workers_heard
from dialogo.web.server.backup import laying, swap
from dialogo.web.server.backup.archive import SECRET, Manifest, Reader
from dialogo.web.server.backup.columns import PASSING, tables
from dialogo.web.server.backup.older import up_to_date
from dialogo.web.server.backup.sealed import give_up_sealed
from dialogo.web.server.prepare import one_at_a_time
from dialogo.web.settings.keys import secret
from dialogo.web.settings.options import Options

_NOT_EMPTY = Text(
    en="this desk holds something already: {people:person|people}, {companies:company|companies}. "
    "Add --replace to put the backup in their place; they are then gone.",
    it="questa scrivania contiene già qualcosa: {people:persona|persone}, "
    "{companies:azienda|aziende}. Aggiungete --replace per mettere la copia al loro posto; "
    "andranno perse.",
)
_RUNNING = Text(
    en="the desk is running (a worker was heard within the last minute). Stop it first; if it has "
    "just been stopped, wait a minute.",
    it="la scrivania è accesa (un processo di lavoro si è sentito nell'ultimo minuto). Prima "
    "fermatela; se è appena stata fermata, aspettate un minuto.",
)
_RESTORED = Text(en="restored a backup made on {at}", it="ha ripristinato una copia fatta il {at}")


@dataclass(frozen=True)
class Restored:
    """What was put in place. `again`: how many accounts of people who were erased since it was made
    came back with it, and were erased again; None where only the next start can, with its key."""

    manifest: Manifest
    again: int | None


def restore(path: Path, options: Options, *, replace: bool, new_key: bool) -> Restored:
    """Puts what the archive holds in the place of what is here; raises `BadInput` before anything
    changes, if it is not whole, of a newer version, or would take the place of something.

    `new_key`: the key that sealed its secrets is gone for good; they are given up.
    """
    reader = Reader(path)
    with one_at_a_time(options):  # who starts the desk meanwhile waits
        if workers_heard():
            raise BadInput(_RUNNING)
        people, companies = Person.objects.count(), Workspace.objects.count()
        if (people or companies) and not replace:
            raise BadInput(_NOT_EMPTY, people=people, companies=companies)
        lasting.remember(options.data)
        with up_to_date(reader, options) as brought:
            again = _put(brought, options, new_key=new_key)
    return Restored(reader.manifest, again)


def its_key_is_here(options: Options) -> bool:
    """Whether what was restored was sealed with a key that the next start will find."""
    found = Installation.objects.first()
    keys = (options.secret_key or secret(options.data), *options.secret_key_old)
    return found is None or found.key_mark in map(key_mark, keys)


def _put(reader: Reader, options: Options, *, new_key: bool) -> int | None:
    mark = swap.put_aside(reader, options.data)
    try:
        with on_disk(), transaction.atomic():
            guards.lift(connection)
            laying.empty([*tables(), *(model._meta.db_table for model in PASSING)])
            laying.lay(reader, tables())
            guards.stand(connection)
            if new_key:
                give_up_sealed()
            rest_after_restore(timezone.now())
            at = reader.manifest.made_at[:16].replace("T", " ")
            trail.note(None, None, swap.VERB, mark, _RESTORED, at=at)
            with _its_key(reader) as known:
                again = erase_again(options.data) if known else None
            laying.check(reader)
    finally:
        # Where the database does not answer any more, the next start asks it.
        with suppress(DatabaseError, InterfaceError):
            swap.finish(options.data)
    with _its_key(reader) as known:
        if known:
            lasting.remember(options.data)
    return again


@contextmanager
def _its_key(reader: Reader) -> Iterator[bool]:
    """With the key that sealed what is laid in; whether it is here, or in the archive."""
    before = settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    if SECRET in reader.manifest.parts:
        keys.append(reader.zip.read(SECRET).decode("ascii", "replace").strip())
    found = Installation.objects.first()
    sealing = [key for key in keys if found is None or key_mark(key) == found.key_mark]
    if sealing:
        settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = sealing[0], keys
    try:
        yield bool(sealing)
    finally:
        settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = before
