"""Letters as people look at them: the outbox, one letter with its steps, what can be done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from dialogo.records.text import Text
from dialogo.web.models.letters import Letter, LetterPicture, LetterStep
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries import letter_reasons as reasons

DRAFT, ASKED, QUEUED, SENDING, SENT = (
    Letter.DRAFT, Letter.ASKED, Letter.QUEUED, Letter.SENDING, Letter.SENT,
)  # fmt: skip
DOUBT, HELD, REFUSED, DROPPED, DELETED = (
    Letter.DOUBT, Letter.HELD, Letter.REFUSED, Letter.DROPPED, Letter.DELETED,
)  # fmt: skip
MOST_COUNTED = 100
LATE = timedelta(minutes=5)

STATES: Mapping[str, Text] = {
    DRAFT: Text(en="draft", it="bozza"),
    ASKED: Text(en="waits for approval", it="attende l'approvazione"),
    QUEUED: Text(en="about to go out", it="in partenza"),
    SENDING: Text(en="going out", it="sta partendo"),
    DOUBT: Text(en="being looked for", it="la si sta cercando"),
    SENT: Text(en="sent", it="inviata"),
    HELD: Text(en="waits for a person", it="attende una persona"),
    REFUSED: Text(en="refused by the network", it="rifiutata dalla rete"),
    DROPPED: Text(en="dropped", it="scartata"),
    DELETED: Text(en="taken down", it="tolta dalla rete"),
}
WAITS_BY_ITSELF = Text(en="waits, and goes on by itself", it="attende, e prosegue da sé")
FOR_A_PERSON = Text(en="to be sent by hand", it="da inviare a mano")

_NEXT: Mapping[str, Text] = {
    DRAFT: Text(en="Its author sends it or drops it.", it="L'autore la invia o la scarta."),
    ASKED: Text(
        en="Somebody who may send approves it or sends it back.",
        it="Chi può inviare la approva o la rimanda.",
    ),
    QUEUED: Text(
        en="It goes out by itself. Until then it can be called back.",
        it="Parte da sé. Fino ad allora si può richiamare.",
    ),
    SENDING: Text(en="The network is taking it now.", it="La rete la sta ricevendo."),
    DOUBT: Text(
        en="The connection broke off. It is looked for on the network before any second try.",
        it="Il collegamento si è interrotto. Prima di riprovare la si cerca sulla rete.",
    ),
    SENT: Text(en="Nothing more to do.", it="Non c'è altro da fare."),
    REFUSED: Text(
        en="Change it and send it again, or drop it.",
        it="Cambiatela e inviatela di nuovo, o scartatela.",
    ),
    DROPPED: Text(en="It is never sent.", it="Non sarà mai inviata."),
    DELETED: Text(en="Nothing more to do.", it="Non c'è altro da fare."),
}
_HELD: Mapping[str, Text] = {
    reasons.UNSURE: Text(
        en="Look on the network: mark it as sent if it is there, have it sent again if not.",
        it="Guardate sulla rete: se c'è, segnatela come inviata; se no, fatela inviare di nuovo.",
    ),
    reasons.SIGNED_OUT: Text(
        en="Connect the account again: it then goes out by itself.",
        it="Ricollegate il profilo: poi parte da sé.",
    ),
    reasons.PAUSED: Text(
        en="Resume the connection: it then goes out by itself.",
        it="Fate riprendere il collegamento: poi parte da sé.",
    ),
    reasons.BEFORE: Text(
        en="It follows by itself once the part before it has been sent.",
        it="Segue da sé quando la parte che la precede sarà inviata.",
    ),
    reasons.BY_HAND: Text(
        en="Copy the text, send it on the network, and mark it as sent.",
        it="Copiate il testo, inviatelo sulla rete e segnatelo come inviato.",
    ),
    reasons.UNAPPROVED: Text(
        en="Change it back into a draft, and have it approved, or drop it.",
        it="Riportatela a bozza e fatela approvare, o scartatela.",
    ),
    reasons.GONE: Text(
        en="Connect the account again and send it, or copy the text and drop it.",
        it="Ricollegate il profilo e inviatela, o copiate il testo e scartatela.",
    ),
}
_DECIDE = Text(
    en="Send it again, change it or drop it.", it="Inviatela di nuovo, cambiatela o scartatela."
)
WHICH: Mapping[str, tuple[str, ...]] = {
    "drafts": (DRAFT,),
    "waiting": (ASKED,),
    "on-its-way": (QUEUED, SENDING, DOUBT),
    "trouble": (HELD, REFUSED),
    "sent": (SENT, DELETED),
    "dropped": (DROPPED,),
    "open": Letter.OPEN,
}


@dataclass(frozen=True)
class Row:
    """One letter of a list. `says` is its last trouble; `late`: it should have gone on by now."""

    letter: Letter
    says: dict[str, str] | None
    state_title: Text
    next_step: Text
    late: bool
    can: frozenset[str]


@dataclass(frozen=True)
class OutboxPage:
    """Rows, the newest first; `next` is what to ask `after` for more."""

    rows: list[Row]
    next: int | None


@dataclass(frozen=True)
class Counts:
    """How many letters wait for what; 100 stands for as many or more."""

    drafts: int
    asked: int
    on_their_way: int
    trouble: int


@dataclass(frozen=True)
class LetterShown:
    """One letter with everything that became of it."""

    row: Row
    steps: list[LetterStep]
    pictures: list[LetterPicture]
    parts: list[Letter]

    @property
    def letter(self) -> Letter:
        return self.row.letter


def outbox(
    workspace: Workspace, which: str = "open", after: int | None = None, most: int = 30
) -> OutboxPage:
    """A page of the letters in some states (see `WHICH`); each state is read by itself, by its
    index, so that it does not matter how many there are."""
    found: list[Letter] = []
    for state in WHICH.get(which, Letter.OPEN):
        rows = _rows(workspace).filter(state=state)
        if after is not None:
            rows = rows.filter(pk__lt=after)
        found += rows.order_by("-pk")[: most + 1]
    found.sort(key=lambda letter: -letter.pk)
    page = found[:most]
    return OutboxPage([row(one) for one in page], page[-1].pk if len(found) > most else None)


def counts(workspace: Workspace) -> Counts:
    """For the menu: none is counted beyond a hundred."""

    def of(which: str) -> int:
        rows = Letter.objects.filter(workspace=workspace, state__in=WHICH[which])
        return rows.values("pk")[:MOST_COUNTED].count()

    return Counts(of("drafts"), of("waiting"), of("on-its-way"), of("trouble"))


def one(workspace: Workspace, number: int) -> LetterShown | None:
    """A letter of the workspace with its steps, its pictures (without their bytes), and the parts
    that follow it in its thread."""
    letter = _rows(workspace).filter(pk=number).first()
    if letter is None:
        return None
    return LetterShown(
        row(letter),
        list(letter.steps.select_related("by").order_by("pk")),
        list(letter.pictures.order_by("place").defer("data")),
        list(Letter.objects.filter(after=letter).order_by("pk")),
    )


def row(letter: Letter) -> Row:
    """A letter as lists show it."""
    return Row(letter, letter.error, title_of(letter), next_of(letter), late(letter), can(letter))


def title_of(letter: Letter) -> Text:
    """Where it stands."""
    if letter.state == HELD and letter.error_code in reasons.GOES_ON_BY_ITSELF:
        return WAITS_BY_ITSELF
    if letter.state == HELD and letter.assisted:
        return FOR_A_PERSON
    return STATES[letter.state]


def next_of(letter: Letter) -> Text:
    """What happens next, or who does what."""
    if letter.state == HELD:
        return _HELD.get(letter.error_code, _DECIDE)
    return _NEXT[letter.state]


def late(letter: Letter) -> bool:
    """Whether it should have gone on by now: then no worker runs, or none keeps up."""
    return (
        letter.state in Letter.ON_ITS_WAY
        and letter.next_at is not None
        and letter.next_at < timezone.now() - LATE
    )


def can(letter: Letter) -> frozenset[str]:
    """What people can do with it now; whether they may is another matter."""
    match letter.state:
        case Letter.DRAFT:
            return frozenset({"edit", "send", "drop"})
        case Letter.ASKED:
            return frozenset({"approve", "send_back", "drop"})
        case Letter.QUEUED:
            return frozenset({"call_back"})
        case Letter.REFUSED:
            return frozenset({"rework", "drop"})
        case Letter.HELD:
            return _of_held(letter)
        case Letter.SENT:
            by_hand = (letter.network_id or reasons.STAND_IN).startswith(reasons.STAND_IN)
            there = letter.connection_id is not None and not by_hand
            return frozenset({"delete"}) if there else frozenset()
    return frozenset()


def _of_held(letter: Letter) -> frozenset[str]:
    if letter.assisted:
        return frozenset({"mark_sent", "rework", "drop"})
    if letter.error_code in reasons.PERHAPS_SENT:
        return frozenset({"mark_sent", "look_again", "retry", "drop"})
    if letter.error_code in (*reasons.GOES_ON_BY_ITSELF, reasons.UNAPPROVED):
        return frozenset({"rework", "drop"})
    return frozenset({"retry", "rework", "drop"})


def _rows(workspace: Workspace) -> QuerySet[Letter]:
    rows = Letter.objects.filter(workspace=workspace).select_related(
        "connection", "conversation", "by", "approved_by", "after", "hung__film"
    )
    return rows.defer("hung__film__poster")
