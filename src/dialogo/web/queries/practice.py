"""Practice: the sample company's account on the practice network, and whose thanks are due."""

from __future__ import annotations

from datetime import datetime, timedelta

from dialogo.web.models.connections import Connection
from dialogo.web.models.letters import Letter
from dialogo.web.models.work import Work
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.connections import PRACTICE

KIND = "practice"
# Nobody thanks at once, nor days later.
SOON, LATE = timedelta(seconds=20), timedelta(hours=1)


def connection_of(workspace: Workspace) -> Connection | None:
    """Its account on the practice network, if it is connected now."""
    found = Connection.objects.filter(workspace=workspace, network=PRACTICE)
    return found.filter(state__in=Connection.SENDS).order_by("pk").first()


def answered(now: datetime) -> list[tuple[str, Connection]]:
    """Sample companies' accounts whose last answer went out a moment ago, with the key of the work
    to be done for it; once an answer."""
    found = []
    for connection in Connection.objects.filter(
        network=PRACTICE, workspace__sample=True, state__in=Connection.SENDS
    ).select_related("workspace"):
        sent = Letter.objects.filter(workspace=connection.workspace, state=Letter.SENT)
        last = sent.order_by("-id").values_list("pk", "sent_at").first()
        if last and last[1] and now - LATE < last[1] < now - SOON:
            found.append((f"{KIND}:{last[0]}", connection))
    done = Work.objects.filter(key__in=[key for key, _ in found])
    known = set(done.values_list("key", flat=True))
    return [(key, connection) for key, connection in found if key not in known]
