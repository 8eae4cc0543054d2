"""What a restore swaps once the database has said yes: the files that were uploaded, and the key.

Until then they lie aside, with a mark that the restored rows hold, too. Whoever is killed in
between leaves both, and the next start goes on by them: forwards if the database has the mark, else
back.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from uuid import uuid4

from dialogo.web.models.trail import TrailEntry
from dialogo.web.server.backup import laying
from dialogo.web.server.backup.archive import SECRET, UPLOADS, Reader

VERB = "installation.restore"
MIRROR = "mirror"
_ASIDE, _MARK, _BEFORE = ".restoring", "mark", "before"
_OLDER = ".older-*"  # databases in which older backups were brought up to date


def put_aside(reader: Reader, data: Path) -> str:
    """Lays the archive's files aside; the mark under which the trail is to know them."""
    aside = data / _ASIDE
    shutil.rmtree(aside, ignore_errors=True)
    laying.lay_files(reader, aside)
    mark = f"restore:{uuid4().hex}"
    with (aside / _MARK).open("w", encoding="ascii") as file:
        file.write(mark)
        file.flush()
        os.fsync(file.fileno())
    return mark


def finish(data: Path) -> bool | None:
    """Swaps the files if the database holds what they belong to, else throws them away; which of
    both, or None where nothing lies aside. Under the lock of whoever prepares the desk."""
    for left in data.glob(_OLDER):
        shutil.rmtree(left, ignore_errors=True)
    aside = data / _ASIDE
    if not aside.exists():
        return None
    mark = (aside / _MARK).read_text(encoding="ascii") if (aside / _MARK).exists() else ""
    restored = bool(mark) and TrailEntry.objects.filter(verb=VERB, about=mark).exists()
    if restored:
        _swap(aside, data)
    shutil.rmtree(aside)
    return restored


def _swap(aside: Path, data: Path) -> None:
    """Step by step, each of which may have been done already."""
    shutil.rmtree(data / MIRROR, ignore_errors=True)  # made anew from what is here now
    if (aside / UPLOADS).exists():
        if (data / UPLOADS).exists():
            (data / UPLOADS).rename(aside / _BEFORE)
        (aside / UPLOADS).rename(data / UPLOADS)
    if (aside / SECRET).exists():
        if (data / SECRET).exists():
            shutil.copy2(data / SECRET, data / f"{SECRET}.before")
        (aside / SECRET).replace(data / SECRET)
