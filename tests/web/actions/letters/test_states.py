"""The graph of a letter's states is kept by the one function that changes them."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogo.records.text import Text
from dialogo.web.actions.letters import states
from dialogo.web.models.letters import Letter, LetterStep
from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace

SAID = Text(en="because {what}", it="perché {what}")
NAMES = [state for state in states.GRAPH if state]


@pytest.fixture
def letter(workspace: Workspace, owner: Person) -> Letter:
    return Letter.objects.create(workspace=workspace, by=owner, text="Hello")


def in_state(letter: Letter, state: str) -> Letter:
    Letter.objects.filter(pk=letter.pk).update(state=state, tries=0, key=None)
    return Letter.objects.get(pk=letter.pk)


def test_every_state_stands_in_the_graph_and_every_name_in_it_is_a_state() -> None:
    assert set(NAMES) == {
        "draft", "asked", "queued", "sending", "sent", "doubt", "held", "refused", "dropped",
        "deleted",
    }  # fmt: skip
    assert {to for after in states.GRAPH.values() for to in after} <= set(NAMES)


@pytest.mark.django_db
def test_no_step_is_possible_but_those_of_the_graph(letter: Letter, owner: Person) -> None:
    for was, to in product(NAMES, NAMES):
        seen = in_state(letter, was)
        fields = {"error": {"en": "x", "it": "x"}, "error_code": "unsure", "approved_by": owner}
        if states.may(was, to):
            assert states.move(seen, to, owner, **fields)
            assert Letter.objects.get().state == to
        else:
            with pytest.raises(ValueError, match="does not go"):
                states.move(seen, to, owner, **fields)
            assert Letter.objects.get().state == was


def test_nothing_gets_out_of_asking_to_the_network_but_by_approval() -> None:
    """Whatever way through the graph: before a letter that was asked for is sending, it has been
    queued out of asking or gone back to its author."""
    assert "sending" not in states.GRAPH["asked"]
    assert {was for was, after in states.GRAPH.items() if "sending" in after} == {"queued"}
    assert states.GRAPH["asked"] == {"queued", "draft", "held", "dropped"}


@pytest.mark.django_db
def test_what_waits_for_approval_is_not_queued_without_it(letter: Letter) -> None:
    seen = in_state(letter, "asked")
    with pytest.raises(ValueError, match="approval"):
        states.move(seen, "queued")
    assert Letter.objects.get().state == "asked"


@pytest.mark.django_db
@pytest.mark.parametrize("to", ["held", "refused"])
def test_nothing_stops_without_a_reason(letter: Letter, to: str) -> None:
    seen = in_state(letter, "sending")
    with pytest.raises(ValueError, match="reason"):
        states.move(seen, to)
    with pytest.raises(ValueError, match="held for"):
        states.move(seen, "held", error={"en": "x", "it": "x"}, error_code="whim")


@pytest.mark.django_db
def test_of_two_who_change_it_one_does(letter: Letter) -> None:
    first, second = in_state(letter, "queued"), Letter.objects.get()
    assert states.move(first, "sending", tries=1)
    assert not states.move(second, "sending", tries=1)
    assert LetterStep.objects.filter(state="sending").count() == 1
    assert (Letter.objects.get().tries, second.state) == (1, "queued")


@pytest.mark.django_db
def test_who_holds_an_earlier_try_changes_nothing(letter: Letter) -> None:
    slow = in_state(letter, "sending")
    Letter.objects.update(tries=2)
    assert not states.move(slow, "doubt")
    assert Letter.objects.get().state == "sending"


@pytest.mark.django_db
def test_a_step_tells_who_and_why_in_both_languages(letter: Letter, owner: Person) -> None:
    states.move(in_state(letter, "draft"), "dropped", owner, SAID, {"what": "{it}"})
    step = LetterStep.objects.get()
    assert (step.was, step.state, step.by) == ("draft", "dropped", owner)
    assert step.says == {"en": "because {it}", "it": "perché {it}"}


@given(st.lists(st.sampled_from(NAMES), max_size=30))
def test_every_way_through_the_graph_ends_or_can_go_on(wanted: list[str]) -> None:
    """From wherever one is, the letter can still end: sent, dropped or deleted."""
    state = "draft"
    for to in wanted:
        state = to if states.may(state, to) else state
    ends, reached = {"sent", "dropped", "deleted"}, {state}
    while True:
        more = reached | {to for one in reached for to in states.GRAPH[one]}
        if more == reached:
            break
        reached = more
    assert reached & ends
