"""Pieces: a text cut into words and marks, each written the way every text writes it.

"L'OFFERTA scade!!! https://…" is read as `l' offerta scade ! ‹link›`: small letters without
accents, numbers as 0, accounts and links as one word each, faces by what they show. A column of
texts is cut at once: only the distinct words of it are looked at, and never one by one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

LINK, ACCOUNT = "‹link›", "‹account›"
# Pieces that are no words of any language.
MARKS = (LINK, ACCOUNT, "‹mail›", "‹glad›", "‹laugh›", "‹sad›", "‹picture›",
         ".", "!", "?", "…", ":", "#", "0", "0%", "−0%", "€0")  # fmt: skip

# Whatever a text is for, it says so here; a hostile text of megabytes costs no more than a page.
LONGEST = 2_000

_GLAD = "😀-😄😊😇🙂😍🥰😘😻🤗🤩🥳😎😋👍👏🙌💪🙏👌✨⭐🌟🎉🎊❤♥💕-💟🧡🤍🤎♡💯☺🌹😌"
_LAUGH = "😂🤣😅😆😜😝😛🤪😹😁😉"
_SAD = "😞-😣😫😩😢😭😤😠😡🤬👎💩🤮🤢😒🙄😑😐😕☹🙁😖😨-😱😓😥🤦🤷💔😪😔🖕😾"
_LINK = (
    r"^.{0,3}(?:https?:?/|www\.)|https?://|^(?:[a-z0-9-]+\.)+[a-z]{2,3}/"
    r"|^(?:[a-z0-9-]+\.)+(?:com|it|org|net|eu|uk|de|fr|es|co|io|ly|tv|me|app|shop)\b"
)
_ACCOUNT = r"^[^a-z0-9@]{0,3}@[a-z0-9_][a-z0-9_.]*(?:@[a-z0-9.-]+)?(?:'s)?[^a-z0-9]{0,3}$"
_STEPS = (  # pattern, replacement; in order
    (r"[\p{Mn}\x{200b}-\x{200f}\x{202a}-\x{202e}\x{2060}\x{1f3fb}-\x{1f3ff}]+", ""),
    (r"[‘’ʼ`´′]", "'"),
    (r"&(?:amp|[lg]t);?", " "),
    (r"^[^a-z0-9]{0,3}@[a-z0-9_]+", f" {ACCOUNT} "),
    (r"[a-z0-9._-]+@[a-z0-9.-]+\.[a-z]+", " ‹mail› "),
    (r"-(\d+(?:[.,]\d+)?%)", r" −\1 "),
    (r"\d+(?:[.,:/'’]\d+)*", "0"),
    (r"0(?:euro|eur|[$£€¥]|usd)|[$£€¥]0?", " €0 "),
    (r"[:;=]-?[)\]]+|^[:;=]-?[dp]+$|<3+|\^_*\^", " ‹glad› "),
    (r"[:;=]'?-?[(\[/|]+$|:'\(", " ‹sad› "),
    (rf"[{_GLAD}]+", " ‹glad› "),
    (rf"[{_LAUGH}]+", " ‹laugh› "),
    (rf"[{_SAD}]+", " ‹sad› "),
    (r"[\x{1f000}-\x{1faff}\x{2600}-\x{27bf}\x{2b00}-\x{2bff}]+", " ‹picture› "),
    (r"\.{2,}|…", " … "),
    (r"[!?]*![?!]*", " ! "),
    (r"\?+", " ? "),
    (r"\.(\W|$)", r" . \1"),
    (r"[:;]", " : "),
    (r"'", "' "),
    (r"#", " # "),
    (r"[^\p{L}\p{N}'!?.…:%€−#‹›]+", " "),
)  # fmt: skip


@dataclass(frozen=True)
class Pieces:
    """A column of texts in pieces. `words` are the distinct pieces; `places` are all pieces of all
    texts in order, by their place in `words`; text i has the pieces `starts[i]` to `starts[i+1]`.
    `said` are the distinct words as they were written, and `origins` the one each piece is from."""

    words: pa.Array
    places: np.ndarray
    starts: np.ndarray
    said: pa.Array
    origins: np.ndarray

    def __len__(self) -> int:
        return len(self.starts) - 1


def in_pieces(texts: pa.Array) -> Pieces:
    """The texts (string, null as empty) in pieces."""
    import numpy as np  # start-up: the command line imports this floor for its help
    import pyarrow as pa
    import pyarrow.compute as pc

    if isinstance(texts, pa.ChunkedArray):
        texts = texts.combine_chunks()
    cut = pc.utf8_slice_codeunits(pc.fill_null(texts, ""), 0, LONGEST)
    lists = pc.ascii_split_whitespace(cut)
    written = pc.dictionary_encode(lists.flatten())
    bounds = lists.offsets.to_numpy().astype(np.int64)
    cleaned = pc.utf8_split_whitespace(_plain(written.dictionary))
    plain = pc.dictionary_encode(cleaned.flatten())
    sizes = np.diff(cleaned.offsets.to_numpy().astype(np.int64))
    firsts = cleaned.offsets.to_numpy().astype(np.int64)[:-1]
    codes = written.indices.to_numpy().astype(np.int64)
    counts = sizes[codes]
    ends = np.concatenate([[0], np.cumsum(counts)])
    within = np.arange(ends[-1]) - np.repeat(ends[:-1], counts)
    inner = plain.indices.to_numpy().astype(np.int64)
    places = inner[np.repeat(firsts[codes], counts) + within]
    present = plain.dictionary.filter(pc.not_equal(plain.dictionary, ""))
    if len(present) != len(plain.dictionary):  # splitting leaves an empty piece for empty words
        keep = pc.not_equal(plain.dictionary, "").to_numpy(zero_copy_only=False)
        renumbered = np.cumsum(keep) - 1
        kept = keep[places]
        sums = np.concatenate([[0], np.cumsum(kept)])
        origins = np.repeat(codes, counts)[kept]
        return Pieces(present, renumbered[places[kept]], sums[ends[bounds]],
                      written.dictionary, origins)  # fmt: skip
    return Pieces(present, places, ends[bounds], written.dictionary, np.repeat(codes, counts))


def _plain(written: pa.Array) -> pa.Array:
    """Each written word as its pieces, with blanks between."""
    import numpy as np  # start-up, as above
    import pyarrow as pa
    import pyarrow.compute as pc

    plain = pc.utf8_lower(pc.utf8_normalize(written, form="NFKD"))
    rest = pc.invert(pc.match_substring_regex(plain, pattern=r"^[a-z]*$"))
    for pattern, name in ((_LINK, LINK), (_ACCOUNT, ACCOUNT)):
        found = _where(rest, pc.match_substring_regex(plain.filter(rest), pattern=pattern))
        plain = pc.if_else(found, name, plain)
        rest = pc.and_not(rest, found)
    mixed = plain.filter(rest)
    for pattern, replacement in _STEPS:
        mixed = pc.replace_substring_regex(mixed, pattern=pattern, replacement=replacement)
    order = np.arange(len(plain))
    order[rest.to_numpy(zero_copy_only=False)] = len(plain) + np.arange(len(mixed))
    return pa.concat_arrays([plain, mixed]).take(pa.array(order))


def _where(mask: pa.Array, among: pa.Array) -> pa.Array:
    """True where `mask` is and, among those, `among`."""
    import pyarrow.compute as pc  # start-up, as above

    return pc.replace_with_mask(mask, mask, among)
