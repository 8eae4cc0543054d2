"""Names, handles, numbers and addresses are taken out of a text, and what stood there is said.

Rules do this, in Italian and English: what is known of who takes part goes wherever it stands, and
so does what has the form of a link, a mail address, a number, a street or a name after a greeting.
What has no such form may stay, so that a rehearsal is for colleagues and is stored nowhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dialogo.records.text import Lang, Text

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
_WORD = r"[^\W\d_][^\W\d_]*(?:['’-][^\W\d_]+)*"
_CAPITAL = r"(?-i:[A-ZÀ-ÖØ-Þ])(?:[^\W\d_]|['’-])+"
_FORMS = (
    (LINK, re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)),
    (NAME, re.compile(r"(?<![\w/])@[\w.-]*\w(?:@[\w.-]*\w)?")),
    (MAIL, re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    (DAY, re.compile(r"\b\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})\b|\b\d{4}-\d{2}-\d{2}\b")),
    (
        PLACE,
        re.compile(
            rf"\b(?:via|viale|v\.le|piazza|p\.za|piazzale|corso|c\.so|largo|vicolo|strada|"
            rf"contrada)\s+(?:(?:d[aei]l?l?[aeio]?|san|santa|dei|degli|delle|[ivx]+)\s+|d['’])*"
            rf"{_CAPITAL}(?:\s+(?:d[aei]l?l?[aeio]?\s+)?{_CAPITAL}){{0,3}}"
            rf"(?:,?\s*(?:n\.?\s*)?\d+\s*(?:/?[a-z]\b)?)?",
            re.IGNORECASE,
        ),
    ),
    (
        PLACE,
        re.compile(
            rf"\b\d+[a-z]?,?\s+(?:{_CAPITAL}\s+){{1,3}}"
            r"(?:street|st|road|rd|avenue|ave|lane|ln|square|drive|court|way|place)\b\.?",
            re.IGNORECASE,
        ),
    ),
    (PLACE, re.compile(rf"\b\d{{5}}\s+{_CAPITAL}(?:\s+\([A-Z]{{2}}\))?")),
    # Of accounts, of orders, of cards, of phones; a price or an hour is none.
    (NUMBER, re.compile(r"\b[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{1,4}){3,8}\b")),
    (NUMBER, re.compile(r"\b(?=[A-Z0-9-]*\d{3})[A-Z]+[A-Z0-9]*-?\d[A-Z0-9-]*\b")),
    (NUMBER, re.compile(r"(?<![\w,.])(?:\+|00)?\d(?:[ ./()-]{0,2}\d){6,}\b|#\s?\d+|\b\d{5,}\b")),
    (
        NAME,
        re.compile(
            rf"(?:(?<=mi chiamo )|(?<=my name is )|(?<=I'm )|(?<=I’m )|(?<=sono )|(?<=this is )|"
            rf"(?<=signor )|(?<=signora )|(?<=sig\. )|(?<=sig\.ra )|(?<=dott\. )|(?<=Mr )|"
            rf"(?<=Mr\. )|(?<=Mrs )|(?<=Mrs\. )|(?<=Ms )|(?<=Ms\. )|(?<=Dr )|(?<=Dr\. ))"
            rf"{_CAPITAL}(?:\s+{_CAPITAL}){{0,2}}",
            re.IGNORECASE,
        ),
    ),
    (
        NAME,
        re.compile(
            rf"(?:(?<=^ciao )|(?<=^salve )|(?<=^cara )|(?<=^caro )|(?<=^gentile )|(?<=^hi )|"
            rf"(?<=^hello )|(?<=^dear )|(?<=^hey )|(?<=^buongiorno )|(?<=^grazie )|(?<=^thanks )|"
            rf"(?<=^thank you )){_CAPITAL}(?:\s+{_CAPITAL})?(?=\s*[,!.:]|\s*$|\s)",
            re.IGNORECASE | re.MULTILINE,
        ),
    ),
    # A last line that is nothing but a name.
    (NAME, re.compile(rf"(?<=\n){_CAPITAL}(?:[ ]{_CAPITAL}){{0,2}}\.?\s*\Z")),
)


@dataclass
class Masker:
    """Takes out of texts what names anybody; `names` are those known to take part."""

    names: Iterable[str]
    taken: Counter[str] = field(default_factory=Counter)
    _known: re.Pattern[str] | None = None

    def __post_init__(self) -> None:
        parts = {part for name in self.names for part in _parts(name)}
        ordered = sorted(parts, key=len, reverse=True)
        written = "|".join(re.escape(part) for part in ordered)
        self._known = re.compile(rf"(?<!\w)(?:{written})(?!\w)", re.IGNORECASE) if parts else None

    def mask(self, text: str, lang: Lang) -> str:
        """`text` without them; what was taken out is counted."""
        masked = text
        for kind, form in _FORMS[:3]:  # before names are looked for within them
            masked = self._take(kind, form, masked, lang)
        if self._known is not None:
            masked = self._take(NAME, self._known, masked, lang)
        for kind, form in _FORMS[3:]:
            masked = self._take(kind, form, masked, lang)
        return masked

    def said(self) -> list[Text]:
        """What was taken out, kind by kind: "2 names"."""
        return [_filled(COUNTED[kind], self.taken[kind]) for kind in COUNTED if self.taken[kind]]

    def _take(self, kind: str, form: re.Pattern[str], text: str, lang: Lang) -> str:
        masked, count = form.subn(MARKS[kind].say(lang), text)
        self.taken[kind] += count
        return masked


def _parts(name: str) -> Iterable[str]:
    """A name whole, and each of its words that is long enough to be one."""
    whole = " ".join(name.split()).lstrip("@")
    if len(whole) >= _SHORTEST:
        yield whole
    for part in re.findall(_WORD, whole):
        if len(part) >= _SHORTEST and part[:1].isupper():
            yield part


def _filled(text: Text, n: int) -> Text:
    return Text(en=text.say("en", n=n), it=text.say("it", n=n))
