"""The mirror: a workspace's records as Parquet on this machine's disk, which the library reads.

mirror/<workspace>/
  r17-5f1c…/messages/company=…/part-0.parquet    all records as of revision 17
A revision's folder is made aside and put in its place by one rename, and never changes: whoever
reads goes on reading while a newer one is made, and what was interrupted is made anew. It is a
cache: it may be thrown away at any time.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pyarrow.parquet as pq
from django.conf import settings
from django.utils import timezone

from dialogo.records.merge import one_file
from dialogo.records.partition import segment
from dialogo.records.records import Records
from dialogo.records.store import PART
from dialogo.records.tables import TABLES
from dialogo.records.transaction import locked
from dialogo.web.models.records import Gone
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries import mirror_rows
from dialogo.web.queries.mirror_merge import engine, joined

BUILDING = ".building"
# So long somebody may still be reading what has been replaced.
KEPT = timedelta(hours=1)
_NAME = re.compile(r"r(\d+)-([0-9a-f]{16})")


@dataclass(frozen=True)
class _Made:
    """The folder of one revision; `mark` is what it rests on beside rows: whose they are, how the
    tables are made, and since when mirrors may be kept."""

    folder: Path
    revision: int
    mark: str

    def file(self, table: str, company: str) -> Path:
        return self.folder / table / segment(company) / PART


def records(workspace: Workspace) -> tuple[Records, int]:
    """The records of a workspace as they are now, and their revision.

    Makes what is missing first: only what changed since last time is read from the database. Call
    it outside of transactions. What it answers with stays readable for an hour at least.
    """
    workspace = Workspace.objects.get(pk=workspace.pk)
    home = place(workspace)
    made = _of(workspace, home)
    if not made.folder.is_dir():
        home.mkdir(parents=True, exist_ok=True)
        with locked(home, wait=True), mirror_rows.one_moment():
            workspace = Workspace.objects.get(pk=workspace.pk)
            made = _made(workspace, home)
    files = {table: made.file(table, workspace.name) for table in TABLES}
    found = {table: [one_file(file)] for table, file in files.items() if file.exists()}
    return Records(found, company=workspace.name), workspace.revision


def place(workspace: Workspace) -> Path:
    """Where the mirrors of a workspace lie on this machine."""
    data: Path = settings.OPTIONS.data
    return data / "mirror" / str(workspace.pk)


def _of(workspace: Workspace, home: Path) -> _Made:
    """Where the mirror of the workspace's revision is, or will be."""
    marks = Gone.objects.filter(workspace=workspace, table="").order_by("-revision")
    begun = marks.values_list("row_key", flat=True).first() or b""
    schemas = "".join(f"{name}{table.arrow}" for name, table in TABLES.items())
    told = f"1|{workspace.created_at.isoformat()}|{workspace.name}|{bytes(begun).hex()}|{schemas}"
    mark = sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return _Made(home / f"r{workspace.revision}-{mark}", workspace.revision, mark)


def _made(workspace: Workspace, home: Path) -> _Made:
    """The mirror of the workspace as it is at this moment; made if need be, by one at a time."""
    made = _of(workspace, home)
    for one in list(_there(home)):
        if one.mark != made.mark or one.revision > made.revision:
            _remove(one.folder)
    if made.folder.is_dir():
        return made
    base = max(_there(home), key=lambda one: one.revision, default=None)
    building = home / BUILDING
    aside = _Made(building, made.revision, made.mark)
    _build(workspace, aside, base)
    if base is not None and not _whole(workspace, aside):
        # The database is not the one it was made of: it may have been restored from a backup.
        _build(workspace, aside, None)
    building.rename(made.folder)
    _sync(home)
    _prune(home)
    _sweep(home.parent)
    return made


def _build(workspace: Workspace, into: _Made, base: _Made | None) -> None:
    shutil.rmtree(into.folder, ignore_errors=True)
    staging = into.folder / ".staged"
    staging.mkdir(parents=True)
    since = base.revision if base else -1
    with engine(staging / "spill") as duck:
        for table in TABLES.values():
            kept = base.file(table.name, workspace.name) if base else None
            if kept is not None and not kept.exists():
                kept = None
            final = into.file(table.name, workspace.name)
            staged = mirror_rows.changed(table, workspace, since, staging / f"{table.name}.parquet")
            gone = mirror_rows.gone(table, workspace, since) if kept else None
            if staged is None and not gone:
                if kept is not None:
                    _same(kept, final)
                continue
            final.parent.mkdir(parents=True)
            joined(
                duck, table, company=workspace.name, kept=kept, staged=staged, gone=gone, to=final
            )
            _sync(final)
    shutil.rmtree(staging)


def _whole(workspace: Workspace, made: _Made) -> bool:
    """Whether it has as many rows of each table as the database."""
    return all(
        _rows(made.file(table.name, workspace.name)) == mirror_rows.count(table, workspace)
        for table in TABLES.values()
    )


def _rows(file: Path) -> int:
    return int(pq.read_metadata(file).num_rows) if file.exists() else 0


def _same(kept: Path, final: Path) -> None:
    """The same file once more, without its bytes where the disk can do that."""
    final.parent.mkdir(parents=True)
    try:
        os.link(kept, final)
    except OSError:
        shutil.copy2(kept, final)


def _there(home: Path) -> Iterator[_Made]:
    for folder in home.iterdir():
        if found := _NAME.fullmatch(folder.name):
            yield _Made(folder, int(found[1]), found[2])


def _prune(home: Path) -> None:
    """Removes what was replaced long ago."""
    long_ago = (timezone.now() - KEPT).timestamp()
    in_order = sorted(_there(home), key=lambda one: one.revision)
    doomed = [a for a, b in pairwise(in_order) if b.folder.stat().st_mtime < long_ago]
    for one in doomed:
        _remove(one.folder)


def _sweep(mirrors: Path) -> None:
    """Removes the mirrors of workspaces that are no more."""
    there = {int(home.name): home for home in mirrors.iterdir() if home.name.isdecimal()}
    for number in there.keys() - set(Workspace.objects.values_list("pk", flat=True)):
        shutil.rmtree(there[number], ignore_errors=True)


def _remove(folder: Path) -> None:
    """Takes a folder away: first its name, so that half of it is never read."""
    doomed = folder.with_name(f".{folder.name}")
    shutil.rmtree(doomed, ignore_errors=True)
    folder.rename(doomed)
    shutil.rmtree(doomed, ignore_errors=True)


def _sync(path: Path) -> None:
    """Asks the disk to keep it, so that even a power cut leaves no half file under a whole name."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
