"""Lists of feeds come from any reader and go to any; what is hostile in one stays outside."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogo.networks.feeds.finding import feeds_of
from dialogo.networks.feeds.opml import DEEPEST, MOST_OUTLINES, Outline, read, written
from dialogo.records.errors import BadInput

READERS = b"""<?xml version="1.0" encoding="ISO-8859-1"?>
<opml version="1.1"><head><title>Mine</title></head><body>
  <outline text="Caff\xe8" title="Caff\xe8">
    <outline type="rss" text="A &amp; B" xmlUrl="https://a.example/feed?x=1&amp;y=2"
      htmlUrl="https://a.example/"/>
    <outline text="Deeper"><outline text="C" xmlurl="https://c.example/rss"/></outline>
  </outline>
  <outline type="link" text="Words" url="https://bsky.app/search?q=coffee"/>
  <outline text="Just a note"/>
</body></opml>"""


def test_a_readers_list_is_read_with_its_folders() -> None:
    assert read(READERS) == [
        Outline("A & B", "https://a.example/feed?x=1&y=2", "Caffè", "https://a.example/"),
        Outline("C", "https://c.example/rss", "Deeper"),
        Outline("Words", "https://bsky.app/search?q=coffee", kind="link"),
    ]


texts = st.text(min_size=1, max_size=40).map(lambda text: " ".join(text.split())).filter(bool)
clean = texts.filter(lambda text: all(sign >= " " and sign not in "\ufffe\uffff" for sign in text))
outlines = st.builds(Outline, clean, clean, st.just("") | clean, st.just("") | clean)


@given(st.lists(outlines, max_size=6))
def test_what_is_written_is_read_again(some: list[Outline]) -> None:
    in_folders = {one.folder: None for one in some}
    in_order = [one for folder in in_folders for one in some if one.folder == folder]
    assert read(written("Ours <&>", some)) == in_order


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE o [<!ENTITY a "aaaaaaaaaa">'
    b'<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><opml><body><outline text="&b;"/></body></opml>'
)
FILE = (
    b'<!DOCTYPE o [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    b'<opml><body><outline text="&f;" xmlUrl="https://a.example"/></body></opml>'
)
DEEP = b"<opml>" + b"<outline>" * DEEPEST + b"</outline>" * DEEPEST + b"</opml>"
MANY = b"<opml>" + b'<outline xmlUrl="x"/>' * (MOST_OUTLINES + 1) + b"</opml>"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (BOMB, "declares entities"),
        (FILE, "declares entities"),
        (DEEP, "more than 20 deep"),
        (MANY, "more than 2,000 sources"),
        (b" " * 2_000_001, "larger than 2 MB"),
        (b"<html><body/></html>", "begins as something else"),
        (b"<opml><body>\n<outline text=", "line 2"),
        (b"\xff\xfe\x00", "no OPML file"),
        (b"", "no OPML file"),
    ],
    ids=["bomb", "file", "deep", "many", "large", "html", "cut", "bytes", "empty"],
)
def test_what_is_no_list_is_refused_and_says_why(data: bytes, says: str) -> None:
    with pytest.raises(BadInput) as wrong:
        read(data)
    assert says in wrong.value.say("en")
    assert wrong.value.say("it") != wrong.value.say("en")


def test_a_site_says_where_its_feeds_are() -> None:
    page = b"""<!doctype html><html><head><link rel="stylesheet" href="/x.css">
    <link rel="alternate" type="application/rss+xml" href="/feed.xml" title="All">
    <link REL="Alternate home" type="application/atom+xml" href="https://b.example/atom">
    <link rel="alternate" type="application/rss+xml" href="file:///etc/passwd">
    <link rel="alternate" type="text/html" hreflang="it" href="/it"><p>unclosed"""
    assert feeds_of(page, "https://a.example/blog/") == [
        "https://a.example/feed.xml",
        "https://b.example/atom",
    ]
