"""Lists of feeds as OPML, the form in which feed readers exchange them: read warily, and written.

Source: http://opml.org/spec2.opml. No entity is declared or fetched, and size, depth and length end
somewhere, whoever wrote the file.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from dialogo.records.errors import BadInput
from dialogo.records.text import Text

MOST_BYTES = 2_000_000
MOST_OUTLINES = 2_000
DEEPEST = 20
LONGEST = 500  # characters of a title or an address

TOO_LARGE = Text(
    en="it is larger than 2 MB. A list of feeds is a few dozen kilobytes; choose that file.",
    it="supera 2 MB. Un elenco di feed è di qualche decina di kilobyte: scegliete quel file.",
)
TOO_DEEP = Text(
    en="its folders are nested more than {most} deep. Export the list again without them.",
    it="ha cartelle annidate oltre {most} livelli. Esportate di nuovo l'elenco senza cartelle.",
)
TOO_MANY = Text(
    en="it names more than {most} sources. Split it, and bring in what you mean to read.",
    it="nomina più di {most} fonti. Dividetelo, e importate ciò che intendete leggere.",
)
DECLARES = Text(
    en="it declares entities or a document type, which a list of feeds does not need. Export it "
    "again from your feed reader.",
    it="dichiara entità o un tipo di documento, di cui un elenco di feed non ha bisogno. "
    "Esportatelo di nuovo dal vostro lettore di feed.",
)
NO_OPML = Text(
    en="it is no OPML file ({reason}, line {line}). Feed readers offer one under “export”.",
    it="non è un file OPML ({reason}, riga {line}). I lettori di feed lo offrono alla voce "
    "«esporta».",
)
NOT_IT = Text(en="it begins as something else", it="comincia come altro")


@dataclass(frozen=True)
class Outline:
    """One source: the feed that is read ("rss"), or the page to look at where it has none."""

    title: str
    address: str
    folder: str = ""
    site: str = ""
    kind: str = "rss"


class _Reader:
    """Collects outlines; raises `BadInput` out of the parser for what does not belong in one."""

    def __init__(self) -> None:
        self.found: list[Outline] = []
        self._depth = 0
        self._folders: list[str] = []
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.StartDoctypeDeclHandler = self._declares
        self._parser.EntityDeclHandler = self._declares
        self._parser.ExternalEntityRefHandler = self._declares

    def read(self, data: bytes) -> list[Outline]:
        try:
            self._parser.Parse(data, True)
        except expat.ExpatError as wrong:
            reason = expat.ErrorString(wrong.code)
            raise BadInput(NO_OPML, reason=reason, line=wrong.lineno) from None
        return self.found

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth == 1 and name.lower() != "opml":
            line = self._parser.CurrentLineNumber
            raise BadInput(NO_OPML, reason=NOT_IT, line=line)
        if self._depth > DEEPEST:
            raise BadInput(TOO_DEEP, most=DEEPEST)
        if name.lower() != "outline":
            return
        had = {key.lower(): value for key, value in attributes.items()}
        title = _line(had.get("title") or had.get("text") or "")
        address = _line(had.get("xmlurl") or had.get("url") or "")
        if address and len(self.found) == MOST_OUTLINES:
            raise BadInput(TOO_MANY, most=MOST_OUTLINES)
        if address:
            folder = next((one for one in reversed(self._folders) if one), "")
            kind = "rss" if "xmlurl" in had else "link"
            self.found.append(Outline(title, address, folder, _line(had.get("htmlurl", "")), kind))
        self._folders.append("" if address else title)

    def _end(self, name: str) -> None:
        self._depth -= 1
        if name.lower() == "outline":
            self._folders.pop()

    def _declares(self, *told: object) -> int:
        raise BadInput(DECLARES)


def read(data: bytes) -> list[Outline]:
    """Its sources in their order; raises `BadInput` that says what is wrong with the file."""
    if len(data) > MOST_BYTES:
        raise BadInput(TOO_LARGE)
    return _Reader().read(data)


def written(title: str, outlines: Iterable[Outline]) -> bytes:
    """A file with these sources, in folders."""
    folders: dict[str, list[Outline]] = {}
    for one in outlines:
        folders.setdefault(one.folder, []).append(one)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<opml version="2.0">']
    lines += [f"<head><title>{_text(title)}</title></head>", "<body>"]
    for folder, inside in folders.items():
        rows = [_outline(one) for one in inside]
        named = quoteattr(_clean(folder))
        lines += [f"<outline text={named}>", *rows, "</outline>"] if folder else rows
    return "\n".join([*lines, "</body>", "</opml>", ""]).encode()


def _outline(one: Outline) -> str:
    title = quoteattr(_clean(one.title))
    address = "xmlUrl" if one.kind == "rss" else "url"
    site = f" htmlUrl={quoteattr(_clean(one.site))}" if one.site else ""
    return (
        f'<outline type="{one.kind}" text={title} title={title} '
        f"{address}={quoteattr(_clean(one.address))}{site}/>"
    )


def _text(text: str) -> str:
    return quoteattr(_clean(text))[1:-1]


def _clean(text: str) -> str:
    """Without what no XML can hold."""
    return "".join(sign for sign in text if sign >= " " and sign not in "\ufffe\uffff")


def _line(text: str) -> str:
    return " ".join(text.split())[:LONGEST]
