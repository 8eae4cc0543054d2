"""What a message asks: whether it wants an answer, what it is, its tone, and the need it voices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from dialogo.language.fold import column
from dialogo.language.need_voices import voices
from dialogo.language.read import Read
from dialogo.language.verdict import verdicts
from dialogo.language.which_language import languages

if TYPE_CHECKING:
    import pyarrow as pa

    from dialogo.language.taught import Taught

NeedsAnswer = Literal["yes", "no", "unsure"]
Act = Literal["question", "complaint", "request", "praise", "suggestion", "spam", "chat", "unsure"]
Tone = Literal["pleased", "neutral", "annoyed", "unsure"]


@dataclass(frozen=True)
class MessageLabel:
    """What a message asks; `because` are the words that decided, `need` the first need it voices.

    `probability` (0 to 1) is how likely it is right about needing an answer, as calibrated on
    messages that the model had not seen; 0 with "unsure", which is an answer and never counts
    for a side.
    """

    needs_answer: NeedsAnswer
    act: Act
    tone: Tone
    probability: float
    because: tuple[str, ...]
    language: str | None
    need: str | None = None


def what_a_message_asks(text: str, taught: Taught | None = None) -> MessageLabel:
    """The label of one message."""
    (row,) = label_messages(column([text]), taught).to_pylist()
    return MessageLabel(
        row["needs_answer"],
        row["act"],
        row["tone"],
        row["probability"],
        tuple(row["because"]),
        row["language"],
        row["need"],
    )


def label_messages(texts: pa.Array, taught: Taught | None = None) -> pa.Table:
    """The labels of a batch of messages (a string column, null as empty), a row each, in order.

    `taught` is what a workspace knows of its own.
    """
    import pyarrow as pa  # start-up: as in fold

    read = Read.of(texts)
    spoken = languages(read)
    questions = ("needs_answer", "act", "tone")
    answer, act, tone = verdicts("messages", read, *questions, taught=taught)
    needs = voices(texts, read, spoken, answer.names, taught.needs if taught else None)
    return pa.table(
        {
            "needs_answer": answer.names,
            "act": act.names,
            "tone": tone.names,
            "need": needs.names,
            "probability": answer.probability,
            "because": answer.because,
            "language": spoken,
        }
    )
