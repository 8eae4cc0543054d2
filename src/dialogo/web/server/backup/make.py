"""Makes a backup while the desk runs: every table as it is at one moment, and the uploads."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from django.db import connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import ExpressionWrapper, F
from django.utils import timezone

from dialogo import __version__
from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.models.installation import Installation
from dialogo.web.server.backup.archive import PIECE, SECRET, UPLOADS, Manifest, Writer
from dialogo.web.server.backup.columns import Column, columns, line, tables
from dialogo.web.settings.options import Options

AT_ONCE = 2000  # rows; of tables that hold files, as their models say

_THERE_ALREADY = Text(
    en="there is a file of this name already. Choose another, or add --replace.",
    it="c'è già un file con questo nome. Sceglietene un altro, o aggiungete --replace.",
)


def make(
    path: Path, options: Options, *, with_secret: bool, replace: bool, as_of: str = ""
) -> Manifest:
    """Writes the archive aside, for its owner's eyes alone, and puts it in place when whole.

    `as_of`: of when its rows are, in ISO form; now, if that is empty.
    """
    if path.exists() and not replace:
        raise BadInput(_THERE_ALREADY, file=path)
    aside = path.with_name(f".{path.name}.{uuid4().hex[:8]}")
    os.close(os.open(aside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        manifest = _write(aside, options, with_secret=with_secret, as_of=as_of)
        with aside.open("rb") as file:
            os.fsync(file.fileno())
        aside.replace(path)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    return manifest


def _write(path: Path, options: Options, *, with_secret: bool, as_of: str) -> Manifest:
    writer = Writer(path)
    with _one_moment():
        for name, model in sorted(tables().items()):
            kept = columns(model)
            writer.add(f"tables/{name}.jsonl", _rows(model, kept), tuple(one.name for one in kept))
        mark = Installation.objects.values_list("key_mark", flat=True).first() or ""
        had = migrations()
    for name, file in _uploads(options.data):
        writer.add(name, _pieces(file))
    if with_secret:
        writer.add(SECRET, [_secret(options).encode()])
    manifest = Manifest(
        version=__version__,
        made_at=as_of or timezone.now().isoformat(),
        engine=connection.vendor,
        key_mark=mark,
        migrations=had,
        parts=writer.parts,
    )
    writer.close(manifest)
    return manifest


@contextmanager
def _one_moment() -> Iterator[None]:
    """All that is read inside is as of the same moment; nobody who writes has to wait."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    # Django's own transactions would take SQLite's lock for writing.
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def _rows(model: type[models.Model], kept: list[Column]) -> Iterator[bytes]:
    # By the plain field, so that what a field of ours does when it is read is not done.
    wanted = {
        f"_{number}": ExpressionWrapper(F(one.attribute), output_field=one.plain)
        for number, one in enumerate(kept)
    }
    rows = model._base_manager.order_by("pk").annotate(**wanted).values_list(*wanted)
    for values in rows.iterator(chunk_size=getattr(model, "AT_ONCE", AT_ONCE)):
        yield line(values, kept)


def migrations() -> dict[str, str]:
    """The last migration of each app that the database has."""
    last: dict[str, str] = {}
    for app, name in sorted(MigrationRecorder(connection).applied_migrations()):
        last[app] = name
    return last


def _uploads(data: Path) -> Iterator[tuple[str, Path]]:
    folder = data / UPLOADS
    for file in sorted(folder.rglob("*")) if folder.is_dir() else []:
        if file.is_file() and not file.is_symlink():
            yield UPLOADS + file.relative_to(folder).as_posix(), file


def _pieces(file: Path) -> Iterator[bytes]:
    try:
        with file.open("rb") as opened:
            while piece := opened.read(PIECE):
                yield piece
    except FileNotFoundError:
        return  # its import has just been done: nobody needs it any more


def _secret(options: Options) -> str:
    return options.secret_key or (options.data / SECRET).read_text(encoding="ascii").strip()
