"""Answering from the desk, by plain forms: what is written goes out once, or it is said why not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from dialogo.web.actions import canned, documents
from dialogo.web.actions.conversations import notes
from dialogo.web.actions.letters import decide
from dialogo.web.actions.letters.write import answer
from dialogo.web.models.conversations import NoteMention
from dialogo.web.models.letters import Letter
from dialogo.web.models.person import Person
from dialogo.web.models.roles import Role
from dialogo.web.models.workspace import Workspace
from tests.web.talking import Talk

SignedIn = Callable[..., Client]
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360"
    "606060000000050001a5f645400000000049454e44ae426082"
)


@pytest.fixture
def talk(workspace: Workspace, owner: Person, tmp_path: Path) -> Talk:
    return Talk(workspace, owner, tmp_path)


def place(name: str, **more: object) -> str:
    return reverse(name, kwargs={"workspace": "aurora", **more})


def form(talk: Talk, name: str, text: str, **more: object) -> dict[str, object]:
    return {"text": text, "basis": talk.of(name).last_message, "do": "send", **more}


def post(client: Client, talk: Talk, name: str, text: str, **more: object) -> Any:
    there = place("answer", number=talk.of(name).pk)
    return client.post(there, form(talk, name, text, **more))


def test_an_answer_goes_out_after_its_moment_to_think(talk: Talk, signed_in: SignedIn) -> None:
    talk.says("Lia", "Are you open on Sunday?")
    client = signed_in()
    answered = post(client, talk, "Lia", "Yes, from 9 to 13.")
    letter = Letter.objects.get()
    assert answered.status_code == 302
    assert answered["Location"] == place("conversation", number=talk.of("Lia").pk) + "#composer"
    assert (letter.state, letter.by.name) == (Letter.QUEUED, "Ada Neri")
    page = client.get(answered["Location"]).content.decode()
    assert "Your answer to Lia goes out at" in page
    talk.goes_out(letter)
    assert letter.state == Letter.SENT
    assert list(talk.there()) == ["Yes, from 9 to 13."]


def test_what_was_sent_can_be_undone_and_is_in_the_composer_again(
    talk: Talk, signed_in: SignedIn
) -> None:
    talk.says("Lia", "Are you open on Sunday?")
    client = signed_in()
    post(client, talk, "Lia", "Yes, from 9 to 31.")
    letter = Letter.objects.get()
    undone = client.post(place("letter_call_back", letter=letter.pk))
    letter.refresh_from_db()
    assert letter.state == Letter.DRAFT
    page = client.get(undone["Location"]).content.decode()
    assert "Yes, from 9 to 31.</textarea>" in page
    post(client, talk, "Lia", "Yes, from 9 to 13.", draft=letter.pk)
    talk.goes_out(letter)
    assert list(talk.there()) == ["Yes, from 9 to 13."]


def test_what_has_gone_out_is_undone_no_more_and_it_says_so(
    talk: Talk, signed_in: SignedIn
) -> None:
    talk.says("Lia", "Are you open on Sunday?")
    client = signed_in()
    post(client, talk, "Lia", "Yes.")
    letter = Letter.objects.get()
    talk.goes_out(letter)
    late = client.post(place("letter_call_back", letter=letter.pk))
    assert late.status_code == 422
    assert "the letter has gone on meanwhile" in late.content.decode()
    assert Letter.objects.get().state == Letter.SENT


def test_after_sending_the_next_one_is_shown_but_only_a_place_of_this_inbox(
    talk: Talk, signed_in: SignedIn
) -> None:
    talk.says("Lia", "Are you open on Sunday?")
    talk.says("Marco", "And on Monday?")
    client = signed_in()
    back = "/w/aurora/inbox/?whose=mine"
    assert post(client, talk, "Lia", "Yes.", back=back)["Location"] == back
    elsewhere = post(client, talk, "Marco", "Yes.", back="//evil.example/w/aurora/inbox/")
    assert elsewhere["Location"].startswith("/w/aurora/inbox/")


def test_too_long_is_counted_as_the_network_counts_and_nothing_is_lost(
    talk: Talk, signed_in: SignedIn
) -> None:
    talk.says("Lia", "Tell me all about coffee.")
    words = "coffee " * 80
    refused = post(signed_in(lang="it"), talk, "Lia", words)
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "Il testo ha 559 caratteri" in page
    assert "<span data-used>559</span> su 500" in page
    assert words in page
    assert not Letter.objects.exists()


def test_a_picture_says_what_it_shows(talk: Talk, signed_in: SignedIn) -> None:
    talk.says("Lia", "What does the new bag look like?")
    client = signed_in()
    bag = SimpleUploadedFile("bag.png", PNG, "image/png")
    silent = post(client, talk, "Lia", "Like this.", **{"picture-0": bag, "alt-0": " "})
    assert silent.status_code == 422
    assert "Say what is on bag.png" in silent.content.decode()
    bag = SimpleUploadedFile("bag.png", PNG, "image/png")
    post(client, talk, "Lia", "Like this.", **{"picture-0": bag, "alt-0": "A brown bag"})
    letter = Letter.objects.get()
    hung = letter.pictures.get()
    assert (hung.alt, hung.mime, bytes(hung.data)) == ("A brown bag", "image/png", PNG)
    shown = client.get(place("letter_picture", letter=letter.pk, picture=hung.pk))
    assert (shown.content, shown["Content-Type"]) == (PNG, "image/png")
    assert shown["Content-Security-Policy"] == "default-src 'none'; sandbox"
    talk.goes_out(letter)
    assert letter.state == Letter.SENT


def test_pictures_of_a_draft_stay_change_their_words_or_are_taken_off(
    talk: Talk, signed_in: SignedIn
) -> None:
    talk.says("Lia", "What does the new bag look like?")
    client = signed_in()
    files = {f"picture-{n}": SimpleUploadedFile(f"{n}.png", PNG, "image/png") for n in range(2)} | {
        "alt-0": "A bag",
        "alt-1": "A cup",
    }
    post(client, talk, "Lia", "Like this", **files, do="keep")
    letter = Letter.objects.get()
    bag, cup = letter.pictures.order_by("place")
    more = {"draft": letter.pk, f"said-{bag.pk}": "A brown bag", f"without-{cup.pk}": "1"}
    post(client, talk, "Lia", "Like this.", **more)
    letter.refresh_from_db()
    assert letter.state == Letter.QUEUED
    assert [one.alt for one in letter.pictures.all()] == ["A brown bag"]


def test_somebody_wrote_meanwhile_it_is_shown_before_anything_is_sent(
    talk: Talk, signed_in: SignedIn
) -> None:
    asked = talk.says("Lia", "Are you open on Sunday?")
    client = signed_in()
    stale = form(talk, "Lia", "Yes, from 9 to 13.")
    talk.says("Lia", "Never mind, I found it!", to=asked)
    there = place("answer", number=talk.of("Lia").pk)
    asked_again = client.post(there, stale)
    page = asked_again.content.decode()
    assert asked_again.status_code == 422
    assert "Somebody wrote here meanwhile" in page
    assert "Never mind, I found it!" in page
    assert "Yes, from 9 to 13.</textarea>" in page
    assert not Letter.objects.exists()
    seen = {**stale, "basis": asked_again.context["composer"].basis}
    client.post(there, {**seen, "do": "anyway"})
    assert Letter.objects.get().state == Letter.QUEUED


def test_anyway_means_over_what_was_shown_not_over_what_came_after_it(
    talk: Talk, signed_in: SignedIn
) -> None:
    asked = talk.says("Lia", "Are you open on Sunday?")
    client = signed_in()
    stale = form(talk, "Lia", "Yes.")
    there = place("answer", number=talk.of("Lia").pk)
    talk.says("Lia", "Or on Monday?", to=asked)
    shown = client.post(there, stale).context["composer"].basis
    talk.says("Lia", "Stop, I am not coming.", to=asked)
    again = client.post(there, {**stale, "basis": shown, "do": "anyway"})
    assert "Stop, I am not coming." in again.content.decode()
    assert not Letter.objects.exists()


def test_an_answer_that_another_is_sending_is_shown_and_ours_can_be_dropped(
    talk: Talk, signed_in: SignedIn, member: Callable[[Role], Person]
) -> None:
    talk.says("Lia", "Are you open on Sunday?")
    lia = talk.of("Lia")
    answer(lia, member(Role.RESPONDER), "Yes!", basis=lia.last_message, may_send=True)
    client = signed_in()
    stopped = post(client, talk, "Lia", "We are.")
    page = stopped.content.decode()
    assert "Somebody else is answering, too" in page
    assert "Yes!" in page
    dropped = post(client, talk, "Lia", "We are.", do="drop")
    assert dropped.status_code == 302
    assert Letter.objects.count() == 1
    shown = [letter.pk for letter in stopped.context["newer"]["letters"]]
    post(client, talk, "Lia", "We are.", do="anyway", shown=shown)
    assert Letter.objects.filter(state=Letter.QUEUED).count() == 2


def test_pictures_survive_what_was_written_meanwhile(talk: Talk, signed_in: SignedIn) -> None:
    asked = talk.says("Lia", "What does it look like?")
    client = signed_in()
    bag = SimpleUploadedFile("bag.png", PNG, "image/png")
    stale = form(talk, "Lia", "Like this.", **{"picture-0": bag, "alt-0": "A brown bag"})
    talk.says("Lia", "The new one, I mean.", to=asked)
    stopped = client.post(place("answer", number=talk.of("Lia").pk), stale)
    draft = Letter.objects.get()
    assert (draft.state, draft.pictures.get().alt) == (Letter.DRAFT, "A brown bag")
    assert f'name="draft" value="{draft.pk}"' in stopped.content.decode()


def test_whoever_may_not_send_asks_and_whoever_may_approves(
    talk: Talk, signed_in: SignedIn
) -> None:
    talk.says("Lia", "Are you open on Sunday?")
    author = signed_in(Role.AUTHOR)
    asked = post(author, talk, "Lia", "Yes, from 9 to 13.", do="ask")
    letter = Letter.objects.get()
    assert letter.state == Letter.ASKED
    assert "Your answer waits for somebody to approve it." in _followed(author, asked)
    assert author.post(place("letter_approve", letter=letter.pk)).status_code == 403
    owner = signed_in()
    assert "Yes, from 9 to 13." in owner.get(place("outbox")).content.decode()
    assert "1 answer waits for approval." in owner.get(place("today")).content.decode()
    owner.post(place("letter_approve", letter=letter.pk))
    letter.refresh_from_db()
    assert (letter.state, letter.approved_by.name) == (Letter.QUEUED, "Ada Neri")
    talk.goes_out(letter)
    assert list(talk.there()) == ["Yes, from 9 to 13."]


def test_sent_back_with_a_reason_it_is_the_authors_draft_again(
    talk: Talk, signed_in: SignedIn
) -> None:
    talk.says("Lia", "Are you open on Sunday?")
    author, owner = signed_in(Role.AUTHOR), signed_in()
    post(author, talk, "Lia", "yep", do="ask")
    letter = Letter.objects.get()
    silent = owner.post(place("letter_send_back", letter=letter.pk), {"why": " "})
    assert silent.status_code == 422
    assert "Say in a few words what is to be changed" in silent.content.decode()
    owner.post(place("letter_send_back", letter=letter.pk), {"why": "A little warmer."})
    letter.refresh_from_db()
    assert letter.state == Letter.DRAFT
    today = author.get(place("today")).content.decode()
    assert "An answer of yours came back:" in today
    page = author.get(place("conversation", number=talk.of("Lia").pk)).content.decode()
    assert "A little warmer." in page
    assert "yep</textarea>" in page


def test_what_was_written_after_an_answer_is_shown_before_it_is_approved(
    talk: Talk, signed_in: SignedIn
) -> None:
    asked = talk.says("Lia", "Are you open on Sunday?")
    post(signed_in(Role.AUTHOR), talk, "Lia", "Yes.", do="ask")
    letter = Letter.objects.get()
    talk.says("Lia", "I mean this Sunday.", to=asked)
    owner = signed_in()
    stopped = owner.post(place("letter_approve", letter=letter.pk))
    page = stopped.content.decode()
    assert stopped.status_code == 422
    assert "I mean this Sunday." in page
    assert "Approve it anyway" in page
    owner.post(place("letter_approve", letter=letter.pk), {"anyway": "1"})
    letter.refresh_from_db()
    assert letter.state == Letter.QUEUED


def test_what_could_not_be_sent_is_loud_everywhere_and_says_what_to_do(
    talk: Talk, signed_in: SignedIn
) -> None:
    asked = talk.says("Lia", "Are you open on Sunday?")
    client = signed_in()
    post(client, talk, "Lia", "Yes.")
    letter = Letter.objects.get()
    talk.server.remove(asked, letter.made_at)
    talk.goes_out(letter)
    assert letter.state == Letter.REFUSED
    for path in (place("today"), place("inbox"), place("conversation", number=talk.of("Lia").pk)):
        page = client.get(path).content.decode()
        assert "1 answer was not sent." in page, path
        assert "What it answers is no longer there." in page, path
    page = client.get(place("outbox")).content.decode()
    assert "What it answers is no longer there. Change it and send it again, or drop it." in page
    assert client.get(place("outbox")).context["which"] == "trouble"
    again = client.post(place("letter_rework", letter=letter.pk))
    assert "Yes.</textarea>" in client.get(again["Location"]).content.decode()


def test_where_the_network_takes_nothing_a_person_sends_it_and_says_so(
    talk: Talk, signed_in: SignedIn
) -> None:
    talk.says("Lia", "Are you open on Sunday?")
    lia = talk.of("Lia")
    lia.connection = None
    lia.save(update_fields=["connection"])
    client = signed_in()
    assert (
        "takes no answers from programs"
        in client.get(place("conversation", number=lia.pk)).content.decode()
    )
    asked = post(client, talk, "Lia", "Yes, from 9 to 13.")
    letter = Letter.objects.get()
    assert asked["Location"] == place("letter", letter=letter.pk)
    page = client.get(asked["Location"]).content.decode()
    assert f'data-copy="#letter-words-{letter.pk}"' in page
    assert "It is sent" in page
    client.post(place("letter_mark_sent", letter=letter.pk), {"url": "https://x.example/1"})
    letter.refresh_from_db()
    assert (letter.state, letter.url) == (Letter.SENT, "https://x.example/1")
    lia.refresh_from_db()
    assert lia.waiting_since is None


def test_a_kept_answer_is_filled_in_and_says_how_often_it_was_used(
    talk: Talk, signed_in: SignedIn, owner: Person, workspace: Workspace
) -> None:
    kept = canned.keep(
        owner, workspace, "Hours", "Hello {name}, {company} is open from Monday to Saturday. {me}"
    )
    client = signed_in()
    for name in ("Lia", "Marco"):
        talk.says(name, "When are you open?")
        lia = talk.of(name)
        there = place("answer_insert", number=lia.pk)
        given = form(talk, name, "", insert=f"canned-{kept.pk}")
        page = client.post(there, given).content.decode()
        text = f"Hello {name}, Aurora is open from Monday to Saturday. Ada"
        assert f"{text}</textarea>" in page
        assert "The same words again" not in page
        sent = post(client, talk, name, text, canned=kept.pk)
        assert sent.status_code == 302
        letter = Letter.objects.get(conversation=lia)
        assert letter.canned == kept
        talk.goes_out(letter)
    talk.says("Nina", "When are you open?")
    given = form(talk, "Nina", "Dear Nina.", insert=f"canned-{kept.pk}")
    page = client.post(place("answer_insert", number=talk.of("Nina").pk), given).content.decode()
    assert "they stand in 2 of the last 2 answers." in page
    assert "Dear Nina.\n\nHello Nina, Aurora is open" in page
    sent = post(client, talk, "Nina", "Hello Nina, Aurora is open from Monday to Saturday. Ada")
    assert "These words stand in 2 of the last 2 answers." in _followed(client, sent)


def test_what_nothing_is_known_for_is_not_sent_with_its_braces(
    talk: Talk, signed_in: SignedIn, owner: Person, workspace: Workspace
) -> None:
    kept = canned.keep(owner, workspace, "Greeting", "Ciao {nome}, grazie.")
    talk.says("Lia", "Bravi!")
    lia = talk.of("Lia")
    lia.author_name = ""
    lia.save(update_fields=["author_name"])
    client = signed_in()
    given = form(talk, "Lia", "", insert=f"canned-{kept.pk}")
    page = client.post(place("answer_insert", number=lia.pk), given).content.decode()
    assert "nothing is known for {nome}" in page
    refused = post(client, talk, "Lia", "Ciao {nome}, grazie.")
    assert refused.status_code == 422
    assert "{nome} still stands in the text" in refused.content.decode()
    assert not Letter.objects.exists()


def test_what_was_answered_before_is_proposed_with_its_source_and_used_by_choice(
    talk: Talk, signed_in: SignedIn, owner: Person, workspace: Workspace
) -> None:
    talk.says("Marco", "Do you ship ground coffee to Switzerland?")
    marco = talk.of("Marco")
    words = "Marco, we ship ground coffee to Switzerland in four days."
    letter = answer(marco, owner, words, basis=marco.last_message, may_send=True)
    talk.goes_out(letter)
    documents.keep(
        owner, workspace, "Shipping",
        "Opening hours\n\nWe open at eight.\n\nShipping abroad\n\n"
        "Coffee ships to Switzerland and Austria; customs are paid by us.",
    )  # fmt: skip
    talk.says("Lia", "How long does shipping coffee to Switzerland take?")
    talk.says("Nina", "Is there a job for me?")
    client = signed_in()
    lia = talk.of("Lia")
    found = client.get(place("answer_suggested", number=lia.pk), headers={"HX-Request": "true"})
    page = found.content.decode()
    keys = {one.title: one.key for one in found.context["suggested"]}
    assert sorted(keys) == ["Marco", "Shipping"]
    assert "Do you ship ground coffee to Switzerland?" in page
    assert "Ada Neri" in page
    assert "We open at eight." not in page
    assert "<textarea" not in page
    given = form(talk, "Lia", "Hi.", insert=keys["Marco"])
    page = client.post(place("answer_insert", number=lia.pk), given).content.decode()
    assert "Hi.\n\nLia, we ship ground coffee to Switzerland in four days.</textarea>" in page
    nina = place("answer_suggested", number=talk.of("Nina").pk)
    assert client.get(nina, headers={"HX-Request": "true"}).context["suggested"] == []


def test_what_was_said_in_private_is_proposed_in_private_alone(
    talk: Talk, signed_in: SignedIn, owner: Person
) -> None:
    talk.says("Marco", "Where is my parcel with the green coffee beans?", private=True)
    marco = talk.of("Marco")
    letter = answer(
        marco, owner, "Your green coffee beans lie at the post office in Lodi.",
        basis=marco.last_message, may_send=True,
    )  # fmt: skip
    talk.goes_out(letter)
    talk.says("Lia", "Where is my parcel with the green coffee beans?")
    talk.says("Nina", "Where is my parcel with the green coffee beans?", private=True)
    client = signed_in()
    found = [
        client.get(
            place("answer_suggested", number=talk.of(name).pk), headers={"HX-Request": "true"}
        ).context["suggested"]
        for name in ("Lia", "Nina")
    ]
    assert found[0] == []
    assert [one.title for one in found[1]] == ["Marco"]
    stolen = form(talk, "Lia", "", insert=found[1][0].key)
    page = client.post(place("answer_insert", number=talk.of("Lia").pk), stolen)
    assert "post office" not in page.content.decode()


def test_a_note_calls_for_somebody_who_finds_it_on_today(
    talk: Talk, signed_in: SignedIn, member: Callable[[Role], Person]
) -> None:
    talk.says("Lia", "My parcel is broken.")
    member(Role.RESPONDER)
    client, lia = signed_in(), talk.of("Lia")
    empty = client.post(place("note_write", number=lia.pk), {"note": " "})
    assert empty.status_code == 422
    assert "The note is empty." in empty.content.decode()
    client.post(place("note_write", number=lia.pk), {"note": "@Responder, did we send two?"})
    assert NoteMention.objects.get().person == member(Role.RESPONDER)
    called = signed_in(Role.RESPONDER)
    today = called.get(place("today")).content.decode()
    assert "Somebody named you" in today
    assert "@Responder, did we send two?" in today
    assert "did we send two?" not in client.get(place("today")).content.decode()
    notes.seen(member(Role.RESPONDER), lia)
    assert "did we send two?" not in called.get(place("today")).content.decode()
    assert not list(talk.there())


def test_a_note_is_taken_back_by_its_author_alone(talk: Talk, signed_in: SignedIn) -> None:
    talk.says("Lia", "My parcel is broken.")
    lia = talk.of("Lia")
    owner = signed_in()
    owner.post(place("note_write", number=lia.pk), {"note": "Rude, again."})
    note = lia.notes.get()
    other = signed_in(Role.RESPONDER)
    other.post(place("note_take_back", note=note.pk))
    note.refresh_from_db()
    assert note.text == "Rude, again."
    owner.post(place("note_take_back", note=note.pk))
    note.refresh_from_db()
    assert note.text == ""
    page = owner.get(place("conversation", number=lia.pk)).content.decode()
    assert "Taken back by its author." in page


def test_another_persons_letter_is_left_alone_by_whoever_may_not_send(
    talk: Talk, signed_in: SignedIn
) -> None:
    talk.says("Lia", "Are you open on Sunday?")
    post(signed_in(), talk, "Lia", "Yes.")
    letter = Letter.objects.get()
    author = signed_in(Role.AUTHOR)
    for name in ("letter_call_back", "letter_drop", "letter_rework"):
        refused = author.post(place(name, letter=letter.pk))
        assert refused.status_code == 422
        assert "This needs somebody who may send answers." in refused.content.decode()
    assert Letter.objects.get().state == Letter.QUEUED


def test_the_outbox_costs_the_same_for_one_letter_and_for_three(
    talk: Talk, signed_in: SignedIn, django_assert_num_queries: Callable[..., object], owner: Person
) -> None:
    client = signed_in()
    for name in ("Lia", "Marco", "Nina"):
        talk.says(name, "Are you open?")
        somebody = talk.of(name)
        letter = answer(
            somebody, owner, "Yes.", basis=somebody.last_message, may_send=True, as_draft=True
        )
        if name == "Lia":
            with django_assert_num_queries(OUTBOX):
                client.get(place("outbox"))
    with django_assert_num_queries(OUTBOX):
        client.get(place("outbox"))
    assert decide.drop(letter, owner).state == Letter.DROPPED


OUTBOX = 11  # questions to the database


def _followed(client: Client, answered: Any) -> str:
    if answered.status_code == 302:
        return str(client.get(answered["Location"]).content.decode())
    return str(answered.content.decode())
