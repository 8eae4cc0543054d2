"""The HTML of a status as people read it, and in the form in which two writings are compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from html.parser import HTMLParser

_BLOCKS = frozenset({"p", "div", "blockquote", "pre", "ul", "ol", "h1", "h2", "h3", "h4", "h5"})
_SILENT = frozenset({"script", "style", "template", "title"})
_ADDRESS = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)
_HANDLE = re.compile(r"@([\w.-]*\w)(?:@[\w.:-]*\w)?")


def plain(
    html: str,
    handles: Mapping[str, str] | None = None,
    *,
    shown: bool = False,
    links: bool = True,
) -> str:
    """Paragraphs and line breaks as line breaks, links with their whole address, mentions by
    `handles` (from the address of a profile to its handle), nothing hidden.

    `shown`: links as they are shown; `links=False`: without them.
    """
    reader = _Reader(handles or {}, shown=shown, links=links)
    reader.feed(html)
    reader.close()
    return reader.text()


def compared(text: str) -> str:
    """What is left of a writing when a server has made links, mentions and Markdown of it.

    Letters, digits and signs such as emoji, without addresses and the servers of handles.
    """
    short = _HANDLE.sub(lambda found: found[1], _ADDRESS.sub(_bare, text))
    return "".join(
        letter
        for letter in unicodedata.normalize("NFKC", short).casefold()
        if unicodedata.category(letter)[0] in "LNS" and letter not in "`^~<>|+="
    )


def without_links(text: str) -> str:
    return _ADDRESS.sub("", text)


def _bare(found: re.Match[str]) -> str:
    return re.sub(r"^https?://(www\.)?", "", found[0], flags=re.IGNORECASE)


class _Reader(HTMLParser):
    """Collects text; whitespace of the source is nothing, as in a browser."""

    def __init__(self, handles: Mapping[str, str], *, shown: bool, links: bool) -> None:
        super().__init__(convert_charrefs=True)
        self._handles, self._as_shown, self._links = handles, shown, links
        self._parts: list[str] = []
        self._silent = 0
        self._link: tuple[str, str, int] | None = None  # address, class, where its words begin
        self._lists: list[int] = []  # of those begun and not ended: 0, or the number reached

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        had = dict(attrs)
        if tag in _SILENT:
            self._silent += 1
        elif tag == "br":
            self._parts.append("\n")
        elif tag == "li":
            self._parts.append(self._item())
        elif tag in _BLOCKS:
            self._parts.append("\n\n")
            if tag in ("ul", "ol"):
                self._lists.append(_number(had.get("start")) if tag == "ol" else 0)
        elif tag == "a":
            self._link = (had.get("href") or "", had.get("class") or "", len(self._parts))
        elif tag == "img":
            self._parts.append(had.get("alt") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in _BLOCKS:
            self._parts.append("\n\n")
            if tag in ("ul", "ol") and self._lists:
                self._lists.pop()
        elif tag == "a" and self._link:
            self._end_link(*self._link)
            self._link = None

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._parts.append(re.sub(r"\s+", " ", data))

    def _item(self) -> str:
        if not self._lists or not self._lists[-1]:
            return "\n- "
        self._lists[-1] += 1
        return f"\n{self._lists[-1] - 1}. "

    def _end_link(self, address: str, kind: str, start: int) -> None:
        words = "".join(self._parts[start:])
        shown = words.strip()
        if shown.startswith("@") or "mention" in kind.split():
            shown = self._handles.get(address, shown)
        elif shown.startswith("#") or "hashtag" in kind.split() or not _ADDRESS.match(address):
            return
        elif not self._links:
            shown = ""
        elif not shown or _is_cut(shown, address, kind):
            shown = address
        elif self._as_shown:
            return
        elif _bare_address(shown) == _bare_address(address):
            shown = address
        else:
            shown = f"{shown} ({address})"
        self._parts[start:] = [shown]

    def text(self) -> str:
        text = "".join(self._parts)
        text = re.sub(r"[ \t]*\n[ \t]*", "\n", text)
        return re.sub(r"\n{3,}", "\n\n", text).replace("\x00", "").strip()


def _bare_address(address: str) -> str:
    return re.sub(r"^https?://", "", address, flags=re.IGNORECASE).rstrip("/")


def _is_cut(shown: str, address: str, kind: str) -> bool:
    """Whether a server shows the address's beginning only: before an ellipsis, or (Takahe) in a
    link of that class."""
    beginning, ends, _ = _bare_address(shown).partition("…")
    cut = ends or "ellipsis" in kind.split()
    return bool(cut and beginning) and _bare_address(address).startswith(beginning)


def _number(written: str | None) -> int:
    """What a numbered list begins with."""
    return int(written) if re.fullmatch("[0-9]{1,6}", written or "1") and written else 1
