"""Community: who writes, found by what they do; one person with notes, tags and accounts."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from dialogo.web.actions import workspaces
from dialogo.web.actions.community import contacts, likenesses
from dialogo.web.actions.community import counts as people_counts
from dialogo.web.actions.records import write_rows
from dialogo.web.models.community import Contact, ContactAccount, ContactNote, Likeness
from dialogo.web.models.person import Person
from dialogo.web.models.records import Message
from dialogo.web.models.roles import Role
from dialogo.web.models.trail import TrailEntry
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.community.counts import count_people
from tests.web.recorded import NOW, records_of, said

SignedIn = Callable[..., Client]
PLACE = "/w/aurora/community/"
LIST, ONE = 10, 13  # questions to the database
DAY = 24.0


def counted(workspace: Workspace, rows: Iterable[dict[str, Any]]) -> None:
    """Stores messages, counts who wrote them and keeps the counts."""
    rows = list(rows)
    write_rows(workspace, "messages", rows, fill=True)
    found = count_people(records_of(workspace, messages=rows), NOW)
    people_counts.keep(workspace, workspace.revision, found)
    likenesses.suggest(workspace)


def wrote(
    author: str, *days: float, network: str = "x", text: str = "Buongiorno"
) -> list[dict[str, Any]]:
    return [
        said(f"{network}-{author}-{day}", author, text, hours=day * DAY, network=network)
        for day in days
    ]


def people(client: Client, asked: str = "") -> list[str]:
    return [one.contact.name for one in client.get(PLACE + asked).context["contacts"]]


def page_of(name: str) -> str:
    return f"{PLACE}{Contact.objects.get(name=name).pk}/"


def test_people_are_found_by_what_they_do(workspace: Workspace, signed_in: SignedIn) -> None:
    counted(
        workspace,
        [
            *wrote("back", 0, 30),
            *wrote("once", 1),
            *wrote("vouching", 2, text="Il caffè migliore della città, complimenti!"),
            *wrote("silent", -200, -160),
            *wrote("gone", -190),
        ],
    )
    client = signed_in()
    assert people(client) == ["back", "vouching", "once", "silent", "gone"]
    assert people(client, "?show=back") == ["back"]
    assert people(client, "?show=vouches") == ["vouching"]
    assert people(client, "?show=new") == ["back", "vouching", "once"]
    assert people(client, "?show=silent") == ["silent"]
    assert people(client, "?name=ON") == ["once", "gone"]
    assert people(client, "?show=nonsense&after=nonsense") == people(client)


def test_the_list_goes_on_where_it_ended(workspace: Workspace, signed_in: SignedIn) -> None:
    counted(workspace, [row for n in range(70) for row in wrote(f"p{n:02}", n // 3)])
    client, seen, address = signed_in(), [], PLACE
    for _ in range(3):
        page = client.get(address)
        seen += [one.contact.name for one in page.context["contacts"]]
        address = PLACE + (page.context["older"] or "")
    assert len(seen) == 70
    assert sorted(seen) == [f"p{n:02}" for n in range(70)]
    assert address == PLACE


def test_somebody_is_found_by_the_name_of_any_account_and_by_tag(
    workspace: Workspace, owner: Person, signed_in: SignedIn
) -> None:
    counted(workspace, [*wrote("anna", 0), *wrote("rossi", 1, network="facebook")])
    anna, rossi = Contact.objects.order_by("name")
    contacts.tag(owner, rossi, "club")
    contacts.join(owner, anna, rossi)
    client = signed_in()
    assert people(client, "?name=ross") == ["anna"]
    assert people(client, "?tag=club") == ["anna"]
    assert people(client, "?tag=other") == []
    assert client.get(PLACE).context["contacts"][0].tags == ("club",)


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_database_the_same_few_times(
    workspace: Workspace, signed_in: SignedIn, number: int, django_assert_num_queries: Any
) -> None:
    counted(workspace, [row for n in range(number) for row in wrote(f"p{n}", 0, 9)])
    client = signed_in()
    client.get(PLACE)
    with django_assert_num_queries(LIST):
        page = client.get(PLACE)
    assert len(page.context["contacts"]) == number


@pytest.mark.parametrize("number", [1, 3])
def test_a_person_asks_the_database_the_same_few_times(
    workspace: Workspace,
    owner: Person,
    signed_in: SignedIn,
    number: int,
    django_assert_num_queries: Any,
) -> None:
    counted(workspace, wrote("anna", *range(0, number * 31, 31)))
    anna = Contact.objects.get()
    for word in range(number):
        contacts.note(owner, anna, f"note {word}")
        contacts.tag(owner, anna, f"tag {word}")
    client = signed_in()
    client.get(page_of("anna"))
    with django_assert_num_queries(ONE):
        page = client.get(page_of("anna"))
    assert len(page.context["voices"]) == number


def test_a_person_tells_their_story_in_both_languages(
    workspace: Workspace, signed_in: SignedIn
) -> None:
    ask = wrote("anna", 0, text="A che ora aprite domani?")
    answer = said("a", "aurora", "Alle 8!", hours=1, in_reply_to=ask[0]["message_id"])
    counted(workspace, [*ask, answer, *wrote("anna", 20), *wrote("bruno", 39)])
    en = signed_in().get(page_of("anna")).content.decode()
    it = signed_in(lang="it").get(page_of("anna")).content.decode()
    assert "2 messages in 2 months, from 24 Sep 2025 to 14 Oct 2025. 1 of 1 question" in en
    assert "2 messaggi in 2 mesi, dal 24 set 2025 al 14 ott 2025. 1 risposta su 1 domanda." in it
    assert "Came back in the last 90 days." in en
    assert "Alle 8!" not in en


def test_what_somebody_wrote_goes_on_where_it_ended(
    workspace: Workspace, signed_in: SignedIn
) -> None:
    counted(workspace, wrote("anna", *(n / 10 for n in range(45))))
    client, seen, address = signed_in(), [], page_of("anna")
    for _ in range(3):
        page = client.get(address)
        seen += [row.message_id for row in page.context["voices"]]
        address = page_of("anna") + (page.context["older"] or "")
    assert len(set(seen)) == 45
    assert page.context["older"] is None


def test_notes_and_tags_are_kept_and_taken_away(workspace: Workspace, signed_in: SignedIn) -> None:
    counted(workspace, wrote("anna", 0))
    client, place = signed_in(Role.RESPONDER), page_of("anna")
    client.post(place + "notes/", {"text": "Prefers <b>the phone</b>."})
    client.post(place + "tags/", {"tag": "Club"})
    page = client.get(place).content.decode()
    assert "Prefers &lt;b&gt;the phone&lt;/b&gt;." in page
    assert "Responder" in page
    assert client.get(place).context["known"].tags == ("club",)
    client.post(f"{place}notes/{ContactNote.objects.get().pk}/remove/")
    client.post(place + "tags/remove/", {"tag": "club"})
    known = client.get(place).context["known"]
    assert (known.notes, known.tags) == ((), ())


@pytest.mark.parametrize(
    ("address", "sent"),
    [
        ("notes/", {"text": "  "}),
        ("notes/", {"text": "x" * 4001}),
        ("tags/", {"tag": ""}),
        ("tags/", {"tag": "x" * 41}),
        ("join/", {"name": "nobody"}),
        ("join/", {"name": "anna"}),
    ],
)
def test_what_cannot_be_kept_is_told_and_changes_nothing(
    workspace: Workspace, signed_in: SignedIn, address: str, sent: dict[str, str]
) -> None:
    counted(workspace, wrote("anna", 0))
    answer = signed_in().post(page_of("anna") + address, sent)
    assert answer.status_code == 400
    assert 'class="fault"' in answer.content.decode()
    assert list(TrailEntry.objects.filter(verb__startswith="community.")) == []


def test_an_analyst_reads_and_does_not_write(workspace: Workspace, signed_in: SignedIn) -> None:
    counted(workspace, wrote("anna", 0))
    client = signed_in(Role.ANALYST)
    assert "notes/" not in client.get(page_of("anna")).content.decode()
    assert client.post(page_of("anna") + "notes/", {"text": "Hm."}).status_code == 403


def test_two_accounts_called_alike_are_joined_by_a_person_and_parted_again(
    workspace: Workspace, signed_in: SignedIn
) -> None:
    counted(workspace, [*wrote("anna_rossi", 0, 1), *wrote("Anna Rossi", 2, network="facebook")])
    client, pair = signed_in(), Likeness.objects.get()
    assert "the name is written alike" in client.get(PLACE + "alike/").content.decode()
    first = page_of("anna_rossi")
    assert client.post(f"{PLACE}alike/{pair.pk}/", {"same": "yes"})["Location"] == first
    assert client.get(page_of("Anna Rossi"))["Location"] == first
    known = client.get(first).context["known"]
    assert [account.author for account in known.accounts] == ["anna_rossi", "Anna Rossi"]
    assert client.get(first).context["voices"][0].author == "Anna Rossi"
    assert client.get(PLACE + "alike/").context["pairs"] == []
    client.post(f"{PLACE}joinings/{known.joinings[0].pk}/undo/")
    assert client.get(page_of("Anna Rossi")).status_code == 200
    assert client.get(PLACE + "alike/").context["pairs"] == [pair]


def test_two_people_stay_two_when_somebody_says_so(
    workspace: Workspace, signed_in: SignedIn
) -> None:
    counted(workspace, [*wrote("anna_rossi", 0), *wrote("Anna Rossi", 2, network="facebook")])
    client, pair = signed_in(), Likeness.objects.get()
    client.post(f"{PLACE}alike/{pair.pk}/", {"same": "no", "next": "https://evil.example/"})
    likenesses.suggest(workspace)
    assert client.get(PLACE + "alike/").context["pairs"] == []
    assert ContactAccount.objects.values("contact").distinct().count() == 2


def test_joined_accounts_are_suggested_and_refused_as_one(
    workspace: Workspace, owner: Person, signed_in: SignedIn
) -> None:
    networks = ("x", "facebook", "instagram")
    counted(workspace, [row for name in networks for row in wrote("anna_rossi", 0, network=name)])
    x, facebook = (
        ContactAccount.objects.get(network=network).home for network in ("x", "facebook")
    )
    contacts.join(owner, x, facebook)
    client = signed_in()
    (pair,) = client.get(PLACE + "alike/").context["pairs"]
    assert list(client.get(f"{PLACE}{x.pk}/").context["known"].likenesses) == [pair]
    client.post(f"{PLACE}alike/{pair.pk}/", {"same": "no"})
    assert client.get(PLACE + "alike/").context["pairs"] == []


def test_an_account_with_another_name_is_joined_by_writing_it(
    workspace: Workspace, signed_in: SignedIn
) -> None:
    counted(workspace, [*wrote("anna", 0), *wrote("la_signora", 2, network="facebook")])
    client = signed_in()
    client.post(page_of("anna") + "join/", {"name": "La_Signora"})
    assert client.get(page_of("anna")).context["contact"].messages == 2


def test_a_person_of_another_company_is_not_there(
    workspace: Workspace, owner: Person, signed_in: SignedIn
) -> None:
    counted(workspaces.make("Bottega", owner), wrote("anna", 0))
    client, place = signed_in(), page_of("anna")
    assert client.get(place).status_code == 404
    for address in ("notes/", "tags/", "join/", "export/", "erase/"):
        assert (
            client.post(place + address, {"text": "x", "tag": "x", "name": "anna"}).status_code
            == 404
        )


def test_the_export_holds_all_that_is_known(
    workspace: Workspace, owner: Person, signed_in: SignedIn
) -> None:
    ask = wrote("=anna", 0, text='=HYPERLINK("http://evil.example")')
    answer = said("a", "aurora", "Alle 8!", hours=1, in_reply_to=ask[0]["message_id"])
    other = wrote("bruno", 3)
    counted(workspace, [*ask, answer, *other])
    anna = Contact.objects.get(name="=anna")
    contacts.note(owner, anna, "Prefers the phone.")
    contacts.tag(owner, anna, "club")
    made = signed_in(Role.STRATEGIST).post(page_of("=anna") + "export/")
    assert made["Content-Disposition"] == f'attachment; filename="person-{anna.pk}.zip"'
    with zipfile.ZipFile(io.BytesIO(made.content)) as file:
        told = json.loads(file.read("person.json"))
        rows = list(csv.DictReader(io.StringIO(file.read("messages.csv").decode("utf-8-sig"))))
    assert [message["text"] for message in told["messages"]] == [
        '=HYPERLINK("http://evil.example")'
    ]
    assert [message["text"] for message in told["answers"]] == ["Alle 8!"]
    assert ([note["text"] for note in told["notes"]], told["tags"]) == (
        ["Prefers the phone."],
        ["club"],
    )
    assert rows[0]["text"] == '\'=HYPERLINK("http://evil.example")'
    assert "bruno" not in json.dumps(told)
    assert TrailEntry.objects.latest("pk").said_en == "exported a person's data"


def test_erasing_asks_for_the_name(workspace: Workspace, signed_in: SignedIn) -> None:
    counted(workspace, [*wrote("anna_rossi", 0), *wrote("bruno", 1)])
    client, place = signed_in(), page_of("anna_rossi")
    assert "anna_rossi" in client.get(place + "erase/").content.decode()
    wrong = client.post(place + "erase/", {"name": "bruno"})
    assert wrong.status_code == 400
    assert Message.objects.filter(author="anna_rossi").count() == 1
    done = client.post(place + "erase/", {"name": "anna_rossi"}, follow=True)
    assert "is erased" in done.content.decode()
    assert people(client) == ["bruno"]


def test_who_was_erased_stays_in_the_list_without_a_name(
    workspace: Workspace, signed_in: SignedIn
) -> None:
    counted(workspace, wrote("erased:5f1c", 0))
    client, number = signed_in(), Contact.objects.get().pk
    assert f"Erased person {number}" in client.get(PLACE).content.decode()
    page = client.get(f"{PLACE}{number}/").content.decode()
    assert "erased:5f1c" not in page
    assert "export/" not in page
    assert client.get(f"{PLACE}{number}/erase/")["Location"] == f"{PLACE}{number}/"


def test_before_anything_is_imported_the_page_says_how_to_begin(
    workspace: Workspace, signed_in: SignedIn
) -> None:
    assert "Nothing is recorded yet" in signed_in().get(PLACE).content.decode()


def test_the_page_speaks_with_the_figures_of_the_measures(
    workspace: Workspace, signed_in: SignedIn
) -> None:
    counted(workspace, [*wrote("anna", 0, 30), *wrote("bruno", 2), *wrote("carla", 39)])
    en = signed_in().get(PLACE).content.decode()
    it = signed_in(lang="it").get(PLACE).content.decode()
    assert "3 people wrote in the last 90 days. Of the 2 who have had the time, 50\u202f%" in en
    assert "Negli ultimi 90 giorni 3 persone hanno scritto. Il 50\u202f% di chi ne ha avuto" in it
    assert NOW - timedelta(days=90) < Contact.objects.earliest("first_at").first_at
