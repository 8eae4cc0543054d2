"""What a post does: as the team corrected it or a file brought it, else as the models judge it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from dialogo.language.label import judge
from dialogo.language.posts import label_posts
from dialogo.web.models.records import ROWS
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.inbox.labels import PERSON
from dialogo.web.queries.taught import taught_of


@dataclass(frozen=True)
class Does:
    """What a post does; `probability` 0 goes with "unsure". `model` is who judged it; `by` the
    number of the person of the team who corrected it."""

    does: str
    probability: float
    because: tuple[str, ...]
    needs: tuple[str, ...]
    language: str | None
    model: str
    corrected: bool = False
    by: int | None = None


def does_of(post: Any) -> Does:
    """The label of a post, a row of the records."""
    key = bytes(post.row_key)
    return does_of_each(post.workspace, {key: post.text})[key]


def does_of_each(workspace: Workspace, texts: Mapping[bytes, str | None]) -> dict[bytes, Does]:
    """The label of each post, by its row's key; `texts` are those to be judged. One query."""
    labels = ROWS["post_labels"].objects.filter(workspace=workspace, row_key__in=list(texts))
    found = {bytes(row.row_key): _kept(row) for row in labels}
    rest = [key for key in texts if key not in found]
    if not rest:
        return found
    taught = taught_of(workspace)
    rows = label_posts(pa.array([texts[key] for key in rest], pa.string()), taught).to_pylist()
    for key, row in zip(rest, rows, strict=True):
        found[key] = Does(
            row["does"],
            row["probability"],
            tuple(row["because"]),
            tuple(row["needs"]),
            row["language"],
            judge(taught),
        )
    return found


def _kept(kept: Any) -> Does:
    model = kept.model or ""
    number = model.removeprefix(PERSON)
    corrected = model.startswith(PERSON)
    return Does(
        kept.does,
        kept.probability or 0.0,
        tuple(kept.because or ()),
        tuple(kept.needs or ()),
        kept.language,
        model,
        corrected,
        int(number) if corrected and number.isdecimal() else None,
    )
