"""Facebook's and Instagram's JSON downloads: three layouts each, mojibake, threads, followers."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogo.importers.format import Context
from dialogo.importers.mending import mended
from dialogo.records.errors import BadInput
from tests.importers.reading import outcome, recognised
from tests.importers.samples import unzipped, zipped


def twice(text: str) -> str:
    """What Meta makes of a text: its UTF-8 bytes, each as a letter."""
    return text.encode().decode("latin-1")


def thread(company: str, person: str, *said: tuple[str, int, str | None], path: str) -> str:
    return json.dumps({
        "participants": [{"name": twice(person)}, {"name": twice(company)}],
        "messages": [
            {"sender_name": twice(who), "timestamp_ms": at * 1000}
            | ({"content": twice(text)} if text else {"photos": [{"uri": "a.jpg"}]})
            for who, at, text in said
        ],
        "title": twice(person), "is_still_participant": True, "thread_path": f"inbox/{path}",
    })  # fmt: skip


FB_POSTS: list[dict[str, Any]] = [
    {"timestamp": 1700000000, "title": "Caffè shared", "data": [{"post": twice("È qui ☕")}]},
    {
        "timestamp": 1700003600,
        "attachments": [{"data": [{"media": {"uri": "a.jpg", "description": "uno"}},
                                  {"media": {"uri": "b.jpg"}}]}],
    },
    {
        "timestamp": 1700007200,
        "attachments": [{"data": [{"external_context": {"url": "https://example.org"}}]}],
        "data": [{"post": "Link"}, {"update_timestamp": 1700007200}],
    },
    {"timestamp": 1700007300, "title": "Aurora updated her status."},
]  # fmt: skip
FB_COMMENTS = {
    "comments_v2": [
        {
            "timestamp": 1700010000,
            "title": "Caffè Aurora replied to Eva's comment.",
            "data": [{"comment": {"timestamp": 1700010000, "comment": twice("Sì, certo"),
                                  "author": twice("Caffè Aurora")}}],
        },
        {"timestamp": 1700010001, "title": "no text"},
    ]
}  # fmt: skip
FB_THREADS = {
    "messages/inbox/eva_1/message_1.json": thread(
        "Caffè Aurora", "Eva", ("Eva", 1700020000, "Aperti?"),
        ("Caffè Aurora", 1700020600, "Sì"), ("Eva", 1700020700, None), path="eva_1",
    ),
    "messages/inbox/ugo_2/message_1.json": thread(
        "Caffè Aurora", "Ugo", ("Ugo", 1700030000, "Ciao"), path="ugo_2"
    ),
}  # fmt: skip
LAYOUTS = {
    "2026": ("this_profile's_activity_across_facebook/", "posts/profile_posts_1.json"),
    "2023": ("your_facebook_activity/", "posts/your_posts__check_ins__photos_and_videos_1.json"),
    "2020": ("", "posts/your_posts_1.json"),
}


def facebook(layout: str) -> dict[str, str]:
    folder, posts = LAYOUTS[layout]
    comments = (
        "comments/comments.json" if layout == "2020" else "comments_and_reactions/comments.json"
    )
    return {
        folder + posts: json.dumps(FB_POSTS),
        folder + comments: json.dumps(FB_COMMENTS),
        **{folder + name: text for name, text in FB_THREADS.items()},
        "profile_information/notes.json": "{}",
    }


@pytest.mark.parametrize("layout", LAYOUTS)
def test_facebook_posts_are_read_in_every_layout(tmp_path: Path, layout: str) -> None:
    made = outcome(zipped(tmp_path / "facebook.zip", facebook(layout)))
    assert made.of("posts", "published_at", "text", "kind") == [
        (datetime.fromtimestamp(1700000000, UTC), "È qui ☕", "text"),
        (datetime.fromtimestamp(1700003600, UTC), "uno", "album"),
        (datetime.fromtimestamp(1700007200, UTC), "Link", "link"),
    ]
    assert [(skip.row, skip.file.rpartition("/")[2]) for skip in made.skips] == [
        (4, LAYOUTS[layout][1].rpartition("/")[2]), (2, "comments.json"),
    ]  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS)
def test_whoever_is_in_every_thread_is_the_company(tmp_path: Path, layout: str) -> None:
    made = outcome(unzipped(tmp_path / "facebook", facebook(layout)))
    assert made.of(
        "messages", "author", "author_kind", "kind", "addressed", "conversation", "text"
    ) == [
        ("Caffè Aurora", "company", "comment", False, None, "Sì, certo"),
        ("Eva", "customer", "direct", True, "eva_1", "Aperti?"),
        ("Caffè Aurora", "company", "direct", False, "eva_1", "Sì"),
        ("Eva", "customer", "direct", True, "eva_1", None),
        ("Ugo", "customer", "direct", True, "ugo_2", "Ciao"),
    ]  # fmt: skip


def test_ids_are_different_and_the_same_the_next_time(tmp_path: Path) -> None:
    one = outcome(zipped(tmp_path / "a.zip", facebook("2026")))
    two = outcome(zipped(tmp_path / "b.zip", facebook("2020")))
    for table, column in (("posts", "post_id"), ("messages", "message_id")):
        assert one.of(table, column) == two.of(table, column)
        assert len(set(one.of(table, column))) == len(one.of(table, column))


def test_a_lone_thread_is_the_others_by_its_title(tmp_path: Path) -> None:
    name, text = next(iter(FB_THREADS.items()))
    made = outcome(unzipped(tmp_path / "facebook", {name: text, "x/y.json": "1"}))
    assert made.of("messages", "author", "author_kind")[:2] == [
        ("Eva", "customer"), ("Caffè Aurora", "company"),
    ]  # fmt: skip


def test_a_thread_under_an_older_name_of_the_company_is_told_by_its_title(tmp_path: Path) -> None:
    files = FB_THREADS | {
        "messages/inbox/ada_3/message_1.json": thread(
            "Bar Aurora", "Ada", ("Ada", 1700040000, "Ciao"), ("Bar Aurora", 1700040060, "Ciao!"),
            path="ada_3",
        ),
        "comments/comments.json": json.dumps(FB_COMMENTS),
    }  # fmt: skip
    made = outcome(unzipped(tmp_path / "facebook", files))
    kinds = dict(made.of("messages", "author", "author_kind"))
    assert kinds == {
        "Caffè Aurora": "company", "Bar Aurora": "company",
        "Eva": "customer", "Ugo": "customer", "Ada": "customer",
    }  # fmt: skip


def test_nobody_guesses_whose_a_thread_is(tmp_path: Path) -> None:
    text = thread("Aurora", "Eva", ("Eva", 1700020000, "Aperti?"), path="eva_1")
    text = text.replace('"title": "Eva"', '"title": "Friends"')
    files = {"messages/inbox/eva_1/message_1.json": text, "x/y.json": "1"}
    made = outcome(unzipped(tmp_path / "f", files))
    assert made.tables["messages"] == []
    assert [skip.values for skip in made.skips] == [{"names": ["Aurora", "Eva"]}]
    named = Context(company="Aurora", accounts=frozenset({"@aurora"}))
    assert outcome(tmp_path / "f", named).of("messages", "author_kind") == ["customer"]


IG_POSTS = [
    {"media": [{"uri": "media/posts/a.jpg", "creation_timestamp": 1700000000,
                "title": twice("Caffè ☕"), "cross_post_source": {"source_app": "FB"}}]},
    {"title": "album", "creation_timestamp": 1700003600,
     "media": [{"uri": "media/posts/b.jpg", "creation_timestamp": 1, "title": ""},
               {"uri": "media/posts/c.mp4", "creation_timestamp": 1, "title": ""}]},
    {"media": [{"uri": "media/reels/17912345678901234.mp4", "creation_timestamp": 1700007200,
                "title": "reel"}]},
]  # fmt: skip
IG_COMMENTS = [
    {"media_list_data": [{"uri": ""}], "string_map_data": {
        "Comment": {"value": twice("perché no")}, "Media Owner": {"value": "eva"},
        "Time": {"timestamp": 1700010000}}},
]  # fmt: skip
IG_FOLLOWERS = [
    {"title": "", "string_list_data": [{"href": "https://ig/a", "value": name, "timestamp": at}]}
    for name, at in (("a", 1700000000), ("b", 1700000001), ("c", 1700100000))
]
IG_PERSON = {"profile_user": [{"string_map_data": {
    "Username": {"value": "aurora_caffe"}, "Name": {"value": twice("Caffè Aurora")}}}]}  # fmt: skip
IG_LAYOUTS = {
    "2026": ("your_instagram_activity/media/", "your_instagram_activity/", "connections/"),
    "2023": ("your_instagram_activity/content/", "your_instagram_activity/", ""),
    "2021": ("content/", "", ""),
}


def instagram(layout: str) -> dict[str, str]:
    media, activity, connections = IG_LAYOUTS[layout]
    return {
        f"{media}posts_1.json": json.dumps(IG_POSTS),
        f"{media}stories.json": json.dumps({"ig_stories": [
            {"uri": "media/stories/s.jpg", "creation_timestamp": 1700009000, "title": ""}]}),
        f"{activity}comments/post_comments_1.json": json.dumps(IG_COMMENTS),
        **{activity + name: text for name, text in FB_THREADS.items()},
        f"{connections}followers_and_following/followers_1.json": json.dumps(IG_FOLLOWERS),
        f"{connections}followers_and_following/following.json": json.dumps(
            {"relationships_following": []}),
        "personal_information/personal_information.json": json.dumps(IG_PERSON),
    }  # fmt: skip


@pytest.mark.parametrize("layout", IG_LAYOUTS)
def test_instagram_posts_are_read_in_every_layout(tmp_path: Path, layout: str) -> None:
    made = outcome(zipped(tmp_path / "export.zip", instagram(layout)))
    assert made.format == "instagram-download"
    assert made.of("posts", "published_at", "text", "kind", "account") == [
        (datetime.fromtimestamp(1700000000, UTC), "Caffè ☕", "image", "aurora_caffe"),
        (datetime.fromtimestamp(1700003600, UTC), "album", "album", "aurora_caffe"),
        (datetime.fromtimestamp(1700007200, UTC), "reel", "video", "aurora_caffe"),
        (datetime.fromtimestamp(1700009000, UTC), None, "story", "aurora_caffe"),
    ]
    assert made.of("posts", "post_id")[2] == "17912345678901234"
    assert made.skips == []


def test_instagram_comments_and_messages(tmp_path: Path) -> None:
    made = outcome(unzipped(tmp_path / "export", instagram("2026")))
    assert made.of("messages", "network", "author", "author_kind", "kind", "text") == [
        ("instagram", "aurora_caffe", "company", "comment", "perché no"),
        ("instagram", "Eva", "customer", "direct", "Aperti?"),
        ("instagram", "Caffè Aurora", "company", "direct", "Sì"),
        ("instagram", "Eva", "customer", "direct", None),
        ("instagram", "Ugo", "customer", "direct", "Ciao"),
    ]


def test_followers_are_counted_on_the_day_on_which_they_came(tmp_path: Path) -> None:
    made = outcome(unzipped(tmp_path / "export", instagram("2023")))
    assert made.of("audience", "day", "gained", "followers") == [
        (date(2023, 11, 14), 2, None), (date(2023, 11, 16), 1, 3),
    ]  # fmt: skip


def test_files_given_one_by_one_are_told_apart(tmp_path: Path) -> None:
    samples = {
        "profile_posts_1.json": FB_POSTS, "your_posts_1.json": FB_POSTS,
        "comments.json": FB_COMMENTS, "posts_1.json": IG_POSTS,
        "followers_1.json": IG_FOLLOWERS,
    }  # fmt: skip
    for name, content in samples.items():
        (tmp_path / name).write_text(json.dumps(content))
    assert {name: recognised(tmp_path / name) for name in samples} == {
        "profile_posts_1.json": ["facebook-download"],
        "your_posts_1.json": ["facebook-download"],
        "comments.json": ["facebook-download"],
        "posts_1.json": ["instagram-download"],
        "followers_1.json": ["instagram-download"],
    }


def test_a_reaction_is_no_message(tmp_path: Path) -> None:
    files = instagram("2026")
    name = "your_instagram_activity/messages/inbox/eva_1/message_1.json"
    said = [
        ("Eva", 1700020000, "Liked a message"),
        ("Eva", 1700020001, "Reacted ❤ to your message "),
    ]
    files[name] = thread("Caffè Aurora", "Eva", *said, path="eva_1")
    made = outcome(unzipped(tmp_path / "export", files))
    assert [skip.column for skip in made.skips] == ["content", "content"]


@pytest.mark.parametrize("content", ["", "[", '[{"timestamp": 1700000000, "da', "<html></html>"])
def test_broken_and_empty_files_are_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(BadInput) as refused:
        outcome(
            zipped(
                tmp_path / "a.zip",
                facebook("2026")
                | {"this_profile's_activity_across_facebook/posts/profile_posts_1.json": content},
            )
        )
    assert str(refused.value.file).endswith("profile_posts_1.json")


def test_an_html_download_is_told_to_come_as_json(tmp_path: Path) -> None:
    files = {"your_facebook_activity/posts/your_posts_1.html": "<html></html>", "index.html": "<p>"}
    assert recognised(unzipped(tmp_path / "f", files)) == []


@settings(deadline=None)
@given(st.text())
def test_mending_undoes_what_meta_does(text: str) -> None:
    text = text.replace("\x00", "")
    storable = text.encode("utf-8", "replace").decode()
    assert mended(twice(storable)) == storable


@settings(deadline=None)
@given(st.text(alphabet="abc àèìòù ÀÉ €§ ☕😀"))
def test_mending_leaves_a_good_text_as_it_is(text: str) -> None:
    assert mended(text) == text
