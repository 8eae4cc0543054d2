"""Keeping what came of posts, as it was counted."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from dialogo.content.best_hours import BestHours
from dialogo.web.actions import computed
from dialogo.web.models.record_key import key_of
from dialogo.web.models.results import PostResult
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.content.best_hours import written
from dialogo.web.queries.result_counts import Result, Results
from dialogo.web.queries.results import KIND

_BESIDE = ("network", "post_id", "published_at", "needs")


def keep(
    workspace: Workspace, revision: int, found: Results, hours: BestHours | None = None
) -> None:
    """Replaces what was counted before, in the caller's transaction."""
    rows = {key_of((one.network, one.post_id)): one for one in found.posts}
    kept = PostResult.objects.filter(workspace=workspace)
    gone = [pk for pk, key in kept.values_list("pk", "row_key") if bytes(key) not in rows]
    for start in range(0, len(gone), 500):
        kept.filter(pk__in=gone[start : start + 500]).delete()
    PostResult.objects.bulk_create(
        [
            PostResult(
                workspace=workspace,
                row_key=key,
                published_at=one.published_at,
                needs=list(one.needs),
                told=_told(one),
            )
            for key, one in rows.items()
        ],
        batch_size=200,
        update_conflicts=True,
        unique_fields=["workspace", "row_key"],
        update_fields=["published_at", "needs", "told"],
    )
    figures = {"posts": len(rows), "hours": written(hours)}
    computed.keep(KIND, workspace, revision, found.window, figures)


def _told(one: Result) -> dict[str, Any]:
    return {name: value for name, value in asdict(one).items() if name not in _BESIDE}
