"""Colleagues: known from accounts and records, added by hand, changed, and leaving."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions import trail
from dialogo.web.models.person import Person
from dialogo.web.models.records import ROWS
from dialogo.web.models.roles import Role
from dialogo.web.models.team import Colleague, Skill, TeamRules
from dialogo.web.models.workspace import Membership, Workspace
from dialogo.web.queries.team import now

# Analysts and guests read; the others do the work.
WORKING = (Role.OWNER, Role.STRATEGIST, Role.RESPONDER, Role.AUTHOR)
_LONGEST = 120

THERE = Text(
    en="{name} is among the colleagues already. Change that entry, or add a surname.",
    it="{name} è già nella squadra. Si può modificare quella voce, o aggiungere un cognome.",
)
OWN_COVER = Text(
    en="Nobody covers for themselves. Choose somebody else.",
    it="Nessuno copre se stesso. Va scelta un'altra persona.",
)
ADDED = Text(en="added {name} to the team", it="ha aggiunto {name} alla squadra")
CHANGED = Text(en="changed what is known of {name}", it="ha modificato i dati di {name}")
LEFT = Text(en="{name} leaves the team on {day}", it="{name} lascia la squadra il {day}")
RULES = Text(en="changed the rules of the rota", it="ha modificato le regole dei turni")


@dataclass(frozen=True)
class Wanted:
    """What a colleague is to be; as `Colleague` has it. `skills` by name with their level."""

    zone: str = ""
    languages: Sequence[str] = ()
    networks: Sequence[str] = ()
    weekly_hours: Decimal | None = None
    dedicated: bool = False
    week: Mapping[str, str] | None = None
    may_decide: str = ""
    cover: Colleague | None = None
    at_once: int = 0
    left_on: date | None = None
    skills: Mapping[str, int] | None = None


def know(workspace: Workspace, today: date) -> int:
    """Makes a colleague of whoever works here by account or by the records and is none yet.

    How many are new. An account is found again by its name among the records.
    """
    if not any(_missing(workspace, today)):
        return 0
    with transaction.atomic():
        Workspace.objects.select_for_update().get(pk=workspace.pk)
        # Once more: somebody else may have opened the page at the same time.
        newcomers, recorded = _missing(workspace, today)
        for name, row in recorded.items():
            _make(workspace, name, row)
        for person in newcomers:
            _link(workspace, person)
    return len(newcomers) + len(recorded)


def _missing(workspace: Workspace, today: date) -> tuple[list[Person], dict[str, Any]]:
    """The accounts, and the people of the records with their rows, that are no colleagues yet."""
    known = {name.casefold() for name in _all(workspace).values_list("name", flat=True)}
    accounts = Membership.objects.filter(
        workspace=workspace, role__in=[role.value for role in WORKING]
    ).exclude(person__in=_all(workspace).exclude(person=None).values("person"))
    newcomers = [one.person for one in accounts.select_related("person").order_by("pk")]
    recorded = _recorded(workspace, today).items()
    return newcomers, {name: row for name, row in recorded if name.casefold() not in known}


@transaction.atomic
def add(by: Person, workspace: Workspace, name: str, wanted: Wanted) -> Colleague:
    """A colleague without an account; raises `BadInput` where the name is taken."""
    name = " ".join(name.split())[:_LONGEST]
    if _all(workspace).filter(name__iexact=name).exists():
        raise BadInput(THERE, name=name)
    colleague = Colleague.objects.create(workspace=workspace, name=name)
    _fill(colleague, wanted)
    trail.note(by, workspace, "team.add", f"colleague:{colleague.pk}", ADDED, name=name)
    return colleague


@transaction.atomic
def change(by: Person, colleague: Colleague, wanted: Wanted) -> None:
    """Keeps what is known of a colleague; raises `BadInput` for a cover that cannot be."""
    if wanted.cover is not None and wanted.cover.pk == colleague.pk:
        raise BadInput(OWN_COVER)
    left = colleague.left_on
    _fill(colleague, wanted)
    about, workspace = f"colleague:{colleague.pk}", colleague.workspace
    trail.note(by, workspace, "team.change", about, CHANGED, name=colleague.name)
    if wanted.left_on is not None and wanted.left_on != left:
        day = wanted.left_on
        trail.note(by, workspace, "team.leave", about, LEFT, name=colleague.name, day=day)
    now.forget(workspace)


@transaction.atomic
def change_rules(by: Person, workspace: Workspace, **values: Any) -> TeamRules:
    """Keeps other rules of the rota."""
    rules, _ = TeamRules.objects.get_or_create(workspace=workspace)
    for name, value in values.items():
        setattr(rules, name, value)
    rules.save(update_fields=list(values))
    trail.note(by, workspace, "team.rules", f"workspace:{workspace.slug}", RULES)
    return rules


def _all(workspace: Workspace) -> Any:
    return Colleague.objects.filter(workspace=workspace)


def _recorded(workspace: Workspace, today: date) -> dict[str, Any]:
    """The newest row of everybody whom the records have at work, by name."""
    rows = ROWS["members"].objects.filter(workspace=workspace, from_day__lte=today)
    newest = {row.person.strip()[:_LONGEST]: row for row in rows.order_by("from_day", "pk")}
    return {
        name: row
        for name, row in newest.items()
        if name and (row.to_day is None or row.to_day >= today)
    }


def _make(workspace: Workspace, name: str, row: Any) -> None:
    Colleague.objects.get_or_create(
        workspace=workspace,
        name=name,
        defaults={
            "dedicated": bool(row.dedicated),
            "weekly_hours": row.weekly_hours if (row.weekly_hours or 999) < 169 else None,
            "networks": [network.casefold() for network in row.networks or ()],
            "languages": [language.casefold() for language in row.languages or ()],
        },
    )


def _link(workspace: Workspace, person: Person) -> None:
    """The colleague of an account: the one of the same name that has none, or a new one."""
    name = str(person)[:_LONGEST]
    same = _all(workspace).filter(name__iexact=name).first()
    if same is None:
        Colleague.objects.create(workspace=workspace, name=name, person=person)
    elif same.person_id is None:
        same.person = person
        same.save(update_fields=["person"])
    else:
        other = f"{name[: _LONGEST // 2]} ({person.email})"[:_LONGEST]
        Colleague.objects.get_or_create(
            workspace=workspace, name=other, defaults={"person": person}
        )


def _fill(colleague: Colleague, wanted: Wanted) -> None:
    colleague.zone = wanted.zone
    colleague.languages = sorted(set(wanted.languages))
    colleague.networks = sorted(set(wanted.networks))
    colleague.weekly_hours = wanted.weekly_hours
    colleague.dedicated = wanted.dedicated
    colleague.week = dict(wanted.week) if wanted.week else None
    colleague.may_decide = wanted.may_decide.strip()
    colleague.cover = wanted.cover
    colleague.at_once = wanted.at_once
    colleague.left_on = wanted.left_on
    colleague.save()
    if wanted.skills is not None:
        colleague.skills.all().delete()
        skills = [Skill(colleague=colleague, name=n, level=k) for n, k in wanted.skills.items()]
        Skill.objects.bulk_create(skills)
