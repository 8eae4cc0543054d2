"""What follows for conversations when needs were found, joined or split: they are read anew.

Up to where that has been done stands among what was computed: how many groups there were, which
needs were joined to which, and the conversation that was read last.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from dialogo.language.needs import NEEDS
from dialogo.web.actions import computed
from dialogo.web.actions.conversations import standing
from dialogo.web.models.computed import Computed
from dialogo.web.models.conversations import Conversation
from dialogo.web.models.needs import NeedGroup
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.need_groups import joined

KIND = "needs-followed"
PART = 1_000


def follow_some(workspace: Workspace) -> int | None:
    """Has a part of the conversations follow the needs there are; how many, None once all do."""
    kept = Computed.objects.filter(workspace=workspace, kind=KIND).first()
    followed: dict[str, Any] = kept.figures if kept else {}
    now = {
        "groups": NeedGroup.objects.filter(workspace=workspace).count(),
        "into": joined(workspace),
    }
    goal = followed.get("goal")
    if goal != now:
        if not goal and followed.get("done") == now:
            return None
        wanted = _changed(workspace, followed.get("done") or {"groups": 0, "into": {}}, now)
        before = followed.get("wanted", []) if goal else []
        followed = {
            "done": followed.get("done"), "goal": now, "last": 0,
            "wanted": sorted({*before, *wanted}),
        }  # fmt: skip
    some = _reading(workspace, followed["wanted"], followed["last"])
    if some:
        standing.refresh(workspace, some)
        followed["last"] = some[-1]
    else:
        followed = {"done": followed["goal"]}
    computed.keep(KIND, workspace, workspace.revision, None, followed)
    return len(some) if some else None


def _changed(workspace: Workspace, before: dict[str, Any], now: dict[str, Any]) -> set[str]:
    """The needs whose conversations may have another one; "": those of none."""
    groups = list(NeedGroup.objects.filter(workspace=workspace).order_by("place"))
    wanted: set[str] = set()
    for row in groups[before["groups"] :]:
        wanted.add(row.within)
        if row.turn < 0:  # found with the first messages of all, whose needs were told by seeds
            wanted.update(need.name for need in NEEDS)
    for name in before["into"].keys() | now["into"].keys():
        old, new = before["into"].get(name), now["into"].get(name)
        if old != new:
            wanted.update(one for one in (name, old) if one)
    return wanted


def _reading(workspace: Workspace, wanted: list[str], last: int) -> list[int]:
    of = Q(need__in=[name for name in wanted if name])
    if "" in wanted:
        of |= Q(need__isnull=True) & ~Q(asks="no")
    rows = Conversation.objects.filter(of, workspace=workspace, pk__gt=last)
    return list(rows.order_by("pk").values_list("pk", flat=True)[:PART])
