"""Conversations find their person: by language, network, skill and load, never who is away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from dialogo.web.actions.conversations.triage import decide, undo
from dialogo.web.actions.records import write_rows
from dialogo.web.actions.routing.route import hand_on, route, settle
from dialogo.web.actions.routing.settle import choose_routing
from dialogo.web.models.conversations import Conversation, Group, Looking
from dialogo.web.models.person import Person
from dialogo.web.models.records import ROWS
from dialogo.web.models.roles import Role
from dialogo.web.models.team import Absence, Colleague, Skill, TeamRules
from dialogo.web.models.workspace import Membership, Workspace
from dialogo.web.queries.routing import says
from tests.web.recorded import said
from tests.web.talks import come_in, talk_of

pytestmark = pytest.mark.django_db

NOON = datetime(2025, 11, 3, 12, tzinfo=UTC)
EVENING = NOON + timedelta(hours=9)
ASK = "A che ora aprite?"
Made = Callable[..., Colleague]


@pytest.fixture
def on_shift(workspace: Workspace, owner: Person) -> Made:
    """Makes somebody who may answer and is on shift all day."""
    choose_routing(owner, workspace, TeamRules.LEAST, hand_on=True)

    def make(name: str, role: Role = Role.RESPONDER, **more: Any) -> Colleague:
        person = Person.objects.create_user(f"{name.lower()}@shift.example", name=name)
        Membership.objects.create(workspace=workspace, person=person, role=role.value)
        shift = {
            "person": name,
            "starts_at": NOON - timedelta(hours=4),
            "ends_at": NOON + timedelta(hours=6),
            "network": more.pop("shift", None),
        }
        write_rows(workspace, "shifts", [shift], fill=False)
        return Colleague.objects.create(workspace=workspace, name=name, person=person, **more)

    return make


def asks(workspace: Workspace, *authors: str, **more: Any) -> None:
    come_in(workspace, *(said(f"{one}-1", one, ASK, **more) for one in authors))


def whose(author: str) -> str | None:
    one = talk_of(author)
    return one.assigned.name if one.assigned else None


def why(author: str) -> str:
    return says(talk_of(author).routed, "en")


def test_it_goes_to_who_has_the_fewest_and_says_why(workspace: Workspace, on_shift: Made) -> None:
    on_shift("Ada", languages=["it"], shift="x")
    on_shift("Bruno")
    asks(workspace, "lia", "ugo", "eva")
    assert route(workspace, NOON, None) == (3, None)
    assert [whose(one) for one in ("lia", "ugo", "eva")] == ["Ada", "Bruno", "Ada"]
    assert why("eva") == ("to Ada: on shift for X until 3/11 18:00, speaks Italian, 1 open, fewest")
    assert says(talk_of("ugo").routed, "it").startswith("a Bruno: di turno fino alle 3/11 18:00")
    # What is settled stays settled.
    before = list(Conversation.objects.order_by("pk").values())
    assert route(workspace, NOON, None) == (0, None)
    assert hand_on(workspace, NOON, None) == (0, None)
    assert list(Conversation.objects.order_by("pk").values()) == before


def test_language_network_and_skill_decide_before_the_load(
    workspace: Workspace, on_shift: Made
) -> None:
    ada, _ = on_shift("Ada", languages=["it"]), on_shift("Bruno", languages=["en"])
    on_shift("Carla", networks=["mastodon"])
    Skill.objects.create(colleague=ada, name="Orari di apertura", level=3)
    asks(workspace, "lia")
    asks(workspace, "joe", network="mastodon")
    Conversation.objects.filter(author="lia").update(language="it")
    Conversation.objects.filter(author="joe").update(language="de")
    asks(workspace, "max")
    Conversation.objects.filter(author="max").update(language="de")
    route(workspace, NOON, None)
    assert [whose(one) for one in ("lia", "joe", "max")] == ["Ada", "Carla", None]
    assert why("max") == ("nobody on shift answers on X in German; it goes to the first who does")


def test_nobody_gets_more_than_they_take_and_who_is_free_next_gets_the_rest(
    workspace: Workspace, on_shift: Made, owner: Person
) -> None:
    on_shift("Ada", at_once=2)
    asks(workspace, "lia", "ugo", "eva")
    assert route(workspace, NOON, None)[0] == 2
    assert whose("eva") is None
    assert why("eva").startswith("everybody on shift has as many as they take at once")
    decide(workspace, owner, [talk_of("lia").pk], "close")
    assert route(workspace, NOON, None)[0] == 1
    assert whose("eva") == "Ada"


def test_nobody_on_shift_keeps_it_until_a_shift_begins(
    workspace: Workspace, on_shift: Made
) -> None:
    on_shift("Ada")
    on_shift("Gil", role=Role.GUEST)
    asks(workspace, "lia")
    assert route(workspace, EVENING, None) == (0, None)
    assert (whose("lia"), why("lia")) == (
        None, "nobody is on shift; it goes to whoever begins one",
    )  # fmt: skip
    assert route(workspace, NOON, None) == (1, None)
    assert whose("lia") == "Ada"


def test_by_turns_everybody_gets_one(workspace: Workspace, on_shift: Made, owner: Person) -> None:
    for name in ("Ada", "Bruno", "Carla"):
        on_shift(name)
    choose_routing(owner, workspace, TeamRules.ROUND, hand_on=True)
    asks(workspace, "a", "b")
    route(workspace, NOON, None)
    asks(workspace, "c", "d")
    route(workspace, NOON, None)
    assert [whose(one) for one in "abcd"] == ["Ada", "Bruno", "Carla", "Ada"]
    assert "next by turns" in why("d")


def test_what_people_decide_stays(workspace: Workspace, on_shift: Made, owner: Person) -> None:
    on_shift("Ada")
    asks(workspace, "lia", "ugo", "eva")
    night = Group.objects.create(workspace=workspace, name="Night")
    decide(workspace, owner, [talk_of("ugo").pk], "assign", group=night)
    choose_routing(owner, workspace, TeamRules.MANUAL, hand_on=True)
    assert route(workspace, NOON, None) == (0, None)
    choose_routing(owner, workspace, TeamRules.LEAST, hand_on=True)
    given = decide(workspace, owner, [talk_of("eva").pk], "assign", person=owner)
    assert route(workspace, NOON, None)[0] == 1
    assert [whose(one) for one in ("lia", "ugo", "eva")] == ["Ada", None, "Ada Neri"]
    # Given by hand, it is not handed on though its person is on no shift.
    assert hand_on(workspace, NOON, None) == (0, None)
    assert undo(given, owner)
    assert route(workspace, NOON, None)[0] == 1


def test_whoever_answers_in_it_keeps_it(workspace: Workspace, on_shift: Made) -> None:
    on_shift("Ada")
    on_shift("Bruno")
    asks(workspace, "lia")
    come_in(workspace, said("2", "aurora", "Alle 8", hours=1, in_reply_to="lia-1", agent="Bruno"))
    come_in(workspace, said("3", "lia", "E la domenica?", hours=2, in_reply_to="2"))
    route(workspace, NOON, None)
    assert (whose("lia"), why("lia")) == ("Bruno", "to Bruno, who answers in it")


def test_who_is_away_hands_on_to_their_cover_and_who_goes_home_to_others(
    workspace: Workspace, on_shift: Made, owner: Person
) -> None:
    ada = on_shift("Ada")
    asks(workspace, "lia", "ugo")
    route(workspace, NOON, None)
    assert whose("lia") == whose("ugo") == "Ada"
    on_shift("Bruno")
    Colleague.objects.filter(pk=ada.pk).update(cover=on_shift("Carla"))
    Absence.objects.create(colleague=ada, starts_at=NOON, ends_at=EVENING, state=Absence.AGREED)
    # Nobody is interrupted while they write.
    ugo = talk_of("ugo")
    Looking.objects.create(conversation=ugo, person=ugo.assigned, at=NOON, writing=True)
    choose_routing(owner, workspace, TeamRules.LEAST, hand_on=False)
    assert hand_on(workspace, NOON, None) == (0, None)
    choose_routing(owner, workspace, TeamRules.LEAST, hand_on=True)
    assert hand_on(workspace, NOON, None) == (1, None)
    assert [whose(one) for one in ("lia", "ugo")] == ["Carla", "Ada"]
    assert why("lia").endswith("stands in for Ada")
    # In the evening nobody is there: what is left waits for whoever comes.
    assert hand_on(workspace, EVENING, None) == (2, None)
    assert [whose(one) for one in ("lia", "ugo")] == [None, None]


def test_what_somebody_decides_meanwhile_wins(workspace: Workspace, on_shift: Made) -> None:
    on_shift("Ada")
    asks(workspace, "lia")
    lia = talk_of("lia")
    Conversation.objects.filter(pk=lia.pk).update(version=lia.version + 1)
    reason = {"why": "routed"}
    assert not settle(lia, lia.workspace.people.get(name="Ada").pk, reason)
    assert whose("lia") is None


@pytest.mark.parametrize("number", [1, 3])
def test_a_part_asks_little_of_the_database(
    workspace: Workspace, on_shift: Made, number: int, django_assert_num_queries: Any
) -> None:
    for name in ("Ada", "Bruno", "Carla")[:number]:
        on_shift(name)
    asks(workspace, *(f"lia{n}" for n in range(number)))
    assert ROWS["shifts"].objects.count() == number
    with django_assert_num_queries(15 + number):
        assert route(workspace, NOON, None)[0] == number
