"""Reports of ads that tell the same money are counted once, and the team says which of them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any, cast

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from dialogo.records.ad_reports import ADS, FLAG, Counts, flags
from dialogo.records.text import Text
from dialogo.web.actions import trail, workspaces
from dialogo.web.actions.ledger.expenses import extra_of
from dialogo.web.models.ledger import ReportChoice
from dialogo.web.models.person import Person
from dialogo.web.models.records import ROWS, Gone
from dialogo.web.models.workspace import Workspace

Campaign = tuple[str, str]  # network and name
AT_ONCE = 500
LONGEST = {"network": 80, "campaign": 400}  # letters of their names that are told apart
CHOSE = {
    "widest": Text(
        en="has the report of the campaign “{campaign}” counted, and not those of its parts",
        it="fa contare il rapporto della campagna «{campaign}», e non quelli delle sue parti",
    ),
    "finest": Text(
        en="has the reports of the parts of “{campaign}” counted, and not the campaign's own",
        it="fa contare i rapporti delle parti di «{campaign}», e non quello della campagna",
    ),
    "all": Text(
        en="has all reports of the campaign “{campaign}” counted, as money of its own each",
        it="fa contare tutti i rapporti della campagna «{campaign}», come denaro diverso",
    ),
}


def count_once(workspace: Workspace, since: int) -> int:
    """Marks what other reports tell as well, in campaigns of which anything has come or gone after
    the revision `since`; how many expenses are marked otherwise than before."""
    ads = _ads(workspace)
    if since < 0:
        changed = ads
    elif Gone.objects.filter(
        workspace=workspace, table__in=("", "expenses"), revision__gt=since
    ).exists():
        known = ads.filter(extra__contains=f'"{FLAG}"')
        changed = ads.filter(revision__gt=since) | known
    else:
        changed = ads.filter(revision__gt=since)
    found = changed.order_by().values_list("network", "campaign").distinct()
    return _mark(workspace, {named(network, campaign) for network, campaign in found if campaign})


def choose(by: Person, choice: ReportChoice, counts: Counts) -> None:
    """Says which reports of a campaign count; the ledger follows."""
    with transaction.atomic():
        choice.counts, choice.by, choice.at = counts, by, timezone.now()
        choice.save(update_fields=["counts", "by", "at"])
        _mark(choice.workspace, [(choice.network, choice.campaign)])
        about, told = f"campaign:{choice.pk}", {"campaign": choice.campaign}
        trail.note(by, choice.workspace, "budget.enter", about, CHOSE[counts], **told)


def named(network: str | None, campaign: str | None) -> Campaign:
    """How the campaign of an expense is called where it is told from others."""
    return (network or "")[: LONGEST["network"]], (campaign or "")[: LONGEST["campaign"]]


def _ads(workspace: Workspace) -> Any:
    return ROWS["expenses"].objects.filter(workspace=workspace, expense_id__startswith=ADS)


def _mark(workspace: Workspace, campaigns: Iterable[Campaign]) -> int:
    with transaction.atomic():
        revision = workspaces.touch(workspace)  # whoever else writes records waits from here on
        changed = [row for campaign in campaigns for row in _one(workspace, campaign)]
        for row in changed:
            row.revision = revision
        expenses: Any = ROWS["expenses"].objects
        expenses.bulk_update(changed, ["extra", "revision"], batch_size=AT_ONCE)
        if not changed:
            workspaces.untouch(workspace)
    return len(changed)


def _is(column: str, name: str) -> Q:
    """An expense without a network has none; of a name that is cut off, all that begins so."""
    if len(name) < LONGEST[column]:
        return Q(**{column: name}) if name else Q(**{column: ""}) | Q(**{column: None})
    return Q(**{f"{column}__startswith": name})


def _one(workspace: Workspace, campaign: Campaign) -> list[Any]:
    """The expenses of a campaign whose mark is to change; that several reports tell the same is
    kept as a choice, until they do no more."""
    network, name = campaign
    mine = ReportChoice.objects.filter(workspace=workspace, network=network, campaign=name)
    choice = mine.first()
    counts = cast("Counts", choice.counts) if choice else "widest"
    changed, marked = _of(workspace, campaign, counts)
    if marked and choice is None:
        ReportChoice.objects.create(
            workspace=workspace, network=network, campaign=name, counts=counts
        )
    elif choice is not None and not marked:
        mine.delete()
    return changed


def _of(workspace: Workspace, campaign: Campaign, counts: Counts) -> tuple[list[Any], bool]:
    """The expenses of a campaign whose mark is to change, with it; and whether any has one."""
    by_day: dict[Any, list[Any]] = defaultdict(list)
    rows = _ads(workspace).filter(_is("network", campaign[0]), _is("campaign", campaign[1]))
    for row in rows.order_by("pk"):
        by_day[row.day].append(row)
    changed, marked = [], False
    for some in by_day.values():
        wanted = flags([row.expense_id for row in some], counts)
        marked = marked or bool(wanted)
        for row in some:
            extra = extra_of(row)
            flag = wanted.get(row.expense_id)
            if extra.get(FLAG) != flag:
                told = {name: value for name, value in extra.items() if name != FLAG}
                told |= {FLAG: flag} if flag else {}
                row.extra = json.dumps(told, ensure_ascii=False) if told else None
                changed.append(row)
    return changed, marked
