"""How long a text is for X, and whether X makes a link of anything in it.

Source: https://docs.x.com/fundamentals/counting-characters and the configuration v3 of
https://github.com/twitter/twitter-text: a link counts 23, an emoji 2 however it is put together,
signs of the ranges below 1, all others 2, after normalisation (NFC). What might be a link without
its https:// is taken for one: that is the longer and the dearer of the two.
"""

from __future__ import annotations

import re
import unicodedata

import regex

LINK = 23
_LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
_NAMES = (
    "com|org|net|edu|gov|mil|int|info|biz|name|pro|mobi|app|dev|shop|store|online|site|blog|club|"
    "xyz|cloud|tech|news|live|life|world|today|social|link|page|website|email|agency|studio|design|"
    "academy|coffee|cafe|restaurant|bar|pizza|wine|hotel|travel|tours|events|photo|fashion|style|"
    "art|music|film|video|games|care|health|school|education|foundation|group|company|digital|"
    "media|press|marketing|services|solutions|support|eu"
)
# With https:// anything; without, a name that ends as names of sites do, and for those of countries
# only with something before or behind (`a.b.it`, `b.it/x`), as X does.
_LINKS = re.compile(
    r"https?://[^\s<>\"]+"
    r"|(?<![@\w.:/-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+"
    rf"(?:(?:{_NAMES})(?![\w-]|\.\w)|[a-z]{{2}}(?=/))"
    r"(?:/[^\s<>\"]*)?"
    r"|(?<![@\w.:/-])(?:[a-z0-9-]+\.){2,}[a-z]{2}(?![\w-]|\.\w)(?:/[^\s<>\"]*)?",
    re.IGNORECASE,
)
_EMOJI = regex.compile(r"\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3")


def has_link(text: str) -> bool:
    """Whether X may make a link of something in it."""
    return _LINKS.search(text) is not None


def without_links(text: str) -> str:
    return _LINKS.sub("", text)


def weighted(text: str) -> int:
    """How much of its length a text uses."""
    rest, links = _LINKS.subn("", unicodedata.normalize("NFC", text))
    return links * LINK + sum(map(_weight, regex.findall(r"\X", rest)))


def _weight(cluster: str) -> int:
    """What people see as one sign; an emoji of many parts counts as one."""
    if len(cluster) > 1 and _EMOJI.search(cluster):
        return 2
    return sum(
        1 if any(low <= ord(sign) <= high for low, high in _LIGHT) else 2 for sign in cluster
    )
