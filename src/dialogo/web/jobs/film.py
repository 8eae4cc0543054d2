"""Makes videos ready: once as they go out everywhere, and smaller where a network takes less."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import structlog
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions.films import apart, keeping, words
from dialogo.web.actions.films.kinds import MOST_SECONDS
from dialogo.web.actions.letters.states import said
from dialogo.web.jobs.job import Job, Task
from dialogo.web.models.content import Piece
from dialogo.web.models.films import Film, FilmChunk
from dialogo.web.queries.films.reading import CHUNK, opened
from dialogo.web.queries.films.wanted import Wanted
from dialogo.web.queries.films.where import KIND

STALE = timedelta(days=1)  # what is made in an hour at the most

MAKING = Text(en="Making the video ready", it="Preparazione del video")
STORING = Text(en="Storing it", it="Salvataggio")

log = structlog.get_logger("dialogo.films")


def run(task: Task) -> dict[str, Any] | None:
    """Makes one ready. Killed at any instant it begins anew, from what was handed in."""
    film = Film.objects.select_related("source").filter(pk=task.content["film"]).first()
    if film is None or not (film.source or film).size:
        return None
    if film.state != Film.WAITING:
        _after(film)  # by a worker that was killed just then
        return None
    with _aside(film) as folder:
        source, target, poster = (folder / name for name in ("given", "made", "poster"))
        _lay(film.source or film, source)
        try:
            told = apart.make(source, target, poster, Wanted.of(film.fit), _teller(task))
        except apart.Silent:
            told = {"unfit": "broken", "values": {}}
        if told.get("unfit") == "library":
            raise BadInput(words.LIBRARY)  # what was handed in stays
        if "made" not in told:
            return _bad(task, film, told)
        made: Mapping[str, Any] = told["made"]
        take, size = keeping.drawn(film), target.stat().st_size
        digest = keeping.store(film, take, target, lambda n: task.progress(n, size, STORING))
        with transaction.atomic():
            task.hold()
            Film.objects.filter(pk=film.pk).update(
                state=Film.READY, take=take, size=size, digest=digest,
                width=made["width"], height=made["height"], seconds=made["seconds"],
                rate=made["rate"], poster=poster.read_bytes(),
            )  # fmt: skip
    film.refresh_from_db(fields=["state", "take"])
    _after(film)
    log.info("films.ready", film=film.pk, copied=made["copied"], size=size)
    return {"copied": made["copied"], "size": size}


def _after(film: Film) -> None:
    """What was handed in is let go of, and it is made smaller where its posts go out."""
    rows = FilmChunk.objects.filter(film=film)
    (rows.exclude(take=film.take) if film.state == Film.READY else rows).delete()
    for piece in Piece.objects.filter(hung__film=film):
        keeping.prepare(piece)


@contextmanager
def _aside(film: Film) -> Iterator[Path]:
    """A folder that is gone afterwards; what killed workers left is swept out first."""
    home: Path = settings.OPTIONS.data / "films"
    home.mkdir(parents=True, exist_ok=True)
    long_ago = (timezone.now() - STALE).timestamp()
    for old in home.iterdir():
        with suppress(FileNotFoundError):  # another worker's, which is done with it just now
            if old.stat().st_mtime < long_ago:
                shutil.rmtree(old, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=f"{film.pk}-", dir=home) as folder:
        yield Path(folder)


def _teller(task: Task) -> apart.Told:
    return lambda done, total: task.progress(int(done), int(total), MAKING)


def _bad(task: Task, film: Film, told: Mapping[str, Any]) -> dict[str, Any]:
    """It cannot be taken: whoever handed it in is told why, and what was handed in goes."""
    code = str(told["unfit"])
    values = {**told.get("values", {}), "name": film.name, "most": MOST_SECONDS // 60}
    error = said(words.UNFIT.get(code, words.UNFIT["broken"]), values)
    with transaction.atomic():
        task.hold()
        Film.objects.filter(pk=film.pk).update(state=Film.BAD, error=error)
    film.state = Film.BAD
    _after(film)
    log.info("films.bad", film=film.pk, code=code)
    return {"unfit": code}


def _lay(film: Film, path: Path) -> None:
    with opened(film) as file, path.open("wb") as out:
        while piece := file.read(CHUNK):
            out.write(piece)


JOB = Job(
    kind=KIND,
    title=Text(en="Make a video ready", it="Preparare un video"),
    run=run,
)
