"""Corrections: what somebody of the team says a message asks, instead of what the models judged."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from dialogo.records.text import Text
from dialogo.web.actions import trail
from dialogo.web.actions.conversations import standing
from dialogo.web.actions.records import erase_rows, write_rows
from dialogo.web.models.person import Person
from dialogo.web.models.records import ROWS
from dialogo.web.queries.inbox.labels import PERSON

CORRECTED = Text(
    en="said what a message on {network} asks",
    it="ha detto che cosa chiede un messaggio su {network}",
)
TAKEN_BACK = Text(
    en="left what a message on {network} asks to the models again",
    it="ha lasciato di nuovo ai modelli che cosa chiede un messaggio su {network}",
)


def correct(
    by: Person, message: Any, *, asks: str, act: str, need: str | None, tone: str | None = None
) -> None:
    """Keeps a label of the team's own for a message; it counts in every measure from now on.

    Without a `tone` that is left to the models. Raises `BadInput` for words that no label has.
    """
    label = {
        "network": message.network,
        "message_id": message.message_id,
        "needs_answer": asks,
        "act": act,
        "tone": tone or None,
        "need": (need or "").strip()[:200] or None,
        "probability": 1.0,
        "because": None,
        "language": _language(message),
        "model": f"{PERSON}{by.pk}",
    }
    with transaction.atomic():
        write_rows(message.workspace, "message_labels", [label], fill=False)
        about = f"message:{message.pk}"
        values = {"network": message.network}
        trail.note(by, message.workspace, "conversations.correct", about, CORRECTED, **values)
        _again(message)


def take_back(by: Person, message: Any) -> bool:
    """Leaves a message to the models again; whether somebody had corrected it."""
    mine = ROWS["message_labels"].objects.filter(
        workspace=message.workspace_id, row_key=message.row_key, model__startswith=PERSON
    )
    with transaction.atomic():
        if not erase_rows(message.workspace, "message_labels", mine):
            return False
        about = f"message:{message.pk}"
        values = {"network": message.network}
        trail.note(by, message.workspace, "conversations.uncorrect", about, TAKEN_BACK, **values)
        _again(message)
    return True


def _language(message: Any) -> str | None:
    labels = ROWS["message_labels"].objects.filter(
        workspace=message.workspace_id, row_key=message.row_key
    )
    known: str | None = labels.values_list("language", flat=True).first()
    return known


def _again(message: Any) -> None:
    if message.part_of_id is not None:
        standing.refresh(message.workspace, [message.part_of_id])
