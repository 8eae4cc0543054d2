"""The inbox by plain addresses and forms: what is shown, decided, taken back, and to whom."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dialogo.web.actions.conversations import notes, triage
from dialogo.web.actions.letters import write as letters
from dialogo.web.models.conversations import (
    Conversation,
    Group,
    Looking,
    NoteMention,
    SavedView,
    Triage,
)
from dialogo.web.models.letters import Letter
from dialogo.web.models.person import Person
from dialogo.web.models.roles import Role
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.inbox import listing
from tests.web.talking import Talk

SignedIn = Callable[..., Client]
INBOX = "/w/aurora/inbox/"
PART = {"HX-Request": "true", "HX-Target": "conversation"}
pytestmark = pytest.mark.django_db


@pytest.fixture
def talk(workspace: Workspace, owner: Person, tmp_path: Path) -> Talk:
    return Talk(workspace, owner, tmp_path)


def place(name: str, **more: object) -> str:
    return reverse(name, kwargs={"workspace": "aurora", **more})


def words(client: Client, path: str, **headers: Any) -> str:
    """What a page says, without its markup."""
    answer = client.get(path, **headers)
    assert answer.status_code == 200
    text = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return " ".join(html.unescape(text).split())


def rows(client: Client, path: str = INBOX) -> list[str]:
    """Who stands in the list, in its order."""
    found = re.findall(r'class="name" dir="auto">([^<]*)<', client.get(path).content.decode())
    return [html.unescape(name) for name in found]


def decide(client: Client, verb: str, *names: str, **more: object) -> Any:
    ids = [Conversation.objects.get(author=name).pk for name in names]
    return client.post(place("inbox_decide"), {"ids": ids, "verb": verb, **more})


def state(name: str) -> str:
    return Conversation.objects.get(author=name).state


@pytest.mark.parametrize("people", [1, 3])
def test_the_list_asks_the_database_as_often_for_one_as_for_many(
    talk: Talk, signed_in: SignedIn, people: int, django_assert_num_queries: Any
) -> None:
    for number in range(people):
        talk.says(f"Ugo{number}", "How much is it?")
    client = signed_in()
    with django_assert_num_queries(21):
        assert len(rows(client)) == people


@pytest.mark.parametrize("messages", [1, 3])
def test_a_conversation_asks_the_database_as_often_for_one_message_as_for_many(
    talk: Talk, signed_in: SignedIn, messages: int, django_assert_num_queries: Any
) -> None:
    for _ in range(messages):
        talk.says("Lia", "How much is it?", private=True)
    client, one = signed_in(), talk.of("Lia")
    there = place("conversation", number=one.pk)
    with django_assert_num_queries(17):
        said = client.get(there, headers=PART).content.decode()
    assert said.count('class="turn theirs') == messages


def test_whoever_waits_the_longest_comes_first(talk: Talk, signed_in: SignedIn) -> None:
    talk.says("Lia", "When do you open?")
    talk.says("Ugo", "Do you deliver?")
    assert rows(signed_in()) == ["Lia", "Ugo"]


def test_more_rows_come_by_a_link_and_as_a_part(
    talk: Talk, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    arrive, talk.arrive = talk.arrive, lambda: None  # type: ignore[method-assign]  # once, at the end
    for number in range(32):
        talk.says(f"Ugo{number}", "How much is it?")
    arrive()
    client = signed_in()
    page = client.get(INBOX).content.decode()
    more = html.unescape(re.search(r'rel="next" href="([^"]+)"', page)[1])  # type: ignore[index]  # else it fails
    assert rows(client, more) == ["Ugo30", "Ugo31"]
    part = client.get(more, headers={"HX-Request": "true", "HX-Target": "more"}).content.decode()
    assert (part.count('class="row'), "<html" in part) == (2, False)
    # What is rare is looked for in a part of the list, which says how far, and that it has ended.
    for name, size in {"STRETCH": 20, "FIRST": 1, "FURTHER": 1}.items():
        monkeypatch.setattr(listing, name, size)
    page = client.get(f"{INBOX}?need=parking&state=all").content.decode()
    assert re.search(r"So far only conversations back to \d+ \w+ 20\d\d have been looked at", page)
    further = html.unescape(re.search(r'rel="next" href="([^"]+)"', page)[1])  # type: ignore[index]  # else it fails
    assert "Look further →" in page
    assert "That was all: there is no further one like that." in words(client, further)
    assert "So far only the first part of the" in words(client, f"{INBOX}?need=parking")


def test_an_open_conversation_shows_both_sides_and_who_speaks(
    talk: Talk, signed_in: SignedIn
) -> None:
    talk.says("Lia", "Do you deliver to Como?")
    said = words(signed_in(), place("conversation", number=talk.of("Lia").pk))
    for part in ("Do you deliver to Como?", "Open", "nobody's yet", "wants an answer"):
        assert part in said
    assert "None: this is the first." in said


def test_a_text_runs_as_its_own_words_do(talk: Talk, signed_in: SignedIn) -> None:
    talk.says("Salma", "متى تفتحون؟")
    page = signed_in().get(place("conversation", number=talk.of("Salma").pk)).content.decode()
    assert 'class="text" dir="rtl">@aurora متى تفتحون؟' in page


def test_words_of_strangers_are_words(talk: Talk, signed_in: SignedIn) -> None:
    talk.says("<b>Eve</b>", "<script>alert(1)</script> {{ 7 }} {name}")
    page = signed_in().get(place("conversation", number=Conversation.objects.get().pk))
    assert b"<script>alert" not in page.content
    assert b"&lt;script&gt;alert(1)&lt;/script&gt; {{ 7 }} {name}" in page.content
    assert decide(signed_in(), "close", Conversation.objects.get().author).status_code == 302


@pytest.mark.parametrize(
    ("verb", "then"), [("close", "closed"), ("theirs", "theirs"), ("spam", "closed")]
)
def test_a_decision_leads_on_and_can_be_taken_back(
    talk: Talk, signed_in: SignedIn, verb: str, then: str
) -> None:
    talk.says("Lia", "When do you open?")
    talk.says("Ugo", "Do you deliver?")
    client = signed_in()
    back = place("conversation", number=talk.of("Ugo").pk)
    answer = decide(client, verb, "lia", back=back)
    done = Triage.objects.get()
    assert answer["Location"] == f"{back}?did={done.pk}"
    assert state("lia") == then
    assert "Undo" in words(client, answer["Location"])
    client.post(place("inbox_undo", triage=done.pk))
    assert state("lia") == "open"


def test_put_off_until_a_moment_in_the_readers_zone(talk: Talk, signed_in: SignedIn) -> None:
    talk.says("Lia", "When do you open?")
    day = (timezone.localdate() + timedelta(days=30)).isoformat()
    decide(signed_in(), "snooze:at", "lia", until=f"{day}T09:00")
    until = timezone.localtime(
        Conversation.objects.get().snoozed_until, timezone.zoneinfo.ZoneInfo("Europe/Rome")
    )  # type: ignore[attr-defined]  # Django's own import
    assert (state("lia"), until.isoformat()[:16]) == ("snoozed", f"{day}T09:00")


@pytest.mark.parametrize(
    ("verb", "more", "says"),
    [
        ("snooze:at", {}, "Say until when"),
        ("snooze:at", {"until": "2026-99-99T00:00"}, "Say until when"),
        ("snooze:at", {"until": "2001-01-01T00:00"}, "must lie ahead"),
        ("assign:p999999", {}, "does not answer here"),
        ("assign:x", {}, "does not answer here"),
        ("burn", {}, "nothing that can be done"),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(
    talk: Talk, signed_in: SignedIn, verb: str, more: dict[str, str], says: str
) -> None:
    talk.says("Lia", "When do you open?")
    client = signed_in()
    answer = decide(client, verb, "lia", **more)
    assert says in words(client, answer["Location"])
    part = client.post(
        place("inbox_decide"),
        {"ids": [Conversation.objects.get().pk], "verb": verb, **more},
        headers={"HX-Request": "true"},
    )
    assert part.status_code == 422
    assert (state("lia"), Triage.objects.count()) == ("open", 0)


def test_nothing_chosen_is_said(signed_in: SignedIn, workspace: Workspace) -> None:
    client = signed_in()
    answer = client.post(place("inbox_decide"), {"ids": ["x", "9" * 40], "verb": "close"})
    assert "No conversation was chosen" in words(client, answer["Location"])


def test_assigned_to_a_person_a_team_or_nobody(
    talk: Talk, signed_in: SignedIn, member: Callable[[Role], Person], workspace: Workspace
) -> None:
    talk.says("Lia", "When do you open?")
    team = Group.objects.create(workspace=workspace, name="Shop")
    client, one = signed_in(), member(Role.RESPONDER)
    seen = []
    for taker in (f"p{one.pk}", f"g{team.pk}", ""):
        decide(client, f"assign:{taker}", "lia")
        found = Conversation.objects.get()
        seen.append((found.assigned, found.group))
    assert seen == [(one, None), (None, team), (None, None)]
    guest = member(Role.GUEST)
    answer = decide(client, f"assign:p{guest.pk}", "lia")
    page = client.get(answer["Location"]).content.decode()
    assert "does not answer here" in html.unescape(page)
    assert f'value="assign:p{one.pk}"' in page
    assert f'value="assign:p{guest.pk}"' not in page, "who cannot open it is not offered"


def test_the_row_of_what_stays_comes_anew_and_what_goes_is_told(
    talk: Talk, signed_in: SignedIn
) -> None:
    talk.says("Lia", "When do you open?")
    client, one = signed_in(), talk.of("Lia")
    send = {"ids": [one.pk], "open": one.pk, "list": ""}
    stays = client.post(
        place("inbox_decide"), {**send, "verb": "unread"}, headers={"HX-Request": "true"}
    )
    assert f'id="row-{one.pk}"' in stays.content.decode()
    goes = client.post(
        place("inbox_decide"), {**send, "verb": "close"}, headers={"HX-Request": "true"}
    )
    assert f'id="row-{one.pk}"' not in goes.content.decode()
    assert f'"inbox:gone": {{"ids": [{one.pk}]}}' in goes["HX-Trigger"]


def test_only_whoever_decided_takes_it_back(
    talk: Talk, signed_in: SignedIn, owner: Person, workspace: Workspace
) -> None:
    talk.says("Lia", "When do you open?")
    done = triage.decide(workspace, owner, [talk.of("Lia").pk], "close")
    client = signed_in(Role.RESPONDER)
    answer = client.post(place("inbox_undo", triage=done.pk))
    assert "cannot be taken back" in words(client, answer["Location"])
    assert state("lia") == "closed"


def test_analysts_read_and_decide_nothing(talk: Talk, signed_in: SignedIn) -> None:
    talk.says("Lia", "When do you open?")
    client = signed_in(Role.ANALYST)
    page = client.get(place("conversation", number=talk.of("Lia").pk)).content.decode()
    assert "When do you open?" in page
    assert "data-decide" not in page
    assert decide(client, "close", "lia").status_code == 403


@pytest.mark.parametrize(
    ("asks", "found"),
    [
        ("", ["Lia", "Ugo", "Eva"]),
        ("whose=mine", ["Ugo"]),
        ("whose=unassigned", ["Lia", "Eva"]),
        ("act=complaint", ["Eva"]),
        ("privacy=private", ["Lia"]),
        ("state=closed", ["Ada"]),
        ("q=deliver", ["Ugo"]),
        ("q=deli*", ["Ugo"]),
        ("state=all&since=2001-01-01", ["Ada", "Eva", "Ugo", "Lia"]),
        ("state=nonsense&connection=x&since=never", ["Ada", "Eva", "Ugo", "Lia"]),
    ],
)
def test_views_and_filters(
    talk: Talk, signed_in: SignedIn, owner: Person, asks: str, found: str
) -> None:
    workspace = talk.workspace
    talk.says("Lia", "When do you open?", private=True)
    talk.says("Ugo", "Do you deliver?")
    talk.says("Eva", "My order arrived broken and I am angry, this is terrible service!")
    talk.says("Ada", "How much is it?")
    triage.decide(workspace, owner, [talk.of("Ugo").pk], "assign", person=owner)
    triage.decide(workspace, owner, [talk.of("Ada").pk], "close")
    assert rows(signed_in(), f"{INBOX}?{asks}") == found


@pytest.mark.parametrize(
    "asks", ["after=nonsense", "q=%22", "q=%00", "author=zz", "person=" + "9" * 50, "before=%F0"]
)
def test_addresses_that_make_no_sense_show_the_list(
    talk: Talk, signed_in: SignedIn, asks: str
) -> None:
    talk.says("Lia", "When do you open?")
    client = signed_in()
    assert client.get(f"{INBOX}?{asks}").status_code == 200
    there = place("conversation", number=talk.of("Lia").pk)
    assert client.get(f"{there}?{asks}").status_code == 200


def test_a_view_is_saved_found_again_and_removed(talk: Talk, signed_in: SignedIn) -> None:
    talk.says("Lia", "When do you open?")
    client = signed_in()
    saved = {"name": "Delivery", "list": "need=delivery&whose=mine"}
    answer = client.post(place("inbox_save_view"), {**saved, "everybody": "on"})
    assert answer["Location"] == f"{INBOX}?whose=mine&need=delivery"
    assert "Delivery" in words(signed_in(Role.RESPONDER), INBOX)
    client.post(place("inbox_save_view"), saved)
    own = SavedView.objects.get(owner__name="Ada Neri")
    assert own.filters == {"state": "open", "whose": "mine", "need": "delivery"}
    other = signed_in(Role.RESPONDER).post(place("inbox_drop_view", view=own.pk))
    assert other.status_code == 404
    client.post(place("inbox_drop_view", view=own.pk))
    assert SavedView.objects.filter(owner__isnull=False).count() == 0
    answer = client.post(place("inbox_save_view"), {"name": "  ", "list": ""})
    assert "Give the view a name" in words(client, answer["Location"])


def test_looking_reads_and_says_who_else_does(
    talk: Talk, signed_in: SignedIn, member: Callable[[Role], Person]
) -> None:
    talk.says("Lia", "When do you open?", private=True)
    client, one = signed_in(), talk.of("Lia")
    there = place("conversation_looking", number=one.pk)
    Looking.objects.create(
        conversation=one, person=member(Role.RESPONDER), at=timezone.now(), writing=True
    )
    said = client.post(there, {"basis": one.last_message}).content.decode()
    assert "Responder is writing an answer." in said
    assert "Something new" not in said
    assert Conversation.objects.get().unread == 0
    talk.says("Lia", "Hello?", private=True)
    newer = client.post(there, {"basis": one.last_message}).content.decode()
    assert "Something new" in newer


def test_what_is_new_is_told_and_what_a_colleague_did_goes(
    talk: Talk, signed_in: SignedIn, owner: Person, workspace: Workspace
) -> None:
    talk.says("Lia", "When do you open?")
    talk.says("Ugo", "Do you deliver?")
    lia, ugo = talk.of("Lia").pk, talk.of("Ugo").pk
    triage.decide(workspace, owner, [lia], "close")
    talk.says("Eva", "How much is it?")
    told = signed_in(Role.RESPONDER).get(f"{place('inbox_news')}?shown={lia},{ugo},x")
    assert "1 new conversation: show" in " ".join(told.content.decode().split())
    assert told["HX-Trigger"] == f'{{"inbox:settled": {{"ids": [{lia}]}}}}'


def test_opening_shows_that_a_call_was_seen(
    talk: Talk, signed_in: SignedIn, owner: Person, member: Callable[[Role], Person]
) -> None:
    talk.says("Lia", "When do you open?")
    member(Role.RESPONDER)
    notes.write(owner, talk.of("Lia"), "@Responder do you know?")
    client = signed_in(Role.RESPONDER)
    assert rows(client, f"{INBOX}?whose=mentioned") == ["Lia"]
    assert "do you know?" in words(client, place("conversation", number=talk.of("Lia").pk))
    assert NoteMention.objects.get().seen_at is not None


def test_what_a_message_is_is_put_right_and_taken_back(talk: Talk, signed_in: SignedIn) -> None:
    written = talk.says("Lia", "When do you open?")
    assert written
    client, one = signed_in(), talk.of("Lia")
    there = place("conversation_correct", number=one.pk, message=one.last_message)
    assert "What a message is" in words(client, there)
    assert "neutral tone" in words(client, place("conversation", number=one.pk))
    client.post(there, {"asks": "no", "act": "chat", "tone": "annoyed", "need": ""})
    assert (talk.of("Lia").asks, talk.of("Lia").act) == ("no", "chat")
    shown = words(client, place("conversation", number=one.pk))
    assert "said Ada Neri" in shown
    assert "annoyed" in shown
    client.post(there, {"do": "back"})
    assert talk.of("Lia").asks == "yes"
    assert client.post(there, {"asks": "perhaps", "act": "chat"}).status_code == 422


@pytest.mark.parametrize("lang", ["en", "it"])
def test_an_empty_inbox_says_what_next(
    signed_in: SignedIn, workspace: Workspace, lang: str
) -> None:
    said = words(signed_in(lang=lang), INBOX)
    next_ = {"en": "Connect an account", "it": "Collega un profilo"}
    assert next_[lang] in said


def test_connected_and_quiet_says_that_it_listens(talk: Talk, signed_in: SignedIn) -> None:
    assert "Nobody has written yet" in words(signed_in(), INBOX)


def test_all_done_says_so(talk: Talk, signed_in: SignedIn) -> None:
    talk.says("Lia", "When do you open?")
    client = signed_in()
    decide(client, "close", "lia")
    assert "Nobody waits for an answer" in words(client, INBOX)
    assert "No conversation is like that" in words(client, f"{INBOX}?act=spam")
    assert "Nothing holds “zebra”" in words(client, f"{INBOX}?q=zebra")


def test_in_the_sample_company_somebody_can_be_had_to_write(
    talk: Talk, signed_in: SignedIn, workspace: Workspace
) -> None:
    client, offer = signed_in(), "Have five people write"
    assert offer not in words(client, INBOX)
    Workspace.objects.filter(pk=workspace.pk).update(sample=True)
    assert offer in words(client, INBOX)
    talk.says("Lia", "When do you open?")
    assert offer in words(client, INBOX)
    decide(client, "close", "lia")
    assert offer in words(client, INBOX)
    assert offer not in words(client, f"{INBOX}?q=zebra")


def test_a_row_says_how_the_letters_stand_and_begins_where_the_words_were_found(
    talk: Talk, signed_in: SignedIn, owner: Person
) -> None:
    talk.says("Lia", "Good morning from all of us at the bakery. When does the CAFFÈ open?")
    client, lia = signed_in(), talk.of("Lia")
    letter = letters.answer(
        lia, owner, "At nine.", basis=lia.last_message, may_send=True, as_draft=True
    )
    said = []
    for letter_state in ("draft", "asked", "queued", "held"):
        Letter.objects.filter(pk=letter.pk).update(state=letter_state)
        page = client.get(INBOX).content.decode()
        said.append(html.unescape(re.search(r'class="of">([^<·]+) ·', page)[1]))  # type: ignore[index]  # else it fails
    assert said == ["draft", "waits for approval", "an answer is on its way", "◆ not sent"]
    found = client.get(f"{INBOX}?q=caffe").content.decode()
    assert "… When does the <mark>CAFFÈ</mark> open?" in html.unescape(found)


def test_a_long_conversation_begins_with_its_end(talk: Talk, signed_in: SignedIn) -> None:
    arrive, talk.arrive = talk.arrive, lambda: None  # type: ignore[method-assign]  # once, at the end
    for number in range(60):
        talk.says("Lia", f"Number {number} of many.", private=True)
    arrive()
    client, one = signed_in(), talk.of("Lia")
    page = client.get(place("conversation", number=one.pk)).content.decode()
    assert "Number 59 of many." in page
    assert "Number 9 of many." not in page
    earlier = html.unescape(re.search(r'id="earlier"[^>]*><a href="([^"]+)"', page)[1])  # type: ignore[index]  # else it fails
    assert "Number 9 of many." in client.get(earlier).content.decode()
    part = client.get(earlier, headers={"HX-Request": "true", "HX-Target": "earlier"})
    assert part.content.decode().count('class="turn theirs') == 10


def test_back_leads_to_the_list_and_not_through_fifty(talk: Talk, signed_in: SignedIn) -> None:
    talk.says("Lia", "When do you open?")
    client, there = signed_in(), place("conversation", number=talk.of("Lia").pk)
    from_list = client.get(there, headers={**PART, "HX-Current-URL": f"http://testserver{INBOX}"})
    from_one = client.get(there, headers={**PART, "HX-Current-URL": f"http://testserver{INBOX}7/"})
    assert (from_list.get("HX-Push-Url"), from_list.get("HX-Replace-Url")) == (there, None)
    assert (from_one.get("HX-Push-Url"), from_one.get("HX-Replace-Url")) == (None, there)
