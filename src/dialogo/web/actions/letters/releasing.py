"""Letters that go on by themselves: their account is connected again, or the network has told that
they are there; and those past due, of which somebody is to hear."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from dialogo.records.text import Text
from dialogo.web.actions.letters import landing, pauses, states
from dialogo.web.actions.letters.ready import due_again
from dialogo.web.actions.letters.recognising import told_since
from dialogo.web.models.connections import Connection
from dialogo.web.models.letters import Letter, LetterStep
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.letter_reasons import PAST_DUE, STAND_IN

STALE = timedelta(days=7)
# A post says something at an hour; an answer is waited for.
STALE_POST = timedelta(hours=2)
MOST, NEWEST = 200, 300

GOES_ON = Text(en="The account sends again.", it="Il profilo invia di nuovo.")
WAITED = Text(
    en="It has waited for more than a week for its account. Send it still, or drop it.",
    it="Ha aspettato il suo profilo per più di una settimana. Inviatela comunque, o scartatela.",
)
HOUR_PASSED = Text(
    en="The account sends again, but the hour of this post has passed. Send it still, or drop it.",
    it="Il profilo invia di nuovo, ma l'ora di questo post è passata. Inviatelo comunque, o "
    "scartatelo.",
)
LATE = Text(
    en="It is past due since {at}: no worker has taken it. See under Settings whether one runs.",
    it="Doveva partire il {at}: nessun processo l'ha presa. Guardate in Impostazioni se ce n'è uno "
    "attivo.",
)
TOLD = Text(en="The network has told that it is there.", it="La rete ha fatto sapere che c'è.")


def free() -> QuerySet[Letter]:
    """Letters that waited for their account, which sends again: held, or in doubt."""
    sends = _of_every_workspace().filter(connection__state__in=Connection.SENDS)
    waiting = sends.filter(state__in=(states.HELD, states.DOUBT))
    return waiting.filter(error_code__in=(states.SIGNED_OUT, states.PAUSED))


def release() -> int:
    """Sets free letters on their way again; how many. What has waited too long asks first."""
    count = 0
    for letter in list(free().order_by("pk")[:MOST]):
        since = letter.due_at or letter.made_at
        if letter.state == states.DOUBT:  # however long ago: it may be there
            count += states.same(letter).update(next_at=timezone.now(), error_code="")
        elif timezone.now() - since > (STALE if letter.conversation_id else STALE_POST):
            error = states.said(WAITED if letter.conversation_id else HOUR_PASSED)
            states.same(letter).update(error=error, error_code=states.TOO_LONG_AWAY)
        else:
            count += states.move(letter, states.QUEUED, None, GOES_ON, **due_again())
    return count


def past_due(now: datetime) -> QuerySet[Letter]:
    """Letters that should have gone on a while ago, and of which nobody has been told."""
    late = Letter.objects.filter(state__in=Letter.ON_ITS_WAY, next_at__lt=now - pauses.LATE)
    return late.exclude(error_code=PAST_DUE)


def tell_past_due(now: datetime) -> int:
    """Notes in each late letter that it is; how many."""
    count = 0
    for letter in list(past_due(now).order_by("next_at")[:MOST]):
        error = states.said(LATE, {"at": letter.next_at})
        if states.same(letter).update(error_code=PAST_DUE, error=error):
            step = {"was": letter.state, "state": letter.state, "says": error}
            LetterStep.objects.create(letter=letter, at=now, **step)
            count += 1
    return count


def unclear() -> list[Letter]:
    """Letters that the network may tell of: perhaps sent, or to be sent by hand; and those, among
    the newest, that were, and for which something stands in."""
    rows = _of_every_workspace().select_related("workspace", "conversation", "by")
    held = rows.filter(state=states.HELD)
    perhaps = Q(error_code__in=(states.UNSURE, states.UNEXPECTED)) | Q(assisted=True)
    found = list(held.filter(perhaps).order_by("-pk")[:MOST])
    for workspace in Workspace.objects.values_list("pk", flat=True):
        sent = Letter.objects.filter(workspace=workspace, state=states.SENT).order_by("-pk")
        newest = sent.values_list("pk", "network_id")[:NEWEST]
        stood_for = [pk for pk, known in newest if known and known.startswith(STAND_IN)]
        found += rows.filter(pk__in=stood_for) if stood_for else ()
    return found


def recognise() -> int:
    """Finds letters again in what the networks have told; how many."""
    count = 0
    for letter in unclear():
        row = told_since(letter)
        if row is None:
            continue
        if letter.state == states.HELD:
            count += landing.told(letter, row, TOLD)
        else:
            count += landing.replaced(letter, row)
    return count


def _of_every_workspace() -> QuerySet[Letter]:
    """By workspace, since that is how letters are found by their state."""
    return Letter.objects.filter(workspace__in=Workspace.objects.values("pk"))
