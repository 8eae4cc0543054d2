"""What a workspace's own corrections have taught: weights beside those that every model ships with.

A correction is a text and what somebody of the team said of it. Texts that are nearly the same
follow it as it is; what else resembles them is tilted by the weights.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from dialogo.language.likeness import LONG, likenesses
from dialogo.language.model import SLOTS, Model, model

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from dialogo.language.read import Read

FOLLOWS = 0.95  # how likely the label of a text is that is nearly a corrected one (house rule)
_MODELS = ("messages", "posts")


@dataclass(frozen=True)
class Corrected:
    """Texts that were corrected, by likeness: `signs` are sorted, `texts` says which text each is
    of, and `said` has a column for each question of the model: the place of its class, one more
    than the last for "unsure", -1 where nobody said."""

    signs: NDArray[np.uint64]
    texts: NDArray[np.int32]
    said: NDArray[np.int8]

    def followed(self, read: Read) -> NDArray[np.int8]:
        """What was said of the corrected text that each text is nearly the same as; -1: of none."""
        import numpy as np  # start-up: the command line imports this floor for its help

        seen = likenesses(read)
        found = self._find(seen.whole)
        rest = (found[seen.owners] < 0) & (seen.sizes[seen.owners] >= LONG)
        near = self._find(seen.without[rest])
        owners = seen.owners[rest][near >= 0]
        found[owners[::-1]] = near[near >= 0][::-1]
        said = np.append(self.said, np.full((1, self.said.shape[1]), -1, np.int8), axis=0)
        return said[found]

    def _find(self, signs: NDArray[np.uint64]) -> NDArray[np.int32]:
        import numpy as np  # start-up, as above

        places = np.minimum(np.searchsorted(self.signs, signs), len(self.signs) - 1)
        return np.where(self.signs[places] == signs, self.texts[places], np.int32(-1))


@dataclass(frozen=True)
class Table:
    """What was learnt for one model: weights by key (a column for each class of all its
    questions), and the texts themselves."""

    keys: NDArray[np.uint64]
    rows: NDArray[np.float32]
    corrected: Corrected


@dataclass(frozen=True)
class Own:
    """What a workspace has taught; `number` tells one state of that knowledge from the next."""

    number: int
    tables: Mapping[str, Table] = field(default_factory=dict)

    def model(self, name: str) -> Model:
        """The shipped model `name` with what was learnt added to it."""
        return self._models[name]

    def followed(self, name: str, read: Read) -> NDArray[np.int8] | None:
        """See `Corrected.followed`; None: nothing was ever said to this model."""
        table = self.tables.get(name)
        return table.corrected.followed(read) if table and len(table.corrected.signs) else None

    @cached_property
    def _models(self) -> dict[str, Model]:
        return {
            name: added(model(name), self.tables[name]) if name in self.tables else model(name)
            for name in _MODELS
        }


def added(shipped: Model, table: Table) -> Model:
    """A model with other weights added to its own.

    A key whose slot another key holds already is left out: one in fifty of the most there may be.
    """
    import numpy as np  # start-up, as above

    last = len(shipped.keys) - 1
    slot = (table.keys & np.uint64(SLOTS - 1)).astype(np.int64)
    place = shipped.slots[slot]
    there = shipped.keys[place] == table.keys
    first = np.zeros(len(slot), bool)
    first[np.unique(slot, return_index=True)[1]] = True
    new = (place == last) & ~there & first
    rows = shipped.rows.copy()
    rows[place[there]] += table.rows[there]
    slots = np.where(shipped.slots == last, np.int32(last + new.sum()), shipped.slots)
    slots[slot[new]] = np.arange(last, last + new.sum())
    keys = np.concatenate([shipped.keys[:-1], table.keys[new].astype(np.uint32), shipped.keys[-1:]])
    return replace(
        shipped,
        slots=slots,
        keys=keys,
        rows=np.concatenate([rows[:-1], table.rows[new], rows[-1:]]),
    )


def packed(tables: Mapping[str, Table]) -> bytes:
    """The tables as bytes, the same bytes for the same tables."""
    import numpy as np  # start-up, as above

    out = io.BytesIO()
    arrays: dict[str, NDArray[np.generic]] = {}
    for name, table in sorted(tables.items()):
        arrays[f"{name}.keys"] = table.keys.astype(np.uint32)
        arrays[f"{name}.rows"] = table.rows.astype(np.float16)
        arrays[f"{name}.signs"] = table.corrected.signs
        arrays[f"{name}.texts"] = table.corrected.texts
        arrays[f"{name}.said"] = table.corrected.said
    np.savez_compressed(out, allow_pickle=False, **arrays)
    return out.getvalue()


def unpacked(content: bytes, number: int) -> Own:
    """What `packed` made; a model that has other classes by now has been taught nothing."""
    import numpy as np  # start-up, as above

    try:
        with np.load(io.BytesIO(content)) as file:
            found = {name: file[name] for name in file.files}
    except (ValueError, OSError, zipfile.BadZipFile):
        return Own(number)
    tables = {}
    for name in _MODELS:
        if f"{name}.keys" not in found:
            continue
        rows = found[f"{name}.rows"].astype(np.float32)
        said = found[f"{name}.said"]
        shipped = model(name)
        if rows.shape[1] != shipped.rows.shape[1] or said.shape[1] != len(shipped.heads):
            continue
        corrected = Corrected(found[f"{name}.signs"], found[f"{name}.texts"], said)
        tables[name] = Table(found[f"{name}.keys"].astype(np.uint64), rows, corrected)
    return Own(number, tables)


__all__ = ["FOLLOWS", "Corrected", "Own", "Table", "added", "packed", "unpacked"]
