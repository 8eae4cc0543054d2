"""Reading: texts in pieces, with the features that models look at; read once, judged often."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dialogo.language import features
from dialogo.language.pieces import ACCOUNT, LINK, Pieces, in_pieces

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Read:
    """Texts that were read."""

    pieces: Pieces
    seen: features.Features

    @classmethod
    def of(cls, texts: pa.Array) -> Read:
        """Reads a column of texts (string, null as empty)."""
        pieces = in_pieces(texts)
        return cls(pieces, features.of(pieces))

    def silent(self) -> NDArray[np.bool_]:
        """Whether each text says nothing: no word at all, or a bare link, whose page may say it."""
        import numpy as np  # start-up: the command line imports this floor for its help
        import pyarrow as pa
        import pyarrow.compute as pc

        pieces = self.pieces
        sizes = np.diff(pieces.starts)
        text = np.repeat(np.arange(len(pieces)), sizes)
        found = []
        for marks in ((LINK, ACCOUNT), (LINK,)):
            known = pc.is_in(pieces.words, pa.array(marks)).to_numpy(zero_copy_only=False)
            here = np.append(known, False)[pieces.places]
            found.append(np.bincount(text[here], minlength=len(pieces)))
        bare, links = found
        return np.asarray((sizes == 0) | ((bare == sizes) & (links > 0)))
