"""Unsure: the texts that an endpoint is asked about next, and their labels once it has answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pyarrow as pa
from django.db import transaction
from django.db.models import Q

from dialogo.language.messages import label_messages
from dialogo.language.posts import label_posts
from dialogo.language.unnamed import unnamed
from dialogo.web.actions.endpoint.questions import MESSAGES, POSTS, Questions, Said
from dialogo.web.actions.records import write_rows
from dialogo.web.models.connections import Delivered
from dialogo.web.models.language import Endpoint, EndpointAsked
from dialogo.web.models.person import Person
from dialogo.web.models.records import ROWS
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.inbox.labels import ENDPOINT
from dialogo.web.queries.taught import taught_of

BACK = timedelta(days=30)  # older texts are not asked about
PART = 500
_KINDS = {
    "messages": (MESSAGES, "message_labels", "sent_at"),
    "posts": (POSTS, "post_labels", "published_at"),
}


@dataclass(frozen=True)
class Unsure:
    """A text that the models are not sure of: its row, what they say, and how it may leave."""

    kind: str
    row: Any
    label: Mapping[str, Any]
    text: str

    @property
    def questions(self) -> Questions:
        return _KINDS[self.kind][0]


def kinds_of(endpoint: Endpoint) -> list[str]:
    """The kinds of text that it may be asked about."""
    return [kind for kind in _KINDS if getattr(endpoint, kind)]


def next_part(
    endpoint: Endpoint, kind: str, now: datetime
) -> tuple[list[Unsure], list[int] | None]:
    """What is unsure among the next texts, and up to where that was; None: there are no more."""
    _, _, moment = _KINDS[kind]
    revision, last = endpoint.read_to.get(kind, [-1, -1])
    rows = ROWS[kind].objects.filter(
        Q(revision__gt=revision) | Q(revision=revision, pk__gt=last),
        workspace=endpoint.workspace_id,
        text__isnull=False,
        **{f"{moment}__gte": now - BACK},
    )
    if kind == "messages":
        rows = rows.filter(author_kind="customer")
    some = list(rows.order_by("revision", "pk")[:PART])
    if not some:
        return [], None
    return list(_unsure(endpoint.workspace, kind, some)), [some[-1].revision, some[-1].pk]


def _unsure(workspace: Workspace, kind: str, read: list[Any]) -> Iterator[Unsure]:
    rows = _unasked(workspace, kind, read)
    label = label_messages if kind == "messages" else label_posts
    labels = label(pa.array([row.text for row in rows], pa.string()), taught_of(workspace))
    ask = [
        (row, said)
        for row, said in zip(rows, labels.to_pylist(), strict=True)
        if "unsure" in (said.get("needs_answer"), said.get("act"), said.get("does"))
    ]
    if not ask:
        return
    team = [str(person) for person in Person.objects.filter(workspaces=workspace)]
    told = Delivered.objects.filter(
        connection__workspace=workspace, row_key__in=[row.row_key for row, _ in ask]
    )
    names = {bytes(key): name for key, name in told.values_list("row_key", "author_name")}
    for row, said in ask:
        who = [names.get(bytes(row.row_key), ""), getattr(row, "author", None) or ""]
        text = unnamed(row.text, [*team, *who])
        words = (word for word in text.split() if not word.startswith("["))
        if any(sign.isalpha() for word in words for sign in word):
            yield Unsure(kind, row, said, text)


def _unasked(workspace: Workspace, kind: str, rows: list[Any]) -> list[Any]:
    """Those of the rows that nobody was asked about, and that have no label of anybody's."""
    keys = [row.row_key for row in rows]
    asked = EndpointAsked.objects.filter(post=kind == "posts")
    labelled = ROWS[_KINDS[kind][1]].objects.all()
    known: set[bytes] = set()
    for some in (asked, labelled):
        mine = some.filter(workspace=workspace, row_key__in=keys)
        known.update(bytes(key) for key in mine.values_list("row_key", flat=True))
    return [row for row in rows if bytes(row.row_key) not in known]


@transaction.atomic
def keep(endpoint: Endpoint, one: Unsure, said: Said | None) -> str:
    """Keeps what came of a question, and a label where it says more than the models did; the name
    of what came of it (see `EndpointAsked`).

    A label that somebody of the team gave meanwhile stays; a text that has changed or gone
    meanwhile gets none.
    """
    _, table, _ = _KINDS[one.kind]
    workspace, key = endpoint.workspace, one.row.row_key
    Workspace.objects.select_for_update().get(pk=workspace.pk)
    now = ROWS[one.kind].objects.filter(workspace=workspace, row_key=key).first()
    if now is None or now.text != one.row.text:
        return "unsure"
    free = not ROWS[table].objects.filter(workspace=workspace, row_key=key).exists()
    row = _label(endpoint, one, said) if said and free else None
    came = "thrown_away" if said is None else "labelled" if row else "unsure"
    EndpointAsked.objects.update_or_create(
        workspace=workspace, row_key=key, post=one.kind == "posts", defaults={"came": came}
    )
    if row:
        write_rows(workspace, table, [row], fill=True)
    return came


def _label(endpoint: Endpoint, one: Unsure, said: Said) -> dict[str, Any] | None:
    """The row of a label: of what the models were sure of, what they say stays."""
    better = {
        name: found
        for name, found in said.classes.items()
        if one.label[name] == "unsure" and found != "unsure"
    }
    if not better:
        return None
    is_post = one.kind == "posts"
    kept = {**one.label, **better}
    if ("does" if is_post else "needs_answer") in better:
        kept |= {"probability": said.probability, "because": None}
    if kept.get("needs_answer") == "no":
        kept["need"] = None
    id_ = "post_id" if is_post else "message_id"
    own = {
        "network": one.row.network,
        id_: getattr(one.row, id_),
        "model": f"{ENDPOINT}{endpoint.model}",
    }
    known = {column.name for column in ROWS[_KINDS[one.kind][1]].table.columns}
    return {name: value for name, value in (kept | own).items() if name in known}
