"""What a message asks: whether it wants an answer, what it is, and the need it voices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from dialogo.language.fold import column, fold
from dialogo.language.needs import needs_in, voiced
from dialogo.language.read import Read
from dialogo.language.verdict import verdicts
from dialogo.language.which_language import languages

if TYPE_CHECKING:
    import pyarrow as pa

NeedsAnswer = Literal["yes", "no", "unsure"]
Act = Literal["question", "complaint", "request", "praise", "suggestion", "spam", "chat", "unsure"]


@dataclass(frozen=True)
class MessageLabel:
    """What a message asks; `because` are the words that decided, `need` the first need it voices.

    `probability` (0 to 1) is how likely it is right about needing an answer, as calibrated on
    messages that the model had not seen; 0 with "unsure", which is an answer and never counts
    for a side.
    """

    needs_answer: NeedsAnswer
    act: Act
    probability: float
    because: tuple[str, ...]
    language: str | None
    need: str | None = None


def what_a_message_asks(text: str) -> MessageLabel:
    """The label of one message."""
    (row,) = label_messages(column([text])).to_pylist()
    return MessageLabel(
        row["needs_answer"],
        row["act"],
        row["probability"],
        tuple(row["because"]),
        row["language"],
        row["need"],
    )


def label_messages(texts: pa.Array) -> pa.Table:
    """The labels of a batch of messages (a string column, null as empty), a row each, in order."""
    import pyarrow as pa  # start-up: as in fold

    read = Read.of(texts)
    spoken = languages(read)
    answer, act = verdicts("messages", read, "needs_answer", "act")
    return pa.table(
        {
            "needs_answer": answer.names,
            "act": act.names,
            "need": voiced(answer.names, needs_in(fold(texts), spoken)),
            "probability": answer.probability,
            "because": answer.because,
            "language": spoken,
        }
    )
