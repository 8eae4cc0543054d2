"""The tone of what is said: of a message pleased, neutral or annoyed; of a reply how it sounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogo.language.read import Read
from dialogo.language.verdict import Verdict, verdicts

if TYPE_CHECKING:
    import pyarrow as pa

    from dialogo.language.taught import Taught


def tones(texts: pa.Array, taught: Taught | None = None) -> Verdict:
    """The tone of each message (a string column, null as empty)."""
    (tone,) = verdicts("messages", Read.of(texts), "tone", taught=taught)
    return tone


def manners(texts: pa.Array) -> Verdict:
    """How each reply of a company sounds: warm, plain, cold, off-putting, or nobody can be sure."""
    (tone,) = verdicts("replies", Read.of(texts), "tone")
    return tone
