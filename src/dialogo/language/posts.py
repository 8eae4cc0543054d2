"""What a post does: useful, promotional, conversation or corporate, or nobody can be sure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from dialogo.language.family import first_to_speak, how_sure, one_each
from dialogo.language.fold import column, fold
from dialogo.language.needs import all_named, needs_in
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
    (row,) = label_posts(column([text])).to_pylist()
    return Label(
        row["does"],
        row["probability"],
        tuple(row["because"]),
        row["language"],
        tuple(row["needs"]),
    )


def label_posts(texts: pa.Array) -> pa.Table:
    """The labels of a batch of posts (a string column, null as empty), a row each, in order."""
    import pyarrow as pa  # start-up: as in fold

    folded = fold(texts)
    spoken = languages(folded)
    chosen, words = first_to_speak(FAMILIES, folded, spoken)
    does = pa.array([*(family.label for family in FAMILIES), "unsure"])
    return pa.table(
        {
            "does": does.take(pa.array(chosen % len(does))),  # -1, none spoke, is the last: unsure
            "probability": pa.array(how_sure(FAMILIES, chosen, spoken)),
            "because": one_each(words),
            "language": spoken,
            "needs": all_named(needs_in(folded, spoken)),
        }
    )
