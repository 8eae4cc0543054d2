"""What there is in the end: each letter and each message once, on the servers and in the inbox."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.soak.bench import Run


@dataclass
class Network:
    """One row of the table."""

    letters: int = 0
    sent: int = 0
    unsent: int = 0  # refused or held, with the reason
    questions: int = 0
    received: int = 0
    troubles: int = 0


@dataclass
class Count:
    """`wrong` is what must not be: each a sentence."""

    networks: dict[str, Network]
    wrong: list[str] = field(default_factory=list)
    kills: int = 0
    held: int = 0
    decided: int = 0
    in_hand: int = 0  # letters whose worker was killed while it sent them
    signed_out: int = 0
    seconds: float = 0.0


def counted(run: Run) -> Count:
    """Counts on the servers, and in the desk's records."""
    from dialogo.web.actions.letters import carrying
    from dialogo.web.models.letters import Letter, LetterStep
    from dialogo.web.models.records import Message, Post

    count = Count({stage.name: Network() for stage in run.stages})
    there = {stage.name: [one.text for one in stage.world.written()] for stage in run.stages}
    rows = list(Message.objects.values_list("text", "part_of", "author_kind"))
    rows += [(text, 0, "company") for text in Post.objects.values_list("text", flat=True)]
    records = _by_mark((text or "" for text, _, _ in rows), (*run.letters, *run.questions))
    loose = [text for text, part_of, _ in rows if part_of is None]
    letters = {_mark(letter.text): letter for letter in Letter.objects.all()}
    for stage in run.stages:
        network = count.networks[stage.name]
        on_server = _by_mark(there[stage.name], run.letters)
        for mark in (mark for mark, of in run.letters.items() if of == stage.name):
            _note(letters[mark], network)
            count.wrong += _faults(letters[mark], mark, on_server[mark], records[mark])
        for mark in (mark for mark, of in run.questions.items() if of == stage.name):
            network.questions += 1
            network.received += records[mark] == 1
            if records[mark] != 1:
                count.wrong.append(f"{stage.name}: {mark} is {records[mark]} times in the inbox")
        network.troubles = sum(one.fault is not None for one in stage.requests())
    count.wrong += [f"in no conversation: {text}" for text in loose]
    count.wrong += _stuck(run)
    vanished = LetterStep.objects.filter(was=Letter.SENDING, says__en=carrying.VANISHED.say("en"))
    count.in_hand = vanished.count()
    count.held = sum(letter.state == Letter.HELD for letter in letters.values())
    return count


def _note(letter: Any, network: Network) -> None:
    network.letters += 1
    network.sent += letter.state == "sent"
    network.unsent += letter.state in ("held", "refused")


def _faults(letter: Any, mark: str, on_server: int, records: int) -> list[str]:
    """What is wrong with a letter that is so often on the server and in the records."""
    wrong = {
        f"is {on_server} times on the server": on_server > 1,
        "is not on the server": letter.state == "sent" and not on_server,
        f"is {records} times in the records": letter.state == "sent" and records != 1,
        "is on the server": letter.state == "refused" and on_server,
        "waits without a reason": letter.state in ("held", "refused") and not letter.error,
        "is still under way": letter.state not in ("sent", "held", "refused"),
    }
    name = f"{letter.connection.network}: {mark} ({letter.state}, {letter.error_code or '-'})"
    return [f"{name} {says}" for says, so in wrong.items() if so]


def _stuck(run: Run) -> list[str]:
    from dialogo.web.models.connections import Connection, RawEvent
    from dialogo.web.models.work import Work

    wrong = [] if run.settled else ["it did not come to rest in time"]
    for event in RawEvent.objects.exclude(error=None):
        wrong.append(f"could not be taken in: {event.error}")
    for work in Work.objects.filter(state=Work.FAILED):
        wrong.append(f"work failed: {work.kind} {work.error}")
    for connection in Connection.objects.exclude(state=Connection.LIVE):
        wrong.append(f"{connection.network} is {connection.state}: {connection.error}")
    return wrong


def _by_mark(texts: Any, marks: Any) -> Counter[str]:
    known = set(marks)
    return Counter(mark for text in texts if (mark := _mark(text)) in known)


def _mark(text: str) -> str:
    words = text.split()
    return words[-1] if words else ""
