"""What every check and every measure on the shelf must be."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogo.audit.check import BELIEFS, Check, Reading, Verdict
from dialogo.audit.shelf import SUBJECTS, checks, measures
from dialogo.language.label import labelled
from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records
from dialogo.records.text import LANGS
from dialogo.records.window import Window
from dialogo.simulation.sample import sample

DOCS = Path(__file__).resolve().parents[2]
END = datetime(2026, 6, 1, tzinfo=UTC)
WINDOW = Window(END - timedelta(days=90), END)
SEVERITY: dict[Verdict, int] = {"ok": 0, "watch": 1, "mistake": 2}

each_check = pytest.mark.parametrize("check", checks().values(), ids=checks())
each_measure = pytest.mark.parametrize("measure", measures().values(), ids=measures())


def test_there_are_at_least_28_mistakes_over_the_five_beliefs() -> None:
    assert len(checks()) >= 28
    assert {check.belief for check in checks().values()} == set(BELIEFS)


def test_the_ids_that_others_rely_on_are_there() -> None:
    promised = {
        "dialogue/openings", "dialogue/answered-share", "dialogue/first-reply-p50",
        "dialogue/first-reply-p90", "dialogue/posts-per-reply", "content/promotional-share",
        "content/useful-share", "community/active-members", "team/hours-uncovered-share",
        "budget/cost-per-reply",
    }  # fmt: skip
    assert promised - set(measures()) == set()


@each_check
def test_a_check_stands_where_its_id_says(check: Check) -> None:
    subject, name = check.id.split("/")
    assert subject in SUBJECTS
    module = import_module(f"dialogo.audit.checks.{subject}.{name.replace('-', '_')}")
    assert module.CHECK is check


@each_check
def test_its_docstring_tells_the_mistake_then_the_practice(check: Check) -> None:
    subject, name = check.id.split("/")
    module = import_module(f"dialogo.audit.checks.{subject}.{name.replace('-', '_')}")
    sentence, _, rest = (module.__doc__ or "").partition("\n\n")
    assert sentence.endswith(".")
    assert 0 <= rest.find("Mistake   ") < rest.find("Practice  ")


@each_check
def test_an_empty_company_is_unknown_never_fine(check: Check) -> None:
    assert check(Records({}, company="nobody"), WINDOW).verdict == "unknown"


@each_check
def test_every_alarm_has_advice_and_every_text_both_languages(check: Check) -> None:
    assert set(check.advice) == {"watch", "mistake"}
    texts = [check.title, check.says, check.fine, check.unknown, *check.advice.values()]
    for text in texts:
        assert text.en.strip()
        assert text.it.strip()
        assert text.en != text.it
        assert "!" not in text.en + text.it


@each_check
def test_its_line_has_a_source_page(check: Check) -> None:
    assert (DOCS / check.limit.source.page).is_file()


@pytest.fixture(scope="module")
def company() -> Records:
    """The sample company, with its labels."""
    made = sample("it")
    return labelled(made.of_company(made.companies()[0]))


@each_check
def test_it_measures_in_its_unit_and_can_say_what_it_found(check: Check, company: Records) -> None:
    span = company.span()
    assert span is not None
    finding = check(company, span)
    assert finding.reading.figure.unit == check.unit
    sentence, values = finding.says
    for lang in LANGS:
        assert not set(sentence.say(lang, **values).split()) & {"None", "{", "}"}
        assert check.unknown.say(lang, n=0)


@each_measure
def test_a_measure_has_a_source_page_and_both_languages(measure: Measure) -> None:
    assert (DOCS / measure.source.page).is_file()
    for lang in LANGS:
        assert measure.title.say(lang)
        assert measure.meaning.say(lang)


@each_measure
def test_a_measure_of_nothing_is_no_number(measure: Measure) -> None:
    figure = measure(Records({}, company="nobody"), WINDOW)
    assert (figure.value, figure.n, figure.unit) == (None, 0, measure.unit)


@each_check
@given(data=st.data())
def test_the_verdict_never_improves_when_the_number_worsens(
    check: Check, data: st.DataObject
) -> None:
    limit = check.limit
    span = abs(limit.mistake) + abs(limit.watch) + 1
    better, worse = sorted(data.draw(st.tuples(*[st.floats(-span, 2 * span)] * 2)))
    if limit.worse == "below":
        better, worse = worse, better
    figure = Figure(better, check.unit, n=limit.at_least, currency="EUR")

    first = check.judge(Reading(figure), limit)
    second = check.judge(Reading(replace(figure, value=worse)), limit)

    assert SEVERITY[first] <= SEVERITY[second]


@each_check
def test_below_its_least_number_of_cases_it_says_nothing(check: Check) -> None:
    figure = Figure(check.limit.mistake, check.unit, n=check.limit.at_least - 1, currency="EUR")
    assert check.judge(Reading(figure), check.limit) == "unknown"
