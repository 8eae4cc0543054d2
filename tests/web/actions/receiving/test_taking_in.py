"""What a network tells is in the records once, as it is there now, by whoever wrote it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from dialogo.networks.letter import Ref
from dialogo.networks.seen import Attachment, Author, Figures, Followers, Gone, Pulled, Seen
from dialogo.web.actions.receiving.store import store_page
from dialogo.web.actions.records import write_rows
from dialogo.web.models.connections import Delivered, RawEvent
from dialogo.web.models.record_key import id_key
from dialogo.web.models.records import ROWS, Message, Post
from dialogo.web.models.workspace import Workspace
from tests.web.actions.receiving.told import ANNA, AT, US, come, connected, message, post

pytestmark = pytest.mark.django_db


def test_a_message_becomes_a_row_and_what_the_row_has_no_room_for(workspace: Workspace) -> None:
    here = connected(workspace)
    picture = Attachment("picture", "https://cdn.example/1.png", "A cup", "image/png")
    come(
        here,
        [
            message(
                "m1",
                ref=Ref("m1", "v1", Ref("p1")),
                place="comment",
                in_reply_to="p1",
                attachments=(picture,),
                url="https://fake.example/m1",
                lang="en",
                reply_until=AT + timedelta(days=1),
            )
        ],
    )
    row = Message.objects.get()
    told = ("network", "account", "message_id", "sent_at", "in_reply_to", "conversation", "author",
            "author_kind", "addressed", "text", "kind", "automated", "agent", "url")  # fmt: skip
    assert [getattr(row, name) for name in told] == [
        "fake", "aurora", "m1", AT, "p1", None, "anna", "customer", True, "Are you open?",
        "comment", False, None, "https://fake.example/m1",
    ]  # fmt: skip
    beyond = Delivered.objects.get()
    assert bytes(beyond.row_key) == bytes(row.row_key) == id_key("fake", "m1")
    assert (beyond.version, beyond.root) == ("v1", {"id": "p1", "version": None})
    assert (beyond.author_id, beyond.author_name) == ("id-anna", "Anna Rossi")
    assert beyond.attachments == [
        {"kind": "picture", "url": "https://cdn.example/1.png", "alt": "A cup", "mime": "image/png"}
    ]
    assert (beyond.reply_until, beyond.post, beyond.gone_at) == (
        AT + timedelta(days=1),
        False,
        None,
    )


def test_an_own_post_is_a_post_and_an_own_answer_a_message_of_the_company(
    workspace: Workspace,
) -> None:
    here = connected(workspace)
    answer = message("a1", "We are.", author=US, ours=True, addressed=False, in_reply_to="m1")
    come(here, [post("p1", format="carousel"), answer])
    published = Post.objects.get()
    assert (published.post_id, published.kind, published.account) == ("p1", "album", "aurora")
    said = Message.objects.get()
    assert (said.author, said.author_kind, said.addressed) == ("aurora", "company", False)


def test_an_answer_is_not_older_than_what_it_answers(workspace: Workspace) -> None:
    """The clock of whoever asked goes ten minutes ahead of that of the colleague who answered."""
    here = connected(workspace)
    ahead = AT + timedelta(minutes=10)
    answer = message("m2", "Yes.", author=US, ours=True, addressed=False, in_reply_to="m1")
    thanks = message("m3", "Thanks", in_reply_to="m2", sent_at=ahead)
    just = timedelta(milliseconds=1)
    for number, pages in enumerate(
        ([[message("m1", sent_at=ahead), answer, thanks]],
         [[thanks, answer, message("m1", sent_at=ahead)]],
         [[message("m1", sent_at=ahead)], [answer], [thanks]],
         [[answer], [message("m1", sent_at=ahead)], [thanks, answer]]),
    ):  # fmt: skip
        for page in pages:
            come(here, page)
        come(here, [replace(answer, text="Yes, at nine.")])  # an edit moves nothing back
        rows = list(Message.objects.order_by("sent_at").values_list("message_id", flat=True))
        assert rows == ["m1", "m2", "m3"], number
        asked, said = Message.objects.order_by("sent_at").values_list("sent_at", flat=True)[:2]
        assert said - asked == just
        Message.objects.all().delete()
        RawEvent.objects.all().delete()
        Delivered.objects.all().delete()


def test_what_comes_again_changes_nothing(workspace: Workspace) -> None:
    here = connected(workspace)
    page = [message("m1"), message("m2", "Hello"), post("p1")]
    assert come(here, page) == 3
    workspace.refresh_from_db()
    revision = workspace.revision
    assert [come(here, page, cursor) for cursor in "2345"] == [0, 0, 0, 0]
    again = [
        replace(item, raw={"seen": 7}, author=replace(item.author, picture="x")) for item in page
    ]
    assert come(here, again, "6") == 0
    workspace.refresh_from_db()
    here.refresh_from_db()
    assert (workspace.revision, here.cursor) == (revision, "6")
    assert (Message.objects.count(), Post.objects.count(), RawEvent.objects.count()) == (2, 1, 3)


def test_an_edit_shows_and_is_noted(workspace: Workspace) -> None:
    here = connected(workspace)
    come(here, [message("m1", "Are you opne?")])
    Message.objects.update(agent="Ada")
    later = AT + timedelta(minutes=5)
    come(here, [message("m1", "Are you open?", edited_at=later)])
    row, beyond = Message.objects.get(), Delivered.objects.get()
    assert (row.text, row.agent, beyond.edited_at) == ("Are you open?", "Ada", later)
    come(here, [message("m1", "Are you open?", author=replace(ANNA, name="Anna"))])
    beyond.refresh_from_db()
    assert (beyond.edited_at, beyond.author_name) == (later, "Anna")


def test_an_edit_that_the_network_does_not_date_is_noted_when_it_is_heard(
    workspace: Workspace,
) -> None:
    here = connected(workspace)
    come(here, [message("m1", "Are you opne?")])
    come(here, [message("m1", "Are you open?")])
    beyond, event = Delivered.objects.get(), RawEvent.objects.latest("pk")
    assert beyond.edited_at == event.received_at


def test_words_that_come_back_after_others_count_again(workspace: Workspace) -> None:
    here = connected(workspace)

    def text_after(*items: Seen) -> str:
        come(here, items)
        return str(Message.objects.get().text)

    before, after = message("m1", "At nine?"), message("m1", "At ten?")
    assert [text_after(one) for one in (before, after, before, after, before)] == [
        "At nine?", "At ten?", "At nine?", "At ten?", "At nine?",
    ]  # fmt: skip
    events = RawEvent.objects.count()
    assert text_after(before, before) == "At nine?"
    assert text_after(after, before) == "At nine?"
    # A page of long ago, told once more: the last that is said of it counts.
    assert text_after(before, after) == "At ten?"
    assert text_after(before, after) == "At ten?"
    store_page(here, Pulled((before,), "8"))
    store_page(here, Pulled((after,), "9"))  # before the other has been taken in
    assert text_after() == "At ten?"
    assert RawEvent.objects.count() == events + 3


def test_an_edit_in_the_same_page_counts(workspace: Workspace) -> None:
    here = connected(workspace)
    come(here, [message("m1", "One"), message("m1", "Two", edited_at=AT)])
    assert (Message.objects.get().text, Delivered.objects.get().edited_at) == ("Two", AT)


def test_an_edited_message_is_judged_anew(workspace: Workspace) -> None:
    here = connected(workspace)
    come(here, [message("m1", "Thanks."), message("m2", "Thanks.")])
    labels = [{"network": "fake", "message_id": id_, "needs_answer": "no"} for id_ in ("m1", "m2")]
    write_rows(workspace, "message_labels", labels, fill=True)
    come(here, [message("m1", "Thanks. When do you open?", edited_at=AT)])
    left = ROWS["message_labels"].objects.values_list("message_id", flat=True)
    assert list(left) == ["m2"]


def test_a_message_that_answers_something_else_now_joins_its_thread(
    workspace: Workspace,
) -> None:
    here = connected(workspace)
    come(here, [message("m1"), message("m2")])
    assert len(set(Message.objects.values_list("thread_key", flat=True))) == 2
    come(here, [message("m1", place="reply", in_reply_to="m2")])
    assert len(set(Message.objects.values_list("thread_key", flat=True))) == 1


def test_what_was_taken_down_stays_in_the_records_and_is_known_as_gone(
    workspace: Workspace,
) -> None:
    here = connected(workspace)
    gone = AT + timedelta(hours=1)
    come(here, [message("m1"), post("p1"), message("m2")])
    come(here, [Gone("m1", gone), Gone("p1", gone), Gone("never heard of", gone)])
    found = dict(Delivered.objects.values_list("external_id", "gone_at"))
    assert found == {"m1": gone, "p1": gone, "m2": None}
    assert set(Message.objects.values_list("text", flat=True)) == {"Are you open?"}
    assert not RawEvent.objects.filter(done_at=None).exists()


def test_what_was_taken_down_may_come_back_and_go_again(workspace: Workspace) -> None:
    here = connected(workspace)
    times = [AT + timedelta(hours=n) for n in range(3)]
    states = []
    for item in (message("m1"), Gone("m1", times[0]), Gone("m1", times[1]), message("m1"),
                 message("m1"), Gone("m1", times[2])):  # fmt: skip
        come(here, [item])
        states.append(Delivered.objects.get().gone_at)
    assert states == [None, times[0], times[0], None, None, times[2]]
    assert RawEvent.objects.count() == 4


def test_a_message_that_an_import_brought_can_be_taken_down(workspace: Workspace) -> None:
    here = connected(workspace)
    row = {"network": "fake", "message_id": "old", "sent_at": AT, "author": "anna",
           "author_kind": "customer"}  # fmt: skip
    write_rows(workspace, "messages", [row], fill=True)
    come(here, [Gone("old", AT)])
    assert Delivered.objects.values_list("external_id", "gone_at").get() == ("old", AT)


def test_what_an_import_knows_beyond_the_network_stays(workspace: Workspace) -> None:
    here = connected(workspace)
    row = {"network": "fake", "message_id": "m1", "sent_at": AT, "author": "Anna", "account": "Au",
           "author_kind": "customer", "extra": '{"topic": "hours"}', "agent": "Ada"}  # fmt: skip
    write_rows(workspace, "messages", [row], fill=True)
    come(here, [message("m1", "Are you open?")])
    stored = Message.objects.get()
    assert (stored.author, stored.text) == ("anna", "Are you open?")
    assert (stored.account, stored.extra, stored.agent) == ("Au", '{"topic": "hours"}', "Ada")
    assert Delivered.objects.get().edited_at is None


def test_nobody_writes_over_the_words_of_another(workspace: Workspace) -> None:
    here = connected(workspace)
    come(here, [message("m1", "True"), message("a1", "Ours", author=US, ours=True)])
    mallory = Author("id-mallory", "@mallory")
    come(here, [message(id_, "False", author=mallory) for id_ in ("m1", "a1", "m3")])
    texts = dict(Message.objects.values_list("message_id", "text"))
    assert texts == {"m1": "True", "a1": "Ours", "m3": "False"}
    stuck = RawEvent.objects.filter(done_at=None)
    assert [event.error["en"] for event in stuck] == [
        "it comes under the id of something that somebody else wrote, which stays as it is."
    ] * 2


def test_another_account_of_the_company_is_the_company_too(workspace: Workspace) -> None:
    here = connected(workspace)
    connected(workspace, external_id="id-shop", handle="@aurora_shop")
    shop = Author("id-shop", "@aurora_shop")
    come(here, [message("m1", author=shop)])
    row = Message.objects.get()
    assert (row.author, row.author_kind, row.addressed) == ("aurora_shop", "company", False)


def test_a_bot_is_no_customer_and_its_words_are_automatic(workspace: Workspace) -> None:
    come(connected(workspace), [message("m1", author=replace(ANNA, bot=True))])
    assert Message.objects.values_list("author_kind", "automated").get() == ("other", True)


def test_figures_are_a_row_a_day_where_the_company_is(workspace: Workspace) -> None:
    here = connected(workspace)  # Aurora is in Rome
    before, after = (datetime(2026, 3, 4, hour, 30, tzinfo=UTC) for hour in (22, 23))
    come(here, [post("p1")])
    come(here, [
        Figures("p1", before - timedelta(hours=1), likes=1),
        Figures("p1", before, likes=3, shares=2, quotes=1),
        Figures("p1", after, likes=4, views=9),
        Followers(before, 10), Followers(before + timedelta(minutes=5), 11), Followers(after, 12),
    ])  # fmt: skip
    figures = ROWS["post_figures"].objects.order_by("read_on")
    assert list(figures.values_list("read_on", "likes", "shares", "views")) == [
        (date(2026, 3, 4), 3, 3, None),
        (date(2026, 3, 5), 4, None, 9),
    ]
    audience = ROWS["audience"].objects.order_by("day")
    assert list(audience.values_list("account", "day", "followers")) == [
        ("aurora", date(2026, 3, 4), 11),
        ("aurora", date(2026, 3, 5), 12),
    ]


def test_figures_of_an_export_of_the_same_day_are_kept(workspace: Workspace) -> None:
    here = connected(workspace)
    row = {"network": "fake", "post_id": "p1", "read_on": date(2026, 3, 4), "reach": 90, "likes": 1}
    write_rows(workspace, "post_figures", [row], fill=True)
    come(here, [Figures("p1", AT, likes=2)])
    assert ROWS["post_figures"].objects.values_list("reach", "likes").get() == (90, 2)


def test_what_waits_is_taken_in_as_many_at_a_time_as_asked(
    workspace: Workspace, django_assert_num_queries: Callable[..., object]
) -> None:
    from dialogo.networks.seen import Pulled
    from dialogo.web.actions.receiving.store import store_page
    from dialogo.web.actions.receiving.taking_in import take_in

    here = connected(workspace)
    store_page(here, Pulled(tuple(message(f"m{n}") for n in range(7)), "1"))
    assert [take_in(here, 3) for _ in range(4)] == [3, 3, 1, 0]
    assert Message.objects.count() == 7
