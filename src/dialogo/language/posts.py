"""What a post does: useful, promotional, conversation or corporate, or nobody can be sure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from dialogo.language.fold import column
from dialogo.language.need_voices import touched_needs
from dialogo.language.read import Read
from dialogo.language.verdict import verdicts
from dialogo.language.which_language import languages

if TYPE_CHECKING:
    import pyarrow as pa

    from dialogo.language.taught import Taught

Does = Literal["useful", "promotional", "conversation", "corporate", "unsure"]


@dataclass(frozen=True)
class Label:
    """What a post does; `because` are the words that decided, `needs` the needs it touches.

    `probability` (0 to 1) is how likely that is, as calibrated on posts of companies that the
    model had not seen; 0 with "unsure", which is an answer and never counts for a side.
    """

    does: Does
    probability: float
    because: tuple[str, ...]
    language: str | None
    needs: tuple[str, ...] = ()


def what_a_post_does(text: str, taught: Taught | None = None) -> Label:
    """The label of one post."""
    (row,) = label_posts(column([text]), taught).to_pylist()
    return Label(
        row["does"],
        row["probability"],
        tuple(row["because"]),
        row["language"],
        tuple(row["needs"]),
    )


def label_posts(texts: pa.Array, taught: Taught | None = None) -> pa.Table:
    """The labels of a batch of posts (a string column, null as empty), a row each, in order.

    `taught` is what a workspace knows of its own.
    """
    import pyarrow as pa  # start-up: as in fold

    read = Read.of(texts)
    spoken = languages(read)
    (does,) = verdicts("posts", read, "does", taught=taught)
    return pa.table(
        {
            "does": does.names,
            "probability": does.probability,
            "because": does.because,
            "language": spoken,
            "needs": touched_needs(texts, read, spoken, taught.needs if taught else None),
        }
    )
