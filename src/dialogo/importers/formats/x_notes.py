"""Long posts of an X archive: their whole text stands in a file of its own, apart from the post."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from dialogo.importers.mending import unescaped
from dialogo.importers.moments import from_iso, from_words

# Under which the text stands, by the archive's year.
_BODIES = ("core", "noteTweetResults", "noteTweetContents")


@dataclass(eq=False)
class Note:
    """A long text; `id` is its post's or, in most archives, its own."""

    id: str
    written: datetime | None
    text: str
    taken: bool = False


@dataclass
class Notes:
    """The long texts of an archive, found by their post's id or by its second and beginning."""

    by_key: dict[str, list[Note]] = field(default_factory=dict)

    def add(self, item: dict[str, Any]) -> None:
        """Takes a note as note-tweet.js writes it."""
        body = next((item[key] for key in _BODIES if isinstance(item.get(key), dict)), item)
        text = unescaped(str(body.get("text") or ""))
        if not text:
            return
        written = from_iso(item.get("createdAt")) or from_words(item.get("createdAt"))
        note = Note(str(item.get("tweetId") or item.get("noteTweetId") or ""), written, text)
        for key in filter(None, (note.id, _second(written))):
            self.by_key.setdefault(key, []).append(note)

    def whole(self, post_id: str, written: datetime, short: str) -> str:
        """The text of the note that this post begins, or `short`, the post's own."""
        start = short.split("…", maxsplit=1)[0].split(" https://t.co/", maxsplit=1)[0].strip()[:60]
        for key in (post_id, _second(written)):
            for note in self.by_key.get(key, ()):
                if key == post_id or (start and note.text.strip().startswith(start)):
                    note.taken = True
                    return note.text
        return short

    def left_over(self) -> Iterator[tuple[str, datetime, str]]:
        """Id, time and text of the notes whose post is in no file, once each."""
        seen: set[Note] = set()
        for found in self.by_key.values():
            for note in found:
                if note.id and note.written and not note.taken and note not in seen:
                    seen.add(note)
                    yield note.id, note.written, note.text


def _second(moment: datetime | None) -> str:
    return f"at {moment:%Y%m%d%H%M%S}" if moment else ""
