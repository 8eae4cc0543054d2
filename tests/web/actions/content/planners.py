"""Several people who plan offers in one instant: python -m tests.web.actions.content.planners SEED.

Each round as many offers as there are people are planned at the same moment, one by each, where
three may sell. Prints, as JSON, how many of each round were planned. It forks, so it is no test.
"""

from __future__ import annotations

import json
import os
import tempfile
from datetime import timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import django

PEOPLE, ROUNDS = 5, 2
PATIENCE = 60.0


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "dialogo.web.settings.django"
    django.setup()
    from django.db import connection

    with tempfile.TemporaryDirectory(prefix="dialogo-planners-") as folder:
        offers = _offers(Path(folder))
        connection.close()  # a connection does not outlive a fork
        context = get_context("fork")
        counts, together = context.Queue(), context.Barrier(PEOPLE)
        people = [
            context.Process(target=_plans, args=(mine, together, counts))
            for mine in zip(*offers, strict=True)
        ]
        for one in people:
            one.start()
        told = [counts.get(timeout=PATIENCE) for _ in people]
        for one in people:
            one.join(PATIENCE)
    planned = [sum(each) for each in zip(*told, strict=True)]
    print(json.dumps({"planned": planned}))  # noqa: T201  (what the test reads)


def _offers(folder: Path) -> list[list[int]]:
    """For each round a company that has offered nothing lately, and its offers."""
    from django.utils import timezone

    from dialogo.web.actions import workspaces
    from dialogo.web.actions.content import making
    from dialogo.web.actions.records import write_rows
    from dialogo.web.models.person import Person
    from tests.web.actions.letters.desk import open_desk

    now = timezone.now().replace(microsecond=0)
    ada = Person.objects.create_user("ada@aurora.example", name="Ada")
    found = []
    for number in range(ROUNDS):
        workspace = workspaces.make(f"Aurora {number}", ada)
        (folder / str(number)).mkdir()
        open_desk(workspace, ada, folder / str(number))
        useful = [
            {"network": "fake", "account": "roastery", "post_id": f"p{day}", "text": "How to",
             "published_at": now - timedelta(days=day)}
            for day in range(1, 10)
        ]  # fmt: skip
        write_rows(workspace, "posts", useful, fill=False)
        some = [
            making.start(
                workspace, ada, texts=[f"Offer of the day {place}"], purpose="promotional",
                due_at=now + timedelta(days=2, hours=2 * place),
            )
            for place in range(PEOPLE)
        ]  # fmt: skip
        found.append([one.pk for one in some])
    return found


def _plans(mine: tuple[int, ...], together: Any, counts: Any) -> None:
    """One person: in each round an offer at the moment at which all do."""
    from dialogo.web.actions.content import deciding
    from dialogo.web.actions.content.guard import Guarded
    from dialogo.web.models.content import Piece

    planned = []
    for number in mine:
        piece = Piece.objects.select_related("workspace", "by").get(pk=number)
        together.wait(PATIENCE)
        try:
            deciding.plan(piece, piece.by, anyway=True)
            planned.append(1)
        except Guarded:
            planned.append(0)
    counts.put(planned)


if __name__ == "__main__":
    main()
