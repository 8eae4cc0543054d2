"""The composer as the inbox shows it, and what has just been sent or could not be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils import timezone

from dialogo.networks.metered import Going
from dialogo.records.text import Text
from dialogo.web.actions.films import keeping
from dialogo.web.actions.letters import film as films
from dialogo.web.actions.letters.fitting import network_called
from dialogo.web.actions.letters.refused import WontDo
from dialogo.web.frame.door import Request
from dialogo.web.frame.films import step_of
from dialogo.web.models.connections import Connection
from dialogo.web.models.conversations import Canned, Conversation
from dialogo.web.models.films import LetterFilm
from dialogo.web.models.letters import Letter, LetterPicture
from dialogo.web.models.person import Person
from dialogo.web.pages.inbox import LETTERS_SEND, LETTERS_WRITE, NOTES
from dialogo.web.pages.inbox.answer_form import Written, draft_of, number_in
from dialogo.web.queries import canned as canned_queries
from dialogo.web.queries.answering import away, is_unnamed, not_sent
from dialogo.web.queries.canned import Repeated
from dialogo.web.queries.comments import team
from dialogo.web.queries.counting import counted, limits_of, script_of
from dialogo.web.queries.metered import Cost, cost

# As many of one's own letters are shown on their way; the others stand in the outbox.
GOING = 5
# As many of the team are offered to be called for in a note; all can be.
TEAM_SHOWN = 12


@dataclass(frozen=True)
class Composer:
    """All that `inbox/answer/composer.html` shows."""

    conversation: Conversation
    network: Text
    text: str
    basis: int | None
    back: str
    then: str
    draft: Letter | None
    kept: Sequence[LetterPicture]
    slots: range
    film: LetterFilm | None
    film_step: dict[str, Any]
    film_most: int
    count: dict[str, Any]
    used: int
    by_hand: bool
    away: str | None
    trouble: dict[str, str] | None
    may_write: bool
    may_send: bool
    may_note: bool
    team: Sequence[Person]
    canned: Sequence[Canned]
    chosen: Canned | None = None
    repeated: Repeated | None = None
    left: tuple[str, ...] = ()
    fault: str = ""
    note: str = ""
    note_fault: str = ""
    inserted: bool = False
    unnamed: bool = False
    costs: Cost | None = None
    sent_back: dict[str, str] | None = None

    @property
    def lacks_words(self) -> bool:
        """Whether a picture of the draft is not said in words yet."""
        return any(not picture.alt.strip() for picture in self.kept)

    @property
    def left_words(self) -> str:
        """The variables that nothing is known for, as they stand in the text."""
        return ", ".join("{" + name + "}" for name in self.left)


def composer(
    request: Request,
    conversation: Conversation,
    *,
    basis: int | None,
    back: str,
    written: Written | None = None,
    **more: Any,
) -> dict[str, Any]:
    """The context of the composer, and of the note beside it.

    `written` is what came by the form and is to be shown again; else the reader's own draft is
    there, or nothing. `more` are other values of `Composer`.
    """
    connection = conversation.connection
    role = request.membership.is_a
    asked = number_in(request.GET.get("draft"))
    draft = written.draft if written else draft_of(request, conversation, asked)
    text = written.text if written else draft.text if draft else ""
    kept = list(draft.pictures.defer("data").order_by("place")) if draft else []
    unnamed = is_unnamed(conversation)
    by_hand = connection is None or not limits_of(connection).length or unnamed
    count = {} if by_hand or connection is None else script_of(connection, conversation)
    most = min(limits_of(connection).pictures, 10) if connection and not by_hand else 0
    film = _film(conversation, written, draft)
    may_write = role in LETTERS_WRITE.roles
    shown = Composer(
        conversation=conversation,
        network=network_called(conversation.network),
        text=text,
        basis=basis,
        back=back,
        then=written.then if written else draft.then if draft else "",
        draft=draft,
        kept=kept,
        slots=range(len(kept), 0 if film else most),
        film=film,
        film_step=step_of(film.film) if film else {},
        film_most=0 if by_hand else _film_most(conversation),
        count=count,
        used=counted(connection, text.strip(), conversation)[0],
        by_hand=by_hand,
        away=away(conversation) if by_hand else None,
        trouble=connection.error if connection and connection.state not in _WELL else None,
        may_write=may_write,
        may_send=role in LETTERS_SEND.roles,
        may_note=role in NOTES.roles,
        team=[one for one in team(conversation.workspace) if one != request.user][:TEAM_SHOWN],
        canned=canned_queries.canned(conversation.workspace, conversation.language)
        if may_write
        else [],
        sent_back=_sent_back(draft) if draft else None,
        unnamed=unnamed,
        costs=None if by_hand else cost(connection, Going(text, len(kept), answers=True)),
    )
    return {"composer": _with(shown, written, more)}


def _film(
    conversation: Conversation, written: Written | None, draft: Letter | None
) -> LetterFilm | None:
    """The video as the form has it, which need not be stored with a draft yet."""
    try:
        return films.wanted(conversation.workspace, written.film if written else None, draft)
    except WontDo:  # it is there no more
        return None


def _film_most(conversation: Conversation) -> int:
    """How large a video may be, in MB; 0: none is taken here."""
    connection, private = conversation.connection, conversation.private
    if connection is None or not films.taken_by(connection, private=private):
        return 0
    return keeping.most() // 1_000_000


def _sent_back(draft: Letter) -> dict[str, str] | None:
    """Why a draft came back from whoever was to approve it; None if it did not."""
    last = draft.steps.order_by("-pk").first()
    return last.says if last and (last.was, last.state) == (Letter.ASKED, Letter.DRAFT) else None


_WELL = (Connection.LIVE, Connection.RESTING)


def _with(shown: Composer, written: Written | None, more: dict[str, Any]) -> Composer:
    if written and "chosen" not in more:
        more["chosen"] = written.canned
    return replace(shown, **more)


def going(request: Request) -> dict[str, Any]:
    """What the reader can still call back, and whether anything could not be sent."""
    if request.membership.is_a not in LETTERS_WRITE.roles:
        return {"going": [], "troubled": []}
    mine = Letter.objects.filter(workspace=request.workspace, state=Letter.QUEUED, by=request.user)
    due = mine.filter(due_at__gt=timezone.now(), tries=0).exclude(conversation=None)
    rows = due.select_related("conversation").order_by("-pk")
    # How long is told, not until when: a browser's clock may be another.
    now = timezone.now()
    left = [(one, (one.due_at - now).total_seconds()) for one in rows[:GOING] if one.due_at]
    return {"going": left, "troubled": not_sent(request.workspace, GOING)}
