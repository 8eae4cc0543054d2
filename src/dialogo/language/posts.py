"""What a post does: useful, promotional, conversation or corporate, or nobody can be sure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast

from dialogo.language.family import first_to_speak, sure
from dialogo.language.fold import column, fold
from dialogo.language.needs import needs_in
from dialogo.language.post_rules import FAMILIES
from dialogo.language.which_language import languages

if TYPE_CHECKING:
    import pyarrow as pa

Does = Literal["useful", "promotional", "conversation", "corporate", "unsure"]


@dataclass(frozen=True)
class Label:
    """What a post does; `because` are the words that decided, `needs` the needs it touches.

    `probability` (0 to 1) is how often that rule was right where people had judged it; 0 with
    "unsure", which is an answer and never counts for a side.
    """

    does: Does
    probability: float
    because: tuple[str, ...]
    language: str | None
    needs: tuple[str, ...] = ()


def what_a_post_does(text: str) -> Label:
    """The label of one post."""
    (label,) = label_posts(column([text]))
    return label


def label_posts(texts: pa.Array) -> list[Label]:
    """The labels of a batch of posts (a string column, null as empty), in order."""
    folded = fold(texts)
    spoken = languages(folded)
    chosen, words = first_to_speak(FAMILIES, folded, spoken)
    needs = needs_in(folded, spoken)
    labels = []
    for place, word, language, touched in zip(
        chosen, words, spoken.to_pylist(), needs, strict=True
    ):
        if place < 0:
            labels.append(Label("unsure", 0.0, (), language, touched))
        else:
            family = FAMILIES[place]
            does = cast(Does, family.label)
            because = (word,) if word else ()
            labels.append(Label(does, sure(family, language), because, language, touched))
    return labels
