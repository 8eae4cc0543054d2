"""A plan's body comes back as it was written, and nothing else gets in."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogo.records.errors import BadInput
from dialogo.records.schema import ACTIVITIES
from dialogo.web.models import plan_body as body
from tests.web.plans import whole

words = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=60)
amounts = st.none() | st.decimals(0, 10**9, places=2)
days = st.none() | st.dates(date(1990, 1, 1), date(2200, 12, 31))
activities = st.sampled_from(body.DOABLE)
bodies = st.builds(
    body.PlanBody,
    audiences=st.lists(st.builds(body.Audience, words, words), max_size=3).map(tuple),
    needs=st.lists(st.builds(body.Need, words, words), max_size=3).map(tuple),
    promise=st.builds(
        body.Promise,
        st.none() | st.integers(0, 10**6),
        st.integers(0, 100),
        st.sampled_from(("service", "always")),
        st.lists(
            st.builds(
                body.PromiseLine,
                st.integers(0, 10**6),
                words,
                words,
                st.sampled_from(("", "low", "urgent")),
            ),
            max_size=3,
        ).map(tuple),
    ),
    mix=st.builds(body.Mix, *[st.none() | st.integers(0, 100)] * 4),
    people=st.lists(
        st.builds(
            body.Someone,
            name=words,
            hours=st.none() | st.decimals(0, 168, places=2),
            does=st.lists(activities, max_size=3).map(tuple),
            dedicated=st.booleans(),
            pay=amounts,
        ),
        max_size=3,
    ).map(tuple),
    budget=st.builds(
        body.Budget,
        days,
        days,
        st.sampled_from(("", "EUR", "CHF")),
        st.lists(st.builds(body.Amount, activities, amounts, words), max_size=3).map(tuple),
    ),
    not_yet=st.lists(st.builds(body.NotYet, words, days), max_size=3).map(tuple),
    goals=st.lists(st.builds(body.Goal, words), max_size=3).map(tuple),
    returns=st.builds(body.Return, days, words),
)


@given(bodies)
def test_a_plan_is_read_back_as_it_was_written(plan: body.PlanBody) -> None:
    text = json.dumps(body.written(plan))
    assert body.read(json.loads(text)) == plan


def test_an_empty_plan_is_a_plan() -> None:
    assert body.read({}) == body.PlanBody()
    assert body.PlanBody().is_empty
    assert not whole().is_empty


def test_what_people_do_is_what_the_records_know() -> None:
    assert body.DOABLE == ACTIVITIES


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ([], "plan"),
        ({"audience": []}, "plan"),
        ({"audiences": {}}, "plan.audiences"),
        ({"audiences": [{"who": 3}]}, "plan.audiences.who"),
        ({"audiences": [{"where": "here"}]}, "plan.audiences"),
        ({"audiences": [{"who": "a\0b"}]}, "plan.audiences.who"),
        ({"audiences": [{"who": "\ud800"}]}, "plan.audiences.who"),
        ({"audiences": [{"who": "a" * 501}]}, "plan.audiences.who"),
        ({"promise": {"minutes": True}}, "plan.promise.minutes"),
        ({"promise": {"minutes": -1}}, "plan.promise.minutes"),
        ({"promise": {"counts": "never"}}, "plan.promise.counts"),
        ({"mix": {"useful": 0.5}}, "plan.mix.useful"),
        ({"people": [{"name": "Ada", "hours": 20}]}, "plan.people.hours"),
        ({"people": [{"name": "Ada", "hours": "NaN"}]}, "plan.people.hours"),
        ({"people": [{"name": "Ada", "does": ["juggling"]}]}, "plan.people.does"),
        ({"people": [{"name": "Ada", "owner": "yes"}]}, "plan.people.owner"),
        ({"budget": {"first": "tomorrow"}}, "plan.budget.first"),
        ({"budget": {"first": "0001-01-01"}}, "plan.budget.first"),
        ({"budget": {"amounts": [{"activity": "creating", "amount": "-1"}]}},
         "plan.budget.amounts.amount"),
        ({"returns": None}, "plan.returns"),
    ],
)  # fmt: skip
def test_what_does_not_belong_is_refused_with_its_place(content: Any, place: str) -> None:
    with pytest.raises(BadInput) as caught:
        body.read(content)
    assert caught.value.values["place"] == place
    assert caught.value.say("en") != caught.value.say("it")


def test_a_plan_of_a_newer_dialogo_is_not_guessed_at() -> None:
    with pytest.raises(BadInput, match="newer Dialogo"):
        body.read({"version": 2})


def test_a_list_has_an_end() -> None:
    with pytest.raises(BadInput, match="more than 40"):
        body.read({"goals": [{"what": str(n)} for n in range(41)]})


def test_a_part_is_named_by_what_it_says() -> None:
    plan = whole()
    assert body.digest(plan.mix) == body.digest(body.Mix(50, 20, 20, 10))
    assert body.digest(plan.mix) != body.digest(body.Mix(50, 20, 10, 20))
    assert body.digest(body.Someone("Ada", pay=Decimal("1.10"))) != body.digest(
        body.Someone("Ada", pay=Decimal("1.20"))
    )
