"""Figures of single people, and what they are paid: what is told of whom, and to whom not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from django.db.models import Exists, OuterRef, Q

from dialogo.audit.check import Evidence, Reading
from dialogo.audit.run import Audit
from dialogo.records.text import Text
from dialogo.web.models.person import Person
from dialogo.web.models.roles import STRATEGY, Role
from dialogo.web.models.team import TeamRules
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.ledger.rates import name_of
from dialogo.web.queries.team.people import colleague_of, rules

# Records that say how long somebody did what; of others they are figures of single people.
OF_PEOPLE = frozenset({"hours", "learning"})
# While figures of single people are shown, hours of others are for whoever leads the work.
SEE_HOURS = STRATEGY | {Role.ANALYST}
# What people are paid; in `extra` stands what the cost of an hour was made of.
OF_PAY = {"members": frozenset({"pay", "minimum_pay", "minimum_source", "extra"})}
REVIEWS_PAY = "review-pay"  # what to do about findings whose evidence is what people are paid

SOMEBODY = Text(en="whose name is hidden here", it="il cui nome qui è nascosto")
_HOUR = re.compile(r"(\d{4}-\d\d-\d\d) .+ (\S+)")


def hidden_of(workspace: str) -> Exists:
    """For a query: whether the workspace of a row (`workspace` is the way to it) hides them."""
    return Exists(TeamRules.objects.filter(workspace=OuterRef(workspace), people_figures=False))


def whose(workspace: Workspace, person: Person) -> Q:
    """The records of a table of `OF_PEOPLE` that a program of this person may read: all, or their
    own alone while figures of single people are hidden."""
    if rules(workspace).people_figures:
        return Q()
    mine = colleague_of(workspace, person)
    return Q(person=mine.name) if mine else Q(pk__in=())


def may_name(workspace: Workspace, person: Person, role: Role, table: str, of: str) -> bool:
    """Whether somebody may see that a record of `OF_PEOPLE` is of `of`."""
    if rules(workspace).people_figures and (table != "hours" or role in SEE_HOURS):
        return True
    mine = colleague_of(workspace, person)
    return mine is not None and name_of(mine.name) == name_of(of)


def discreet(audit: Audit) -> Audit:
    """The audit without figures of single people: whose they are is not said, and what is told of
    one person alone is left out; whoever holds an office is named."""
    findings = [replace(one, reading=_reading(one.reading)) for one in audit.findings]
    measures = {
        id_: replace(figure, parts=_unnamed(figure.parts)) for id_, figure in audit.measures.items()
    }
    return replace(audit, findings=type(audit.findings)(findings), measures=measures)


def without_pay(audit: Audit) -> Audit:
    """The audit without what single people are paid."""
    findings = [
        replace(one, reading=replace(one.reading, evidence=()))
        if one.check.action == REVIEWS_PAY
        else one
        for one in audit.findings
    ]
    return replace(audit, findings=type(audit.findings)(findings))


def _reading(reading: Reading) -> Reading:
    evidence = tuple(filter(None, map(_evidence, reading.evidence)))
    figure = replace(reading.figure, parts=_unnamed(reading.figure.parts))
    return replace(reading, figure=figure, evidence=evidence, words=_unnamed(reading.words))


def _evidence(thing: Evidence) -> Evidence | None:
    if thing.kind == "person":
        return None if thing.note else thing
    if thing.kind == "hour" and (hour := _HOUR.fullmatch(thing.id)):
        return replace(thing, id=f"{hour[1]} {hour[2]}")
    return thing


def _unnamed(words: Mapping[str, object]) -> Mapping[str, object]:
    return {**words, "person": SOMEBODY} if words.get("person") else words
