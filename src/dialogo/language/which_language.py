"""Which language a text is in: one of a few European languages, or none that is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogo.language.fold import column
from dialogo.language.model import model, scores, shares
from dialogo.language.read import Read
from dialogo.language.verdict import known

if TYPE_CHECKING:
    import pyarrow as pa


def which_language(text: str) -> str | None:
    """ISO 639-1 code of the best guess among en, it, es, fr, de, pt; None when nothing tells."""
    (language,) = languages(Read.of(column([text]))).to_pylist()
    return str(language) if language else None


def languages(read: Read) -> pa.Array:
    """The guess for each text (string; null where it is not sure, or no known word stands)."""
    import pyarrow as pa

    tongues = model("languages")
    said = scores(tongues, read)
    head = tongues.heads["language"]
    likely = shares(said, head)
    unsure = ~known(read, said) | (likely.max(axis=1, initial=0) < head.sure)
    names = pa.array(head.classes)
    return names.take(pa.array(likely.argmax(axis=1), mask=unsure))
