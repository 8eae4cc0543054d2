"""Climbing the ladder: a rung is reached on evidence, and only above the ones below."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from dialogo.audit.check import Check, Finding, Limit, Reading, Verdict, Waiver
from dialogo.audit.run import Audit
from dialogo.audit.shelf import measures
from dialogo.ladder.climb import Said, climb
from dialogo.ladder.rungs import RUNGS
from dialogo.records.measure import Figure
from dialogo.records.source import Source
from dialogo.records.text import LANGS, Text
from dialogo.records.window import Window

WINDOW = Window(datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 6, 30, tzinfo=UTC))
UNITS = {
    "content/useful-share": "share",
    "content/posts-per-week": "ratio",
    "community/followers": "count",
    "community/follower-growth": "share",
    "community/returning-members": "count",
    "community/vouching-members": "count",
    "dialogue/answered-share": "share",
}


def figure(measure: str, value: float | None, n: int = 100) -> Figure:
    return Figure(value, UNITS[measure], n)  # type: ignore[arg-type]  # the literals above


def plenty() -> dict[str, Figure]:
    """Every measure a rung stands on, on or above the highest line that any rung has for it."""
    lines: dict[str, float] = {}
    for rung in RUNGS:
        for need in rung.needs:
            lines[need.measure] = max(lines.get(need.measure, need.line), need.line)
    return {measure: figure(measure, line) for measure, line in lines.items()}


def audit(measures: dict[str, Figure], *findings: Finding) -> Audit:
    return Audit("Aurora", WINDOW, measures, findings)


def finding(value: float, rung: int = 2, n: int = 100) -> Finding:
    """A check with its line for watching at 0.3 and for the mistake at 0.6."""
    check = Check(
        id="content/advert-barrage",
        belief="just-a-channel",
        title=Text(en="Advert barrage", it="Raffica di pubblicità"),
        reads=frozenset({"posts"}),
        rung=rung,
        limit=Limit(0.3, 0.6, 10, Source("docs/evidence/ladder.md", "house rule")),
        measure=lambda records, window: Reading(Figure(value, "share", n)),
        says=Text(en="{value} sell", it="il {value} vende"),
        fine=Text(en="{value} sell, which is fine", it="il {value} vende, e va bene"),
        advice={"mistake": Text(en="Sell less.", it="Vendete meno.")},
        action="draft",
    )
    reading = Reading(Figure(value, "share", n))
    return Finding(check, check.judge(reading, check.limit), reading, check.limit)


def heights(audited: Audit) -> list[str]:
    return [step.reached for step in climb(audited).steps]


def test_with_every_measure_on_its_line_four_rungs_are_reached_and_the_fifth_stays_closed() -> None:
    ladder = climb(audit(plenty()))
    assert [step.reached for step in ladder.steps] == ["yes", "yes", "yes", "yes", "no"]
    assert ladder.height == 4
    assert ladder.next is not None and ladder.next.rung.id == "returns"
    assert "Not yet" in ladder.steps[-1].lacks[-1].say("en")


def test_with_nothing_told_nothing_is_reached_and_nothing_is_denied() -> None:
    ladder = climb(audit({}))
    assert [step.reached for step in ladder.steps] == ["unknown"] * 4 + ["no"]
    assert ladder.height == 0
    assert ladder.steps[0].sure == 0
    assert ladder.steps[0].next_step is not None, "it says what to record"


@pytest.mark.parametrize("rung", [1, 2, 3, 4])
def test_a_measure_just_below_its_line_closes_its_rung_and_the_ones_above(rung: int) -> None:
    need = RUNGS[rung - 1].needs[0]
    figures = plenty()
    figures[need.measure] = figure(need.measure, need.line - 1e-9)
    expected = ["yes"] * (rung - 1) + ["no"] * (5 - rung + 1)
    assert heights(audit(figures)) == expected


@pytest.mark.parametrize("rung", [1, 2, 3, 4])
def test_a_measure_that_cannot_be_told_is_never_a_rung_reached(rung: int) -> None:
    need = RUNGS[rung - 1].needs[0]
    figures = plenty() | {need.measure: figure(need.measure, None, 0)}
    expected = ["yes"] * (rung - 1) + ["unknown"] * (4 - rung + 1) + ["no"]
    assert heights(audit(figures)) == expected


def test_too_few_cases_tell_nothing() -> None:
    figures = plenty() | {"content/useful-share": figure("content/useful-share", 1.0, n=9)}
    assert climb(audit(figures)).steps[0].reached == "unknown"


def test_just_enough_cases_tell() -> None:
    needed: dict[str, int] = {}
    for rung in RUNGS:
        for need in rung.needs:
            needed[need.measure] = max(needed.get(need.measure, 0), need.cases)
    figures = {name: replace(told, n=needed[name]) for name, told in plenty().items()}
    assert climb(audit(figures)).height == 4


@pytest.mark.parametrize(
    ("value", "reached"), [(0.2, "yes"), (0.4, "yes"), (0.7, "no")], ids=["ok", "watch", "mistake"]
)
def test_only_a_mistake_closes_a_rung_and_something_to_watch_does_not(
    value: float, reached: str
) -> None:
    step = climb(audit(plenty(), finding(value))).steps[1]
    assert step.reached == reached
    places = {"has": step.has, "watch": step.watch, "lacks": step.lacks}
    told = {
        name for name, said in places.items() for one in said if one.about.startswith("content")
    }
    assert told == {{0.2: "has", 0.4: "watch", 0.7: "lacks"}[value]}


def test_a_mistake_says_its_sentence_and_its_advice_is_the_next_step() -> None:
    step = climb(audit(plenty(), finding(0.7))).steps[1]
    assert [said.say("en") for said in step.lacks] == ["70\u202f% sell"]
    assert step.next_step is not None and step.next_step.say("it") == "Vendete meno."


def test_an_accepted_mistake_neither_helps_nor_hinders() -> None:
    waived: Verdict = "waived"
    accepted = replace(
        finding(0.7),
        verdict=waived,
        waiver=Waiver("content/advert-barrage", "fair week", date(2026, 6, 1)),
    )
    with_it, without = climb(audit(plenty(), accepted)), climb(audit(plenty()))
    assert with_it == without


def test_a_rung_is_not_reached_on_less_than_two_thirds_of_its_evidence() -> None:
    told = len(RUNGS[1].needs)
    for unknown, reached in ((1, "yes"), (2, "unknown")):
        findings = [finding(0.2, n=0) for _ in range(unknown)]
        step = climb(audit(plenty(), *findings)).steps[1]
        assert step.sure == told / (told + unknown)
        assert step.reached == reached


def test_the_gap_is_what_is_missing_to_the_line_rounded_up() -> None:
    need = RUNGS[2].needs[0]
    figures = plenty() | {need.measure: figure(need.measure, 8)}
    (lack,) = climb(audit(figures)).steps[2].lacks
    assert lack.values["gap"] == need.line - 8
    assert lack.say("en") == "8 people came back to talk; 12 more make a community."


def test_what_the_returns_still_lack_stands_on_the_fifth_rung() -> None:
    lacking = Said(
        "returns", Text(en="{n} weeks are missing.", it="Mancano {n} settimane."), {"n": 3}
    )
    step = climb(audit(plenty()), [lacking]).steps[-1]
    assert lacking in step.lacks
    assert step.reached == "no"


def test_the_fifth_rung_is_reached_once_something_is_measured_and_nothing_lacks() -> None:
    measured = Said("returns", Text(en="Answers can be measured.", it="Le risposte si misurano."))
    ladder = climb(audit(plenty()), (), [measured])
    assert (ladder.height, ladder.next) == (5, None)
    assert measured in ladder.steps[-1].has
    lower = plenty() | {"content/useful-share": figure("content/useful-share", 0.0)}
    against = [climb(audit(lower), (), [measured]), climb(audit(plenty()), [measured], [measured])]
    assert [one.steps[-1].reached for one in against] == ["no", "no"]


def test_every_sentence_of_every_rung_can_be_said_in_both_languages() -> None:
    scarce = {
        name: replace(kept, value=float(kept.value or 0) - 1) for name, kept in plenty().items()
    }
    for figures in (plenty(), scarce, {}):
        for step in climb(audit(figures)).steps:
            for said in (*step.has, *step.watch, *step.lacks, *step.untold):
                for lang in LANGS:
                    assert "{" not in said.say(lang)


def test_every_measure_that_a_rung_takes_is_on_the_shelf() -> None:
    wanted = {need.measure: UNITS[need.measure] for rung in RUNGS for need in rung.needs}
    shelf = measures()
    assert {id_: shelf[id_].unit for id_ in wanted} == wanted
