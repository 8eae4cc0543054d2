"""What the page says of a need: sentences with their numbers, marks, and the drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from dialogo.records.share import Share
from dialogo.records.text import Text
from dialogo.web.frame.drawing import spark
from dialogo.web.frame.filled import filled
from dialogo.web.models.computed import Computed
from dialogo.web.models.needs import Need
from dialogo.web.models.workspace import Workspace
from dialogo.web.pages.needs.mood_words import mood_said, unsure_said
from dialogo.web.queries.need_mood import Mood
from dialogo.web.queries.needs import Shown

SIZE = Text(
    en="{messages:message|messages} from {people:person|people}",
    it="{messages:messaggio|messaggi} di {people:persona|persone}",
)
NOBODY_ASKED = Text(
    en="No question about it is a day old yet.",
    it="Nessuna domanda in merito ha ancora un giorno.",
)
ANSWERED = Text(
    en="{share} of {asked:question|questions} answered",
    it="risposta {share:al} delle domande ({asked})",
)
HALF = Text(en="half within {wait}{hours}", it="alla metà entro {wait}{hours}")
HALF_MORE = Text(
    en="half wait longer than {wait}{hours}", it="la metà attende più di {wait}{hours}"
)
IN_HOURS = Text(en=" of business hours", it=" in orario di servizio")
NOTHING = Text(en="", it="")

# Each state with its shape, its class and its word.
STATES = {
    Need.UNSERVED: ("◆", "mistake", Text(en="no post serves it", it="nessun post lo serve")),
    Need.PERHAPS: ("○", "unknown", Text(en="perhaps served", it="forse servito")),
    Need.SERVED: ("✓", "ok", Text(en="served", it="servito")),
}
SERVED_BY = {
    Need.UNSERVED: Text(
        en="No post of this time deals with it.", it="Nessun post di questo periodo ne parla."
    ),
    Need.PERHAPS: Text(
        en="Only posts of unclear purpose touch it ({unsure}).",
        it="Lo toccano solo post di cui non è chiaro lo scopo ({unsure}).",
    ),
    Need.SERVED: Text(
        en="{useful:useful post deals|useful posts deal} with it.",
        it="{useful:post utile ne parla|post utili ne parlano}.",
    ),
}
TRENDS = {
    "more": Text(en="asked more than before", it="chiesto più di prima"),
    "less": Text(en="asked less than before", it="chiesto meno di prima"),
    "same": Text(en="asked as before", it="chiesto come prima"),
    "asleep": Text(en="nobody has asked lately", it="ultimamente nessuno lo chiede"),
    "few": Text(en="too few to tell a course", it="troppo pochi per dirne l'andamento"),
}
DO_DRAFT = {
    Need.UNSERVED: Text(
        en="Turn the best answer you gave into a post, so that the next person finds it without "
        "asking.",
        it="Trasformate in un post la migliore risposta data, così chi viene dopo la trova senza "
        "chiedere.",
    ),
    Need.PERHAPS: Text(
        en="Write one post that answers it plainly: who reads it should not need to ask.",
        it="Scrivete un post che risponda con chiarezza: chi lo legge non deve più chiedere.",
    ),
    Need.SERVED: Text(
        en="Pin the post that serves it best, and link it in your answers.",
        it="Fissate in alto il post che lo serve meglio e mettetene il link nelle risposte.",
    ),
}
DO_ANSWER = Text(
    en="Answer the {waiting:|question|questions} that nobody has answered yet ({waiting}).",
    it="Rispondete {waiting:|alla domanda|alle domande} ancora senza risposta ({waiting}).",
)


@dataclass(frozen=True)
class Said:
    """A need in words: texts and values, said in the reader's language by the template."""

    shown: Shown
    size: tuple[Text, dict[str, Any]]
    answers: Text
    shape: str
    kind: str
    state: Text
    trend: Text
    served_by: Text
    to_do: Text
    to_answer: Text | None
    spark: str
    mood: Text | None
    mood_unsure: Text | None


def said_of(shown: Shown, workspace: Workspace, mood: Mood | None = None) -> Said:
    """One need in words."""
    need = shown.need
    shape, kind, state = STATES[need.served]
    waiting = need.asked - need.answered
    return Said(
        shown=shown,
        size=(SIZE, {"messages": need.messages, "people": need.people}),
        answers=_answers(need, workspace),
        shape=shape,
        kind=kind,
        state=state,
        trend=TRENDS[shown.trend],
        served_by=filled(SERVED_BY[need.served], useful=need.useful, unsure=need.unsure),
        to_do=DO_DRAFT[need.served],
        to_answer=filled(DO_ANSWER, waiting=waiting) if waiting else None,
        spark=spark(need.weeks),
        mood=mood_said(mood),
        mood_unsure=unsure_said(mood),
    )


def _answers(need: Need, workspace: Workspace) -> Text:
    if not need.asked:
        return NOBODY_ASKED
    share = Share(need.answered / need.asked)
    parts = [filled(ANSWERED, share=share, asked=need.asked)]
    if need.wait is not None:
        hours = IN_HOURS if workspace.hours else NOTHING
        half = HALF_MORE if need.wait_more_than else HALF
        parts.append(filled(half, wait=timedelta(seconds=need.wait), hours=hours))
    return Text(
        en="; ".join(part.en for part in parts) + ".",
        it="; ".join(part.it for part in parts).capitalize() + ".",
    )


def summary(made: Computed, needs: Sequence[Shown]) -> Text | None:
    """The page in one sentence; None where nobody voiced a need."""
    if not needs:
        return None
    told = sum(shown.need.messages for shown in needs)
    lacking = [shown for shown in needs if shown.need.served == Need.UNSERVED]
    if not lacking:
        return filled(_ALL_SERVED, n=told, needs=len(needs))
    return filled(
        _LACKING,
        n=told,
        needs=len(needs),
        lacking=len(lacking),
        named=[shown.title for shown in lacking[:3]],
    )


_ALL_SERVED = Text(
    en="People voiced a need in {n:message|messages}; a post deals with every one of the "
    "{needs:need|needs}, or may do.",
    it="In {n:messaggio|messaggi} le persone esprimono un bisogno; per ogni bisogno ({needs}) "
    "c'è, o può esserci, un post che ne parla.",
)
_LACKING = Text(
    en="People voiced a need in {n:message|messages}. Of {needs:need|needs}, {lacking} "
    "{lacking:|finds|find} no post: {named}.",
    it="In {n:messaggio|messaggi} le persone esprimono un bisogno. Su {needs:bisogno|bisogni}, "
    "per {lacking} non c'è alcun post: {named}.",
)


def since_when(made: Computed) -> Text | None:
    """From when until when was counted, in the reader's zone."""
    if made.since is None or made.as_of is None:
        return None
    return filled(
        Text(en="{since} to {until}", it="dal {since} al {until}"),
        since=timezone.localtime(made.since).date(),
        until=timezone.localtime(made.as_of).date(),
    )
