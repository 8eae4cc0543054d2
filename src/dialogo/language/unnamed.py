"""Unnamed: a text without the names, accounts, links, mail addresses and numbers that stand in it.

What is known to be a name goes, and what is written like one: a word with a capital letter that
begins no sentence. A first name in small letters that nobody knows stays, so this hides who speaks
from whoever reads along; it does not make a text anonymous.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

LONGEST = 2_000
NAME, ACCOUNT, LINK, MAIL, NUMBER = "[name]", "[account]", "[link]", "[mail]", "[number]"

_MAIL = re.compile(r"[\w.+-]{1,64}@\w[\w-]{0,62}(?:\.[\w-]{1,62}){1,6}")
_LINK = re.compile(
    r"(?:https?://|www\.)\S+|(?<![\w@.-])(?:[a-z0-9-]{1,62}\.){1,5}[a-z]{2,12}/\S*", re.I
)
_ACCOUNT = re.compile(r"(?<![\w.+-])@\w[\w.]{0,60}(?:@[\w.-]{1,120})?")
_CODE = re.compile(r"\b(?=\w*\d\w*\d\w*\d\w*\d)\w{4,200}\b")  # a word with four figures or more
_PHONE = re.compile(r"(?:\+|\b)\d(?:[ ()./-]{0,2}\d){5,24}")
_CALLED = re.compile(
    r"\b((?i:mi chiamo|il mio nome è|my name is|me llamo|je m'appelle|ich heiße) )"
    r"(\w[\w'’-]{0,40}(?: [A-ZÀ-Þ][\w'’-]{0,40})?)"
)
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_CAPITAL = re.compile(r"[^\W\d_a-zß-ÿ][a-zß-ÿ]['’\w-]*")
_OPENS = frozenset('.!?…:\n\r"“«(>')


def unnamed(text: str, names: Iterable[str] = ()) -> str:
    """`text` with a mark in place of each; `names` are people who may be named in it."""
    plain = unicodedata.normalize("NFKC", text[:LONGEST])
    kept = (sign for sign in plain if sign in "\n\t" or unicodedata.category(sign)[0] != "C")
    plain = "".join(kept)
    for pattern, mark in ((_LINK, LINK), (_ACCOUNT, ACCOUNT), (_MAIL, MAIL)):
        plain = pattern.sub(f" {mark} ", plain)
    plain = _PHONE.sub(NUMBER, plain)
    plain = _CODE.sub(NUMBER, plain)
    plain = _CALLED.sub(rf"\1{NAME}", plain)
    known = {part.casefold() for name in names for part in _WORD.findall(name) if len(part) > 2}
    return " ".join(_without_names(plain, known).split())


def _without_names(text: str, known: set[str]) -> str:
    """`text` without known names, and without what is written like a name."""
    letters = [sign for sign in text if sign.isalpha()]
    shouts = sum(sign.isupper() for sign in letters) > len(letters) / 2
    found, end = [], 0
    words = list(_WORD.finditer(text))
    for place, word in enumerate(words):
        before = text[end : word.start()]
        found.append(before)
        end = word.end()
        marked = before.endswith("[") and text[end : end + 1] == "]"
        after = words[place + 1] if place + 1 < len(words) else None
        opens = not place or bool(_OPENS.intersection(before))
        named = not shouts and _CAPITAL.fullmatch(word[0]) is not None
        # At the beginning of a sentence, only with another such word right behind it.
        if opens and named:
            named = (
                after is not None
                and text[word.end() : after.start()] == " "
                and _CAPITAL.fullmatch(after[0]) is not None
            )
        hidden = not marked and (named or word[0].casefold() in known)
        found.append(NAME if hidden else word[0])
    return "".join([*found, text[end:]])
