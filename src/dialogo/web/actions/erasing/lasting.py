"""The list of who was erased, in a file beside the database, so that no older state of the database
that is put back loses it.

It says no more than the database does: pseudonyms, and the secret of each workspace's, sealed. What
once stood in it stays, also of workspaces that are gone: a backup may bring them back.
"""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.models.erasure import ErasureKey, Suppressed
from dialogo.web.models.secrets import Unreadable, decrypt, encrypt, renewed

FILE = "erased.json"

_DAMAGED = Text(
    en="the list of who was erased is damaged. Put it back from a copy of this folder; or move it "
    "away, and whom only this list names is not erased again.",
    it="l'elenco di chi è stato cancellato è rovinato. Rimettetelo da una copia di questa "
    "cartella; oppure spostatelo altrove, e chi sta solo in questo elenco non viene cancellato di "
    "nuovo.",
)


@dataclass(frozen=True)
class Erased:
    """Whom a workspace has erased: pseudonyms, by the `secret` (sealed) that made them.

    A workspace is known again by its number and when it was made; a secret by `mark`, its digest.
    """

    workspace: int
    made_at: str
    mark: str
    secret: str
    people: frozenset[str]

    @property
    def key(self) -> tuple[int, str, str]:
        return (self.workspace, self.made_at, self.mark)

    def opened(self) -> str:
        """The secret; raises `Unreadable` where it was sealed with a key that is gone."""
        return decrypt(self.secret)


def remember(folder: Path) -> None:
    """Adds to the list whom the database says were erased; raises `BadInput` if it is damaged."""
    kept = {one.key: _sealed_anew(one) for one in read(folder)}
    for one in _here():
        former = kept.get(one.key)
        people = one.people | former.people if former else one.people
        kept[one.key] = replace(one, people=people)
    if kept:
        _write(folder, kept.values())


def read(folder: Path) -> list[Erased]:
    """The list as it lies in the folder of data; raises `BadInput` if it is damaged."""
    path = folder / FILE
    if not path.exists():
        return []
    try:
        return [_one(told) for told in json.loads(path.read_bytes())["erased"]]
    except (ValueError, TypeError, KeyError) as wrong:
        raise BadInput(_DAMAGED, file=path) from wrong


def _one(told: dict[str, Any]) -> Erased:
    people = frozenset(map(str, told.pop("people")))
    one = Erased(**told, people=people)
    if not all(isinstance(value, str) for value in (one.made_at, one.mark, one.secret)):
        raise TypeError("not the words of a list")
    return one


def _here() -> Iterator[Erased]:
    people: dict[int, set[str]] = defaultdict(set)
    for workspace, pseudonym in Suppressed.objects.values_list("workspace_id", "pseudonym"):
        people[workspace].add(pseudonym)
    for number, since in ErasureKey.objects.values_list("pk", "workspace__created_at"):
        with suppress(Unreadable):  # then it was listed when it could be read, if ever
            key = ErasureKey.objects.get(pk=number)
            if key.secret:
                mark = sha256(key.secret.encode()).hexdigest()
                workspace = key.workspace_id
                told = frozenset(people[workspace])
                yield Erased(workspace, since.isoformat(), mark, encrypt(key.secret), told)


def _sealed_anew(one: Erased) -> Erased:
    """Under the newest key, so that a former one can be thrown away."""
    with suppress(Unreadable):
        return replace(one, secret=renewed(one.secret))
    return one


def _write(folder: Path, erased: Iterable[Erased]) -> None:
    """Aside, and then in place of what was there: it is never half."""
    told = {"erased": [asdict(one) | {"people": sorted(one.people)} for one in erased]}
    aside = folder / f".{FILE}.{uuid4().hex[:8]}"
    try:
        with os.fdopen(os.open(aside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(json.dumps(told, indent=1).encode())
            file.flush()
            os.fsync(file.fileno())
        aside.replace(folder / FILE)
    finally:
        aside.unlink(missing_ok=True)
