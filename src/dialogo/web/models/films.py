"""Videos of posts: kept in pieces, so that none is ever read whole into memory."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from dialogo.web.models.content import Piece
from dialogo.web.models.letters import Letter
from dialogo.web.models.workspace import Workspace


class Film(models.Model):
    """A video: waiting (as it was handed in) -> ready (as it goes out: MP4, H.264, AAC, and nothing
    else in it) | bad (`error` says why, in both languages).

    `source` is the one of which this is a smaller one, and `fit` what it was made to fit (see
    queries/films/wanted.py). Its bytes are the chunks of `take`; each run of the work that makes it
    ready draws a take of its own from `takes`, so that whatever a killed one leaves is in nobody's
    way. `digest` is of the bytes of a ready one, and never changes; `poster` is its first frame, a
    JPEG.
    """

    WAITING, READY, BAD = "waiting", "ready", "bad"
    STATES: ClassVar = (WAITING, READY, BAD)
    MIME: ClassVar = "video/mp4"

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="films")
    source = models.ForeignKey("self", models.CASCADE, null=True, related_name="smaller")
    fit = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=7, default=WAITING)
    name = models.CharField(max_length=200)
    made_at = models.DateTimeField(default=timezone.now)
    take = models.PositiveIntegerField(default=0)
    takes = models.PositiveIntegerField(default=0)
    size = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    seconds = models.FloatField(default=0)
    rate = models.FloatField(default=0)
    poster = models.BinaryField(default=bytes)
    error = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "fit"],
                condition=Q(source__isnull=False),
                name="one_film_a_fit",
            )
        ]


class FilmChunk(models.Model):
    """A part of a film's bytes: `queries.films.reading.CHUNK` of them, of the last what is left.

    `AT_ONCE`: how many of them a backup holds in memory.
    """

    AT_ONCE: ClassVar = 8

    film = models.ForeignKey(Film, models.CASCADE, related_name="chunks")
    take = models.PositiveIntegerField()
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["film", "take", "number"], name="one_chunk_a_place")
        ]


class PieceFilm(models.Model):
    """The video of a piece, with what it shows in words, and what is said in it: `captions` are
    `{"lang": …, "text": …}`, each a WebVTT (see actions/films/captions.py), one a language."""

    piece = models.OneToOneField(Piece, models.CASCADE, related_name="hung")
    film = models.ForeignKey(Film, models.CASCADE, related_name="pieces")
    alt = models.TextField(blank=True)
    captions = models.JSONField(default=list)


class LetterFilm(models.Model):
    """The video of a letter, as it goes out there; `captions` as of a piece's."""

    letter = models.OneToOneField(Letter, models.CASCADE, related_name="hung")
    film = models.ForeignKey(Film, models.CASCADE, related_name="letters")
    alt = models.TextField(blank=True)
    captions = models.JSONField(default=list)
