"""An audit that was kept says, when it is read back, what it said on its day."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogo.audit import kept
from dialogo.audit.check import Check, Evidence, Finding, Limit, Reading, Waiver
from dialogo.audit.kept_values import read, written
from dialogo.audit.policy import Policy
from dialogo.audit.run import Audit, run
from dialogo.audit.shelf import checks
from dialogo.records.errors import BadInput
from dialogo.records.hours import Hours
from dialogo.records.measure import Figure
from dialogo.records.money import Money
from dialogo.records.share import Share
from dialogo.records.source import Source
from dialogo.records.text import LANGS, Text, write
from dialogo.records.window import Window
from dialogo.report.vocabulary import advice, sentence
from dialogo.simulation.sample import sample

TODAY = date(2026, 11, 22)
amounts = st.decimals(-(10**9), 10**9, places=4)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
plain = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**12), 10**12),
    st.floats(allow_nan=False),
    amounts,
    texts,
    st.builds(Share, st.floats(0, 1)),
    st.builds(Hours, st.floats(0, 1e6)),
    st.builds(Money, amounts, st.sampled_from(["EUR", "JPY"])),
    st.builds(Text, texts, texts),
    st.timedeltas(),
    st.dates(),
    st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=5, minutes=45))])),
)
values = st.recursive(
    plain, lambda inner: st.lists(inner) | st.lists(inner).map(tuple), max_leaves=5
)


def through_json(content: Any) -> Any:
    return json.loads(json.dumps(content, allow_nan=False))


@given(values)
def test_a_value_comes_back_as_the_same_value_of_the_same_type(value: object) -> None:
    back = read(through_json(written(value)))
    assert (back, type(back)) == (value, type(value))


def test_a_type_that_no_sentence_knows_is_kept_as_it_is_said() -> None:
    value = frozenset({"ada"})
    assert read(written(value)) == write(value, "en")


@given(st.builds(Share, st.floats(0, 1)), st.integers(0, 10**6), st.dictionaries(texts, values))
def test_a_figure_comes_back_equal(share: Share, n: int, parts: dict[str, object]) -> None:
    figure = Figure(share, "share", n, float(share) / 2, None, more_than=n > 5, parts=parts)
    assert back(audit_of(figure=figure)).measures["a/measure"] == figure


@pytest.fixture(scope="module")
def aurora() -> Audit:
    """The sample company, with a waiver."""
    waiver = Waiver("content/advert-barrage", "Christmas", TODAY, date(2026, 12, 31))
    return run(sample("en"), policy=Policy(waivers=(waiver,)))


def test_the_sample_companys_audit_comes_back_whole(aurora: Audit) -> None:
    read_back = kept.read(through_json(kept.written(aurora)), checks())
    assert read_back == aurora
    for was, now in zip(aurora.findings, read_back.findings, strict=True):
        for lang in LANGS:
            assert sentence(now, lang) == sentence(was, lang)
            assert advice(now, lang) == advice(was, lang)
        assert now.severity == was.severity
    assert "waived" in {finding.verdict for finding in read_back.findings}


def test_a_check_that_there_is_no_more_is_left_out_and_told(aurora: Audit) -> None:
    content = kept.written(aurora)
    fewer = {id_: check for id_, check in checks().items() if id_ != "dialogue/monologue"}
    assert kept.gone(content, fewer) == ["dialogue/monologue"]
    read_back = kept.read(content, fewer)
    assert [f for f in aurora.findings if f.check.id in fewer] == list(read_back.findings)
    assert kept.gone(content, checks()) == []


def test_what_a_newer_version_kept_is_refused_in_words(aurora: Audit) -> None:
    content = kept.written(aurora)
    unknown = {"a/measure": {**content["measures"]["content/useful-share"], "value": {"x": 1}}}
    for newer in ({"version": kept.VERSION + 1}, {"measures": unknown}):
        with pytest.raises(BadInput, match="newer version"):
            kept.read({**content, **newer}, checks())


CHECK = Check(
    id="a/check",
    belief="its-free",
    title=Text(en="Check", it="Controllo"),
    reads=frozenset(),
    rung=None,
    limit=Limit(0.1, 0.3, 5, Source("docs/evidence/budget.md", "weak")),
    measure=lambda records, window: Reading(Figure(None, "share", 0)),
    says=Text(en="{value} of {n}, line {watch}", it="{value} di {n}, soglia {watch}"),
    fine=Text(en="fine", it="bene"),
    advice={"watch": Text(en="mind", it="badate"), "mistake": Text(en="stop", it="smettete")},
    action="open-measure",
)


def audit_of(figure: Figure, waiver: Waiver | None = None, verdict: Any = "mistake") -> Audit:
    words = {"name": Text(en="{{ada}}", it="{{ada}}"), "days": (date(2026, 1, 1),)}
    evidence = (Evidence("message", "x:1", None, "“ciao”", Text(en="late", it="tardi")),)
    finding = Finding(CHECK, verdict, Reading(figure, evidence, words), CHECK.limit, waiver)
    window = Window(datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 3, 1, tzinfo=UTC))
    return Audit("Aurora", window, {"a/measure": figure}, (finding,))


def back(audit: Audit) -> Audit:
    return kept.read(through_json(kept.written(audit)), {"a/check": CHECK})


def test_money_its_bounds_and_a_waiver_without_an_end_come_back_equal() -> None:
    cost = Figure(Decimal("3.1000"), "money", 9, 2.7, 3.6, currency="EUR", parts={"m": None})
    audit = audit_of(cost, Waiver("a/check", "we know", TODAY), "waived")
    assert back(audit) == audit


HALF = Figure(Share(0.5), "share", 10)


def finding_of(waiver: Waiver | None = None) -> Finding:
    verdict = "waived" if waiver else "mistake"
    return audit_of(HALF, waiver, verdict).findings[0]


@pytest.mark.parametrize(("mistake", "verdict"), [(0.3, "mistake"), (0.6, "watch")])
def test_a_line_is_moved_without_measuring_anew(mistake: float, verdict: str) -> None:
    moved = kept.rejudged(finding_of(), replace(CHECK.limit, mistake=mistake))
    assert (moved.verdict, moved.limit.mistake) == (verdict, mistake)
    assert moved.says[1]["watch"] == Share(0.1)
    assert moved.reading is not None and moved.reading.figure == HALF


def test_too_few_cases_for_the_new_line_tell_nothing() -> None:
    assert kept.rejudged(finding_of(), replace(CHECK.limit, at_least=11)).verdict == "unknown"


def test_a_waiver_lasts_as_long_as_there_is_something_to_waive() -> None:
    waiver = Waiver("a/check", "we know", TODAY)
    still = kept.rejudged(finding_of(waiver), replace(CHECK.limit, mistake=0.6))
    fine = kept.rejudged(finding_of(waiver), replace(CHECK.limit, watch=0.7, mistake=0.9))
    assert (still.verdict, still.waiver) == ("waived", waiver)
    assert (fine.verdict, fine.waiver) == ("ok", None)
