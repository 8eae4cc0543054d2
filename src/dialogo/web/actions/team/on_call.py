"""On call: who is called, from when to when, first or next."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions import trail
from dialogo.web.models.person import Person
from dialogo.web.models.team import Colleague, OnCall
from dialogo.web.queries.team.zones import zone_of

NO_TIME = Text(
    en="It ends after it begins. Choose another end.",
    it="Finisce dopo il suo inizio. Va scelta un'altra fine.",
)
PUT = Text(
    en="put {name} on call as number {rank}, {since} to {until}",
    it="ha messo {name} in reperibilità come numero {rank}, dal {since} al {until}",
)
ENDED = Text(en="took {name} off call", it="ha tolto {name} dalla reperibilità")


@transaction.atomic
def put(
    by: Person, colleague: Colleague, starts_at: datetime, ends_at: datetime, rank: int
) -> OnCall:
    """Puts a colleague on call; raises `BadInput`."""
    if ends_at <= starts_at:
        raise BadInput(NO_TIME)
    workspace = colleague.workspace
    made = OnCall.objects.create(
        workspace=workspace, colleague=colleague, starts_at=starts_at, ends_at=ends_at, rank=rank
    )
    zone = zone_of(workspace)
    since, until = timezone.localtime(starts_at, zone), timezone.localtime(ends_at, zone)
    trail.note(
        by, workspace, "rota.on_call", f"colleague:{colleague.pk}", PUT,
        name=colleague.name, rank=rank, since=since, until=until,
    )  # fmt: skip
    return made


@transaction.atomic
def end(by: Person, on_call: OnCall) -> None:
    """Takes an entry away."""
    about, name = f"colleague:{on_call.colleague_id}", on_call.colleague.name
    trail.note(by, on_call.workspace, "rota.off_call", about, ENDED, name=name)
    on_call.delete()
