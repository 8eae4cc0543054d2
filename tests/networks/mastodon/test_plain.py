"""The HTML of a status as people read it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogo.networks.mastodon.plain import compared, plain

LINK = (
    '<a href="https://example.org/a/long/way?b=1&amp;c=2" rel="nofollow">'
    '<span class="invisible">https://</span><span class="ellipsis">example.org/a/lo</span>'
    '<span class="invisible">ng/way?b=1&amp;c=2</span></a>'
)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One</p><p>Two<br />lines</p>", "One\n\nTwo\nlines"),
        ("<p>3 &lt; 5 &amp; so on&#39;</p>", "3 < 5 & so on'"),
        (f"<p>See {LINK}.</p>", "See https://example.org/a/long/way?b=1&c=2."),
        ('<a href="https://example.org/">our page</a>', "our page (https://example.org/)"),
        ('<a href="https://example.org/abc">example.org/a…</a>', "https://example.org/abc"),
        ('<a href="https://t.example/tags/x" class="hashtag">#<span>x</span></a>', "#x"),
        ('<a href="javascript:alert(1)">words</a>', "words"),
        ("a<script>alert(1)</script><style>p {}</style>b", "ab"),
        ("<ul><li>one</li><li>two</li></ul>", "- one\n- two"),
        ("<p>  much \n  space  </p>", "much space"),
        ("no HTML at all", "no HTML at all"),
        ("<p>unclosed <b>and <a href='https://a.example'>wild", "unclosed and wild"),
        ("", ""),
    ],
)
def test_html_reads_as_it_is_seen(html: str, text: str) -> None:
    assert plain(html) == text


def test_a_mention_is_written_with_its_server() -> None:
    html = '<p><a href="https://b.example/@bo" class="u-url mention">@<span>bo</span></a> hi</p>'
    assert plain(html, {"https://b.example/@bo": "@bo@b.example"}) == "@bo@b.example hi"
    assert plain(html) == "@bo hi"


@given(st.text())
def test_any_text_can_be_read_and_compared(text: str) -> None:
    assert "\x00" not in plain(text)
    assert compared(compared(text)) == compared(text)


def test_writings_are_compared_without_what_servers_change() -> None:
    written = "**Good** morning, @ada@far.example: https://www.example.org/x/ — 10.5 €"
    shown = "Good morning, @ada: http://example.org/x – 10.5 €"
    assert compared(written) == compared(shown)
    assert compared("10.5 €") != compared("10.6 €")
    assert compared("🙏🏽") != compared("🙏")
