"""What came of posts: beside own earlier ones at the same age, with who asked and was answered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
import time_machine
from django.test import Client

from dialogo.web.actions import results as actions
from dialogo.web.actions import workspaces
from dialogo.web.actions.conversations.threading import thread_new
from dialogo.web.actions.records import write_rows
from dialogo.web.models.person import Person
from dialogo.web.models.records import ROWS, Post
from dialogo.web.models.results import PostResult
from dialogo.web.models.roles import Role
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.result_counts import count_results
from tests.web.recorded import NOW, records_of, said

SignedIn = Callable[..., Client]
PLACE = "/w/aurora/calendar/results/"
LIST, ONE = 7, 11  # questions to the database
WEEK = timedelta(days=7)


def post(number: int, **more: Any) -> dict[str, Any]:
    """The newer the lower its number; all of them are older than a month."""
    return {
        "network": "x", "account": "aurora", "post_id": f"p{number}", "kind": "text",
        "text": "Guida: come funziona la consegna a casa, passo per passo, in 5 punti.",
        "published_at": NOW - timedelta(days=40 + number), "url": None,
    } | more  # fmt: skip


def reading(of: dict[str, Any], age: timedelta, likes: int) -> dict[str, Any]:
    at = of["published_at"] + age
    return {"network": "x", "post_id": of["post_id"], "read_at": at, "likes": likes}


def counted(workspace: Workspace, tables: dict[str, list[dict[str, Any]]]) -> None:
    """Stores the rows, counts what came of the posts and keeps it."""
    for table, rows in tables.items():
        write_rows(workspace, table, rows, fill=True)
    thread_new(workspace, 100)
    found = count_results(records_of(workspace, **tables), NOW)
    actions.keep(workspace, workspace.revision, found)


def of_aurora(number: int = 12) -> dict[str, list[dict[str, Any]]]:
    """Posts with ever more likes after a week, and one question below the newest."""
    posts = [post(n) for n in range(number)]
    asks = said("m1", "anna", "Quando arriva la consegna del mio ordine?", hours=10,
                in_reply_to="p0", kind="comment", sent_at=NOW - timedelta(days=39))  # fmt: skip
    later = said("m2", "bruno", "Bello", in_reply_to="p0", sent_at=NOW - timedelta(days=38))
    return {
        "posts": posts,
        "post_readings": [reading(one, WEEK, 5 + number - n) for n, one in enumerate(posts)],
        "post_figures": [
            {"network": "x", "post_id": one["post_id"], "likes": 9,
             "read_on": (one["published_at"] + WEEK).date()}
            for one in posts
        ],
        "messages": [asks, later],
        "audience": [
            {"network": "x", "account": "aurora", "day": NOW.date() - timedelta(days=90),
             "followers": 1000}
        ],
    }  # fmt: skip


def test_a_post_stands_beside_own_earlier_ones_at_the_same_age(
    workspace: Workspace, signed_in: SignedIn, django_assert_num_queries: Any
) -> None:
    counted(workspace, of_aurora())
    newest, oldest = Post.objects.get(post_id="p0"), Post.objects.get(post_id="p11")
    told = PostResult.objects.get(row_key=newest.row_key).told
    assert (told["age"], told["standing"]["base"]) == (WEEK.total_seconds(), "followers")
    assert (told["standing"]["share"], told["standing"]["n"]) == (1.0, 11)
    assert told["standing"]["rate"] == pytest.approx(0.017)
    assert told["replies"] == {
        "messages": 2, "people": 2, "asked": 1, "answered": 0, "wait": None,
    }  # fmt: skip
    client = signed_in()
    client.get(PLACE)
    with django_assert_num_queries(LIST):
        page = client.get(PLACE).content.decode()
    assert "it had brought more than 11 of 11 earlier posts like it (likely more than 80" in page
    # What cannot be told yet is said once: the first ten have nothing before them.
    assert page.count("cannot be told yet") == 1
    assert "10 posts are among the first of their kind" in page
    assert "Too few to say" not in page
    assert "1 question waits" in page
    with django_assert_num_queries(ONE):
        page = client.get(f"{PLACE}{newest.pk}/").content.decode()
    assert ": 1.7\u202f% of 1,000 followers." in page
    assert "waiting since" in page
    assert "polygon" in page
    italian = signed_in(lang="it").get(f"{PLACE}{newest.pk}/").content.decode()
    assert "Sotto hanno scritto 2 persone (2 messaggi); risposta a 0 di 1 domanda." in italian
    assert (
        "non si può ancora dire"
        in signed_in(lang="it").get(f"{PLACE}{oldest.pk}/").content.decode()
    )


def test_what_is_missing_to_tell_is_said_once_and_when_it_will_be_told(
    workspace: Workspace, signed_in: SignedIn
) -> None:
    tables = of_aurora(4)
    young = [post(n, published_at=NOW - timedelta(hours=2 * n), post_id=f"y{n}") for n in (1, 2)]
    never = post(9, network="mastodon", post_id="never")
    tables["posts"] += [*young, never]
    counted(workspace, tables)
    with time_machine.travel(NOW, tick=False):
        page = signed_in().get(PLACE).content.decode()
        italian = signed_in(lang="it").get(PLACE).content.decode()
    assert page.count("cannot be told yet how they stand") == 1
    assert "Of 7 posts here it cannot" in page
    few = "X, text: figures at the same age are known of 3 earlier posts, and 10 are"
    assert f"{few} needed. At your pace of late that is in about 14 weeks." in page
    assert "2 posts have not been read at an age that can be compared; the next reading is" in page
    assert "1 post was not read in the first thirty days." in page
    assert "Al ritmo degli ultimi tempi, fra circa 14 settimane." in italian


def test_three_posts_ask_the_database_as_often_as_one(
    workspace: Workspace, signed_in: SignedIn, django_assert_num_queries: Any
) -> None:
    for number in (1, 3):
        counted(workspace, of_aurora(number))
        client = signed_in()
        client.get(PLACE)
        with django_assert_num_queries(LIST):
            assert len(client.get(PLACE).context["posts"]) == number


def test_of_a_need_only_the_posts_that_touch_it_are_listed_and_pages_go_on(
    workspace: Workspace, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dialogo.web.queries.results.PAGE", 2)
    tables = of_aurora(5)
    tables["posts"][1]["text"] = "Buon lunedì a tutti"
    counted(workspace, tables)
    client = signed_in()
    page = client.get(f"{PLACE}?need=delivery")
    assert [one.shown.post.post_id for one in page.context["posts"]] == ["p0", "p2"]
    page = client.get(f"{PLACE}?need=delivery&before={quote(page.context['before'])}")
    assert [one.shown.post.post_id for one in page.context["posts"]] == ["p3", "p4"]
    assert page.context["before"] is None
    nonsense = client.get(f"{PLACE}?before=2026_x")
    assert [one.shown.post.post_id for one in nonsense.context["posts"]] == ["p0", "p1"]


def test_what_is_not_counted_leads_to_its_record_and_what_is_gone_goes(
    workspace: Workspace, owner: Person, signed_in: SignedIn
) -> None:
    counted(workspace, of_aurora(2))
    gone = {**of_aurora(1)}
    actions.keep(workspace, workspace.revision, count_results(records_of(workspace, **gone), NOW))
    assert PostResult.objects.count() == 1
    number = Post.objects.get(post_id="p1").pk
    answer = signed_in().get(f"{PLACE}{number}/")
    assert answer.headers["Location"] == f"/w/aurora/records/posts/{number}/"
    assert signed_in().get(f"{PLACE}9999/").status_code == 404
    elsewhere = workspaces.make("Bottega", owner)
    counted(elsewhere, of_aurora(1))
    theirs = ROWS["posts"].objects.get(workspace=elsewhere)
    assert signed_in().get(f"{PLACE}{theirs.pk}/").status_code == 404
    assert signed_in(Role.GUEST).get(PLACE).status_code == 403


def test_before_any_post_the_page_says_what_will_be_here(
    workspace: Workspace, signed_in: SignedIn
) -> None:
    assert "Nothing is recorded yet" in signed_in().get(PLACE).content.decode()
    counted(workspace, {"messages": [said("m", "anna", "Ciao")]})
    assert "No post yet" in signed_in().get(PLACE).content.decode()
