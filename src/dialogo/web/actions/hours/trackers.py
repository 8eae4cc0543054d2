"""What words of time trackers mean: asked by an import, said by somebody."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction

from dialogo.importers.meanings import NONE
from dialogo.records.plain import plain
from dialogo.records.schema import ACTIVITIES
from dialogo.records.text import Text
from dialogo.web.actions import trail
from dialogo.web.models.person import Person
from dialogo.web.models.time import TrackerWords
from dialogo.web.models.workspace import Workspace

MOST = 500  # words that are asked for at a time

SAID = Text(
    en="said what {n:word|words} of time trackers mean",
    it="ha detto che cosa {n:significa una parola|significano parole} dei programmi di misura",
)


@transaction.atomic
def ask(workspace: Workspace, words: Mapping[str, Decimal]) -> None:
    """Keeps the words that a file needs a meaning for, with the hours behind each."""
    kept = _held(workspace)
    fresh = {word[:200]: str(round(hours, 2)) for word, hours in words.items()}
    kept.asked = dict(list({**fresh, **kept.asked}.items())[:MOST])
    kept.save(update_fields=["asked"])


@transaction.atomic
def say(
    by: Person, workspace: Workspace, meanings: Mapping[str, str], day_first: bool | None
) -> int:
    """Keeps what words mean (an activity, `none`, or nothing: it is asked again); how many."""
    kept = _held(workspace)
    known = {plain(word): word for word in kept.meanings}
    for word, meaning in meanings.items():
        kept.meanings.pop(known.get(plain(word), word), None)
        if meaning in (*ACTIVITIES, NONE):
            kept.meanings[word[:200]] = meaning
    said = {plain(word) for word in kept.meanings}
    kept.asked = {word: hours for word, hours in kept.asked.items() if plain(word) not in said}
    kept.day_first = day_first
    kept.save()
    about = f"workspace:{workspace.slug}"
    trail.note(by, workspace, "hours.words", about, SAID, n=len(meanings))
    return len(meanings)


def _held(workspace: Workspace) -> TrackerWords:
    TrackerWords.objects.get_or_create(workspace=workspace)
    return TrackerWords.objects.select_for_update().get(workspace=workspace)
