"""Restores a backup: all of it or nothing, and only where nothing would be lost unasked."""

from __future__ import annotations

import os
import shutil
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Any

from django.core.management.color import no_style
from django.db import DatabaseError, connection, models, transaction

from dialogo import __version__
from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions import trail
from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.watching import workers_heard
from dialogo.web.server.backup.archive import PIECE, SECRET, UPLOADS, Manifest, Reader
from dialogo.web.server.backup.columns import PASSING, Column, columns, row, tables
from dialogo.web.server.backup.make import migrations
from dialogo.web.server.backup.sealed import give_up_sealed
from dialogo.web.settings.options import Options

AT_ONCE = 500
MIRROR = "mirror"

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
_OTHER_SHAPE = Text(
    en="this backup was made by Dialogo {made}, whose tables are not those of this one "
    "({version}). Restore it with that version, then upgrade: pip install dialogo=={made}",
    it="questa copia è stata fatta da Dialogo {made}, le cui tabelle non sono quelle di questo "
    "({version}). Ripristinatela con quella versione, poi aggiornate: pip install dialogo=={made}",
)
_RESTORED = Text(en="restored a backup made on {at}", it="ha ripristinato una copia fatta il {at}")


def restore(path: Path, options: Options, *, replace: bool, new_key: bool) -> Manifest:
    """Puts what the archive holds in the place of what is here; raises `BadInput` before anything
    changes, if it is not whole, not of this version, or would take the place of something.

    `new_key`: the key that sealed its secrets is gone for good; they are given up.
    """
    reader = Reader(path)
    manifest = reader.manifest
    _check_shape(manifest)
    if workers_heard():
        raise BadInput(_RUNNING)
    people, companies = Person.objects.count(), Workspace.objects.count()
    if (people or companies) and not replace:
        raise BadInput(_NOT_EMPTY, people=people, companies=companies)
    staged = _stage(reader, options.data)
    try:
        with transaction.atomic():
            _empty()
            for name, model in sorted(tables().items()):
                _fill(reader, f"tables/{name}.jsonl", model)
            _count_on()
            if new_key:
                give_up_sealed()
            at = manifest.made_at[:16].replace("T", " ")
            trail.note(None, None, "installation.restore", "installation", _RESTORED, at=at)
            _check_references(reader)
            _put_in_place(staged, options.data)
    finally:
        shutil.rmtree(staged, ignore_errors=True)
    shutil.rmtree(options.data / MIRROR, ignore_errors=True)  # made anew from what is here now
    return manifest


def _check_shape(manifest: Manifest) -> None:
    """The same tables with the same columns, by the same migrations."""
    here = {
        f"tables/{name}.jsonl": tuple(one.name for one in columns(model))
        for name, model in tables().items()
    }
    there = {name: part.columns for name, part in manifest.parts.items() if part.columns}
    ours = {app: name for app, name in migrations().items() if app == "desk"}
    theirs = {app: name for app, name in manifest.migrations.items() if app == "desk"}
    if here != there or ours != theirs:
        raise BadInput(_OTHER_SHAPE, made=manifest.version, version=__version__)


def _empty() -> None:
    """Every table, and who is signed in; references are checked when all is there again."""
    quote = connection.ops.quote_name
    names = [quote(name) for name in tables()]
    names += [quote(model._meta.db_table) for model in PASSING]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"TRUNCATE {', '.join(names)}")
            return
        for name in names:
            cursor.execute(f"DELETE FROM {name}")


def _fill(reader: Reader, name: str, model: type[models.Model]) -> None:
    kept = columns(model)
    quote = connection.ops.quote_name
    fields = ", ".join(quote(one.name) for one in kept)
    places = ", ".join(["%s"] * len(kept))
    sql = f"INSERT INTO {quote(model._meta.db_table)} ({fields}) VALUES ({places})"
    try:
        with reader.zip.open(name) as file, connection.cursor() as cursor:
            rows = (_prepared(line, kept) for line in file)
            while some := list(islice(rows, AT_ONCE)):
                cursor.executemany(sql, some)
    except (ValueError, TypeError, DatabaseError) as wrong:
        raise reader.damaged(name) from wrong


def _check_references(reader: Reader) -> None:
    try:
        connection.check_constraints()
    except DatabaseError as wrong:
        raise reader.damaged("tables") from wrong


def _prepared(line: bytes, kept: list[Column]) -> list[Any]:
    return [
        one.plain.get_db_prep_save(value, connection)
        for one, value in zip(kept, row(line, kept), strict=True)
    ]


def _count_on() -> None:
    """Numbers go on after the highest that was restored."""
    statements = connection.ops.sequence_reset_sql(no_style(), list(tables().values()))
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _stage(reader: Reader, data: Path) -> Path:
    """Lays the files of the archive out beside those that are here."""
    staged = data / ".restoring"
    shutil.rmtree(staged, ignore_errors=True)
    (staged / UPLOADS).mkdir(parents=True)
    for name in reader.manifest.parts:
        if name == SECRET or name.startswith(UPLOADS):
            target = staged / _inside(reader, name)
            target.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(target, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
            with reader.zip.open(name) as file, os.fdopen(handle, "wb") as out:
                shutil.copyfileobj(file, out, PIECE)
    return staged


def _inside(reader: Reader, name: str) -> PurePosixPath:
    """The name as a path that stays in its folder."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name:
        raise reader.damaged(name)
    return path


def _put_in_place(staged: Path, data: Path) -> None:
    """Swaps the uploads and the key, as the last thing before the database says yes."""
    uploads, before = data / UPLOADS, staged / "before"
    if uploads.exists():
        uploads.rename(before)
    (staged / UPLOADS).rename(uploads)
    if (staged / SECRET).exists():
        if (data / SECRET).exists():
            shutil.copy2(data / SECRET, data / f"{SECRET}.before")
        (staged / SECRET).replace(data / SECRET)
