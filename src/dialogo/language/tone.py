"""The tone of a message: pleased, neutral or annoyed, or nobody can be sure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogo.language.read import Read
from dialogo.language.verdict import Verdict, verdicts

if TYPE_CHECKING:
    import pyarrow as pa


def tones(texts: pa.Array) -> Verdict:
    """The tone of each message (a string column, null as empty)."""
    (tone,) = verdicts("messages", Read.of(texts), "tone")
    return tone
