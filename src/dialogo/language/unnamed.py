"""Unnamed: what names anybody is taken out of a text, and what stood there is said.

Rules do this, in Italian and English: what is known of who takes part goes wherever it stands, and
so does what has the form of a link, an account, a mail address, a number, a day, a street, or a
name after a greeting. What has no such form may stay: it hides who speaks from whoever reads along,
and does not make a text anonymous. For readers outside of the house (`unnamed`), whatever is
written like a name goes as well: a word with a capital letter that begins no sentence.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dialogo.records.text import Lang, Text

LONGEST = 2_000  # signs of a text that leave the house
NAME, NUMBER, LINK, MAIL, PLACE, DAY = "name", "number", "link", "mail", "place", "day"
MARKS: Mapping[str, Text] = {
    NAME: Text(en="[name]", it="[nome]"),
    NUMBER: Text(en="[number]", it="[numero]"),
    LINK: Text(en="[link]", it="[link]"),
    MAIL: Text(en="[e-mail]", it="[e-mail]"),
    PLACE: Text(en="[address]", it="[indirizzo]"),
    DAY: Text(en="[date]", it="[data]"),
}
COUNTED: Mapping[str, Text] = {
    NAME: Text(en="{n:name|names}", it="{n:nome|nomi}"),
    NUMBER: Text(en="{n:number|numbers}", it="{n:numero|numeri}"),
    LINK: Text(en="{n:link|links}", it="{n:link|link}"),
    MAIL: Text(en="{n:mail address|mail addresses}", it="{n:indirizzo e-mail|indirizzi e-mail}"),
    PLACE: Text(en="{n:street address|street addresses}", it="{n:indirizzo|indirizzi}"),
    DAY: Text(en="{n:date|dates}", it="{n:data|date}"),
}
_SHORTEST = 3  # letters of a known name that is taken out wherever it stands
_WORD = re.compile(r"[^\W\d_][^\W\d_]*(?:['’-][^\W\d_]+)*")
_CAPITAL = r"(?-i:[A-ZÀ-ÖØ-Þ])(?:[^\W\d_]|['’-]){1,60}"


def _form(pattern: str) -> re.Pattern[str]:
    """What a group `keep` holds stays before the mark."""
    return re.compile(pattern, re.IGNORECASE | re.MULTILINE)


# Before known names are looked for within them.
_FIRST = (
    (LINK, _form(r"(?:https?://|www\.)\S+")),
    (LINK, _form(r"(?<![\w@.-])(?:[a-z0-9-]{1,62}\.){1,5}[a-z]{2,12}/\S*")),
    (NAME, _form(r"(?<![\w/])@[\w.-]{0,120}\w(?:@[\w.-]{0,120}\w)?")),
    (MAIL, _form(r"[\w.+-]{1,64}@\w[\w-]{0,62}(?:\.[\w-]{1,62}){1,6}")),
)
_THEN = (
    (DAY, _form(r"\b\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})\b|\b\d{4}-\d{2}-\d{2}\b")),
    (
        PLACE,
        _form(
            rf"\b(?:via|viale|v\.le|piazza|p\.za|piazzale|corso|c\.so|largo|vicolo|strada|"
            rf"contrada)\s+(?:(?:d[aei]l?l?[aeio]?|san|santa|dei|degli|delle|[ivx]+)\s+|d['’])*"
            rf"{_CAPITAL}(?:\s+(?:d[aei]l?l?[aeio]?\s+)?{_CAPITAL}){{0,3}}"
            rf"(?:,?\s*(?:n\.?\s*)?\d+\s*(?:/?[a-z]\b)?)?"
        ),
    ),
    (
        PLACE,
        _form(
            rf"\b\d{{1,6}}[a-z]?,?\s+(?:{_CAPITAL}\s+){{1,3}}"
            r"(?:street|st|road|rd|avenue|ave|lane|ln|square|drive|court|way|place)\b\.?"
        ),
    ),
    (PLACE, re.compile(rf"\b\d{{5}}\s+{_CAPITAL}(?:\s+\([A-Z]{{2}}\))?")),
    # Of accounts, of orders, of cards, of phones; a price, an hour or a year is none.
    (NUMBER, re.compile(r"\b[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{1,4}){3,8}\b")),
    (NUMBER, re.compile(r"\b(?=[A-Z0-9-]{0,40}\d{3})[A-Z]+[A-Z0-9]*-?\d[A-Z0-9-]*\b")),
    (NUMBER, _form(r"\b(?=\w*[^\W\d_])(?=\w*\d\w*\d\w*\d\w*\d)\w{4,200}\b")),
    (NUMBER, _form(r"(?<![\w,.])(?:\+|00)?\d(?:[ ./()-]{0,2}\d){5,24}\b|#\s?\d+")),
    (NUMBER, _form(r"(?<![\w,.])(?!(?:19|20)\d\d\b)\d{4,}\b(?![,.]\d)")),
    (
        NAME,
        _form(
            r"\b(?P<keep>(?:mi chiamo|il mio nome è|my name is|me llamo|je m'appelle|ich heiße) )"
            rf"[^\W\d_][\w'’-]{{0,40}}(?:\s+{_CAPITAL}){{0,2}}"
        ),
    ),
    (
        NAME,
        _form(
            r"\b(?P<keep>(?:I['’]m|sono|this is|signora?|sig\.|sig\.ra|dott\.|Mr\.?|Mrs\.?|Ms\.?|"
            rf"Dr\.?) ){_CAPITAL}(?:\s+{_CAPITAL}){{0,2}}"
        ),
    ),
    (
        NAME,
        _form(
            r"^(?P<keep>(?:ciao|salve|cara|caro|gentile|hi|hello|dear|hey|buongiorno|grazie|thanks|"
            rf"thank you) ){_CAPITAL}(?:\s+{_CAPITAL})?(?=\s*[,!.:]|\s*$|\s)"
        ),
    ),
    # A last line that is nothing but a name.
    (NAME, re.compile(rf"(?<=\n){_CAPITAL}(?:[ ]{_CAPITAL}){{0,2}}\.?\s*\Z")),
)


@dataclass
class Masker:
    """Takes out of texts what names anybody; `names` are those known to take part, `taken` counts
    what was taken out, by kind."""

    names: Iterable[str]
    taken: Counter[str] = field(default_factory=Counter)
    _known: re.Pattern[str] | None = None

    def __post_init__(self) -> None:
        parts = {part for name in self.names for part in _parts(name)}
        ordered = sorted(parts, key=len, reverse=True)
        written = "|".join(re.escape(part) for part in ordered)
        self._known = re.compile(rf"(?<!\w)(?:{written})(?!\w)", re.IGNORECASE) if parts else None

    def mask(self, text: str, lang: Lang) -> str:
        """`text` without them, with marks in `lang`; signs that nobody sees go, too."""
        masked = _plain(text)
        known = ((NAME, self._known),) if self._known else ()
        for kind, form in (*_FIRST, *known, *_THEN):
            masked = self._take(kind, form, masked, lang)
        return masked

    def said(self) -> list[Text]:
        """What was taken out, kind by kind: "2 names"."""
        return [_filled(COUNTED[kind], self.taken[kind]) for kind in COUNTED if self.taken[kind]]

    def _take(self, kind: str, form: re.Pattern[str], text: str, lang: Lang) -> str:
        mark = MARKS[kind].say(lang)
        masked, count = form.subn(lambda found: (found.groupdict().get("keep") or "") + mark, text)
        self.taken[kind] += count
        return masked


def unnamed(text: str, names: Iterable[str] = ()) -> str:
    """`text` on one line as it may leave the house; `names` are people who may be named in it."""
    return " ".join(_without_names(Masker(names).mask(text[:LONGEST], "en")).split())


def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text)
    return "".join(sign for sign in plain if sign in "\n\t" or unicodedata.category(sign)[0] != "C")


def _parts(name: str) -> Iterable[str]:
    """A name whole, and each of its words that is long enough to be one; of a handle those with a
    capital letter."""
    whole = " ".join(_plain(name).split()).lstrip("@")
    if len(whole) >= _SHORTEST:
        yield whole
    for part in _WORD.findall(whole):
        if len(part) >= _SHORTEST and (part[:1].isupper() or " " in whole):
            yield part


def _filled(text: Text, n: int) -> Text:
    return Text(en=text.say("en", n=n), it=text.say("it", n=n))


_ANY_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_LIKE_A_NAME = re.compile(r"[^\W\d_a-zß-ÿ][a-zß-ÿ]['’\w-]*")
_OPENS = frozenset('.!?…:\n\r"“«(>')


def _without_names(text: str) -> str:
    """`text` without what is written like a name."""
    letters = [sign for sign in text if sign.isalpha()]
    if sum(sign.isupper() for sign in letters) > len(letters) / 2:
        return text  # it shouts
    found, end = [], 0
    words = list(_ANY_WORD.finditer(text))
    for place, word in enumerate(words):
        before = text[end : word.start()]
        found.append(before)
        end = word.end()
        marked = before.endswith("[") and text[end : end + 1] == "]"
        after = words[place + 1] if place + 1 < len(words) else None
        named = _LIKE_A_NAME.fullmatch(word[0]) is not None
        # At the beginning of a sentence, only with another such word right behind it.
        if named and (not place or _OPENS.intersection(before)):
            named = (
                after is not None
                and text[word.end() : after.start()] == " "
                and _LIKE_A_NAME.fullmatch(after[0]) is not None
            )
        found.append(MARKS[NAME].en if named and not marked else word[0])
    return "".join([*found, text[end:]])
