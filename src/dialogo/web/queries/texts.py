"""The texts that evidence is made of, and what the team or the models took them for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils import timezone

from dialogo.audit.check import Evidence
from dialogo.report.clean import one_line
from dialogo.report.texts import Behind
from dialogo.web.models.record_key import id_key
from dialogo.web.models.records import ROWS
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.inbox.labels import labels_of
from dialogo.web.queries.inbox.tones import heard
from dialogo.web.queries.posts import does_of_each

LONGEST = 220  # characters of a text that are shown


def texts_of(workspace: Workspace, evidence: Sequence[Evidence]) -> dict[Evidence, Behind]:
    """The text of each message and post among the evidence, as far as it is kept; two questions a
    kind."""
    found: dict[Evidence, Behind] = {}
    for kind, behind in (("message", _messages), ("post", _posts)):
        keys = {thing: key for thing in evidence if thing.kind == kind and (key := _key(thing))}
        if keys:
            texts = behind(workspace, set(keys.values()))
            found |= {thing: texts[key] for thing, key in keys.items() if key in texts}
    return found


def _key(thing: Evidence) -> bytes | None:
    network, _, inner = thing.id.partition(":")
    return id_key(network, inner)


def _messages(workspace: Workspace, keys: Iterable[bytes]) -> dict[bytes, Behind]:
    rows = ROWS["messages"].objects.filter(workspace=workspace, row_key__in=list(keys))
    fields = ("row_key", "network", "sent_at", "author_kind", "automated", "text")
    told = {bytes(row["row_key"]): row for row in rows.values(*fields) if row["text"]}
    asked = {key: row["text"] for key, row in told.items() if row["author_kind"] == "customer"}
    said = [
        key for key, row in told.items() if row["author_kind"] == "company" and not row["automated"]
    ]
    labels: dict[bytes, dict[str, Any]] = {
        key: {
            "labels": {"needs_answer": one.asks, "act": one.act},
            "sure": None if one.corrected else one.probability or None,
            "because": () if one.corrected else one.because,
        }
        for key, one in labels_of(workspace, asked).items()
    }
    for key, tone in zip(said, heard([told[key]["text"] for key in said]), strict=True):
        sure = tone.probability or None
        labels[key] = {"labels": {"tone": tone.name}, "sure": sure, "because": tone.because}
    return {
        key: _behind(row, row["sent_at"], row["author_kind"] or "other", labels.get(key, {}))
        for key, row in told.items()
    }


def _posts(workspace: Workspace, keys: Iterable[bytes]) -> dict[bytes, Behind]:
    rows = ROWS["posts"].objects.filter(workspace=workspace, row_key__in=list(keys))
    fields = ("row_key", "network", "published_at", "text")
    told = {bytes(row["row_key"]): row for row in rows.values(*fields) if row["text"]}
    labels = {
        key: {
            "labels": {"does": one.does},
            "sure": None if one.corrected else one.probability or None,
            "because": one.because,
        }
        for key, one in does_of_each(
            workspace, {key: row["text"] for key, row in told.items()}
        ).items()
    }
    return {
        key: _behind(row, row["published_at"], "company", labels[key]) for key, row in told.items()
    }


def _behind(row: Mapping[str, Any], at: Any, by: str, label: Mapping[str, Any]) -> Behind:
    return Behind(
        timezone.localtime(at),
        row["network"],
        by,
        one_line(row["text"], LONGEST),
        label.get("labels", {}),
        label.get("sure"),
        label.get("because", ()),
    )
