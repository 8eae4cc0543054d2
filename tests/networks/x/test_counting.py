"""Texts are as long as X counts them, and what X may make a link of is told."""

from __future__ import annotations

import pytest

from dialogo.networks.x.counting import has_link, weighted


@pytest.mark.parametrize(
    ("text", "long", "link"),
    [
        ("Hello, world! 👋", 16, False),
        ("caffe\u0300", 5, False),
        ("咖啡", 4, False),
        ("👨‍👩‍👧‍👦🙋🏽🇮🇹", 6, False),
        ("See https://example.org/a/very/long/way?with=words now", 31, True),
        ("example.com", 23, True),
        ("www.bar.it, torrefazione.it/chi-siamo", 48, True),
        ("bar.it", 6, False),
        ("Buono.Come sempre, es. 3.5 kg; ada@example.com", 46, False),
    ],
)
def test_signs_links_and_emoji_count_as_on_x(text: str, long: int, link: bool) -> None:
    assert (weighted(text), has_link(text)) == (long, link)
