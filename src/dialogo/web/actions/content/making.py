"""Pieces are begun and changed; what changes after its approval is a draft again."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db import transaction

from dialogo.content.link_parameters import fitting
from dialogo.networks.account import Limits
from dialogo.records.text import Text
from dialogo.web.actions import trail
from dialogo.web.actions.content import guard, seal, states
from dialogo.web.actions.films import captions, keeping, words
from dialogo.web.actions.films.given import GivenFilm
from dialogo.web.actions.letters import refused
from dialogo.web.actions.letters.fitting import cleaned
from dialogo.web.actions.letters.picture import GivenPicture, look, plain_name
from dialogo.web.actions.letters.picture_ready import FORMATS, ready
from dialogo.web.actions.letters.refused import WontDo
from dialogo.web.models.content import Piece, PiecePicture, Version
from dialogo.web.models.films import PieceFilm
from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.content.accounts import postable
from dialogo.web.queries.films import where

SLOT = "RECURRENCE-ID:"  # begins what an occurrence keeps of where it stood in its series
# What of RFC 5545 is taken: nothing that could be reckoned for ever.
RULE = re.compile(
    r"FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;INTERVAL=[1-9]\d?)?"
    r"(;BYDAY=(MO|TU|WE|TH|FR|SA|SU)(,(MO|TU|WE|TH|FR|SA|SU))*)?(;(COUNT=[1-9]\d{0,2}|UNTIL=\d{8}))?"
)
MOST_PARTS, LONGEST = 25, 100_000
MOST_PICTURES = 10
# As much as any network takes; what one of them takes less of is made smaller as it is sent.
_ANY = Limits(0, "characters", pictures=MOST_PICTURES, picture_bytes=10_000_000,
              picture_types=tuple(FORMATS))  # fmt: skip

BEGUN = Text(en="began “{title}”", it="ha iniziato «{title}»")
CHANGED = Text(en="Changed.", it="Modificato.")
BACK = Text(
    en="Changed after it was approved or asked for: it needs a new approval.",
    it="Modificato dopo la richiesta o l'approvazione: serve una nuova approvazione.",
)
STALE = Text(
    en="Somebody else has changed it meanwhile. Copy what you wrote, and open it again.",
    it="Nel frattempo qualcun altro lo ha modificato. Copiate ciò che avete scritto e riapritelo.",
)
LONG_THREAD = Text(
    en="A thread has {most} parts at the most; this one has {n}.",
    it="Un thread ha al massimo {most} parti; questo ne ha {n}.",
)
LONG_TEXT = Text(
    en="A text has {most} characters at the most.", it="Un testo ha al massimo {most} caratteri."
)
BAD_RULE = Text(
    en="It cannot be repeated by {rule}. Take every day, week, month or year, as in "
    "FREQ=WEEKLY;BYDAY=MO;UNTIL=20271231.",
    it="Non si può ripetere secondo {rule}. Si può ogni giorno, settimana, mese o anno, come in "
    "FREQ=WEEKLY;BYDAY=MO;UNTIL=20271231.",
)
FOREIGN = Text(
    en="One of the accounts does not belong to this company, or takes no posts.",
    it="Uno dei profili non è di questa azienda, o non accetta post.",
)


@dataclass(frozen=True)
class KeptPicture:
    """A picture that the piece has already, by its number, with what is now said of it."""

    number: int
    alt: str


@dataclass(frozen=True)
class GivenVersion:
    """What is different on one account; empty: as everywhere."""

    parts: Sequence[str] = ()
    first_comment: str = ""
    language: str = ""
    link_parameters: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Given:
    """A piece as somebody fills it in. `versions` are by the numbers of their accounts; `pictures`
    None leaves those that are there, and `film` None its video."""

    title: str = ""
    brief: str = ""
    need: str = ""
    purpose: str = ""
    campaign: str = ""
    note: str = ""
    language: str = ""
    parts: Sequence[str] = ()
    due_at: datetime | None = None
    repeats: str = ""
    versions: Mapping[int, GivenVersion] = field(default_factory=dict)
    pictures: Sequence[GivenPicture | KeptPicture] | None = None
    film: GivenFilm | None = None


def start(
    workspace: Workspace,
    by: Person | None,
    *,
    title: str = "",
    need: str = "",
    texts: Sequence[str] = (),
    due_at: datetime | None = None,
    **more: Any,
) -> Piece:
    """A new piece: an idea, or with `texts` (the parts of a thread) a draft for every account that
    takes posts. `more` is whatever else a `Given` has. Raises `WontDo`."""
    if texts and "versions" not in more:
        more["versions"] = {one.pk: GivenVersion() for one in postable(workspace)}
    given = Given(title=title, need=need, parts=tuple(texts), due_at=due_at, **more)
    return make(workspace, by, given)


def make(
    workspace: Workspace, by: Person | None, given: Given, *, series: Piece | None = None
) -> Piece:
    """A new piece as it was filled in. Raises `WontDo`, with nothing stored."""
    given = _prepared(workspace, given)
    piece = Piece(workspace=workspace, by=by, series=series, **_fields(given))
    hung = bool(given.pictures or (given.film and given.film.number))
    piece.state = _state(given.parts, given.versions, hung)
    with transaction.atomic():
        states.begin(piece, by)
        _lay(piece, given)
        trail.note(by, workspace, "calendar.begin", f"piece:{piece.pk}", BEGUN, title=called(piece))
    return piece


def change(piece: Piece, by: Person | None, given: Given, saves: int | None = None) -> Piece:
    """Keeps a piece as it was filled in; `saves` is what its author had before them.

    If what goes out is another now (texts, pictures, accounts, hour), it is a draft again, whoever
    had approved it. Raises `WontDo`, with nothing stored.
    """
    given = _prepared(piece.workspace, given)
    with transaction.atomic():
        piece = states.locked(piece, *states.CHANGEABLE)
        if saves is not None and saves != piece.saves:
            raise WontDo(STALE, code="stale")
        before, did = seal.mark(piece), piece.purpose
        fields = _fields(given)
        for name, value in fields.items():
            setattr(piece, name, value)
        _lay(piece, given)
        if seal.mark(piece) == before:
            fields["saves"] = piece.saves + 1
            Piece.objects.filter(pk=piece.pk).update(**fields)
            piece.saves += 1
            another = piece.state == Piece.PLANNED and piece.purpose != did
            if another and not guard.lets(piece, by):
                states.move(piece, Piece.APPROVED, by, guard.TAKEN_OFF)
            return piece
        own = any(one.parts for one in piece.versions.all())
        hung = own or piece.pictures.exists() or where.of_piece(piece) is not None
        to = _state(given.parts, given.versions, hung)
        says = CHANGED
        if piece.state not in (Piece.IDEA, Piece.DRAFT):
            to, says = Piece.DRAFT, BACK
        states.move(piece, to, by, says, wrote=True, **fields, **states.unapproved())
    return piece


def called(piece: Piece) -> str:
    """A piece by its title, else by how it begins."""
    first = next((text for text in piece.parts if text.strip()), piece.brief)
    return piece.title or " ".join(first.split())[:60] or f"#{piece.pk}"


def split(text: str) -> list[str]:
    """The parts of a thread as they are written in one field: a line of three dashes or more
    begins the next."""
    parts: list[list[str]] = [[]]
    for line in cleaned(text).split("\n"):
        if len(line.strip()) >= 3 and not line.strip().strip("-"):
            parts.append([])
        else:
            parts[-1].append(line)
    return [part for part in ("\n".join(lines).strip() for lines in parts) if part]


def joined(parts: Sequence[str]) -> str:
    """The parts of a thread in one field."""
    return "\n---\n".join(parts)


def _prepared(workspace: Workspace, given: Given) -> Given:
    """The same, its texts and pictures as they are kept; raises `WontDo`."""
    if given.repeats and not (RULE.fullmatch(given.repeats) or given.repeats.startswith(SLOT)):
        raise WontDo(BAD_RULE, code="repeats", rule=given.repeats[:80])
    known = {one.pk for one in postable(workspace)}
    if not known.issuperset(given.versions):
        raise WontDo(FOREIGN, code="account")
    versions = {
        number: replace(
            one,
            parts=_parts(one.parts),
            first_comment=cleaned(one.first_comment)[:LONGEST],
            link_parameters=fitting(one.link_parameters),
        )
        for number, one in given.versions.items()
    }
    pictures = given.pictures
    if pictures is not None:
        if len(pictures) > MOST_PICTURES:
            n = len(pictures) - MOST_PICTURES
            values = {"network": "Dialogo", "most": MOST_PICTURES, "n": n}
            raise WontDo(refused.TOO_MANY, code="pictures", **values)
        pictures = [
            ready([one], _ANY)[0] if isinstance(one, GivenPicture) else one for one in pictures
        ]
    if given.film and given.film.number is not None:
        films = where.films_of(workspace)
        if not films.filter(pk=given.film.number).exists():
            raise WontDo(words.NONE, code="film")
        captions.taken(given.film.captions or ())
    return replace(given, parts=_parts(given.parts), versions=versions, pictures=pictures)


def _parts(texts: Sequence[str]) -> list[str]:
    parts = [part for part in map(cleaned, texts) if part]
    if len(parts) > MOST_PARTS:
        raise WontDo(LONG_THREAD, code="too-long", most=MOST_PARTS, n=len(parts))
    if any(len(part) > LONGEST for part in parts):
        raise WontDo(LONG_TEXT, code="too-long", most=LONGEST)
    return parts


def _fields(given: Given) -> dict[str, Any]:
    return {
        "title": " ".join(cleaned(given.title).split())[:200],
        "brief": cleaned(given.brief),
        "need": cleaned(given.need)[:200],
        "purpose": given.purpose if given.purpose in Piece.PURPOSES else "",
        "campaign": " ".join(cleaned(given.campaign).split())[:120],
        "note": cleaned(given.note),
        "language": given.language[:8],
        "parts": list(given.parts),
        "due_at": given.due_at,
        "repeats": given.repeats[:300],
    }


def _lay(piece: Piece, given: Given) -> None:
    """Its versions and pictures as they are given."""
    piece.versions.exclude(connection__in=list(given.versions)).delete()
    for number, one in given.versions.items():
        values = {
            "parts": list(one.parts),
            "first_comment": one.first_comment,
            "language": one.language[:8],
            "link_parameters": dict(one.link_parameters),
        }
        Version.objects.update_or_create(piece=piece, connection_id=number, defaults=values)
    if given.pictures is not None:
        _hang(piece, given.pictures)
    if given.film is not None:
        _hang_film(piece, given.film)
    keeping.prepare(piece)


def _hang(piece: Piece, pictures: Sequence[GivenPicture | KeptPicture]) -> None:
    """Its pictures, in order; those that are not among them are gone."""
    stay = [one.number for one in pictures if isinstance(one, KeptPicture)]
    piece.pictures.exclude(pk__in=stay).delete()
    for place, one in enumerate(pictures):
        if isinstance(one, KeptPicture):
            alt = cleaned(one.alt)
            piece.pictures.filter(pk=one.number).update(place=place, alt=alt)
        else:
            _picture(piece, place, one).save()


def _hang_film(piece: Piece, given: GivenFilm) -> None:
    """Its video; the one before it is let go of, unless something else has it."""
    before = list(PieceFilm.objects.filter(piece=piece).values_list("film", flat=True))
    if given.number is None:
        PieceFilm.objects.filter(piece=piece).delete()
    else:
        values: dict[str, Any] = {"film_id": given.number, "alt": cleaned(given.alt)}
        if given.captions is not None:
            values["captions"] = captions.taken(given.captions)
        elif before != [given.number]:  # of another video
            values["captions"] = []
        PieceFilm.objects.update_or_create(piece=piece, defaults=values)
    keeping.forget_unused(number for number in before if number != given.number)


def _picture(piece: Piece, place: int, given: GivenPicture) -> PiecePicture:
    seen = look(given.data)
    if seen is None:
        raise WontDo(refused.NO_PICTURE, code="picture-type", name=given.name)
    if len(given.data) > _ANY.picture_bytes:
        values = {"size": len(given.data) / 1e6, "most": _ANY.picture_bytes / 1e6}
        raise WontDo(refused.TOO_BIG, code="picture-size", name=given.name, network="–", **values)
    return PiecePicture(
        piece=piece,
        place=place,
        name=plain_name(given.name),
        mime=seen.mime,
        alt=cleaned(given.alt),
        width=seen.width,
        height=seen.height,
        digest=hashlib.sha256(given.data).hexdigest(),
        data=given.data,
    )


def _state(parts: Sequence[str], versions: Mapping[int, GivenVersion], more: bool) -> str:
    """An idea, as long as nothing is written that could go out."""
    return (
        Piece.DRAFT if parts or more or any(one.parts for one in versions.values()) else Piece.IDEA
    )
