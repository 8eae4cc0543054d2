"""Folding: text made plain, so that one rule fits every way of writing the same thing.

Small letters without accents, straight apostrophes, no fancy alphabets; each link becomes
`httplink` and each account `@acct`. All of it runs in Arrow, a column at a time.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

# Whatever a post is for, it says so here; a hostile text of megabytes costs no more than a page.
LONGEST = 2_000

_STEPS = (  # pattern, replacement; in order
    (r"\p{Mn}+", ""),
    (r"[‘’ʼ`´]", "'"),
    (r"&amp;", "&"),
    (r"(?:https?://|www\.)\S+", " httplink "),
    (r"@[a-z0-9_][a-z0-9_.]*(?:@[a-z0-9.-]+)?", "@acct"),
    (r"\s+", " "),
)


def fold(texts: pa.Array) -> pa.Array:
    """The texts (string, null as empty) folded; same length and order."""
    import pyarrow.compute as pc  # start-up: the command line imports this floor for its help

    folded = pc.utf8_slice_codeunits(pc.fill_null(texts, ""), 0, LONGEST)
    folded = pc.utf8_lower(pc.utf8_normalize(folded, form="NFKD"))
    for pattern, replacement in _STEPS:
        folded = pc.replace_substring_regex(folded, pattern=pattern, replacement=replacement)
    return pc.utf8_trim_whitespace(folded)


def column(texts: Sequence[str | None]) -> pa.Array:
    """Texts as the Arrow column that the functions above take."""
    import pyarrow as pa  # start-up, as above

    return pa.array(texts, pa.string())
