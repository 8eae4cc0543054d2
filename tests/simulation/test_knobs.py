"""Knobs against the audit: a mistake that is made is found, and no other is seen."""

from dataclasses import fields, replace
from datetime import date
from functools import cache
from typing import Any, Literal

import pytest

from dialogo.audit.check import Check, Finding
from dialogo.audit.run import run
from dialogo.audit.shelf import checks
from dialogo.language.label import labelled
from dialogo.records.errors import BadInput
from dialogo.records.records import Records
from dialogo.records.text import LANGS
from dialogo.simulation.knobs import Knobs, knob_of, mistaken
from dialogo.simulation.simulate import simulate

ENDING = date(2026, 11, 22)
Spoken = Literal["en", "it", "both"]
WEEKS, SIZE = 20, 0.5


@cache
def company(knobs: Knobs, seed: int, lang: Spoken) -> Records:
    return simulate(seed, knobs, ending=ENDING, weeks=WEEKS, size=SIZE, lang=lang)


def found(check: Check, knobs: Knobs, seed: int = 1, lang: Spoken = "it") -> Finding:
    """What one check says of a company with these knobs."""
    records = company(knobs, seed, lang)
    span = records.span()
    assert span is not None
    return check(labelled(records.as_of(span.as_of)), span)


@pytest.mark.parametrize("check", checks().values(), ids=lambda check: check.id)
def test_a_mistake_that_is_made_is_found(check: Check) -> None:
    finding = found(check, mistaken(check.id))
    assert finding.verdict == "mistake"
    sentence, values = finding.says
    for lang in LANGS:
        said = sentence.say(lang, **values)
        assert "None" not in said
        assert finding.advice is not None
        assert finding.advice.say(lang)


@pytest.mark.parametrize(("seed", "lang"), [(1, "it"), (2, "en"), (3, "both")])
def test_a_healthy_company_makes_no_mistake(seed: int, lang: Spoken) -> None:
    audit = run(company(Knobs(), seed, lang))
    assert {finding.check.id: finding.verdict for finding in audit.findings} == dict.fromkeys(
        checks(), "ok"
    )


def test_every_knob_is_for_a_check_on_the_shelf_and_every_check_has_one_knob() -> None:
    assert sorted(knob.metadata["check"] for knob in fields(Knobs)) == sorted(checks())


def test_every_knob_says_what_it_is_for_in_both_languages() -> None:
    for knob in fields(Knobs):
        about = knob.metadata["help"]
        assert about.say("en")
        assert about.say("it")
        assert about.say("en") != about.say("it")


def test_every_knob_can_be_turned_to_its_ends_but_not_beyond() -> None:
    for knob in fields(Knobs):
        lowest, highest = knob.metadata["span"]
        for value in (lowest, highest, knob.metadata["mistaken"]):
            turned: dict[str, Any] = {knob.name: value}
            assert getattr(replace(Knobs(), **turned), knob.name) == value
        for value in (lowest - 1, highest + 1, float("nan")):
            with pytest.raises(BadInput, match=knob.name):
                replace(Knobs(), **{knob.name: value})


def test_mistakes_can_be_made_together() -> None:
    both = mistaken("budget/no-budget", "team/nobody-owns-it")
    assert both == replace(Knobs(), budget_set=False, owner_named=False)
    with pytest.raises(KeyError):
        knob_of("dialogue/no-such-mistake")
