"""Sweeping a workspace: a person is taken out of every text that any table holds of it.

Tables are found by themselves, so that a new one is swept, too. Comments and the trail are the
team's own words and stay; so do other people, who may be called alike. What networks told is as
much as the records, and is seen to in received.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q

from dialogo.web.actions.erasing.blackening import Blackening
from dialogo.web.models.record_key import LOOKUPS, id_key, row_key
from dialogo.web.models.records import Row
from dialogo.web.models.secrets import EncryptedText
from dialogo.web.models.team import Colleague
from dialogo.web.models.time import TimesheetWeek
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.timesheets.weeks import monday_of

_SPARED = frozenset(
    {"TrailEntry", "Comment", "Contact", "ContactAccount", "RawEvent", "Delivered"}
    # Books are kept as they were booked: what they say of a record is booked anew without names.
    | {"LedgerEntry", "LedgerLine"}
    | {"TimesheetWeek"}  # whose name is a colleague's
)
_NAMED_BY_IDS = frozenset(
    {"messages", "posts", "message_labels", "post_labels", "post_figures", "post_readings"}
)
_NAMES_OF_OTHERS = frozenset({"author", "agent", "person"})
_AT_ONCE = 500


def sweep(workspace: Workspace, black: Blackening) -> None:
    """Blackens every text and JSON of `workspace`; rows of records take its revision."""
    for model, path in _tables():
        texts, jsons = _columns(model)
        sealed = [one.name for one in model._meta.fields if isinstance(one, EncryptedText)]
        # What no key opens any more is in nobody's way.
        rows = model._default_manager.filter(**{path: workspace}).defer(*sealed)
        if issubclass(model, Row) or not jsons:
            rows = rows.filter(_suspect(model, texts, black))
        for row in rows.iterator(_AT_ONCE):
            changed = [name for name in texts if _blacken(row, name, black.text)]
            changed += [name for name in jsons if _blacken(row, name, black.anything)]
            if changed and isinstance(row, Row):
                renew(row, workspace)
                row.save()
                _stays_closed(row, workspace)
            elif changed:  # and nothing else of it: a letter may be on its way just now
                row.save(update_fields=changed)


def _stays_closed(row: Any, workspace: Workspace) -> None:
    """Words of an entry of hours were taken out, no time of it: its week was not corrected."""
    if row.table.name == "hours":
        week = TimesheetWeek.objects.filter(
            workspace=workspace, name=row.person, monday=monday_of(row.day)
        )
        week.filter(revision__isnull=False).update(revision=workspace.revision)


def renew(row: Row, workspace: Workspace) -> None:
    """A row of records that has changed: its keys, and the revision that mirrors ask for."""
    for key, of in LOOKUPS.get(row.table.name, {}).items():
        setattr(row, key, id_key(row.network, getattr(row, of)))  # type: ignore[attr-defined]  # every table with lookups has one
    if row.table.name in _NAMED_BY_IDS:
        row.row_key = row_key(row.table, vars(row))
    row.revision = workspace.revision


def _tables() -> Iterator[tuple[type[models.Model], str]]:
    """Every table that holds something of a workspace, and the way from its rows to it."""
    for model in apps.get_app_config("desk").get_models():
        path = _way(model)
        if path is not None and model.__name__ not in _SPARED:
            yield model, path


def _way(model: Any, depth: int = 3) -> str | None:
    """The lookup from a row of `model` to its workspace; None where it is of no workspace."""
    if model is Workspace or depth == 0:
        return None
    links = [field for field in model._meta.get_fields() if isinstance(field, models.ForeignKey)]
    for field in links:
        if field.related_model is Workspace:
            return field.name
    for field in links:
        way = None if field.related_model is model else _way(field.related_model, depth - 1)
        if way is not None:
            return f"{field.name}__{way}"
    return None


def _columns(model: type[models.Model]) -> tuple[list[str], list[str]]:
    """The columns of text, and those of JSON, in which a person may stand."""
    texts, jsons = [], []
    for field in model._meta.get_fields():
        if isinstance(field, EncryptedText) or field.name in _NAMES_OF_OTHERS:
            continue
        if model is Colleague and field.name == "name":
            continue
        if isinstance(field, models.JSONField):
            jsons.append(field.name)
        elif isinstance(field, models.CharField | models.TextField):
            texts.append(field.name)
    return texts, jsons


def _suspect(model: type[models.Model], texts: list[str], black: Blackening) -> Q:
    """Rows whose text may name the person, or that are about one of their messages."""
    found = Q(pk__in=())
    for name in texts:
        for needle in black.needles:
            found |= Q(**{f"{name}__icontains": needle})
    if "message_id" in texts and not issubclass(model, Row):
        found |= Q(message_id__in=[id_ for _, id_ in black.ids])
    return found


def _blacken(row: models.Model, name: str, clean: Callable[[Any], Any]) -> bool:
    """Cleans one value of a row in place; whether that changed it. A torn address is none."""
    old = getattr(row, name)
    if old is None or old == "":
        return False
    new = clean(old)
    if new == old:
        return False
    torn = name == "url" and getattr(row._meta.get_field(name), "null", False)
    setattr(row, name, None if torn else new)
    return True
