"""Keeping what an erased person's messages asked, without their words, so that figures hold."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from dialogo.language.label import judge
from dialogo.language.messages import label_messages
from dialogo.records.tables.labels import MESSAGE_LABELS
from dialogo.web.actions.erasing.pseudonyms import Pseudonym
from dialogo.web.models.language import EndpointAsked
from dialogo.web.models.record_key import row_key
from dialogo.web.models.records import ROWS
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.taught import taught_of

_KEPT = ("needs_answer", "act", "need", "probability", "language", "model")


def keep_labels(workspace: Workspace, messages: list[dict[str, Any]], pseudonym: Pseudonym) -> None:
    """Labels `messages` (network, message_id, text) of a person under their pseudonyms.

    A label that is stored already moves there as it is, but for the words that decided it.
    """
    asked = [row for row in messages if row["author_kind"] == "customer"]
    if not asked:
        return
    model = ROWS["message_labels"]
    own = {(row["network"], row["message_id"]): row for row in asked}
    keys = [row_key(MESSAGE_LABELS, row) for row in asked]
    stored = model.objects.filter(workspace=workspace, row_key__in=keys)
    EndpointAsked.objects.filter(workspace=workspace, row_key__in=keys, post=False).delete()
    known = {(label.network, label.message_id): label for label in stored}
    missing = [row for key, row in own.items() if key not in known]
    texts, taught = pa.array([row["text"] for row in missing], pa.string()), taught_of(workspace)
    made, model_said = label_messages(texts, taught).to_pylist(), judge(taught)
    labels = [
        {**label, "model": model_said, "network": row["network"], "message_id": row["message_id"]}
        for row, label in zip(missing, made, strict=True)
    ]
    labels += [
        {name: getattr(label, name) for name in (*_KEPT, "network", "message_id")}
        for label in known.values()
    ]
    stored.delete()
    model.objects.bulk_create(
        [_row(workspace, label, pseudonym) for label in labels], ignore_conflicts=True
    )


def _row(workspace: Workspace, label: dict[str, Any], pseudonym: Pseudonym) -> Any:
    key = {
        "network": label["network"],
        "message_id": pseudonym(label["network"], label["message_id"]),
    }
    kept = {name: label[name] for name in _KEPT}
    model: Any = ROWS["message_labels"]  # its columns are known to the schema alone
    return model(
        workspace=workspace,
        row_key=row_key(MESSAGE_LABELS, key),
        revision=workspace.revision,
        because=None,
        **key,
        **kept,
    )
