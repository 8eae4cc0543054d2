"""How much may sell: by the company's own line, else by its plan, else by a rule of thumb."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Q

from dialogo.audit.checks.content.advert_barrage import CHECK as SHARE
from dialogo.audit.checks.content.promotion_runs import CHECK as RUN
from dialogo.content.promotion_guard import SELLS, Rules
from dialogo.records.text import Text
from dialogo.web.models.audit import Line
from dialogo.web.models.content import PostRules
from dialogo.web.models.records import ROWS
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.content.approving import rules_of

LINE, PLAN, USUAL = "line", "plan", "usual"
COMES_FROM = {
    LINE: Text(en="the company's own line", it="la soglia scelta dall'azienda"),
    PLAN: Text(en="the plan's mix", it="il mix del piano"),
    USUAL: Text(
        en="the most lenient rule of thumb; the evidence for it is weak",
        it="la più larga delle regole empiriche; le prove a sostegno sono deboli",
    ),
}


@dataclass(frozen=True)
class Mix:
    """The rules of the guard here, and where the share comes from."""

    rules: Rules
    source: str
    kept: PostRules

    @property
    def comes_from(self) -> Text:
        return COMES_FROM[self.source]


def mix_of(workspace: Workspace, now: datetime) -> Mix:
    """As the audit draws the same lines; in three queries."""
    kept = rules_of(workspace)
    moved: dict[str, float | None] = {}
    lines = Line.objects.filter(workspace=workspace, check_id__in=(SHARE.id, RUN.id))
    for check, watch in lines.order_by("pk").values_list("check_id", "watch"):
        moved[check] = watch
    share, source = moved.get(SHARE.id), LINE
    if share is None:
        share, source = _planned(workspace, now), PLAN
    if share is None:
        share, source = SHARE.limit.watch, USUAL
    run = moved.get(RUN.id)
    rules = Rules(
        share=share,
        run=int(RUN.limit.watch if run is None else run),
        posts=kept.guard_posts,
        days=kept.guard_days,
    )
    return Mix(rules, source, kept)


def _planned(workspace: Workspace, now: datetime) -> float | None:
    day = now.astimezone(UTC).date()
    rows = ROWS["plan"].objects.filter(
        Q(to_day__isnull=True) | Q(to_day__gte=day),
        workspace=workspace,
        kind="mix",
        subject=SELLS,
        value__range=(0, 1),
        from_day__lte=day,
    )
    share: float | None = rows.order_by("-from_day").values_list("value", flat=True).first()
    return share
