"""Describing: all that is said of a column of texts, side by side, with certainty and words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from dialogo.language.need_voices import touched_needs, voices
from dialogo.language.read import Read
from dialogo.language.verdict import Verdict, verdicts
from dialogo.language.which_language import languages

if TYPE_CHECKING:
    import pyarrow as pa

    from dialogo.language.taught import Taught

Kind = Literal["post", "message", "reply"]
_QUESTIONS = {"post": ("does",), "message": ("needs_answer", "act", "tone"), "reply": ("tone",)}
_MODELS = {"post": "posts", "message": "messages", "reply": "replies"}


def described(texts: pa.Array, kind: Kind, taught: Taught | None = None) -> pa.Table:
    """A row for each text (string, null as empty), in order.

    Its language; for each question what it is, `…_probability` and `…_because`; of a message the
    need it voices, with the same; of a post the needs it touches; of a company's reply its tone.
    """
    import pyarrow as pa  # start-up: as in fold

    read = Read.of(texts)
    spoken = languages(read)
    columns: dict[str, pa.Array] = {"language": spoken}
    questions = _QUESTIONS[kind]
    found = verdicts(_MODELS[kind], read, *questions, taught=taught)
    for question, verdict in zip(questions, found, strict=True):
        columns |= _columns(question, verdict)
    groups = taught.needs if taught else None
    if kind == "post":
        columns["needs"] = touched_needs(texts, read, spoken, groups)
    elif kind == "message":
        need = voices(texts, read, spoken, columns["needs_answer"], groups)
        columns["need"] = need.names
        columns["need_probability"] = pa.array(need.probability)
        columns["need_because"] = need.because
    return pa.table(columns)


def _columns(question: str, verdict: Verdict) -> dict[str, pa.Array]:
    return {
        question: verdict.names,
        f"{question}_probability": verdict.probability,
        f"{question}_because": verdict.because,
    }
