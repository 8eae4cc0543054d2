"""Whatever a network sends neither breaks anything nor passes as it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from django.template import Context, Template
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from dialogo.networks.letter import Ref
from dialogo.networks.seen import Attachment, Author, Figures, Followers
from dialogo.networks.seen import Message as Told
from dialogo.web.actions import workspaces
from dialogo.web.actions.receiving import cleaning
from dialogo.web.models.connections import Delivered, RawEvent
from dialogo.web.models.person import Person
from dialogo.web.models.records import ROWS, Message
from dialogo.web.models.workspace import Workspace
from tests.web.actions.receiving.told import ANNA, AT, come, connected, message, post

pytestmark = pytest.mark.django_db


def errors() -> list[str]:
    stuck = RawEvent.objects.filter(done_at=None).order_by("pk")
    return [event.error["en"] if event.error else "" for event in stuck]


def test_signs_that_nobody_sees_are_left_out(workspace: Workspace) -> None:
    name = "Anna\x00\x1b[31m\u202eissoR\n\n  R."
    author = Author("id-anna", "@an\u202ena\x07", name)
    come(
        connected(workspace), [message("m1", "One\r\ntwo\x00\x07\x1b\x85 \ud83d x", author=author)]
    )
    row = Message.objects.get()
    assert row.text == "One\ntwo\ufffd \ufffd x"
    assert (row.author, Delivered.objects.get().author_name) == ("anna", "Anna\ufffd[31missoR R.")


def test_an_enormous_text_is_cut(workspace: Workspace) -> None:
    author = replace(ANNA, name="N" * 100_000)
    come(connected(workspace), [message("m1", "x" * 3_000_000, author=author)])
    text = Message.objects.get().text
    assert (len(text), text[-2:]) == (cleaning.MOST_TEXT, "x…")
    assert len(Delivered.objects.get().author_name) == cleaning.MOST_NAME


@pytest.mark.parametrize("id_", ["x" * 10_240, "", "  ", "a\x00b", "a\nb", "\ud800"])
def test_an_id_that_cannot_be_one_is_kept_with_its_error(workspace: Workspace, id_: str) -> None:
    here = connected(workspace)
    come(here, [message("m1"), message(id_), message("m2", in_reply_to="y" * 10_240), post(id_)])
    # What it answers is forgotten rather than what somebody said.
    rows = Message.objects.order_by("pk").values_list("message_id", "in_reply_to")
    assert list(rows) == [("m1", None), ("m2", None)]
    assert [error[: error.index(" cannot be kept")] for error in errors()] == [
        "the id that it has", "the id that it has",
    ]  # fmt: skip
    assert come(here, [message("m3")]) == 1
    assert Message.objects.count() == 3


@pytest.mark.parametrize(
    "at",
    [
        datetime.min.replace(tzinfo=UTC),
        datetime.max.replace(tzinfo=UTC),
        datetime.min.replace(tzinfo=timezone(timedelta(hours=14))),
        datetime.max.replace(tzinfo=timezone(timedelta(hours=-12))),
        datetime(1969, 12, 31, tzinfo=UTC),
        datetime(2999, 1, 1, tzinfo=UTC),
    ],
)
def test_a_moment_that_cannot_be_is_when_it_was_heard(workspace: Workspace, at: datetime) -> None:
    here = connected(workspace)
    come(here, [message("m1", sent_at=at, edited_at=at, reply_until=at), post("p1", sent_at=at),
                Figures("p1", at, likes=1), Followers(at, 3)])  # fmt: skip
    received = RawEvent.objects.first().received_at  # type: ignore[union-attr]  # it is there
    beyond = Delivered.objects.get(post=False)
    assert (Message.objects.get().sent_at, beyond.edited_at) == (received, received)
    assert (beyond.reply_until, errors()) == (None, [])
    assert ROWS["audience"].objects.get().followers == 3


def test_a_moment_without_a_zone_is_told(workspace: Workspace) -> None:
    come(connected(workspace), [message("m1", sent_at=AT.replace(tzinfo=None))])
    assert errors() == [
        "what the network sent makes no sense (message: a moment without its zone)."
    ]


def test_markup_is_a_text_like_any_other(workspace: Workspace) -> None:
    bad = "<script>alert(1)</script>"
    come(connected(workspace), [message("m1", bad, author=replace(ANNA, name=bad))])
    assert (Message.objects.get().text, Delivered.objects.get().author_name) == (bad, bad)
    shown = Template("{{ one.author_name }}").render(Context({"one": Delivered.objects.get()}))
    assert shown == "&lt;script&gt;alert(1)&lt;/script&gt;"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", " https://x.example", "data:text/html,x", "//x.example", "file:///etc",
        "https://x.example/" + "a" * 3000, "https://x.example/\n", 'https://x.example/"onclick="',
    ],
)  # fmt: skip
def test_only_an_address_of_the_web_becomes_a_link(workspace: Workspace, url: str) -> None:
    author = replace(ANNA, url=url)
    hanging = (Attachment("picture", url), Attachment("file", "mid:one@mail.example/1"))
    come(connected(workspace), [message("m1", url=url, author=author, attachments=hanging)])
    beyond = Delivered.objects.get()
    assert (Message.objects.get().url, beyond.author_url) == (None, None)
    assert [one["url"] for one in beyond.attachments] == ["", "mid:one@mail.example/1"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": None}, {"text": 7}, {"text": ["a"]}, {"place": "elsewhere"}, {"author": None},
        {"sent_at": "tomorrow"}, {"in_reply_to": 5}, {"attachments": (7,)}, {"ref": None},
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_kept_with_its_error(
    workspace: Workspace, wrong: dict[str, Any]
) -> None:
    here = connected(workspace)
    if wrong == {"ref": None}:
        wrong = {"ref": Ref(None)}  # type: ignore[arg-type]  # as a connector at fault may make it
    come(here, [replace(message("m1"), **wrong), message("m2")])
    assert list(Message.objects.values_list("message_id", flat=True)) == ["m2"]
    assert [error[:38] for error in errors()] == ["what the network sent makes no sense ("]


def test_counts_that_cannot_be_are_told(workspace: Workspace) -> None:
    here = connected(workspace)
    come(here, [Figures("p1", AT, likes=-1), Followers(AT, 1 << 80), Followers(AT, 1 << 62),
                Figures("p1", AT, likes=5)])  # fmt: skip
    assert ROWS["post_figures"].objects.get().likes == 5
    assert len(errors()) == 2 + (not ROWS["audience"].objects.exists())


def test_deep_and_odd_things_are_stored(workspace: Workspace) -> None:
    deep: Any = "x"
    for _ in range(5_000):
        deep = {"a": [deep]}
    raw = {"deep": deep, "nan": float("nan"), "big": 10**400, "\x00": "\ud800", 3: {"b"}}
    come(connected(workspace), [message("m1", raw=raw)])
    assert (Message.objects.count(), errors()) == (1, [])


def test_a_fault_of_ours_in_one_item_stops_no_other(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault that nobody foresaw: here, a part that breaks where a message says so."""
    monkeypatch.setattr(cleaning, "text", lambda value: value if value != "bang" else 1 // 0)
    here = connected(workspace)
    come(here, [message(f"m{n}", "bang" if n in (3, 11) else "fine") for n in range(20)])
    assert (Message.objects.count(), [error[:42] for error in errors()]) == (
        18,
        ["Dialogo did not expect what the network se"] * 2,
    )


texts = st.text(st.characters(), max_size=40)
moments = st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=-11))]))


class TestAnything(TestCase):
    """Any values of the right types: each item is in the records, or kept with its error."""

    @settings(max_examples=60)
    @given(
        st.builds(
            Told,
            ref=st.builds(Ref, texts, st.none() | texts, st.none() | st.builds(Ref, texts)),
            author=st.builds(Author, texts, texts, texts, st.booleans(), st.none() | texts),
            sent_at=moments,
            text=texts,
            place=st.sampled_from(["mention", "comment", "reply", "direct", "email"]),
            ours=st.booleans(),
            in_reply_to=st.none() | texts,
            conversation=st.none() | texts,
            url=st.none() | texts,
            edited_at=st.none() | moments,
            reply_until=st.none() | moments,
            subject=st.none() | texts,
            raw=st.dictionaries(texts, texts | st.floats() | st.none(), max_size=3),
        )
    )
    def test_is_taken_in_or_kept_with_its_error(self, item: Told) -> None:
        ada = Person.objects.create_user("ada@aurora.example")
        here = connected(workspaces.make("Aurora", ada))
        assert come(here, [item]) == 1
        event = RawEvent.objects.exclude(kind="thread").get()
        assert (event.done_at is None) == (event.error is not None)
        assert Message.objects.count() == (event.error is None)
        assert come(here, [item], "2") == 0
