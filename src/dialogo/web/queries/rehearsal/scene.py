"""A conversation of the past as a scene: what they wrote, what was answered, how it ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from django.db.models import Q

from dialogo.language.unnamed import Masker
from dialogo.records.text import Lang, Text
from dialogo.web.models.conversations import Conversation
from dialogo.web.models.person import Person
from dialogo.web.models.training import Rehearsal
from dialogo.web.models.workspace import Membership, Workspace
from dialogo.web.queries.inbox.thread import Turn, thread
from dialogo.web.queries.inbox.tones import FEELS

SETTLED = timedelta(days=7)  # nothing younger: it may still go on
OLDEST = timedelta(days=365)
FEWEST, MOST = 2, 40  # messages
TURNS = 60
TRIES, AT_A_TIME = 4, 12  # moments to look from, and conversations to look at from each

THANKED, ANNOYED, ASKED_ON, WROTE_ON, QUIET = "thanked", "annoyed", "asked", "wrote", "quiet"
ENDINGS = {
    THANKED: Text(en="They thanked, or were pleased.", it="Ha ringraziato, o era contento."),
    ANNOYED: Text(en="They were annoyed afterwards.", it="Dopo era infastidito."),
    ASKED_ON: Text(en="They asked on.", it="Ha fatto altre domande."),
    WROTE_ON: Text(en="They wrote once more.", it="Ha scritto ancora."),
    QUIET: Text(
        en="They wrote no more. Nobody knows whether it helped.",
        it="Non ha scritto più. Non si sa se sia servito.",
    ),
}


@dataclass(frozen=True)
class Scene:
    """`asked` is what they wrote before the first answer of a person, `answered` what that answer
    said, without names. `taken` says what was taken out of the former; `wait` until the answer;
    `tone` of the last thing they wrote before it; `ending` what came after."""

    asked: Sequence[str]
    answered: Sequence[str]
    taken: Sequence[Text]
    wait: timedelta
    tone: Text
    ending: Text
    network: str
    language: str | None


def choose(workspace: Workspace, person: Person, now: datetime, rng: Random) -> Conversation | None:
    """One that somebody asked and a person answered, and that `person` has not rehearsed; None if
    a few looks into the past year find none."""
    newest, span = now - SETTLED, OLDEST - SETTLED
    moments = [newest - span * rng.random() for _ in range(TRIES - 1)]
    for until in (*moments, newest):
        for one in _settled(workspace, person, until, now - OLDEST):
            if _parts(_turns(one)) is not None:
                return one
    return None


def scene(conversation: Conversation, lang: Lang) -> Scene | None:
    """The scene of a conversation; None if it is none any more (its answer was taken away)."""
    turns = _turns(conversation)
    found = _parts(turns)
    if found is None:
        return None
    asked, answered, after = found
    masker = Masker(_names(conversation, turns))
    said = [masker.mask(turn.text, lang) for turn in asked]
    taken = masker.said()
    replied = [masker.mask(turn.text, lang) for turn in answered]
    mood = [_felt(turn) for turn in (asked[-1], *after)]
    return Scene(
        said,
        replied,
        taken,
        answered[0].at - asked[0].at,
        FEELS[mood[0]],
        ENDINGS[_ending(after, mood[1:])],
        conversation.network,
        conversation.language,
    )


def rehearsal(workspace: Workspace, person: Person, number: int) -> Rehearsal | None:
    """One of somebody's own."""
    found = Rehearsal.objects.filter(workspace=workspace, person=person, pk=number)
    return found.select_related("conversation", "workspace").first()


def rehearsed(workspace: Workspace, person: Person, most: int = 30) -> list[Rehearsal]:
    """What somebody has rehearsed, the latest first."""
    found = Rehearsal.objects.filter(workspace=workspace, person=person)
    return list(found.exclude(answered_at=None).order_by("-pk")[:most])


def _settled(
    workspace: Workspace, person: Person, until: datetime, since: datetime
) -> list[Conversation]:
    done = Rehearsal.objects.filter(workspace=workspace, person=person).values("conversation")
    # Whose last words were thanks may stand open for ever; with two messages it is a question.
    ended = Q(state__in=(Conversation.ANSWERED, Conversation.CLOSED)) | Q(messages__gt=FEWEST)
    rows = Conversation.objects.filter(
        ended,
        ~Q(act="spam"),
        workspace=workspace,
        last_at__lte=until,
        last_at__gte=since,
        messages__gte=FEWEST,
        messages__lte=MOST,
    ).exclude(pk__in=done)
    return list(rows.order_by("-last_at", "-pk")[:AT_A_TIME])


def _turns(conversation: Conversation) -> list[Turn]:
    return [one for one in thread(conversation, most=TURNS).turns if one.kind in ("theirs", "ours")]


def _parts(turns: Sequence[Turn]) -> tuple[list[Turn], list[Turn], list[Turn]] | None:
    """What they wrote, what a person then answered, and what they wrote after that."""
    spoken = [one for one in turns if one.text.strip() and not one.automated]
    first = next((at for at, one in enumerate(spoken) if one.kind == "theirs"), None)
    if first is None:
        return None
    spoken = spoken[first:]
    asked = _until(spoken, "ours")
    answered = _until(spoken[len(asked) :], "theirs")
    after = [one for one in spoken[len(asked) + len(answered) :] if one.kind == "theirs"]
    return (asked, answered, after) if answered else None


def _until(turns: Sequence[Turn], kind: str) -> list[Turn]:
    end = next((at for at, one in enumerate(turns) if one.kind == kind), len(turns))
    return list(turns[:end])


def _felt(turn: Turn) -> str:
    return turn.label.tone.name if turn.label and turn.label.tone else "unsure"


def _ending(after: Sequence[Turn], mood: Sequence[str]) -> str:
    """How it ended, by what they wrote last, then by anything they wrote."""
    if not after:
        return QUIET
    praised = after[-1].label is not None and after[-1].label.act == "praise"
    if praised or mood[-1] == "pleased":
        return THANKED
    if "annoyed" in mood:
        return ANNOYED
    asks = any(one.label is not None and one.label.asks == "yes" for one in after)
    return ASKED_ON if asks else WROTE_ON


def _names(conversation: Conversation, turns: Sequence[Turn]) -> set[str]:
    """Who takes part, and who of the team is known by name."""
    team = Membership.objects.filter(workspace=conversation.workspace_id)
    names = {str(name) for name in team.values_list("person__name", flat=True)}
    names |= {conversation.author, conversation.author_name}
    return {*names, *(one.author for one in turns), *(one.name for one in turns),
            *(one.agent for one in turns)} - {conversation.account or "", ""}  # fmt: skip
