"""One run: a desk on a fresh database, its networks, its workers, and everything that goes wrong.

The desk is this process: it writes letters as the pages do. What it wrote and what strangers wrote
is known by a mark that nothing else bears, and counted at the end on the servers themselves.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import django

from dialogo.networks.errors import NetworkError
from tests.soak.count import Count, counted
from tests.soak.hurry import hurry
from tests.soak.stages import Stage, stages
from tests.soak.workers import Workers

WORKERS = 2
MOMENT = 0.02  # seconds between two things that happen
PATIENCE = 60.0  # seconds without any progress
MOST_UNDER_WAY = 40  # letters


@dataclass
class Run:
    """`share` of the requests fails while there is trouble."""

    kills: int
    seed: int
    names: tuple[str, ...]
    share: float = 0.15
    letters: dict[str, str] = field(default_factory=dict)  # mark: the stage it was written for
    questions: dict[str, str] = field(default_factory=dict)
    out: dict[str, float] = field(default_factory=dict)  # stage: when it is connected again
    signed_out: int = 0
    refused: int = 0

    def __call__(self, folder: Path) -> Count:
        """Everything that happened, counted; `DIALOGO_DATA` names an empty folder."""
        os.environ["DJANGO_SETTINGS_MODULE"] = "dialogo.web.settings.django"
        os.environ["DIALOGO_ALLOWED_HOSTS"] = "127.0.0.1,localhost"
        django.setup()
        hurry()
        self.rng = Random(self.seed)  # noqa: S311  (the same each time)
        _make_desk()
        with stages(self.names, folder) as self.stages:
            self.workspace, self.person = _company(self.stages)
            with Workers(WORKERS, folder / "workers.log") as workers:
                begun = time.monotonic()
                self._torment(workers)
                for stage in self.stages:
                    stage.calm()
                self._let_in(float("inf"))
                for stage in self.stages:  # after all that it still works, everywhere
                    self._ask(stage)
                    self._write(stage)
                self.settled = self._settle()
                before = counted(self)
                decided = self._decide()
                if decided:
                    self.settled = self._settle() and self.settled
                after = counted(self)
                after.held = before.held
                after.wrong = [*dict.fromkeys(before.wrong + after.wrong)]
                after.decided, after.kills, after.signed_out = (
                    decided,
                    workers.kills,
                    self.signed_out,
                )
                after.seconds = time.monotonic() - begun
                return after

    def _torment(self, workers: Workers) -> None:
        next_kill, told = time.monotonic() + 1, 0
        while workers.kills < self.kills:
            self._happen()
            time.sleep(MOMENT)
            if time.monotonic() < next_kill or not self._at_work(workers):
                continue
            if self.rng.random() < 0.5 and any(stage.proxy for stage in self.stages):
                self._wait_for_a_send()
            while workers.alive and self.rng.random() < 0.8:
                workers.kill(self.rng)
            workers.fill()
            if workers.kills // 100 > told:
                told = workers.kills // 100
                print(f"{workers.kills} of {self.kills}", file=sys.stderr, flush=True)  # noqa: T201  (it takes long)
            next_kill = time.monotonic() + self.rng.uniform(0.05, 0.6)

    def _at_work(self, workers: Workers) -> bool:
        """Whether all have begun: on a busy machine none would, if it was killed before."""
        from dialogo.web.models.work import Worker

        begun = {int(name.split(":")[1]) for name in Worker.objects.values_list("name", flat=True)}
        return begun.issuperset(workers.alive) or self.rng.random() < 0.002

    def _happen(self) -> None:
        """A stranger writes, the company writes, the weather changes; or nothing."""
        stage, chance = self.rng.choice(self.stages), self.rng.random()
        if chance < 0.06:
            self._ask(stage)
        elif chance < 0.12 and self._under_way() < MOST_UNDER_WAY:
            self._write(stage)
        elif chance < 0.14:
            share = self.share * self.rng.choice((0, 0.5, 1, 2))
            stage.trouble(self.rng, share)
        elif chance < 0.145:
            stage.skew(self.rng)
        elif chance < 0.148 and stage.name not in self.out:
            stage.sign_out()
            self.signed_out += 1
            self.out[stage.name] = time.monotonic() + self.rng.uniform(1, 4)
        self._let_in(time.monotonic())

    def _under_way(self) -> int:
        from dialogo.web.models.letters import Letter

        return Letter.objects.filter(state__in=Letter.ON_ITS_WAY).count()

    def _let_in(self, now: float) -> None:
        """Whoever owns an account that was signed out connects it again after a while."""
        for stage in self.stages:
            if self.out.get(stage.name, now) < now:
                with suppress(NetworkError):  # in bad weather it takes another try
                    connect(stage, self.workspace, self.person)
                    del self.out[stage.name]

    def _wait_for_a_send(self) -> None:
        """Until a request that sends has reached a server, and perhaps a little longer."""
        stage = self.rng.choice([one for one in self.stages if one.proxy])
        before = len(stage.requests())
        self._write(stage)
        ends = time.monotonic() + 1
        while time.monotonic() < ends:
            if any(stage.sends(one.request) for one in stage.requests()[before:]):
                break
            time.sleep(0.0005)
        if self.rng.random() < 0.5:
            time.sleep(self.rng.uniform(0, 0.03))

    def _ask(self, stage: Stage) -> None:
        mark = f"question{len(self.questions):05d}z"
        posts = _posts(stage)
        self.questions[mark] = stage.name
        stage.stranger(self.rng, f"Do you open on Sunday? {mark}", posts)

    def _write(self, stage: Stage) -> None:
        """An answer to somebody, or a post."""
        from dialogo.web.actions.letters import write

        mark = f"letter{len(self.letters):05d}z"
        conversation = self._conversation(stage)
        try:
            if conversation is not None and self.rng.random() < 0.7:
                write.answer(
                    conversation, self.person, f"We do, until six. {mark}",
                    basis=None, may_send=True, anyway=True,
                )  # fmt: skip
            else:
                write.post(stage.connection, self.person, f"The new blend. {mark}", may_send=True)
        except write.WontDo:
            self.refused += 1
            return
        self.letters[mark] = stage.name

    def _conversation(self, stage: Stage) -> Any:
        from dialogo.web.models.conversations import Conversation

        found = Conversation.objects.filter(connection=stage.connection).order_by("-pk")
        newest = list(found[:30])
        return self.rng.choice(newest) if newest else None

    def _settle(self) -> bool:
        """Waits until nothing is on its way and everything is here, as long as there is less of it
        than before; whether it came to that."""
        from dialogo.web.models.connections import Connection
        from dialogo.web.models.records import Message

        least, ends = len(self.letters) + len(self.questions), time.monotonic() + PATIENCE
        while time.monotonic() < ends:
            missing = len(self.questions) - _with(Message, "question")
            resting = Connection.objects.exclude(state=Connection.LIVE).count()
            left = self._under_way() + missing + resting
            if left <= 0:
                time.sleep(1.5)  # what comes twice comes now
                return True
            if left < least:
                least, ends = left, time.monotonic() + PATIENCE
            time.sleep(0.2)
        return False

    def _decide(self) -> int:
        """What a person does about letters of which nobody is sure: look there, and say."""
        from dialogo.web.actions.letters import decide, states
        from dialogo.web.models.letters import Letter

        held = Letter.objects.filter(state=states.HELD, error_code__in=states.PERHAPS_SENT)
        letters = list(held.select_related("connection"))
        there = {stage.connection.pk: stage.world.written() for stage in self.stages}
        for letter in letters:
            mark = letter.text.rsplit(" ", 1)[-1]
            if any(mark in thing.text for thing in there[letter.connection_id]):
                decide.mark_sent(letter, self.person)
            else:
                decide.retry(letter, self.person)
        return len(letters)


def _make_desk() -> None:
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)


def _company(stages: Iterable[Stage]) -> tuple[Any, Any]:
    from dialogo.web.actions import workspaces
    from dialogo.web.models.person import Person
    from dialogo.web.models.workspace import Workspace

    person = Person.objects.create_user("ada@aurora.example", "coffee-and-milk", name="Ada Neri")
    workspace: Workspace = workspaces.make("Aurora", person)
    for stage in stages:
        connect(stage, workspace, person)
    return workspace, person


def connect(stage: Stage, workspace: Any, person: Any) -> None:
    """As its owner does, the first time and again."""
    from dialogo.web.actions.connections.connect import by_form

    filled = stage.let_in()
    stage.connection = by_form(workspace, person, stage.network, stage.way, filled)
    if stage.settings:
        stage.connection.settings |= stage.settings
        stage.connection.save(update_fields=["settings"])


def _posts(stage: Stage) -> list[str]:
    from dialogo.web.models.letters import Letter

    sent = Letter.objects.filter(connection=stage.connection, state=Letter.SENT, reply_to=None)
    return [str(one) for one in sent.order_by("-pk").values_list("network_id", flat=True)[:5]]


def _with(model: Any, word: str) -> int:
    rows = model.objects.filter(text__contains=word).values_list("text", flat=True)
    return len({text.rsplit(word, 1)[-1][:6] for text in rows})
