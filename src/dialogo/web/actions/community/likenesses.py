"""Suggesting accounts that may be one person's, with the reason; a person decides."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations

from dialogo.web.actions.erasing.pseudonyms import is_erased
from dialogo.web.models.community import ContactAccount, Likeness
from dialogo.web.models.workspace import Workspace

HANDLE, NAME = "handle", "name"
# Shorter names are shared by strangers; so is a name that many accounts bear.
SHORTEST_HANDLE, SHORTEST_NAME = 4, 7
MOST_ALIKE = 4
_NUMBERED = re.compile(r"\d{3,}\W*$")


def suggest(workspace: Workspace) -> None:
    """Notes every pair of accounts on different networks that are called alike, once."""
    accounts = ContactAccount.objects.filter(workspace=workspace, messages__gt=0)
    rows = [
        (home, network, author)
        for home, network, author in accounts.values_list("home_id", "network", "author")
        if not is_erased(author)
    ]
    pairs = dict(_pairs(rows, folded_name, NAME)) | dict(_pairs(rows, folded_handle, HANDLE))
    known = set(Likeness.objects.filter(workspace=workspace).values_list("one_id", "other_id"))
    Likeness.objects.bulk_create(
        [
            Likeness(workspace=workspace, one_id=one, other_id=other, reason=reason)
            for (one, other), reason in pairs.items()
            if (one, other) not in known
        ],
        ignore_conflicts=True,
        batch_size=500,
    )


def folded_handle(author: str) -> str:
    """A handle without its @, its server and its capitals; empty if it is too short to tell."""
    bare = author.strip().lstrip("@").split("@")[0].casefold()
    return bare if len(bare) >= SHORTEST_HANDLE else ""


def folded_name(author: str) -> str:
    """Only the letters of a name, without accents; empty if they are too few to tell, or if the
    name ends in a long number, which is what tells such accounts apart."""
    if _NUMBERED.search(author):
        return ""
    plain = unicodedata.normalize("NFKD", folded_handle(author))
    letters = re.sub(r"[\W\d_]", "", "".join(c for c in plain if not unicodedata.combining(c)))
    return letters if len(letters) >= SHORTEST_NAME else ""


def _pairs(
    rows: Iterable[tuple[int, str, str]], fold: Callable[[str], str], reason: str
) -> Iterator[tuple[tuple[int, int], str]]:
    alike: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for home, network, author in rows:
        if folded := fold(author):
            alike[folded].append((home, network))
    for group in alike.values():
        if len(group) > MOST_ALIKE:
            continue
        for (one, here), (other, there) in combinations(sorted(group), 2):
            if here != there:
                yield (one, other), reason
