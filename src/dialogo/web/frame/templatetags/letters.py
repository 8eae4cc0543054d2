"""Says how a letter stands, what happens next, and what can be done with it."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context
from django.urls import reverse

from dialogo.web.frame.films import tracks
from dialogo.web.frame.reader import lang
from dialogo.web.models.films import LetterFilm
from dialogo.web.models.letters import Letter
from dialogo.web.queries import letters
from dialogo.web.queries.answering import away
from dialogo.web.queries.letter_reasons import BEFORE

register = template.Library()

_STUCK = (Letter.HELD, Letter.REFUSED)


@register.simple_tag
def letter_standing(letter: Letter) -> dict[str, Any]:
    """`title` of its state, what comes `next`, the `error` in the reader's language, what one `can`
    do, whether it is `stuck`, and where it is to be sent `by_hand`."""
    by_hand = letter.assisted and letter.state == Letter.HELD
    return {
        "title": letters.title_of(letter).say(lang()),
        "next": letters.next_of(letter).say(lang()),
        "error": (letter.error or {}).get(lang(), ""),
        "can": letters.can(letter),
        "stuck": letter.state in _STUCK and not by_hand and letter.error_code != BEFORE,
        "by_hand": by_hand,
        "away": away(letter.conversation) if by_hand and letter.conversation else None,
    }


@register.simple_tag(takes_context=True)
def letter_film(context: Context, letter: Letter) -> dict[str, Any] | None:
    """The `film` of a letter with what it shows (`alt`), where it plays (`play`), its `poster` and
    its `tracks`, as frame/parts/player.html takes them; None: it has none."""
    hung: LetterFilm | None = getattr(letter, "hung", None)
    if hung is None:
        return None
    at = {"workspace": context["workspace"].slug, "letter": letter.pk}

    def place(code: str) -> str:
        return reverse("letter_captions", kwargs={**at, "lang": code})

    return {
        "film": hung.film,
        "alt": hung.alt,
        "play": reverse("letter_film", kwargs=at),
        "poster": reverse("letter_poster", kwargs=at),
        "tracks": tracks(hung.captions, lang(), place),
    }


@register.simple_tag
def state_title(state: str) -> str:
    """What a state of letters is called."""
    return letters.STATES[state].say(lang())
