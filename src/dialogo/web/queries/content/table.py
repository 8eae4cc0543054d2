"""Pieces as a table, and what its columns mean."""

from __future__ import annotations

import csv
from io import StringIO

from django.db.models import F, Prefetch

from dialogo.records.text import Text
from dialogo.web.models.content import Piece, PiecePicture
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.team.zones import zone_of

COLUMNS: tuple[tuple[str, Text], ...] = (
    ("title", Text(en="What the team calls it.", it="Come lo chiama la squadra.")),
    (
        "text",
        Text(
            en="What it says; a line of three dashes begins the next part of a thread.",
            it="Che cosa dice; una riga di tre trattini comincia la parte successiva di un thread.",
        ),
    ),
    (
        "accounts",
        Text(
            en="The names of its accounts, with semicolons between them; empty: all.",
            it="I nomi dei profili, separati da punto e virgola; vuoto: tutti.",
        ),
    ),
    ("day", Text(en="Its day, as in 2026-11-23.", it="Il giorno, come in 2026-11-23.")),
    ("time", Text(en="Its time, as in 09:30.", it="L'ora, come in 09:30.")),
    (
        "purpose",
        Text(
            en="useful, promotional, conversation or corporate.",
            it="useful (utile), promotional, conversation o corporate.",
        ),
    ),
    ("need", Text(en="The need it serves.", it="Il bisogno a cui risponde.")),
    ("campaign", Text(en="Its campaign.", it="La campagna.")),
    ("language", Text(en="Its language, as in it.", it="La lingua, come in it.")),
    ("first_comment", Text(en="A first comment.", it="Un primo commento.")),
    ("brief", Text(en="What it is about; never sent.", it="Di che parla; non viene inviato.")),
    (
        "media",
        Text(
            en="The names of its pictures, or of its video. Told in exports; not read.",
            it="I nomi delle immagini, o del video. Solo nelle esportazioni; non si legge.",
        ),
    ),
    ("state", Text(en="Told in exports; not read.", it="Solo nelle esportazioni; non si legge.")),
)


def written(workspace: Workspace) -> bytes:
    """Every piece, the latest day first; as programs for tables read it (UTF-8 with its mark)."""
    zone, into = zone_of(workspace), StringIO()
    rows = csv.writer(into)
    rows.writerow([name for name, _ in COLUMNS])
    named = PiecePicture.objects.order_by("place").only("piece", "name")
    pieces = Piece.objects.filter(workspace=workspace).annotate(film=F("hung__film__name"))
    pieces = pieces.prefetch_related("versions__connection", Prefetch("pictures", named))
    for piece in pieces.order_by("-due_at", "-pk").iterator(500):
        versions = list(piece.versions.all())
        here = piece.due_at.astimezone(zone) if piece.due_at else None
        comment = next((one.first_comment for one in versions if one.first_comment), "")
        cells = [
            piece.title, "\n---\n".join(piece.parts),
            "; ".join(one.connection.handle for one in versions),
            f"{here:%Y-%m-%d}" if here else "", f"{here:%H:%M}" if here else "",
            piece.purpose, piece.need, piece.campaign, piece.language, comment, piece.brief,
            "; ".join([one.name for one in piece.pictures.all()] or [piece.film or ""]),
            piece.state,
        ]  # fmt: skip
        rows.writerow([_plain(cell) for cell in cells])
    return into.getvalue().encode("utf-8-sig")


def _plain(cell: str) -> str:
    """No program for tables takes it for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") and cell else cell
