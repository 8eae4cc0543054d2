"""Where a pull goes on: nothing between two pulls is passed over."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dialogo.networks.bluesky.cursor import WATCHED, Cursor, Stretch

START = datetime(2026, 11, 1, tzinfo=UTC)


def view(author: str, number: int) -> dict[str, object]:
    at = (START + timedelta(minutes=number)).isoformat()
    return {"uri": f"at://{author}/app.bsky.feed.post/{number}", "cid": "c" * 59, "indexedAt": at}


@given(
    st.lists(st.integers(0, 10_000), min_size=1, max_size=60, unique=True),
    st.integers(0, 60),
    st.integers(1, 7),
)
def test_a_list_is_read_whole_whatever_its_pages(minutes: list[int], known: int, size: int) -> None:
    """A list, the newest first, of which the `known` oldest were read before; it was read, too,
    when it was empty."""
    listed = sorted((START + timedelta(minutes=m) for m in minutes), reverse=True)
    before = listed[max(0, len(listed) - known) :]
    stretch, read, at = Stretch(), list[datetime](), 0
    if before:
        stretch = stretch.read(before[0].isoformat(), before[-1].isoformat(), None)
    else:
        stretch = stretch.read(None, None, None)
    while True:
        page = listed[at : at + size]
        at += size
        read += page
        following = str(at) if at < len(listed) else None
        newest, oldest = (page[0].isoformat(), page[-1].isoformat()) if page else (None, None)
        stretch = stretch.read(newest, oldest, following)
        if stretch.page is None:
            break
    assert {*read, *before} == {*listed}
    assert stretch.mark == listed[0].isoformat()


def test_a_first_pull_reads_one_page() -> None:
    newest, oldest = "2026-11-02T10:00:00Z", "2026-11-01T10:00:00Z"
    assert Stretch().read(newest, oldest, "page") == Stretch(mark=newest)


def test_a_cursor_is_read_as_it_was_written() -> None:
    cursor = Cursor(told=Stretch("2026-11-01T10:00:00Z", "page", None), log="7")
    cursor.watch(view("did:plc:a", 1), replies=3)
    assert Cursor.read(cursor.write()) == cursor


def test_a_cursor_of_another_kind_begins_again() -> None:
    for text in ("", "17", "[]", '{"told": 3}', "null"):
        assert Cursor.read(text) == Cursor()


def test_the_oldest_are_let_go_of_ours_and_of_others() -> None:
    cursor = Cursor()
    for number in range(WATCHED + 20):
        cursor.watch(view("did:plc:us", number))
    for number in range(WATCHED * 3):
        cursor.watch(view("did:plc:them", 1000 + number))
    cursor.shed("did:plc:us")
    ours = [uri for uri in cursor.watched if "us" in uri]
    assert len(ours) == WATCHED
    assert view("did:plc:us", 20)["uri"] in ours
    assert len(cursor.watched) == 2 * WATCHED
    assert len(cursor.write()) < 20_000
