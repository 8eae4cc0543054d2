"""Videos are taken in as they come, chunk by chunk, and let go of when nothing has them."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterable
from datetime import timedelta
from itertools import chain
from pathlib import Path

from django.conf import settings
from django.db.models import F, Q
from django.utils import timezone

from dialogo.records.text import Text
from dialogo.web.actions import work
from dialogo.web.actions.films import words
from dialogo.web.actions.films.kinds import MOST_BYTES, kind_of
from dialogo.web.actions.letters.picture import plain_name
from dialogo.web.actions.letters.refused import WontDo
from dialogo.web.actions.uploads import SPARE
from dialogo.web.models.connections import Connection
from dialogo.web.models.content import Piece
from dialogo.web.models.films import Film, FilmChunk
from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.content.accounts import versions_of
from dialogo.web.queries.counting import limits_of
from dialogo.web.queries.films.reading import CHUNK
from dialogo.web.queries.films.wanted import Wanted
from dialogo.web.queries.films.where import KIND, key_of, of_piece, wanted_by

# What was handed in and hangs on nothing: its post was not kept, or a program thinks still.
ORPHAN = timedelta(days=1)
MOST_SWEPT = 100  # at once


def most() -> int:
    """The largest video that is taken, in bytes."""
    return min(MOST_BYTES, int(settings.OPTIONS.upload_limit) * 1_000_000)


def keep(
    workspace: Workspace, name: str, size: int, pieces: Iterable[bytes], by: Person | None
) -> Film:
    """Keeps a video as it comes, and has it made ready. Raises `WontDo`, with nothing kept.

    `size` is what was announced; more than that is not read.
    """
    called = plain_name(name)
    _check_room(called, size)
    sweep(workspace)
    film = Film.objects.create(workspace=workspace, name=called, takes=1, take=1)
    try:
        read = _take_in(film, pieces, size)
        Film.objects.filter(pk=film.pk).update(size=read)
        film.size = read
    except BaseException:
        forget(film)
        raise
    ask(film, by)
    return film


def ask(film: Film, by: Person | None = None) -> None:
    """Has it made ready; asked again and again, it is done once."""
    work.ask(KIND, film.workspace, {"film": film.pk}, key=key_of(film), by=by)


def prepare(piece: Piece) -> None:
    """Has a piece's video made to fit each account that takes less than it has."""
    hung = of_piece(piece)
    if hung is None or hung.film.state != Film.READY:
        return
    for version in versions_of(piece):
        fit(hung.film, version.connection)


def fit(film: Film, connection: Connection) -> None:
    """Has a video that is ready made smaller where an account takes less than it has."""
    limits = limits_of(connection)
    wanted = wanted_by(film, limits)
    if film.state != Film.READY or not limits.films or wanted == Wanted():
        return
    smaller, _ = Film.objects.get_or_create(
        source=film, fit=wanted.key, defaults={"workspace": film.workspace, "name": film.name}
    )
    if smaller.state == Film.WAITING:
        ask(smaller)


def store(film: Film, take: int, path: Path, told: Callable[[int], None]) -> str:
    """Keeps a file as the bytes of a take; its digest. `told` is called with how much is stored."""
    hashed, stored = hashlib.sha256(), 0
    with path.open("rb") as file:
        for number, piece in enumerate(iter(lambda: file.read(CHUNK), b"")):
            FilmChunk.objects.create(film=film, take=take, number=number, content=piece)
            hashed.update(piece)
            stored += len(piece)
            told(stored)
    return hashed.hexdigest()


def drawn(film: Film) -> int:
    """A take of one's own."""
    Film.objects.filter(pk=film.pk).update(takes=F("takes") + 1)
    return Film.objects.values_list("takes", flat=True).get(pk=film.pk)


def forget(film: Film) -> None:
    """Lets go of a video and of those made of it."""
    Film.objects.filter(Q(pk=film.pk) | Q(source=film.pk)).delete()


def forget_unused(numbers: Iterable[int]) -> None:
    """Lets go of those that hang on nothing, no letter and no piece."""
    known = list(numbers)
    used = Q(pieces__isnull=False) | Q(letters__isnull=False) | Q(smaller__letters__isnull=False)
    held = Film.objects.filter(used, pk__in=known).values("pk")
    Film.objects.filter(pk__in=known, source=None).exclude(pk__in=held).delete()


def sweep(workspace: Workspace) -> None:
    """Lets go of what was handed in a day ago and hangs on nothing."""
    hung = {"pieces": None, "letters": None, "smaller__letters": None}
    old = Film.objects.filter(workspace=workspace, source=None, **hung)
    old = old.filter(made_at__lt=timezone.now() - ORPHAN)
    forget_unused(old.values_list("pk", flat=True)[:MOST_SWEPT])


def _check_room(name: str, size: int) -> None:
    if size > most():
        _refuse(words.TOO_LARGE, "film-size", name, size=size / 1e6, most=most() // 1_000_000)
    if shutil.disk_usage(settings.OPTIONS.data).free < 3 * size + SPARE:
        _refuse(words.NO_ROOM, "film-room", name)


def _take_in(film: Film, pieces: Iterable[bytes], size: int) -> int:
    """Its chunks, of one size whatever comes; how many bytes those are."""
    given, held, number, read = iter(pieces), b"", 0, 0
    for piece in chain(given, (b"",)):
        held += piece
        if not read and not piece and not held:
            _refuse(words.KIND, "film-type", film.name)
        while len(held) >= CHUNK or (held and not piece):
            content, held = held[:CHUNK], held[CHUNK:]
            if number == 0 and kind_of(content[:16]) is None:
                _refuse(words.KIND, "film-type", film.name)
            FilmChunk.objects.create(film=film, take=film.take, number=number, content=content)
            number, read = number + 1, read + len(content)
            if read > size:
                _refuse(words.UNFIT["broken"], "film-size", film.name)
    return read


def _refuse(text: Text, code: str, name: str, **values: object) -> None:
    raise WontDo(text, code=code, name=name, **values)
