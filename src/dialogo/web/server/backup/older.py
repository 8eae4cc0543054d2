"""A backup of an older Dialogo, brought up to date: laid out as it was in a database of its own, a
file, and migrated there as that version's own database would have been.

What is here stays as it is until the new archive is whole.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import structlog
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from dialogo import __version__
from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.server.backup import laying
from dialogo.web.server.backup.archive import SECRET, Reader
from dialogo.web.server.backup.columns import tables
from dialogo.web.server.backup.make import make, migrations
from dialogo.web.settings.options import Options, read

CHILD = "dialogo.web.server.backup.older_child"

_NEWER = Text(
    en="this backup was made by a newer Dialogo ({made}) than this one ({version}). Install that "
    "version first: pip install --upgrade dialogo.",
    it="questa copia è stata fatta da un Dialogo ({made}) più nuovo di questo ({version}). "
    "Installate prima quella versione: pip install --upgrade dialogo.",
)
_OTHER_SHAPE = Text(
    en="this backup was made by Dialogo {made}, and could not be brought up to date for this one "
    "({version}). Nothing has been changed. Restore it with that version, then upgrade: pip "
    "install dialogo=={made}",
    it="questa copia è stata fatta da Dialogo {made}, e non è stato possibile aggiornarla per "
    "questo ({version}). Non è stato cambiato nulla. Ripristinatela con quella versione, poi "
    "aggiornate: pip install dialogo=={made}",
)


@contextmanager
def up_to_date(reader: Reader, options: Options) -> Iterator[Reader]:
    """The archive as it is, where its tables are those of this program; else one that has been
    brought up to date, which is gone at the end. Raises `BadInput` where that cannot be."""
    manifest = reader.manifest
    if _ours(manifest.migrations) == _ours(migrations()) and laying.same_shape(reader, tables()):
        yield reader
        return
    known = MigrationExecutor(connection).loader.disk_migrations
    if not all(one in known for one in _ours(manifest.migrations)):
        raise BadInput(_NEWER, made=manifest.version, version=__version__)
    with TemporaryDirectory(prefix=".older-", dir=options.data) as folder:
        new = Path(folder) / "backup.zip"
        _in_a_child(reader, new, Path(folder) / "data")
        yield Reader(new)


def _ours(last: dict[str, str]) -> set[tuple[str, str]]:
    return {(app, name) for app, name in last.items() if app == "desk"}


def _in_a_child(reader: Reader, new: Path, data: Path) -> None:
    """Has the archive brought up to date in a program of its own, which speaks to a database of its
    own; that one's reasons stand in the log."""
    laying.lay_files(reader, data)
    environment = {**os.environ, "DIALOGO_DATA": str(data), "DIALOGO_DATABASE": ""}
    command = [sys.executable, "-m", CHILD, str(reader.path), str(new)]
    done = subprocess.run(  # noqa: S603  (our own program)
        command, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        structlog.get_logger("dialogo.backup").error("backup.not_brought", why=done.stderr[-2000:])
        made = reader.manifest.version
        raise BadInput(_OTHER_SHAPE, file=reader.path, made=made, version=__version__)


def bring(old: Path, new: Path) -> None:
    """The tables as they were, filled; then as they are now. In an empty desk of its own."""
    reader, options = Reader(old), read()
    manifest = reader.manifest
    executor = MigrationExecutor(connection)
    # Older versions stood at single steps, also where one step does all of them at once now.
    executor.loader = MigrationLoader(connection, replace_migrations=False)
    then = [one for one in manifest.migrations.items() if one in executor.loader.disk_migrations]
    executor.migrate(then)
    before = tables(executor.loader.project_state(then).apps)
    if not laying.same_shape(reader, before):
        raise ValueError("its tables are not those of its migrations")
    with transaction.atomic():
        laying.empty(before)
        laying.lay(reader, before)
        laying.check(reader)
    call_command("migrate", interactive=False, verbosity=0)
    make(new, options, with_secret=SECRET in manifest.parts, replace=False, as_of=manifest.made_at)
