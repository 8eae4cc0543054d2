"""What messages ask: as the team corrected it or a file brought it, else as the models judge it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from typing import Any

import pyarrow as pa

from dialogo.language.described import described
from dialogo.language.need_groups import Groups
from dialogo.language.taught import Taught
from dialogo.web.models.records import ROWS
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.inbox.tones import Tone
from dialogo.web.queries.taught import mark_of, taught_of

# The `model` of a label that somebody of the team set: `person:<number>`.
PERSON = "person:"
# The `model` of a label that an endpoint gave: `endpoint:<its model>`.
ENDPOINT = "endpoint:"


@dataclass(frozen=True)
class Label:
    """What a message asks; `probability` 0 goes with "unsure". `by`: the number of the person of
    the team who corrected it; `asked`: what an endpoint that was asked about it calls its model.
    `tone` None: whoever gave the label said nothing of it."""

    asks: str
    act: str
    need: str | None = None
    tone: Tone | None = None
    probability: float = 0.0
    because: tuple[str, ...] = field(default=())
    language: str | None = None
    corrected: bool = False
    by: int | None = None
    asked: str = ""


def labels_of(workspace: Workspace, texts: Mapping[bytes, str | None]) -> dict[bytes, Label]:
    """The label of each message, by its row's key; `texts` are those to be judged."""
    if not texts:
        return {}
    kept: dict[bytes, Label] = {}
    keys = list(texts)
    taught = taught_of(workspace)
    groups = taught.needs if taught else None
    for start in range(0, len(keys), 5_000):
        rows = ROWS["message_labels"].objects.filter(
            workspace=workspace, row_key__in=keys[start : start + 5_000]
        )
        for row in rows.iterator():
            kept[bytes(row.row_key)] = _kept(row, groups)
    rest = [key for key in keys if key not in kept or kept[key].tone is None]
    judged = _judged(workspace, [texts[key] or "" for key in rest])
    for key, label in zip(rest, judged, strict=True):
        kept[key] = replace(kept[key], tone=label.tone) if key in kept else label
    return kept


def _kept(row: Any, groups: Groups | None) -> Label:
    model = row.model or ""
    number = model.removeprefix(PERSON).partition(":")[0]
    corrected = model.startswith(PERSON)
    return Label(
        asks=row.needs_answer,
        act=row.act or "unsure",
        need=groups.called(row.need) if groups and row.need else row.need,
        tone=Tone(row.tone, corrected=corrected) if row.tone else None,
        probability=row.probability or 0.0,
        because=tuple(row.because or ()),
        language=row.language,
        corrected=corrected,
        by=int(number) if corrected and number.isdecimal() else None,
        asked=model.removeprefix(ENDPOINT) if model.startswith(ENDPOINT) else "",
    )


# What was judged lately, by a digest of the text and of what was known: a conversation is looked at
# again and again.
_LATELY: dict[bytes, Label] = {}
_AT_MOST = 20_000


def _judged(workspace: Workspace, texts: Sequence[str]) -> list[Label]:
    taught = taught_of(workspace)
    mark = mark_of(workspace)
    digests = [blake2b(text.encode("utf-8", "surrogatepass"), key=mark).digest() for text in texts]
    new = {digest: text for digest, text in zip(digests, texts, strict=True)
           if digest not in _LATELY}  # fmt: skip
    if len(new) > _AT_MOST // 10:
        return _by_models(texts, taught)  # an import passes by
    known = {digest: label for digest in digests if (label := _LATELY.get(digest))}
    made = dict(zip(new, _by_models(list(new.values()), taught), strict=True))
    if len(_LATELY) + len(made) > _AT_MOST:
        _LATELY.clear()
    _LATELY.update(made)
    found = known | made
    return [found[digest] for digest in digests]


def _by_models(texts: Sequence[str], taught: Taught | None) -> list[Label]:
    if not texts:
        return []
    rows = described(pa.array(texts, pa.string()), "message", taught).to_pylist()
    return [
        Label(
            asks=row["needs_answer"],
            act=row["act"],
            need=row["need"],
            tone=Tone(row["tone"], row["tone_probability"], tuple(row["tone_because"])),
            probability=row["needs_answer_probability"],
            because=tuple(row["needs_answer_because"]),
            language=row["language"],
        )
        for row in rows
    ]
