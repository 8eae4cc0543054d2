"""Teaching: what corrections came to is kept, switched off and forgotten; conversations follow."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyarrow as pa
from django.db import transaction
from django.utils import timezone

from dialogo.language.learning import Learnt
from dialogo.language.messages import label_messages
from dialogo.language.own import packed, unpacked
from dialogo.language.posts import label_posts
from dialogo.language.taught import Taught
from dialogo.records.text import Text
from dialogo.web.actions import trail, workspaces
from dialogo.web.actions.conversations import standing
from dialogo.web.actions.conversations.many import parts
from dialogo.web.models.language import OwnModel
from dialogo.web.models.person import Person
from dialogo.web.models.records import ROWS, Message, Post
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.lessons import MODELS, Lessons
from dialogo.web.queries.taught import own_of, taught_of

PART = 5_000  # texts that are judged twice at a time
SHOWN = 10  # texts that are named as examples of what has changed
UNKNOWN = b""  # of `former`: nobody knows what conversations stand by

ON = Text(
    en="lets the models learn from corrections again",
    it="fa di nuovo imparare i modelli dalle correzioni",
)
OFF = Text(
    en="keeps what corrections have taught from counting",
    it="non fa più contare ciò che le correzioni hanno insegnato",
)
FORGOTTEN = Text(
    en="had what corrections have taught forgotten",
    it="ha fatto dimenticare ciò che le correzioni hanno insegnato",
)


@transaction.atomic
def keep(workspace: Workspace, found: Lessons, learnt: Mapping[str, Learnt]) -> None:
    """Keeps what was learnt from lessons in place of what was known before."""
    workspaces.teach(workspace)
    row = _row(workspace)
    _formerly(row)
    table = packed({name: one.table for name, one in learnt.items()}) if learnt else None
    row.table = table
    row.number += 1
    row.helps = any(tried.helps for one in learnt.values() for tried in one.tried)
    row.corrections, row.learnt_from = found.count, found.digest
    row.learnt_at = timezone.now()
    row.figures = {
        "tried": {name: [_tried(tried) for tried in one.tried] for name, one in learnt.items()}
    }
    row.save()


@transaction.atomic
def switch(by: Person, workspace: Workspace, on: bool) -> None:
    """Lets what was learnt count, or not."""
    row = _row(workspace)
    if row.wanted == on:
        return
    workspaces.teach(workspace)
    _formerly(row)
    row.wanted = on
    row.save()
    trail.note(by, workspace, "language.switch", "language", ON if on else OFF)


@transaction.atomic
def forget(by: Person, workspace: Workspace) -> None:
    """Lets go of what was learnt, and of learning from the corrections that there are: they stand
    for their own texts alone."""
    revision = workspaces.teach(workspace)
    row = _row(workspace)
    _formerly(row)
    row.table, row.helps, row.corrections = None, False, 0
    row.learnt_from, row.learnt_at, row.figures = "", None, {}
    row.forgotten = revision
    row.save()
    trail.note(by, workspace, "language.forget", "language", FORGOTTEN)


def unlearn(workspace: Workspace) -> None:
    """Throws away what was learnt, in the caller's transaction, so that it is learnt anew from what
    there is: somebody's words have gone."""
    mine = OwnModel.objects.filter(workspace=workspace, learnt_at__isnull=False)
    if mine.update(table=None, former=None, settled=None, learnt_from="", figures={}):
        workspaces.teach(workspace)


def settle_some(workspace: Workspace) -> int | None:
    """Lets a part of the conversations follow what is known by now: how many labels changed; None
    once all do."""
    row = OwnModel.objects.filter(workspace=workspace, settled__isnull=False).first()
    if row is None or row.settled is None:
        return None
    workspace.refresh_from_db(fields=["revision", "taught"])
    texts = Message.objects.filter(
        workspace=workspace, pk__gt=row.settled, author_kind="customer", part_of__isnull=False
    )
    read = list(texts.order_by("pk").values_list("pk", "part_of_id", "text", "row_key")[:PART])
    if not read:
        _settled(workspace, row)
        return None
    kept = _labelled(workspace, "message_labels", [key for *_, key in read])
    some = [(pk, part, text) for pk, part, text, key in read if bytes(key) not in kept]
    words = pa.array([text for _, _, text in some], pa.string())
    _, _, questions = MODELS["messages"]
    changed = _changed(label_messages, words, questions, row, taught_of(workspace))
    touched = {some[place][1] for place in changed}
    if row.former is not None and bytes(row.former) == UNKNOWN:
        touched = {part for _, part, _ in some}
    standing.refresh(workspace, touched)
    shown = [{"message": some[place][0], "said": said} for place, said in changed.items()]
    _note(row, "messages", shown, settled=read[-1][0])
    return len(changed)


def _settled(workspace: Workspace, row: OwnModel) -> None:
    """Nothing stands by the former table any more; posts are made anew by whoever reads them."""
    posts = Post.objects.filter(workspace=workspace, text__isnull=False).order_by("-pk")
    read = list(posts.values_list("pk", "text", "row_key")[:PART])
    kept = _labelled(workspace, "post_labels", [key for *_, key in read])
    some = [(pk, text) for pk, text, key in read if bytes(key) not in kept]
    words = pa.array([text for _, text in some], pa.string())
    changed = _changed(label_posts, words, ("does",), row, taught_of(workspace))
    shown = [{"post": some[place][0], "said": said} for place, said in changed.items()]
    _note(row, "posts", shown, settled=None, former=None)


def _labelled(workspace: Workspace, table: str, keys: list[bytes]) -> set[bytes]:
    """Those of the keys whose label is stored, so that no model is asked."""
    found: set[bytes] = set()
    for some in parts(keys, 1_000):
        stored = ROWS[table].objects.filter(workspace=workspace, row_key__in=some)
        found.update(bytes(key) for key in stored.values_list("row_key", flat=True))
    return found


def _changed(
    label: Any, texts: pa.Array, questions: tuple[str, ...], row: OwnModel, taught: Taught | None
) -> dict[int, dict[str, list[str]]]:
    """Which texts are another thing than by the former table, by place: what was said before and
    after, by question."""
    former = unpacked(bytes(row.former), row.number) if row.former else None
    before = label(texts, Taught(former) if former else None)
    after = label(texts, taught)
    found: dict[int, dict[str, list[str]]] = {}
    for question in questions:
        pairs = zip(before[question].to_pylist(), after[question].to_pylist(), strict=True)
        for place, (was, now) in enumerate(pairs):
            if was != now:
                found.setdefault(place, {})[question] = [was, now]
    return found


def _note(row: OwnModel, kind: str, shown: list[dict[str, Any]], **values: Any) -> None:
    """Adds to what has changed, if nothing was learnt meanwhile."""
    figures = dict(row.figures)
    figures["changed"] = {**figures.get("changed", {})}
    figures["changed"][kind] = figures["changed"].get(kind, 0) + len(shown)
    examples = [one for one in figures.get("examples", []) if kind.rstrip("s") not in one]
    mine = [one for one in figures.get("examples", []) if kind.rstrip("s") in one]
    figures["examples"] = [*examples, *[*mine, *shown][-SHOWN:]]
    OwnModel.objects.filter(pk=row.pk, number=row.number, wanted=row.wanted).update(
        figures=figures, **values
    )


def _row(workspace: Workspace) -> OwnModel:
    OwnModel.objects.get_or_create(workspace=workspace)
    return OwnModel.objects.select_for_update().get(workspace=workspace)


def _formerly(row: OwnModel) -> None:
    """Has conversations follow from the first on; they stand by what has counted until now, or
    by several things, if they were still following."""
    if row.settled is not None:
        row.former = UNKNOWN
    else:
        row.former = row.table if own_of(row) else None
    row.settled = 0
    row.figures = {name: some for name, some in row.figures.items() if name == "tried"}


def _tried(tried: Any) -> dict[str, Any]:
    return {
        "question": tried.question,
        "n": tried.n,
        "families": tried.families,
        "right": list(tried.right),
        "wrong": list(tried.wrong),
        "helps": tried.helps,
    }
