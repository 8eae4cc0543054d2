"""What is said in a video, to be read along: SRT and WebVTT taken in, and kept as a plain WebVTT.

Only times and words are kept. Whatever else such a file may hold (styles, places, scripts of other
programs) stays out, so that a browser and a network get nothing but what was approved.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dialogo.records.text import Text
from dialogo.web.actions.letters.picture import plain_name
from dialogo.web.actions.letters.refused import WontDo
from dialogo.web.actions.text_files import decoded

MOST_BYTES, MOST_CUES = 500_000, 5_000
MOST = 20  # languages of one video, which is what Bluesky takes (app.bsky.embed.video)
HEAD = "WEBVTT"
_MARK = "-->"
_AT = r"(?:(\d{1,2}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
_TIMES = re.compile(rf"\s*{_AT}\s*-->\s*{_AT}(?:\s.*)?")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<[\d:.]+>|\{\\[^{}]*\}")
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_LANG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,4})?")

TOO_BIG = Text(
    en="{name} is too big for captions: {most} kB and {cues} lines of times are taken.",
    it="{name} è troppo grande per dei sottotitoli: si accettano {most} kB e {cues} righe di "
    "tempi.",
)
NOTHING = Text(
    en="{name} holds no captions. Use an SRT or WebVTT file, with a line of times such as "
    "00:00:01,000 --> 00:00:04,000 above each text.",
    it="{name} non contiene sottotitoli. Usate un file SRT o WebVTT, con una riga di tempi come "
    "00:00:01,000 --> 00:00:04,000 sopra ogni testo.",
)
BAD_TIMES = Text(
    en="Line {line} of {name} is no line of times: {given}. It takes 00:00:01,000 --> "
    "00:00:04,000, the second later than the first.",
    it="La riga {line} di {name} non è una riga di tempi: {given}. Va scritta 00:00:01,000 --> "
    "00:00:04,000, con il secondo tempo dopo il primo.",
)
BAD_LANG = Text(
    en="{given} is no language. Write it as en, it or pt-BR.",
    it="{given} non è una lingua. Va scritta come en, it o pt-BR.",
)
TOO_MANY = Text(
    en="A video has captions in {most} languages at the most.",
    it="Un video ha sottotitoli al massimo in {most} lingue.",
)
WRITTEN = Text(en="What is written as captions", it="Ciò che è scritto come sottotitoli")


@dataclass(frozen=True)
class GivenCaptions:
    """Captions as somebody hands them in; `name`: of their file, empty where they were written."""

    lang: str
    data: bytes | str
    name: str = ""

    @property
    def text(self) -> str:
        """What it holds, as it stands there."""
        return self.data if isinstance(self.data, str) else decoded(self.data)


def taken(given: Sequence[GivenCaptions]) -> list[dict[str, str]]:
    """As a video keeps them, one a language, the last counts; empty ones are left out. Raises
    `WontDo`."""
    found: dict[str, str] = {}
    for one in given:
        if not _LANG.fullmatch(one.lang):
            raise WontDo(BAD_LANG, code="captions", given=one.lang[:20] or "–")
        if one.data.strip():
            found[one.lang] = read(one)
    if len(found) > MOST:
        raise WontDo(TOO_MANY, code="captions", most=MOST)
    return [{"lang": lang, "text": found[lang]} for lang in sorted(found)]


def read(given: GivenCaptions) -> str:
    """A plain WebVTT of an SRT or a WebVTT; what it gives is read as itself. Raises `WontDo`."""
    called: object = plain_name(given.name) if given.name else WRITTEN
    too_big = WontDo(TOO_BIG, code="captions", name=called, most=MOST_BYTES // 1000, cues=MOST_CUES)
    if len(given.data) > MOST_BYTES:
        raise too_big
    text = _UNSEEN.sub("", given.text.replace("\r\n", "\n").replace("\r", "\n"))
    coded = text.lstrip().startswith(HEAD)  # in an SRT an ampersand is no more than that
    cues = sorted(_cues(text.split("\n"), called, coded=coded))
    if not cues:
        raise WontDo(NOTHING, code="captions", name=called)
    if len(cues) > MOST_CUES:
        raise too_big
    return "\n".join([HEAD, *(_written(*cue) for cue in cues)])


def _cues(lines: Sequence[str], called: object, *, coded: bool) -> Iterator[tuple[int, int, str]]:
    """Each with its times, in milliseconds."""
    at = 0
    while at < len(lines):
        line, at = lines[at], at + 1
        if _MARK not in line:
            continue
        since, until = _times(line, at, called)
        words = []
        while at < len(lines) and lines[at].strip() and _MARK not in lines[at]:
            words.append(_plain(lines[at], coded=coded))
            at += 1
        if said := "\n".join(filter(None, words)):
            yield since, until, said


def _times(line: str, number: int, called: object) -> tuple[int, int]:
    found = _TIMES.fullmatch(line)
    if found:
        since, until = _moment(*found.groups()[:4]), _moment(*found.groups()[4:])
        if since < until:
            return since, until
    values = {"name": called, "line": number, "given": line.strip()[:60]}
    raise WontDo(BAD_TIMES, code="captions", **values)


def _moment(hours: str | None, minutes: str, seconds: str, rest: str) -> int:
    whole = (int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)
    return whole * 1000 + int(rest.ljust(3, "0"))


def _plain(line: str, *, coded: bool) -> str:
    bare = _TAG.sub("", line)
    return html.escape(html.unescape(bare) if coded else bare, quote=False).strip()


def _written(since: int, until: int, said: str) -> str:
    return f"\n{_clock(since)} {_MARK} {_clock(until)}\n{said}"


def _clock(at: int) -> str:
    seconds, rest = divmod(at, 1000)
    minutes, second = divmod(seconds, 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{second:02}.{rest:03}"
