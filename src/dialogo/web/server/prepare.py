"""What must hold before the desk starts: a folder to write in, a database of its own age, a key."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import django
import structlog
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.server.migrating import bring_up_to_date
from dialogo.web.settings.keys import secret
from dialogo.web.settings.options import Options

SETTINGS = "dialogo.web.settings.django"
LOCK = 0x0D1A_1060  # of PostgreSQL's advisory locks, ours

_NOT_WRITABLE = Text(
    en="Dialogo cannot write in this folder ({why}). Give it the right to, or choose another with "
    "DIALOGO_DATA.",
    it="Dialogo non può scrivere in questa cartella ({why}). Dategliene il permesso, o sceglietene "
    "un'altra con DIALOGO_DATA.",
)
_SILENT = Text(
    en="no database answers at {where}. Check that PostgreSQL is running there, and the host and "
    "port in DIALOGO_DATABASE.",
    it="a {where} non risponde nessun database. Controllate che lì sia acceso PostgreSQL, e host e "
    "porta in DIALOGO_DATABASE.",
)
_SHUT = Text(
    en="the database at {where} does not let Dialogo in. It says: {why}. Check user, password and "
    "name in DIALOGO_DATABASE.",
    it="il database a {where} non fa entrare Dialogo. Dice: {why}. Controllate utente, password e "
    "nome in DIALOGO_DATABASE.",
)
_NO_DRIVER = Text(
    en='PostgreSQL needs one more part: pip install "dialogo[desk,postgresql]".',
    it='per PostgreSQL serve una parte in più: pip install "dialogo[desk,postgresql]".',
)
_BROKEN_FILE = Text(
    en="this is not a database of Dialogo's, or it is damaged ({why}). Restore a backup (dialogo "
    "restore), or choose another folder with DIALOGO_DATA.",
    it="questo non è un database di Dialogo, o è danneggiato ({why}). Ripristinate una copia "
    "(dialogo restore), o scegliete un'altra cartella con DIALOGO_DATA.",
)
_NEWER = Text(
    en="the database was made by a newer version of Dialogo than this one ({version}). Install "
    "that one: pip install --upgrade dialogo. Nothing has been changed.",
    it="il database è stato creato da una versione di Dialogo più nuova di questa ({version}). "
    "Installate quella: pip install --upgrade dialogo. Non è stato cambiato nulla.",
)
_OLDER = Text(
    en="there is no desk here yet, or it is of an older version. Start dialogo run once, which "
    "brings it up to date.",
    it="qui non c'è ancora una scrivania, o è di una versione più vecchia. Avviate una volta "
    "dialogo run, che la aggiorna.",
)
_ANOTHER_KEY = Text(
    en="what is stored here was sealed with another key. Set DIALOGO_SECRET_KEY to it, or copy the "
    "file secret.key of the first machine into {folder}.",
    it="ciò che è conservato qui è stato sigillato con un'altra chiave. Impostatela con "
    "DIALOGO_SECRET_KEY, o copiate il file secret.key della prima macchina in {folder}.",
)

_ENDED = Text(
    en="A restore was cut off after the database had taken the backup. It has been ended: the "
    "backup is in place, files and key included.",
    it="Un ripristino si era interrotto quando il database aveva già preso la copia. È stato "
    "concluso: la copia è al suo posto, file e chiave compresi.",
)
_UNDONE = Text(
    en="A restore was cut off before the database had taken the backup. Nothing has been changed; "
    "to have the backup, restore it again.",
    it="Un ripristino si era interrotto prima che il database prendesse la copia. Non è cambiato "
    "nulla; per avere la copia, va ripristinata di nuovo.",
)
_AGAIN = Text(
    en="{count:account|accounts} of people who had been erased came back with older data, and "
    "{count:|was|were} erased again.",
    it="{count:account|account} di persone cancellate {count:|era tornato|erano tornati} con dati "
    "più vecchi, {count:|ed è stato cancellato|e sono stati cancellati} di nuovo.",
)


def prepare(options: Options, *, any_key: bool = False) -> list[Text]:
    """Sets Django up and brings the database up to date; raises `BadInput` where it cannot. What
    whoever starts it should know: whether a restore that was cut off has been ended, and such.

    `any_key`: though what is stored here may be sealed with a key that is not here.
    """
    _open(options)
    said = []
    with one_at_a_time(options):
        check_age()
        if not _is_up_to_date():
            bring_up_to_date()
        said += _end_restore(options)
        _guard()
        if not any_key:
            _check_key(options)
            if options.secret_key_old:
                _seal_anew()
            said += _keep_erased(options)
    connection.close()
    return said


def _end_restore(options: Options) -> list[Text]:
    """A restore that was killed is ended, or never was; the key may be another then."""
    from dialogo.web.server.backup import swap  # models, once Django is set up

    restored = swap.finish(options.data)
    if restored is None:
        return []
    if restored and not options.secret_key:
        settings.SECRET_KEY = secret(options.data)
    return [_ENDED if restored else _UNDONE]


def _keep_erased(options: Options) -> list[Text]:
    """Who was erased stays so, though the database be an older one that was put back."""
    from dialogo.web.actions.erasing import again, lasting  # models, once Django is set up

    count = again.erase_again(options.data)
    lasting.remember(options.data)
    if not count:
        return []
    return [Text(en=_AGAIN.say("en", count=count), it=_AGAIN.say("it", count=count))]


def _guard() -> None:
    """What the database does by itself: guards the ledger, keeps the words of messages."""
    from dialogo.web.actions.ledger import guards  # models, once Django is set up
    from dialogo.web.models import message_words

    if not guards.standing(connection):
        guards.stand(connection)
    if not message_words.standing(connection):
        message_words.make(connection)


def open_as_it_is(options: Options) -> None:
    """Sets Django up; raises `BadInput` if the database is not as this program needs it."""
    _open(options)
    check_age()
    if not _is_up_to_date():
        raise BadInput(_OLDER)


def _is_up_to_date() -> bool:
    """Whether every table is there and every migration done."""
    from dialogo.web.queries.watching import up_to_date  # models, once Django is set up

    there = set(connection.introspection.table_names())
    needed = {
        *connection.introspection.django_table_names(),
        settings.CACHES["default"]["LOCATION"],
    }
    return needed <= there and up_to_date()


def _open(options: Options) -> None:
    check_folder(options.data)
    if options.database and find_spec("psycopg") is None:
        raise BadInput(_NO_DRIVER)
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    django.setup()
    check_database(options)


def check_folder(folder: Path) -> None:
    """Tries to write in it; it is made if need be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        tried = folder / f".{uuid4().hex}"
        tried.touch()
        tried.unlink()
    except OSError as trouble:
        raise BadInput(_NOT_WRITABLE, file=folder, why=str(trouble.strerror)) from trouble


def check_database(options: Options) -> None:
    """Tries the database's door, and says why it stays shut."""
    try:
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM sqlite_master" if _sqlite(options) else "SELECT 1")
    except DatabaseError as trouble:
        why = _first_line(trouble)
        if _sqlite(options):
            file = options.data / "dialogo.sqlite3"
            raise BadInput(_BROKEN_FILE, file=file, why=why) from trouble
        where = _where(options)
        raise BadInput(_SHUT if _listens(options) else _SILENT, where=where, why=why) from trouble


def check_age() -> None:
    """Raises `BadInput` if the database has migrations that this program does not know."""
    from dialogo import __version__  # only to be told

    known = MigrationExecutor(connection).loader.disk_migrations
    applied = MigrationRecorder(connection).applied_migrations()
    if any(app == "desk" and (app, name) not in known for app, name in applied):
        raise BadInput(_NEWER, version=__version__)


def _check_key(options: Options) -> None:
    from dialogo.web.actions.installation import AnotherKey, stamp  # models, once Django is set up

    try:
        stamp()
    except AnotherKey as wrong:
        raise BadInput(_ANOTHER_KEY, folder=str(options.data)) from wrong


def _seal_anew() -> None:
    """What is stored is sealed with the newest key, so that the former ones can be thrown away.

    A secret that no key opens is told in the log, and stays as it is: whoever needs it is told what
    to do where it is used.
    """
    from dialogo.web.actions.secrets import renew  # models, once Django is set up
    from dialogo.web.models.secrets import Unreadable

    log = structlog.get_logger("dialogo.secrets")
    try:
        log.info("secrets.sealed_anew", count=renew())
    except Unreadable:
        log.warning("secrets.unreadable")


def _sqlite(options: Options) -> bool:
    return not options.database


def _first_line(trouble: Exception) -> str:
    """What the driver says, without where (we say that) and without a full stop."""
    lines = [line.strip() for line in str(trouble).splitlines() if line.strip()]
    said = lines[0] if lines else type(trouble).__name__
    return said.rsplit("FATAL:", 1)[-1].strip().rstrip(".")


def _where(options: Options) -> str:
    url = urlsplit(options.database)
    return f"{url.hostname or 'localhost'}:{url.port or 5432}"


def _listens(options: Options) -> bool:
    """Whether anything answers there at all: then it is the door, not the way to it."""
    url = urlsplit(options.database)
    if not url.hostname:
        return True
    with suppress(OSError), socket.create_connection((url.hostname, url.port or 5432), timeout=3):
        return True
    return False


@contextmanager
def one_at_a_time(options: Options) -> Iterator[None]:
    """Of programs that start together, one brings the database up to date; and none starts while a
    backup is restored."""
    if _sqlite(options):
        with _locked(options.data / "prepare.lock"):
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    try:
        import fcntl  # not on Windows, where one program starts at a time
    except ImportError:
        yield
        return
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
