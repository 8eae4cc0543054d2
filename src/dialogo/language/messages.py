"""What a message asks: whether it wants an answer, what it is, and the need it voices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from dialogo.language.family import UNMEASURED, first_to_speak, how_sure, one_each
from dialogo.language.fold import column, fold, has_words
from dialogo.language.message_rules import FAMILIES, WANTS_ANSWER
from dialogo.language.needs import first_named, needs_in
from dialogo.language.which_language import languages

if TYPE_CHECKING:
    import pyarrow as pa

NeedsAnswer = Literal["yes", "no", "unsure"]
Act = Literal["question", "complaint", "request", "praise", "suggestion", "spam", "chat", "unsure"]


@dataclass(frozen=True)
class MessageLabel:
    """What a message asks; `because` are the words that decided, `need` the first need it voices.

    `probability` (0 to 1) is how often that rule was right about needing an answer where people
    had judged it; 0 with "unsure", which is an answer and never counts for a side.
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
    """The labels of a batch of messages (a string column, null as empty), a row each, in order.

    A message that asks nothing voices no need: thanks for a refund are not a need of one.
    """
    import numpy as np  # start-up: as in fold
    import pyarrow as pa
    import pyarrow.compute as pc

    folded = fold(texts)
    spoken = languages(folded)
    chosen, words = first_to_speak(FAMILIES, folded, spoken)
    mute = _only_emoji_or_a_name(folded).to_numpy(zero_copy_only=False) & (chosen < 0)
    acts = [*(family.label for family in FAMILIES), "chat", "unsure"]
    place = pa.array(np.where(mute, acts.index("chat", len(FAMILIES)), chosen % len(acts)))
    act = pa.array(acts).take(place)  # -1, none spoke, is the last: unsure
    answers = ["yes" if name in WANTS_ANSWER else "no" for name in acts[:-1]] + ["unsure"]
    answer = pa.array(answers).take(place)
    needs = first_named(needs_in(folded, spoken))
    return pa.table(
        {
            "needs_answer": answer,
            "act": act,
            "need": pc.if_else(pc.equal(answer, "no"), pa.scalar(None, pa.string()), needs),
            "probability": pa.array(np.where(mute, UNMEASURED, how_sure(FAMILIES, chosen, spoken))),
            "because": one_each(pc.if_else(pa.array(mute), folded, words)),
            "language": spoken,
        }
    )


def _only_emoji_or_a_name(folded: pa.Array) -> pa.Array:
    """Nothing but emoji, or the name of a friend: seen, and nothing asked.

    A bare link is another matter: what it shows may well be the question.
    """
    import pyarrow.compute as pc  # start-up: as in fold

    wordless = pc.invert(has_words(folded))
    shown = pc.match_substring(folded, pattern="httplink")
    return pc.and_(pc.and_(wordless, pc.invert(shown)), pc.not_equal(folded, ""))
