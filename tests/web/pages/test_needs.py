"""Needs: what nobody serves comes first, and each need tells its size, answers and course."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dialogo.language.needs import title_of
from dialogo.web.actions import needs as actions
from dialogo.web.actions import workspaces
from dialogo.web.actions.records import write_rows
from dialogo.web.models.computed import Computed
from dialogo.web.models.content import Piece
from dialogo.web.models.conversations import Canned
from dialogo.web.models.needs import Need, NeedChoice
from dialogo.web.models.person import Person
from dialogo.web.models.roles import Role
from dialogo.web.models.trail import TrailEntry
from dialogo.web.models.workspace import Workspace
from dialogo.web.pages.needs.course_words import course, months
from dialogo.web.pages.needs.words import said_of
from dialogo.web.queries.need_counts import count_needs
from dialogo.web.queries.needs import Shown, needs
from tests.web.recorded import NOW, records_of, said

SignedIn = Callable[..., Client]
PLACE = "/w/aurora/needs/"
LIST, ONE = 8, 15  # questions to the database


def counted(
    workspace: Workspace, *rows: dict[str, Any], posts: Sequence[dict[str, Any]] = ()
) -> None:
    """Stores the rows, counts the needs in them and keeps the counts."""
    for table, some in (("messages", rows), ("posts", posts)):
        write_rows(workspace, table, list(some), fill=True)
    found = count_needs(records_of(workspace, messages=rows, posts=posts), None, NOW)
    actions.keep(workspace, workspace.revision, found)


def asks(number: int, about: str, author: str = "") -> dict[str, Any]:
    words = {
        "delivery": "Quando arriva la consegna del mio ordine?",
        "booking": "Posso prenotare un tavolo per due?",
        "price": "Quanto costa un chilo di caffè?",
    }
    return said(f"{about}-{number}", author or f"asker{number}", words[about], hours=number)


def useful(about: str) -> dict[str, Any]:
    words = {"delivery": "Guida: come funziona la consegna a casa, passo per passo, in 5 punti."}
    return {
        "network": "x", "account": "aurora", "post_id": f"post-{about}", "text": words[about],
        "published_at": NOW - timedelta(days=20), "url": None,
    }  # fmt: skip


def test_what_nobody_serves_comes_first(workspace: Workspace) -> None:
    rows = [*(asks(n, "delivery") for n in range(3)), asks(9, "booking")]
    counted(workspace, *rows, posts=[useful("delivery")])
    assert [(one.need.name, one.need.served, one.need.messages) for one in needs(workspace)] == [
        ("booking", Need.UNSERVED, 1),
        ("delivery", Need.SERVED, 3),
    ]


def test_answers_and_waits_are_counted_and_whoever_still_waits_counts_too(
    workspace: Workspace,
) -> None:
    answer = said("a", "aurora", "Domani!", hours=5, in_reply_to="delivery-1")
    later = said("later", "somebody", "Bello!", hours=60)
    counted(workspace, *(asks(number, "delivery") for number in (1, 2, 3)), answer, later)
    need = Need.objects.get()
    assert (need.asked, need.answered, need.people, need.wait_n) == (3, 1, 3, 3)
    assert need.wait_more_than
    page = said_of(needs(workspace)[0], workspace).answers
    assert page.en.startswith("33\u202f% of 3 questions answered; half wait longer than ")
    assert page.it.startswith("Risposta al 33\u202f% delle domande (3); la metà attende più di ")


def test_counting_again_keeps_names_and_numbers(workspace: Workspace, owner: Person) -> None:
    counted(workspace, asks(1, "delivery"), asks(2, "booking"))
    before = {need.name: need.pk for need in Need.objects.all()}
    actions.rename(owner, workspace, "delivery", "Where is my parcel?")
    actions.hide(owner, workspace, "booking", True)
    counted(workspace, asks(1, "delivery"), asks(2, "booking"), asks(3, "price"))
    shown = {one.need.name: one for one in needs(workspace)}
    assert {name: one.need.pk for name, one in shown.items() if name in before} == before
    assert shown["delivery"].title.say("it") == "Where is my parcel?"
    assert shown["booking"].hidden


def test_a_need_that_nobody_voices_any_more_goes(workspace: Workspace) -> None:
    counted(workspace, asks(1, "delivery"))
    found = count_needs(records_of(workspace, messages=[asks(2, "price")]), None, NOW)
    actions.keep(workspace, 9, found)
    assert [need.name for need in Need.objects.all()] == ["price"]
    actions.keep(workspace, 10, count_needs(records_of(workspace), None, NOW))
    assert list(Need.objects.all()) == []
    assert Computed.objects.get(kind="needs").as_of is None


@pytest.mark.parametrize(
    ("weeks", "trend"),
    [
        ([0, 0, 0, 0, 0, 1, 0, 6], "few"),
        ([5, 5, 5, 5, 5, 5, 5, 6], "same"),
        ([1, 0, 1, 0, 5, 6, 5, 6], "more"),
        ([5, 6, 5, 6, 1, 0, 1, 0], "less"),
    ],
)
def test_a_course_is_told_only_beyond_chance(weeks: list[int], trend: str) -> None:
    need = Need(name="delivery", weeks=weeks)
    assert Shown(need, title_of(need.name)).trend == trend


def test_the_page_is_read_in_both_languages(workspace: Workspace, signed_in: SignedIn) -> None:
    counted(workspace, asks(1, "booking"), asks(2, "booking"))
    en = signed_in().get(PLACE).content.decode()
    it = signed_in(lang="it").get(PLACE).content.decode()
    assert "People voiced a need in 2 messages. Of 1 need, 1 finds no post: bookings." in en
    assert "In 2 messaggi le persone esprimono un bisogno. Su 1 bisogno, per 1 non c&#x27;è" in it
    assert "no post serves it" in en
    assert "nessun post lo serve" in it


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_database_the_same_few_times(
    workspace: Workspace, signed_in: SignedIn, number: int, django_assert_num_queries: Any
) -> None:
    counted(
        workspace,
        *(asks(n, name) for n, name in enumerate(["delivery", "booking", "price"][:number])),
    )
    client = signed_in()
    client.get(PLACE)
    with django_assert_num_queries(LIST):
        page = client.get(PLACE)
    assert len(page.context["needs"]) == number


@pytest.mark.parametrize("number", [1, 3])
def test_a_need_asks_the_database_the_same_few_times(
    workspace: Workspace, signed_in: SignedIn, number: int, django_assert_num_queries: Any
) -> None:
    counted(workspace, *(asks(n, "delivery") for n in range(number)), posts=[useful("delivery")])
    client, place = signed_in(), f"{PLACE}{Need.objects.get().pk}/"
    client.get(place)
    with django_assert_num_queries(ONE):
        page = client.get(place)
    assert len(page.context["voices"]) == number
    assert [one.told.post.post_id for one in page.context["posts"]] == ["post-delivery"]


def test_a_need_tells_how_it_is_answered_which_post_helped_and_how_sure_that_is(
    workspace: Workspace, signed_in: SignedIn, owner: Person
) -> None:
    day = 24
    earlier = [asks(n, "delivery", f"early{n}") | {"sent_at": NOW - timedelta(days=45 - n)}
               for n in range(20)]  # fmt: skip
    later = asks(99, "delivery", "late") | {"sent_at": NOW - timedelta(days=3)}
    answer = said("a", "aurora", "Due giorni!", hours=2 * day, in_reply_to=earlier[0]["message_id"])
    thanks = said("t", "early0", "Grazie mille!", hours=3 * day, in_reply_to="a")
    counted(workspace, *earlier, later, answer, thanks, posts=[useful("delivery")])
    Canned.objects.create(workspace=workspace, title="Consegna", text="La consegna arriva domani.")
    need = Need.objects.get()
    assert (need.months, need.wrote) == ([8], 21)
    ((network, question, good, thanked),) = need.well_answered
    assert (network, question, good, thanked) == ("x", "delivery-0", "a", True)
    (told,) = need.told
    assert (told["before"], told["after"], told["course"]) == (20, 1, "less")
    client, place = signed_in(lang="it"), f"{PLACE}{need.pk}/"
    page = client.get(place).content.decode()
    assert "Lo chiede il 100\u202f% delle persone che hanno scritto (21)" in page
    assert "da allora chiesto meno" in page
    assert "hanno ringraziato" in page
    assert "La consegna arriva domani." in page
    answer_draft = client.post(f"{place}draft/")
    piece = Piece.objects.get()
    assert answer_draft.status_code == 302
    assert (piece.need, piece.purpose, piece.state, piece.by) == (
        "delivery", "useful", Piece.IDEA, owner,
    )  # fmt: skip
    assert piece.brief == "Una risposta che è servita: Due giorni!"
    editor = client.get(answer_draft.headers["Location"]).content.decode()
    assert "Quando arriva la consegna del mio ordine?" in editor


def test_months_are_drawn_with_what_chance_may_have_made_of_them() -> None:
    need = Need(name="delivery", months=[2, 3, 1, 8, 9, 12])
    made = Computed(as_of=NOW)
    page = months(need, "en", made)
    assert page is not None
    assert page["answer"] == (
        "On average 9.7 people a month in the last 3 months, 2 in the 3 before: more, beyond what "
        "chance would do."
    )
    assert [row[1] for row in page["rows"]] == ["2", "3", "1", "8", "9", "12"]
    assert "polygon" in page["svg"]
    assert months(Need(months=[4]), "it", made) is None
    assert course(Need(months=[5, 6])).say("it") == (
        "In media 6 persone al mese nell'ultimo mese, 5 in quello prima: può essere solo il caso."
    )


def test_of_many_needs_those_that_few_voice_are_folded_away(
    workspace: Workspace, signed_in: SignedIn
) -> None:
    counted(workspace, *[asks(number, "delivery") for number in range(3)])
    for number in range(20):
        Need.objects.create(workspace=workspace, name=f"small {number}", messages=1, people=1)
    Need.objects.filter(name="delivery").update(messages=100)
    page = signed_in().get(PLACE).content.decode()
    shown, folded = page.split('<details class="more">', 1)
    assert (shown.count("<h2>"), folded.count("<h2>")) == (1, 20)
    Need.objects.filter(name="small 0").delete()
    assert '<details class="more">' not in signed_in().get(PLACE).content.decode()


def test_a_guest_sees_needs_but_nobodys_words(workspace: Workspace, signed_in: SignedIn) -> None:
    counted(workspace, asks(1, "delivery", "anna_rossi"))
    page = signed_in(Role.GUEST).get(f"{PLACE}{Need.objects.get().pk}/").content.decode()
    assert "Quando arriva" not in page
    assert "What you call it" not in page
    assert "Draft a post" not in page
    assert "1 message from 1 person" in page


def test_a_strategist_renames_and_hides_and_the_trail_tells(
    workspace: Workspace, signed_in: SignedIn
) -> None:
    counted(workspace, asks(1, "delivery"))
    client, number = signed_in(Role.STRATEGIST), Need.objects.get().pk
    place = reverse("need_rename", kwargs={"workspace": "aurora", "number": number})
    client.post(place, {"title": " The {parcel} "})
    assert "The {parcel}" in client.get(PLACE).content.decode()
    hide = reverse("need_hide", kwargs={"workspace": "aurora", "number": number})
    client.post(hide, {"hidden": "yes"})
    client.post(hide, {"hidden": "yes"})
    assert client.get(PLACE).context["needs"] == []
    assert len(client.get(PLACE + "?show=hidden").context["needs"]) == 1
    client.post(hide, {"hidden": "no"})
    client.post(place, {"title": ""})
    assert "Delivery" in client.get(PLACE).content.decode()
    told = TrailEntry.objects.filter(verb__startswith="needs.").order_by("pk")
    assert [entry.said_it for entry in told] == [
        "chiama il bisogno «consegne» «The {parcel}»",
        "ha nascosto il bisogno «consegne»",
        "mostra di nuovo il bisogno «consegne»",
        "chiama di nuovo il bisogno «consegne» con il suo nome",
    ]


def test_a_name_that_is_too_long_is_told_and_not_kept(
    workspace: Workspace, signed_in: SignedIn
) -> None:
    counted(workspace, asks(1, "delivery"))
    place = reverse("need_rename", kwargs={"workspace": "aurora", "number": Need.objects.get().pk})
    answer = signed_in().post(place, {"title": "x" * 81})
    assert answer.status_code == 400
    assert "Not saved yet" in answer.content.decode()
    assert list(NeedChoice.objects.all()) == []


def test_a_need_of_another_company_is_not_there(
    workspace: Workspace, owner: Person, signed_in: SignedIn
) -> None:
    counted(workspaces.make("Bottega", owner), asks(1, "delivery"))
    assert signed_in().get(f"{PLACE}{Need.objects.get().pk}/").status_code == 404


def test_before_anything_is_imported_the_page_says_how_to_begin(
    workspace: Workspace, signed_in: SignedIn
) -> None:
    assert "Nothing is recorded yet" in signed_in().get(PLACE).content.decode()


def test_while_records_are_being_counted_the_page_says_so(
    workspace: Workspace, signed_in: SignedIn
) -> None:
    write_rows(workspace, "messages", [asks(1, "delivery")], fill=True)
    assert "The records are being counted" in signed_in().get(PLACE).content.decode()
    counted(workspace, asks(1, "delivery"), asks(2, "price"))
    Computed.objects.update(revision=0)
    assert "they will be renewed in a moment" in signed_in().get(PLACE).content.decode()


def test_dates_to_come_are_no_events(workspace: Workspace) -> None:
    slip = asks(1, "delivery") | {"sent_at": datetime(2099, 1, 1, tzinfo=UTC), "message_id": "slip"}
    found = count_needs(records_of(workspace, messages=[asks(2, "delivery"), slip]), None, NOW)
    assert [need.messages for need in found.needs] == [1]
