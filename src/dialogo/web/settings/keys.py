"""The installation's secret: drawn once, kept in the data folder, readable by its owner alone."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from dialogo.records.errors import BadInput
from dialogo.records.text import Text

_NO_KEY = Text(
    en="holds no key: it is empty, or damaged. Put the one of a backup in its place, or set "
    "DIALOGO_SECRET_KEY. Where nothing has been stored yet, delete the file: a new key is drawn.",
    it="non contiene nessuna chiave: è vuoto, o danneggiato. Mettete al suo posto quello di una "
    "copia, o impostate DIALOGO_SECRET_KEY. Se non è ancora stato conservato nulla, eliminate il "
    "file: si estrae una chiave nuova.",
)


SHORTEST = 16  # a shorter one is the rest of a damaged file


def secret(data: Path) -> str:
    """The secret of `data/secret.key`, made if need be; raises `BadInput` if it is damaged."""
    path = data / "secret.key"
    if not path.exists():
        drawn = path.with_suffix(f".{os.getpid()}")
        drawn.touch(mode=0o600)
        with drawn.open("w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
            file.flush()
            os.fsync(file.fileno())  # a power cut must not leave an empty key
        with suppress(FileExistsError):  # of two processes that start at once, one draws it
            os.link(drawn, path)
        drawn.unlink()
    kept = path.read_bytes().strip()
    if len(kept) < SHORTEST or not kept.isascii():
        raise BadInput(_NO_KEY, file=path)
    return kept.decode("ascii")
