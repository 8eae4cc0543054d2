"""Corrections of posts: what somebody of the team says a post does, instead of what was judged."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from dialogo.records.text import Text
from dialogo.web.actions import trail
from dialogo.web.actions.records import erase_rows, write_rows
from dialogo.web.models.person import Person
from dialogo.web.models.records import ROWS
from dialogo.web.queries.inbox.labels import PERSON
from dialogo.web.queries.posts import does_of

CORRECTED = Text(
    en="said what a post on {network} does", it="ha detto che cosa fa un post su {network}"
)
TAKEN_BACK = Text(
    en="left what a post on {network} does to the models again",
    it="ha lasciato di nuovo ai modelli che cosa fa un post su {network}",
)


@transaction.atomic
def correct(by: Person, post: Any, does: str) -> None:
    """Keeps a label of the team's own for a post; it counts in every measure from now on.

    Raises `BadInput` for a word that no label has. The needs it touches stay.
    """
    known = does_of(post)
    label = {
        "network": post.network,
        "post_id": post.post_id,
        "does": does,
        "needs": list(known.needs) or None,
        "probability": 1.0,
        "because": None,
        "language": known.language,
        "model": f"{PERSON}{by.pk}",
    }
    write_rows(post.workspace, "post_labels", [label], fill=False)
    about = f"post:{post.pk}"
    trail.note(by, post.workspace, "posts.correct", about, CORRECTED, network=post.network)


@transaction.atomic
def take_back(by: Person, post: Any) -> bool:
    """Leaves a post to the models again; whether somebody had corrected it."""
    mine = ROWS["post_labels"].objects.filter(
        workspace=post.workspace_id, row_key=post.row_key, model__startswith=PERSON
    )
    if not erase_rows(post.workspace, "post_labels", mine):
        return False
    about = f"post:{post.pk}"
    trail.note(by, post.workspace, "posts.uncorrect", about, TAKEN_BACK, network=post.network)
    return True
