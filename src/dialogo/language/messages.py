"""What a message asks: whether it wants an answer, what it is, and the need it voices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast

from dialogo.language.family import first_to_speak, sure
from dialogo.language.fold import column, fold, has_words
from dialogo.language.message_rules import FAMILIES, WANTS_ANSWER
from dialogo.language.needs import needs_in
from dialogo.language.which_language import languages

if TYPE_CHECKING:
    import pyarrow as pa

NeedsAnswer = Literal["yes", "no", "unsure"]
Act = Literal[
    "question", "complaint", "request", "praise", "suggestion", "spam", "chat", "unsure"
]


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
    (label,) = label_messages(column([text]))
    return label


def label_messages(texts: pa.Array) -> list[MessageLabel]:
    """The labels of a batch of messages (a string column, null as empty), in order.

    A need counts only where somebody asks, complains or suggests: thanks voice none.
    """
    folded = fold(texts)
    spoken = languages(folded)
    chosen, words = first_to_speak(FAMILIES, folded, spoken)
    needs = needs_in(folded, spoken)
    said = has_words(folded).to_pylist()
    labels = []
    for place, word, language, voiced, wordy, plain in zip(
        chosen, words, spoken.to_pylist(), needs, said, folded.to_pylist(), strict=True
    ):
        if place >= 0:
            family = FAMILIES[place]
            act = cast(Act, family.label)
            answer: NeedsAnswer = "yes" if act in WANTS_ANSWER else "no"
            need = voiced[0] if voiced and answer == "yes" else None
            because = (word,) if word else ()
            labels.append(
                MessageLabel(answer, act, sure(family, language), because, language, need)
            )
        elif plain and not wordy and "httplink" not in plain:
            # Only emoji, or only the name of a friend: seen, and nothing asked.
            labels.append(MessageLabel("no", "chat", sure(FAMILIES[-1], "en"), (plain,), None))
        else:
            need = voiced[0] if voiced else None
            labels.append(MessageLabel("unsure", "unsure", 0.0, (), language, need))
    return labels
