"""What was written in the composer: words, pictures with what they show, and what is to be done."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.http import url_has_allowed_host_and_scheme

from dialogo.web.actions.films.given import GivenFilm
from dialogo.web.actions.letters.write import GivenPicture
from dialogo.web.frame import film_field, picture_field
from dialogo.web.frame.door import Request
from dialogo.web.models.conversations import Canned, Conversation
from dialogo.web.models.letters import Letter, LetterPicture
from dialogo.web.pages.inbox import LETTERS_SEND
from dialogo.web.queries import canned

# What may be asked for by the buttons of the composer.
SEND, ASK, KEEP, ANYWAY, DROP = "send", "ask", "keep", "anyway", "drop"
THENS = ("", "close", "theirs")
# No network takes more pictures than this in one letter.
SLOTS = 10


@dataclass(frozen=True)
class Written:
    """What came by the form. `shown` are the letters of others that its author has seen."""

    text: str
    basis: int | None
    back: str
    then: str
    do: str
    draft: Letter | None
    canned: Canned | None
    pictures: tuple[GivenPicture, ...] = ()
    shown: frozenset[int] = frozenset()
    film: GivenFilm | None = None


def written(request: Request, conversation: Conversation) -> Written:
    """Reads the form; whatever does not fit is as if it were not there."""
    given = request.POST
    draft = draft_of(request, conversation, number_in(given.get("draft")))
    used = number_in(given.get("canned"))
    then = given.get("then", "")
    return Written(
        text=given.get("text", "").replace("\r\n", "\n").replace("\0", ""),
        basis=number_in(given.get("basis")),
        back=way_back(request, given.get("back", "")),
        then=then if then in THENS else "",
        do=given.get("do", SEND),
        draft=draft,
        canned=canned.one(request.workspace, used) if used else None,
        film=film_field.written(request),
        pictures=(*_kept(request, draft), *picture_field.given(request, SLOTS)),
        shown=frozenset(filter(None, map(number_in, given.getlist("shown")))),
    )


def draft_of(
    request: Request, conversation: Conversation, number: int | None = None
) -> Letter | None:
    """The reader's own newest draft in a conversation, or the one with a number: whoever may send
    can also take over what another began."""
    rows = Letter.objects.filter(conversation=conversation, state=Letter.DRAFT).order_by("-pk")
    if number is not None and request.membership.is_a in LETTERS_SEND.roles:
        return rows.filter(pk=number).first()
    mine = rows.filter(by=request.user)
    return (mine if number is None else mine.filter(pk=number)).first()


def way_back(request: Request, given: str) -> str:
    """A path of this workspace's inbox; empty for everything else."""
    ours = f"/w/{request.workspace.slug}/inbox/"
    safe = url_has_allowed_host_and_scheme(given, allowed_hosts=None)
    return given if safe and given.startswith(ours) else ""


def _kept(request: Request, draft: Letter | None) -> list[GivenPicture]:
    """The pictures of a draft that stay, with what is now said of them."""
    if draft is None:
        return []
    rows = LetterPicture.objects.filter(letter=draft).order_by("place")
    return [
        GivenPicture(row.name, bytes(row.data), request.POST.get(f"said-{row.pk}", row.alt))
        for row in rows
        if f"without-{row.pk}" not in request.POST
    ]


def number_in(given: str | None) -> int | None:
    return int(given) if given and given.isascii() and given.isdigit() and len(given) < 19 else None
