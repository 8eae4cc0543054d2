"""What a post does: as the team corrected it or a file brought it, else as the models judge it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dialogo.language.label import judge
from dialogo.language.posts import what_a_post_does
from dialogo.web.models.records import ROWS
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
    kept = (
        ROWS["post_labels"]
        .objects.filter(workspace=post.workspace_id, row_key=post.row_key)
        .first()
    )
    if kept is None:
        taught = taught_of(post.workspace)
        label = what_a_post_does(post.text or "", taught)
        return Does(
            label.does,
            label.probability,
            label.because,
            label.needs,
            label.language,
            judge(taught),
        )
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
