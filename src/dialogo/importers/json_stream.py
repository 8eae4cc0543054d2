"""Reads the items of a JSON array one by one, so that a huge export never fills memory."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from typing import IO, Any

from dialogo.records.errors import BadInput
from dialogo.records.text import Text

CHUNK = 1 << 18
ITEM_LIMIT = 1 << 25  # characters of one item; the longest real ones are chats of a few megabytes

# An X archive wraps its JSON in an assignment, which is cut off as text and never run.
ASSIGNMENT = re.compile(r"\s*[A-Za-z_$][\w$.\[\]\"'-]*\s*=\s*")

BROKEN = Text(
    en="is broken or was cut off after item {count}. Download the export again and import the "
    "whole of it.",
    it="è rovinato o troncato dopo l'elemento {count}. Scaricate di nuovo l'esportazione e "
    "importatela per intero.",
)
TOO_LARGE = Text(
    en="holds an item (number {count}) larger than {limit} million characters, as no export does. "
    "Download it again from the network itself.",
    it="contiene un elemento (il numero {count}) di oltre {limit} milioni di caratteri, come "
    "nessuna esportazione. Scaricatela di nuovo dalla rete.",
)
NO_JSON = Text(
    en="is empty or holds no JSON data. Download the export again, in JSON format.",
    it="è vuoto o non contiene dati JSON. Scaricate di nuovo l'esportazione, in formato JSON.",
)


def items(stream: IO[bytes], file: str, *keys: str) -> Iterator[tuple[int, Any]]:
    """Numbered items (from 1) of the array that the JSON text is, or holds under one of `keys`.

    A text before the JSON that assigns it to a name is skipped. An object without any of `keys`
    is an only item. Raises `BadInput` for broken, truncated and oversized input.
    """
    reader = _Reader(stream, file)
    reader.skip_assignment()
    match reader.peek():
        case "[":
            yield from reader.array()
        case "{":
            yield from _members(reader, keys)
        case _:
            raise BadInput(NO_JSON, file=file)


def whole(stream: IO[bytes], file: str) -> Any:
    """The one JSON value of a small file; raises `BadInput` as `items` does."""
    reader = _Reader(stream, file)
    reader.skip_assignment()
    if reader.peek() == "":
        raise BadInput(NO_JSON, file=file)
    return reader.value()


def _members(reader: _Reader, keys: tuple[str, ...]) -> Iterator[tuple[int, Any]]:
    reader.take("{")
    rest: dict[str, Any] = {}
    found = False
    while reader.peek() != "}":
        name = reader.value()
        reader.take(":")
        if name in keys and reader.peek() == "[":
            found = True
            yield from reader.array()
        else:
            rest[str(name)] = reader.value()
        if reader.peek() == ",":
            reader.take(",")
        elif reader.peek() != "}":
            raise reader.broken()
    if not found and rest and not any(key in rest for key in keys):
        yield 1, rest


class _Reader:
    """A window over the text that moves on as values are taken from it."""

    def __init__(self, stream: IO[bytes], file: str) -> None:
        self.stream, self.file = stream, file
        self.decode = codecs.getincrementaldecoder("utf-8-sig")("replace").decode
        self.text, self.at, self.ended, self.count = "", 0, False, 0
        self.decoder = json.JSONDecoder()

    def more(self) -> bool:
        """Reads on, as much as is still unread, so that a long item costs linear time."""
        if self.ended:
            return False
        data = self.stream.read(max(CHUNK, len(self.text) - self.at))
        self.ended = not data
        self.text = self.text[self.at :] + self.decode(data, self.ended)
        self.at = 0
        return not self.ended

    def peek(self) -> str:
        """The next character that is no blank; empty at the end."""
        while True:
            while self.at < len(self.text):
                if self.text[self.at] not in " \t\r\n":
                    return self.text[self.at]
                self.at += 1
            if not self.more():
                return ""

    def take(self, sign: str) -> None:
        if self.peek() != sign:
            raise self.broken()
        self.at += 1

    def skip_assignment(self) -> None:
        if self.peek() in ("[", "{"):
            return
        while len(self.text) - self.at < 1024 and self.more():
            pass
        if match := ASSIGNMENT.match(self.text, self.at, self.at + 1024):
            self.at = match.end()

    def value(self) -> Any:
        self.peek()
        while True:
            try:
                value, end = self.decoder.raw_decode(self.text, self.at)
            except RecursionError:
                raise self.broken() from None
            except ValueError:
                if len(self.text) - self.at > ITEM_LIMIT:
                    raise BadInput(
                        TOO_LARGE, file=self.file, count=self.count + 1, limit=ITEM_LIMIT >> 20
                    ) from None
                if not self.more():
                    raise self.broken() from None
                continue
            if end < len(self.text):
                self.at = end
                return value
            if not self.more():  # until then, "12" may be the start of 123
                self.at = len(self.text)
                return value

    def array(self) -> Iterator[tuple[int, Any]]:
        self.take("[")
        while self.peek() != "]":
            value = self.value()
            self.count += 1
            yield self.count, value
            if self.peek() == ",":
                self.take(",")
            elif self.peek() != "]":
                raise self.broken()
        self.take("]")

    def broken(self) -> BadInput:
        return BadInput(BROKEN, file=self.file, count=self.count)
