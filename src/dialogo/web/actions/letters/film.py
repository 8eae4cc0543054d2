"""The video of an answer: looked at as it is written, and made to fit its network before it goes.

An answer may be on its way while its video is still being made ready; it waits for that.
"""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from dialogo.records.text import Text
from dialogo.web.actions.content.fitting import SAID, of_film, of_film_on
from dialogo.web.actions.films import keeping, words
from dialogo.web.actions.films.given import GivenFilm
from dialogo.web.actions.letters import states
from dialogo.web.actions.letters.fitting import NO_PRIVATE_PICTURES, cleaned, network_called
from dialogo.web.actions.letters.refused import WontDo
from dialogo.web.models.connections import Connection
from dialogo.web.models.films import Film, LetterFilm
from dialogo.web.models.letters import Letter
from dialogo.web.models.work import Work
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.counting import limits_of
from dialogo.web.queries.films import where

AGAIN = timedelta(seconds=15)  # until a video that is not ready is looked for again
WAITS = Text(
    en="Its video is still being made ready. It goes out when that is done.",
    it="Il video è ancora in preparazione. Parte quando è pronto.",
)


def wanted(
    workspace: Workspace, given: GivenFilm | None, draft: Letter | None
) -> LetterFilm | None:
    """The video that an answer is to have: the one that is given, or else that of the `draft`."""
    if given is None:
        hung = where.of_letter(draft) if draft else None
        if hung is not None and hung.film.source is not None:  # made smaller for an earlier try
            hung.film = hung.film.source
        return hung
    if given.number is None:
        return None
    film = where.films_of(workspace).filter(pk=given.number).first()
    if film is None:
        raise WontDo(words.NONE, code="film")
    return LetterFilm(film=film, alt=cleaned(given.alt))


def taken_by(connection: Connection, *, private: bool) -> bool:
    """Whether an answer there may have a video at all."""
    closed = private and connection.network in NO_PRIVATE_PICTURES
    return bool(limits_of(connection).films) and not closed


def check(
    connection: Connection, hung: LetterFilm, *, private: bool, pictures: bool, draft: bool = False
) -> None:
    """Raises `WontDo` for what the network would not take; a draft may be undescribed yet, and a
    video that is not ready yet is no reason."""
    if not taken_by(connection, private=private):
        network = network_called(connection.network)
        raise WontDo(words.NO_FILMS, code="film", network=network)
    found = [*of_film(hung, both=pictures), *of_film_on(connection, limits_of(connection), hung)]
    for flaw in found:
        if flaw.code != "film-waits" and not (draft and flaw.code == "alt"):
            raise WontDo(flaw.text, code=flaw.code, **flaw.values)


def hang(letter: Letter, hung: LetterFilm | None) -> None:
    """Keeps it with the letter; the one before it is let go of."""
    before = list(LetterFilm.objects.filter(letter=letter).values_list("film", "film__source"))
    if hung is None:
        LetterFilm.objects.filter(letter=letter).delete()
    else:
        values = {"film": hung.film, "alt": hung.alt, "captions": hung.captions}
        LetterFilm.objects.update_or_create(letter=letter, defaults=values)
    keeping.forget_unused(source or film for film, source in before)


def is_ready(letter: Letter) -> bool:
    """Whether it hangs on the letter as the network takes it. If not, it is being made so, and the
    letter comes up again; raises `WontDo` for what never will be. A post has what was approved."""
    if letter.conversation_id is None or letter.connection is None:
        return True
    hung = where.of_letter(letter)
    if hung is None or hung.film.source_id:
        return True
    if hung.film.state == Film.WAITING:
        work = where.work_of(hung.film)
        if work is not None and work.state == Work.FAILED:
            why = work.error or {}
            raise WontDo(SAID, code="film", says=Text(en=why.get("en", ""), it=why.get("it", "")))
    pictures, private = letter.pictures.exists(), letter.audience == "direct"
    check(letter.connection, hung, private=private, pictures=pictures)
    goes = where.going_to(hung.film, limits_of(letter.connection))
    if goes is None:
        keeping.fit(hung.film, letter.connection)
        next_at = timezone.now() + AGAIN
        states.same(letter).update(next_at=next_at, error=states.said(WAITS))
        return False
    LetterFilm.objects.filter(pk=hung.pk).update(film=goes)
    return True
