"""How a post will look on each account: its parts, how long they are there, what does not fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dialogo.content.link_parameters import with_parameters
from dialogo.networks.metered import Going
from dialogo.records.share import Share
from dialogo.records.text import Lang, Text
from dialogo.web.actions.content.fitting import flaws_on, of_film
from dialogo.web.actions.content.making import split
from dialogo.web.actions.films.words import NO_CAPTIONS
from dialogo.web.actions.letters.fitting import network_called
from dialogo.web.frame.filled import filled
from dialogo.web.models.connections import Connection
from dialogo.web.models.content import Piece, PiecePicture
from dialogo.web.models.films import PieceFilm
from dialogo.web.models.workspace import Workspace
from dialogo.web.pages.post.form import AccountFields
from dialogo.web.queries.content.accounts import Count, counts, versions_of
from dialogo.web.queries.content.reads_as import reads_as
from dialogo.web.queries.content.words import PURPOSES, UNSURE
from dialogo.web.queries.counting import limits_of
from dialogo.web.queries.films.where import of_piece as of_piece_film
from dialogo.web.queries.metered import Cost, cost

SURE_ENOUGH = 0.75  # of the model, to be held against what an author says (house rule)
# What the preview itself shows.
_SEEN = ("empty", "too-long", "alt")


@dataclass(frozen=True)
class Part:
    """A text as it goes out; `comment`: it is the first comment."""

    text: str
    count: Count
    comment: bool = False


@dataclass(frozen=True)
class Preview:
    """A post on one account."""

    connection: Connection
    network: Text
    parts: Sequence[Part]
    pictures: Sequence[PiecePicture]
    flaws: Sequence[Text]
    film: PieceFilm | None = None
    waits: Sequence[Text] = ()  # for what is still being made, or stays here

    @property
    def costs(self) -> Cost | None:
        """What it costs to send it, where the network charges calls and something is written."""
        if not self.parts and not self.pictures:
            return None
        hung = [len(self.pictures), *[0] * len(self.parts)]
        texts = [part.text for part in self.parts] or [""]
        going = [Going(text, some) for text, some in zip(texts, hung, strict=False)]
        return cost(self.connection, *going)


@dataclass(frozen=True)
class Reads:
    """What the model says that a text does: `does` in words, the words it goes by, how sure it is;
    `other` if its author says something else."""

    does: Text
    because: str
    sure: Share | None
    other: bool


def of_piece(piece: Piece) -> list[Preview]:
    """As it is stored."""
    pictures = list(piece.pictures.order_by("place").defer("data"))
    film = of_piece_film(piece)
    return [
        _on(one.connection, one.sent_texts, one.sent_comment, pictures, film)
        for one in versions_of(piece)
    ]


def of_form(
    text: str,
    accounts: Sequence[AccountFields],
    pictures: Sequence[PiecePicture],
    film: PieceFilm | None = None,
) -> list[Preview]:
    """As it is being written."""
    common = split(text)
    return [
        _on(
            one.connection,
            [with_parameters(text, one.link_parameters) for text in split(one.own) or common],
            with_parameters(one.first_comment.strip(), one.link_parameters),
            pictures,
            film,
        )
        for one in accounts
        if one.chosen
    ]


def reads(workspace: Workspace, text: str, purpose: str, lang: Lang) -> Reads | None:
    """What a text does, as the model of language reads it; None for nothing."""
    label = reads_as(workspace, text)
    if label is None:
        return None
    known = label.does in PURPOSES
    return Reads(
        PURPOSES.get(label.does, UNSURE),
        ", ".join(label.because),
        Share(label.probability) if known else None,
        other=bool(known and purpose not in ("", label.does) and label.probability >= SURE_ENOUGH),
    )


def _on(
    connection: Connection,
    texts: Sequence[str],
    comment: str,
    pictures: Sequence[PiecePicture],
    film: PieceFilm | None,
) -> Preview:
    lengths = counts(connection, texts, comment, pictures=bool(pictures or film))
    parts = [Part(text, one) for text, one in zip(texts, lengths, strict=False)]
    if comment:
        parts.append(Part(comment, lengths[-1], comment=True))
    found = [*flaws_on(connection, texts, comment, pictures, film)]
    found += of_film(film, both=bool(pictures)) if film else ()
    told = [(one.code, filled(one.text, **one.values)) for one in found if one.code not in _SEEN]
    said = [text for code, text in told if code != "film-waits"]
    waits = [text for code, text in told if code == "film-waits"]
    called = network_called(connection.network)
    if film and film.captions and not limits_of(connection).captions:
        waits.append(filled(NO_CAPTIONS, network=called))
    return Preview(connection, called, parts, pictures, said, film, waits)
