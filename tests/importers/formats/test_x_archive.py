"""The X archive: own posts, answers, threads, retweets, private messages, long posts, followers."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from dialogo.importers.format import Context
from dialogo.records.errors import BadInput
from tests.importers.reading import outcome, recognised
from tests.importers.samples import unzipped, zipped

ACCOUNT = [{"account": {"username": "aurora", "accountId": "900", "accountDisplayName": "Aurora"}}]
TWEETS: list[dict[str, Any]] = [
    {
        "id_str": "1800000000000000001",
        "created_at": "Mon Jun 03 08:00:00 +0000 2024",
        "full_text": "Open at 8 &amp; closed at 6",
        "favorite_count": "7",
        "retweet_count": "2",
        "lang": "en",
    },
    {
        "id_str": "1800000000000000002",
        "created_at": "Mon Jun 03 08:05:00 +0000 2024",
        "full_text": "…and here is the rest of it",
        "in_reply_to_status_id_str": "1800000000000000001",
        "in_reply_to_user_id_str": "900",
        "in_reply_to_screen_name": "old_name",
        "favorite_count": "1",
        "retweet_count": "0",
    },
    {
        "id_str": "1800000000000000003",
        "created_at": "Tue Jun 04 10:00:00 +0000 2024",
        "full_text": "@maria Yes, until Friday.",
        "in_reply_to_status_id_str": "1799999999999999999",
        "in_reply_to_user_id_str": "42",
        "in_reply_to_screen_name": "maria",
        "favorite_count": "0",
        "retweet_count": "0",
    },
    {
        "id_str": "1800000000000000004",
        "created_at": "Wed Jun 05 11:00:00 +0000 2024",
        "full_text": "RT @roaster: Beans, explained",
        "favorite_count": "0",
        "retweet_count": "90",
    },
    {
        "id_str": "1800000000000000005",
        "created_at": "Wed Jun 05 12:00:00 +0000 2024",
        "full_text": "Worth a look https://t.co/a",
        "favorite_count": "3",
        "retweet_count": "1",
        "entities": {
            "urls": [{"expanded_url": "https://twitter.com/roaster/status/1790000000000000000"}]
        },
        "extended_entities": {"media": [{"type": "photo"}, {"type": "photo"}]},
    },
]
DIRECT = [
    {
        "dmConversation": {
            "conversationId": "42-900",
            "messages": [
                {
                    "messageCreate": {
                        "id": "700",
                        "senderId": "42",
                        "recipientId": "900",
                        "text": "Open on Sunday?",
                        "createdAt": "2024-06-02T09:00:00.000Z",
                    }
                },
                {
                    "messageCreate": {
                        "id": "701",
                        "senderId": "900",
                        "recipientId": "42",
                        "text": "Yes &lt;3",
                        "createdAt": "2024-06-02T09:30:00.000Z",
                    }
                },
                {"joinConversation": {"createdAt": "2024-06-02T09:31:00.000Z"}},
            ],
        }
    }
]


def js(name: str, value: object, part: int = 0) -> str:
    return f"window.YTD.{name}.part{part} = {json.dumps(value, indent=2, ensure_ascii=False)}"


def files() -> dict[str, str]:
    return {
        "data/account.js": js("account", ACCOUNT),
        "data/tweets.js": js("tweets", [{"tweet": tweet} for tweet in TWEETS]),
        "data/direct-messages.js": js("direct_messages", DIRECT),
        "data/like.js": js("like", [{"like": {"tweetId": "1", "fullText": "Not ours"}}]),
        "data/follower.js": js("follower", [{"follower": {"accountId": str(n)}} for n in range(5)]),
        "Your archive.html": "<html></html>",
    }


@pytest.fixture(params=["zip", "folder"])
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    if request.param == "zip":
        return zipped(tmp_path / "twitter-2024.zip", files())
    return unzipped(tmp_path / "twitter-2024", files())


def test_posts_threads_retweets_and_quotes_are_posts(archive: Path) -> None:
    made = outcome(archive)
    assert made.of("posts", "post_id", "text", "kind", "joins") == [
        ("1800000000000000001", "Open at 8 & closed at 6", "text", None),
        ("1800000000000000002", "…and here is the rest of it", "text", "1800000000000000001"),
        ("1800000000000000004", "RT @roaster: Beans, explained", "share", "@roaster"),
        ("1800000000000000005", "Worth a look https://t.co/a", "album", "1790000000000000000"),
    ]
    assert made.of("posts", "published_at")[0] == datetime(2024, 6, 3, 8, tzinfo=UTC)
    assert set(made.of("posts", "account", "network")) == {("aurora", "x")}
    assert made.skips == []


def test_answers_and_private_messages_are_messages(archive: Path) -> None:
    made = outcome(archive)
    assert made.of(
        "messages", "message_id", "author_kind", "author", "kind", "addressed", "in_reply_to",
        "conversation", "text",
    ) == [
        ("1800000000000000003", "company", "aurora", "reply", False, "1799999999999999999", None,
         "@maria Yes, until Friday."),
        ("700", "customer", "42", "direct", True, None, "42-900", "Open on Sunday?"),
        ("701", "company", "aurora", "direct", False, None, "42-900", "Yes <3"),
    ]  # fmt: skip


def test_counts_are_of_the_newest_day_in_the_archive(archive: Path) -> None:
    made = outcome(archive)
    newest = max(
        datetime.strptime(tweet["created_at"], "%a %b %d %H:%M:%S %z %Y").date() for tweet in TWEETS
    )
    assert made.of("post_figures", "post_id", "likes", "shares", "read_on") == [
        (tweet["id_str"], int(tweet["favorite_count"]), int(tweet["retweet_count"]), newest)
        for tweet in TWEETS
        if not tweet["full_text"].startswith(("RT @", "@maria"))
    ]
    assert made.of("audience", "day", "followers") == [(newest, 5)]


def test_the_manifest_says_when_the_archive_was_made(tmp_path: Path) -> None:
    manifest = {"archiveInfo": {"generationDate": "2024-07-01T05:00:00.000Z"}}
    content = files() | {"data/manifest.js": f"window.__THAR_CONFIG = {json.dumps(manifest)}"}
    made = outcome(zipped(tmp_path / "x.zip", content))
    assert set(made.of("post_figures", "read_on")) == {date(2024, 7, 1)}


def test_a_long_post_takes_the_text_of_its_note(tmp_path: Path) -> None:
    long = "Open at 8 & closed at 6 " + "and so on " * 60
    note = {"noteTweetId": "5", "createdAt": "2024-06-03T08:00:00.000Z", "core": {"text": long}}
    content = files() | {"data/note-tweet.js": js("note_tweet", [{"noteTweet": note}])}
    made = outcome(zipped(tmp_path / "x.zip", content))
    assert made.of("posts", "post_id", "text")[0] == ("1800000000000000001", long)
    assert len(made.of("posts", "text")) == 4


def test_a_long_post_whose_beginning_is_in_no_file_is_a_post(tmp_path: Path) -> None:
    note = {"noteTweetId": "77", "createdAt": "2020-01-03T08:00:00.000Z", "core": {"text": "Alone"}}
    content = files() | {"data/note-tweet.js": js("note_tweet", [{"noteTweet": note}])}
    made = outcome(zipped(tmp_path / "x.zip", content))
    assert ("77", "Alone") in made.of("posts", "post_id", "text")
    assert len(made.of("posts", "text")) == 5


def test_parts_old_names_and_missing_wrappers_are_read(tmp_path: Path) -> None:
    content = {
        "account.js": js("account", ACCOUNT),
        "tweet.js": js("tweet", TWEETS[:1]),
        "tweet-part1.js": js("tweet", TWEETS[3:4], part=1) + ";",
    }
    made = outcome(unzipped(tmp_path / "data", content))
    assert sorted(made.of("posts", "post_id")) == [TWEETS[0]["id_str"], TWEETS[3]["id_str"]]


def test_without_the_account_file_threads_are_still_threads(tmp_path: Path) -> None:
    path = tmp_path / "tweets.js"
    path.write_text(js("tweets", [{"tweet": tweet} for tweet in TWEETS]), encoding="utf-8")
    made = outcome(path)
    assert TWEETS[1]["id_str"] in made.of("posts", "post_id")
    assert made.of("messages", "message_id", "author") == [(TWEETS[2]["id_str"], "Aurora")]


def test_without_the_account_file_nobody_guesses_who_wrote_private_messages(tmp_path: Path) -> None:
    made = outcome(unzipped(tmp_path / "x", {"data/direct-messages.js": js("dm", DIRECT)}))
    assert made.tables["messages"] == []
    assert [skip.file for skip in made.skips] == ["direct-messages.js"]


def test_an_account_given_by_name_counts_as_own(tmp_path: Path) -> None:
    content = {"data/tweets.js": js("tweets", [{"tweet": TWEETS[2]}])}
    own = Context(company="Aurora", accounts=frozenset({"@Maria"}))
    made = outcome(unzipped(tmp_path / "x", content), own)
    assert made.of("posts", "post_id") == [TWEETS[2]["id_str"]]


def test_items_without_id_or_date_are_left_out_with_their_place(tmp_path: Path) -> None:
    odd = [{"tweet": TWEETS[0]}, {"tweet": {"id_str": "x"}}, "hello", {"tweet": {"id_str": "9"}}]
    made = outcome(unzipped(tmp_path / "x", {"data/tweets.js": js("tweets", odd)}))
    assert len(made.of("posts", "post_id")) == 1
    assert [(skip.file, skip.row) for skip in made.skips] == [
        ("tweets.js", 2), ("tweets.js", 3), ("tweets.js", 4),
    ]  # fmt: skip


def test_code_in_the_file_is_never_run(tmp_path: Path) -> None:
    text = "window.YTD.tweets.part0 = (function(){ throw 1 })()"
    with pytest.raises(BadInput):
        outcome(unzipped(tmp_path / "x", {"data/tweets.js": text}))


@pytest.mark.parametrize("keep", [40, 400, 1500])
def test_a_file_that_was_cut_off_is_refused(tmp_path: Path, keep: int) -> None:
    content = {"data/tweets.js": files()["data/tweets.js"][:keep], "data/account.js": js("a", [])}
    with pytest.raises(BadInput) as refused:
        outcome(unzipped(tmp_path / "x", content))
    assert refused.value.file == "tweets.js"
    assert "again" in refused.value.say("en")
    assert "di nuovo" in refused.value.say("it")


def test_an_archive_with_nothing_in_it_is_refused(tmp_path: Path) -> None:
    content = {"data/tweets.js": "", "data/account.js": js("account", ACCOUNT)}
    with pytest.raises(BadInput):
        outcome(unzipped(tmp_path / "x", content))


def test_a_folder_with_an_archive_among_others_is_not_the_archive(tmp_path: Path) -> None:
    unzipped(tmp_path / "all" / "x", files())
    (tmp_path / "all" / "other.txt").write_text("hello")
    assert recognised(tmp_path / "all") == []


def test_halves_of_emoji_can_be_stored(tmp_path: Path) -> None:
    halved = {"tweet": TWEETS[0] | {"full_text": "hi \ud83d"}}
    content = {"data/tweets.js": "window.YTD.tweets.part0 = " + json.dumps([halved])}
    made = outcome(unzipped(tmp_path / "x", content))
    assert made.of("posts", "text")[0].encode("utf-8") == "hi \ufffd".encode()
