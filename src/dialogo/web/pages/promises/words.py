"""What the page of promises calls its things."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from urllib.parse import urlencode

from dialogo.dialogue.promise_lines import Lines
from dialogo.dialogue.promise_outcomes import OUTCOMES
from dialogo.records.network_names import network_name
from dialogo.records.share import Share
from dialogo.records.text import Lang, Text
from dialogo.web.models.plan_body import PromiseLine
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.need_titles import need_title
from dialogo.web.queries.plan.words import PRIORITY_WORDS, line_called
from dialogo.web.queries.promise_waits import BY, Part

SHOWN = 6  # parts of a table
OUTCOME: Mapping[str, Text] = {
    "early": Text(en="early", it="in anticipo"),
    "kept": Text(en="in time", it="in tempo"),
    "near": Text(en="only just", it="per un soffio"),
    "broken": Text(en="broken", it="mancate"),
    "waiting": Text(en="still in time", it="ancora in tempo"),
}
MEANS: Mapping[str, Text] = {
    "early": Text(
        en="answered in under half of the time promised",
        it="risposta in meno della metà del tempo promesso",
    ),
    "kept": Text(en="answered in time", it="risposta in tempo"),
    "near": Text(
        en="answered in the last tenth of the time: one more question, and it breaks",
        it="risposta nell'ultimo decimo del tempo: una domanda in più e salta",
    ),
    "broken": Text(
        en="answered too late, or still waiting for longer than promised",
        it="risposta troppo tardi, o in attesa da più di quanto promesso",
    ),
    "waiting": Text(en="not answered yet, and still in time", it="senza risposta, ancora in tempo"),
}
TITLES: Mapping[str, Text] = {
    "week": Text(en="By week", it="Per settimana"),
    "network": Text(en="By network", it="Per rete"),
    "need": Text(en="By need", it="Per bisogno"),
    "priority": Text(en="By priority", it="Per priorità"),
}
EVERYBODY = Text(en="Everybody", it="Tutti")
NO_NEED = Text(en="no need", it="nessun bisogno")


@dataclass(frozen=True)
class Count:
    """A number and where its conversations are; nothing leads to none."""

    head: Text
    n: int
    url: str


@dataclass(frozen=True)
class Row:
    name: str | date
    asked: Count
    counts: list[Count]
    share: Share | None
    kept: int
    decided: int


@dataclass(frozen=True)
class Table:
    """`first` are shown at once; `rest` when they are asked for."""

    by: str
    title: Text
    first: list[Row]
    rest: list[Row]


ASKED = Text(en="asked", it="domande")


def table(by: str, parts: list[Part], place: str, lang: Lang, workspace: Workspace) -> Table:
    """The parts with their numbers; `place` is the list of waits."""
    rows = [_row(by, part, place, called(by, part.name, lang, workspace)) for part in parts]
    return Table(by, TITLES[by], rows[:SHOWN], rows[SHOWN:])


def _row(by: str, part: Part, place: str, name: str | date) -> Row:
    def count(head: Text, n: int, **more: str) -> Count:
        asks = urlencode({"by": by, "is": part.name, **more})
        return Count(head, n, f"{place}?{asks}" if n else "")

    counts = [count(OUTCOME[name], part.counts.get(name, 0), outcome=name) for name in OUTCOMES]
    share = Share(part.kept / part.decided) if part.decided else None
    return Row(name, count(ASKED, part.asked), counts, share, part.kept, part.decided)


def called(by: str, name: str, lang: Lang, workspace: Workspace) -> str | date:
    """A part's name as people read it; of a week, its Monday."""
    match by:
        case "network":
            return network_name(name, lang)
        case "need":
            return need_title(workspace, name).say(lang) if name else NO_NEED.say(lang)
        case "priority" if name in PRIORITY_WORDS:
            return PRIORITY_WORDS[name].say(lang)
        case "week":
            try:
                return date.fromisoformat(name)
            except ValueError:
                return name
    return name


def promised(lines: Lines, workspace: Workspace) -> list[tuple[Text, timedelta]]:
    """Whom what is promised to, everybody last."""
    found = []
    for line in lines.every:
        finer = PromiseLine(0, line.network, line.need, line.priority)  # type: ignore[arg-type]  # read as one of the priorities
        titled = partial(need_title, workspace)
        name = line_called(finer, titled) if any(line.specific) else EVERYBODY
        found.append((name, timedelta(minutes=line.minutes)))
    return found


def knows(by: str) -> bool:
    """Whether waits can be told apart by it."""
    return by in BY
