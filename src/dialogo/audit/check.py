"""A check: one mistake, how it is measured, where its line is drawn and what helps.

Measuring (tables to a reading) stands apart from judging (reading to verdict), so that a page can
draw the number over time and a person can move the line without computing anything anew.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from dialogo.records.measure import Figure, Unit, spoken
from dialogo.records.source import Source
from dialogo.records.text import Text

if TYPE_CHECKING:
    from dialogo.records.records import Records
    from dialogo.records.window import Window

Verdict = Literal["ok", "watch", "mistake", "unknown", "waived"]
Belief = Literal["just-a-channel", "roi-right-away", "marketings-job", "its-free", "your-own"]
BELIEFS: tuple[Belief, ...] = (
    "just-a-channel", "roi-right-away", "marketings-job", "its-free", "your-own",
)  # fmt: skip


@dataclass(frozen=True)
class Limit:
    """Where watching and where the mistake begins, in the measure's unit.

    `worse` says which side of the line is bad; a value on the line is still fine. Fewer than
    `at_least` cases tell nothing: the verdict is then "unknown".
    """

    watch: float
    mistake: float
    at_least: int
    source: Source
    worse: Literal["above", "below"] = "above"

    def __post_init__(self) -> None:
        wrong = self.watch > self.mistake if self.worse == "above" else self.watch < self.mistake
        if wrong:
            raise ValueError("watching must begin before the mistake does")


@dataclass(frozen=True)
class Evidence:
    """A thing that can be opened: a message, a post, a person, a day of the rota, a ledger row.

    `id` is the record's own id (for messages and posts `network:id`), `url` where it can be read,
    `quote` a few words of it, `note` why it is here.
    """

    kind: Literal["message", "post", "person", "hour", "expense", "budget", "plan", "outcome"]
    id: str
    url: str | None = None
    quote: str | None = None
    note: Text | None = None


@dataclass(frozen=True)
class Reading:
    """What a check measured: the figure it is judged by, the evidence, the words of its sentence.

    `evidence` holds the worst first, 20 at the most. `words` fill the placeholders of the
    sentences beyond `{value}`, `{n}`, `{watch}` and `{mistake}`, which are always there.
    """

    figure: Figure
    evidence: tuple[Evidence, ...] = ()
    words: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Waiver:
    """A finding accepted for a reason, until a day if one is given."""

    check: str
    reason: str
    on: date
    until: date | None = None


@dataclass(frozen=True)
class Finding:
    """The verdict of one check on one company."""

    check: Check
    verdict: Verdict
    reading: Reading
    limit: Limit
    waiver: Waiver | None = None

    @property
    def says(self) -> tuple[Text, Mapping[str, object]]:
        """The sentence and its values; write it with `sentence.say(lang, **values)`."""
        figure = self.reading.figure
        values = {
            **self.reading.words,
            "value": figure.spoken,
            "n": figure.n,
            "watch": spoken(_exact(self.limit.watch, figure), figure.unit, figure.currency),
            "mistake": spoken(_exact(self.limit.mistake, figure), figure.unit, figure.currency),
        }
        if self.verdict == "unknown":
            return self.check.unknown, values
        return (self.check.fine if self.judged == "ok" else self.check.says), values

    @property
    def judged(self) -> Verdict:
        """The verdict as if it had not been waived."""
        return self.check.judge(self.reading, self.limit)

    @property
    def severity(self) -> float:
        """How far past the line: 0 where watching begins, 1 where the mistake does, 10 at most.

        0 where nothing could be told.
        """
        value, line = self.reading.figure.value, self.limit
        if value is None:
            return 0.0
        reach = (line.mistake - line.watch) or (1.0 if line.worse == "above" else -1.0)
        return min(10.0, max(0.0, (float(value) - line.watch) / reach))

    @property
    def advice(self) -> Text | None:
        """What helps; None where nothing needs help."""
        return self.check.advice.get(self.judged)


def _exact(line: float, figure: Figure) -> float | Decimal:
    return Decimal(str(line)) if figure.unit == "money" else line


def by_limit(reading: Reading, limit: Limit) -> Verdict:
    """The plain judge: unknown below `at_least` cases, then by the side of the line.

    "More than" a value on the good side of the line may still lie beyond it: unknown.
    """
    figure = reading.figure
    if figure.value is None or figure.n < limit.at_least:
        return "unknown"
    value = float(figure.value)
    sign = 1 if limit.worse == "above" else -1
    if figure.more_than and limit.worse == "below" and value < limit.watch:
        return "unknown"
    if sign * value > sign * limit.mistake:
        return "mistake"
    if sign * value > sign * limit.watch:
        return "watch"
    return "unknown" if figure.more_than and limit.worse == "above" else "ok"


NOT_ENOUGH = Text(
    en="We cannot tell yet: too little was recorded ({n} so far).",
    it="Non si può ancora dire: è registrato troppo poco (finora {n}).",
)


@dataclass(frozen=True)
class Check:
    """One mistake.

    `unit` is the unit of its figure and of its line. `says` is the sentence of watch and mistake,
    `fine` that of ok, `unknown` says what to record so that it can be told. `reads` are the tables
    without which nothing can be said. `rung` is the rung of the ladder that it holds back. `weight`
    orders findings of the same verdict: the gravest first (3 it destroys a strategy, 2 it hurts,
    1 it is a habit). `action` names what the desk can do about it in one click.
    """

    id: str
    belief: Belief
    title: Text
    reads: frozenset[str]
    rung: int | None
    limit: Limit
    measure: Callable[[Records, Window], Reading]
    says: Text
    fine: Text
    advice: Mapping[Verdict, Text]
    action: str
    unit: Unit = "share"
    weight: Literal[1, 2, 3] = 2
    unknown: Text = NOT_ENOUGH
    judge: Callable[[Reading, Limit], Verdict] = by_limit

    def __call__(self, records: Records, window: Window, limit: Limit | None = None) -> Finding:
        """Measures and judges; "unknown" where a table it reads is empty."""
        line = limit or self.limit
        if all(records.has(table) for table in self.reads):
            reading = self.measure(records, window)
        else:
            reading = Reading(Figure(value=None, unit=self.unit, n=0))
        return Finding(self, self.judge(reading, line), reading, line)
