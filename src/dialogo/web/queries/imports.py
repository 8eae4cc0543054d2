"""Looks up imports: the latest ones, one of them, and the work that it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dialogo.importers.formats import formats
from dialogo.records.tables import TABLES
from dialogo.records.text import Text
from dialogo.web.models.imports import Import
from dialogo.web.models.work import Work
from dialogo.web.models.workspace import Workspace

PAGE = 20
_STORE = Text(en="A folder of records", it="Una cartella di dati")


@dataclass(frozen=True)
class Listed:
    """A page of imports, the newest first; `older` is the last one's number if there are more."""

    imports: tuple[Import, ...]
    older: int | None = None


def latest(workspace: Workspace, before: int | None = None) -> Listed:
    """The imports of a workspace, those that are still being put together left out."""
    found = Import.objects.filter(workspace=workspace).exclude(state=Import.UPLOADING)
    if before is not None:
        found = found.filter(pk__lt=before)
    rows = tuple(found.select_related("by").order_by("-pk")[: PAGE + 1])
    return Listed(rows[:PAGE], rows[PAGE - 1].pk if len(rows) > PAGE else None)


def one(workspace: Workspace, number: int) -> Import | None:
    """An import of this workspace."""
    found = Import.objects.filter(workspace=workspace, pk=number)
    return found.select_related("workspace", "by").first()


def work_of(workspace: Workspace, key: str) -> Work | None:
    """The newest piece of work of that name."""
    return Work.objects.filter(workspace=workspace, key=key).order_by("-pk").first()


def format_title(id_: str | None) -> Text | None:
    """What a format is called; None if it is unknown."""
    if id_ == "records":
        return _STORE
    return next((each.title for each in formats() if each.id == id_), None)


def by_table(counts: dict[str, int]) -> list[tuple[Text, int]]:
    """Counts of rows with the titles of their tables, in the tables' order."""
    return [(TABLES[name].title, counts[name]) for name in TABLES if name in counts]


def totals(import_: Import) -> dict[str, Any]:
    """The rows that an import added, by table."""
    added: dict[str, int] = {}
    for given in import_.intake:
        for table, count in given["added"].items():
            added[table] = added.get(table, 0) + count
    return added
