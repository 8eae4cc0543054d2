"""A video as networks take it, out of one that somebody handed in.

What is H.264 and AAC already, upright and not too big, keeps its very streams in a new file;
whatever else is written anew. Neither holds what a phone notes beside them: the place, the hour,
the device. It runs in a process of its own (child.py): what it opens may be anything.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, BinaryIO

import av
from av.audio.resampler import AudioResampler
from av.filter import Graph

from dialogo.web.actions.films.kinds import HEAD, MOST_PIXELS, MOST_SECONDS, MOVIE, kind_of
from dialogo.web.queries.films.wanted import FASTEST, LEAST, LONGEST, SOUND, Wanted, bits

POSTER = 1280  # pixels of its longest side
STUMBLES = 100  # parts that cannot be read, of a video that is read nevertheless
TRIES = 3  # to make it as small as it must be
# Bits a second below which a smaller picture looks better (house rule, for 25 frames a second).
_SIDES = ((700_000, 854), (1_600_000, 1280))
_USUAL = Fraction(30)
Told = Callable[[float, float], None]


class Unfit(Exception):
    """It cannot be taken; `code` says why (see `words.py`)."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values


@dataclass(frozen=True)
class Made:
    """What was written: pixels, seconds, frames a second; `copied`: its streams are those that were
    handed in."""

    width: int
    height: int
    seconds: float
    rate: float
    copied: bool


@dataclass(frozen=True)
class _Shape:
    """How a video stands: `turn` is how far its frames are to be turned clockwise, in degrees."""

    width: int
    height: int
    turn: int
    seconds: float
    rate: Fraction


@dataclass(frozen=True)
class _Picture:
    """What is written anew: its pixels, frames a second, and bits a second (`room`; 0: as good as
    it looks)."""

    shape: _Shape
    width: int
    height: int
    rate: Fraction
    room: int

    @classmethod
    def of(cls, shape: _Shape, wanted: Wanted, room: int) -> _Picture:
        longest, fastest = _bounds(shape, wanted)
        longest = min([longest, *(side for most, side in _SIDES if room and room < most)])
        share = min(1.0, longest / max(shape.width, shape.height))
        width, height = (max(2, round(s * share / 2) * 2) for s in (shape.width, shape.height))
        rate = min(shape.rate, Fraction(fastest)).limit_denominator(1001)
        return cls(shape, width, height, rate, room)


def make(source: Path, target: Path, poster: Path, wanted: Wanted, told: Told) -> Made:
    """Writes `target`, and its first frame as a JPEG; raises `Unfit`."""
    try:
        with source.open("rb") as file, _opened(file) as opened:
            shape = _shape(opened)
            if _may_stay(opened, shape, wanted, source.stat().st_size):
                _copy(opened, target, told, shape)
                copied = True
            else:
                _fit(opened, target, shape, wanted, told)
                copied = False
        with target.open("rb") as file, _opened(file) as opened:
            _draw(opened, poster)
            seconds = (opened.duration or 0) / av.time_base
            video = opened.streams.video[0]
            rate = float(video.average_rate or shape.rate)
            return Made(video.width, video.height, seconds or shape.seconds, rate, copied)
    except (av.FFmpegError, ValueError, IndexError, ZeroDivisionError, MemoryError) as error:
        raise Unfit("broken") from error


def _opened(file: BinaryIO) -> Any:
    """By the format that its head tells, and no other: a list of other files is none of them."""
    kind = kind_of(file.read(HEAD))
    if kind is None:
        raise Unfit("kind")
    file.seek(0)
    return av.open(file, format=kind, metadata_errors="replace")


def _shape(opened: Any) -> _Shape:
    videos = [one for one in opened.streams.video if one.codec_context is not None]
    if not videos:
        heard = [one for one in opened.streams.audio if one.codec_context is not None]
        raise Unfit("no-picture" if heard else "broken")
    video = videos[0]
    first = next(opened.decode(video), None)
    if first is None:
        raise Unfit("broken")
    turn = -round(first.rotation / 90) * 90 % 360
    aspect = video.sample_aspect_ratio or Fraction(1)
    wide, high = max(round(first.width * aspect), 1), first.height
    opened.seek(0)
    if first.width * first.height > MOST_PIXELS or wide * high > MOST_PIXELS * 4:
        raise Unfit("pixels", width=first.width, height=first.height)
    seconds = (opened.duration or 0) / av.time_base
    if seconds > MOST_SECONDS + 1:
        raise Unfit("long", minutes=math.ceil(seconds / 60))
    rate = video.average_rate or video.guessed_rate or _USUAL
    rate = rate if 1 <= rate <= 240 else _USUAL
    if turn in (90, 270):
        wide, high = high, wide
    return _Shape(wide, high, turn, seconds, Fraction(rate))


def _may_stay(opened: Any, shape: _Shape, wanted: Wanted, size: int) -> bool:
    """Whether its streams may go out as they are."""
    video = opened.streams.video[0]
    sounds = opened.streams.audio
    fits = not wanted.most or size <= wanted.most
    plain = video.codec_context.name == "h264" and video.codec_context.pix_fmt == "yuv420p"
    square = (video.sample_aspect_ratio or 1) == 1
    heard = not sounds or (
        sounds[0].codec_context is not None
        and sounds[0].codec_context.name == "aac"
        and sounds[0].codec_context.channels <= 2
    )
    longest, rate = _bounds(shape, wanted)
    small = max(shape.width, shape.height) <= longest and shape.rate <= rate
    even = video.width % 2 == 0 and video.height % 2 == 0
    moves = opened.format.name.startswith(MOVIE)
    return fits and plain and square and heard and small and even and moves and not shape.turn


def _bounds(shape: _Shape, wanted: Wanted) -> tuple[int, int]:
    """The longest side, in pixels, and the most frames a second."""
    longest = LONGEST
    if wanted.pixels:
        share = math.sqrt(wanted.pixels / (shape.width * shape.height))
        longest = min(longest, int(max(shape.width, shape.height) * share))
    return longest, min(FASTEST, wanted.rate or FASTEST)


def _copy(opened: Any, target: Path, told: Told, shape: _Shape) -> None:
    with av.open(str(target), "w", format="mp4", options={"movflags": "faststart"}) as out:
        kept = [opened.streams.video[0], *opened.streams.audio[:1]]
        into = {one.index: out.add_stream_from_template(one) for one in kept}
        for one in into.values():
            one.metadata.clear()
        for packet in opened.demux(kept):
            if packet.dts is None:
                continue
            if packet.pts is not None:
                at = float(packet.pts * packet.time_base)
                _within(at)
                told(at, shape.seconds)
            packet.stream = into[packet.stream.index]
            out.mux(packet)


def _fit(opened: Any, target: Path, shape: _Shape, wanted: Wanted, told: Told) -> None:
    """Writes it anew, as small as it must be."""
    share = 1.0
    for _ in range(TRIES):
        room = int(bits(wanted.most, shape.seconds) * share) if wanted.most else 0
        if wanted.most and room < LEAST:
            raise Unfit("too-big", size=round(wanted.most / 1e6))
        _write(opened, target, _Picture.of(shape, wanted, room), told)
        if not wanted.most or target.stat().st_size <= wanted.most:
            return
        share *= 0.95 * wanted.most / target.stat().st_size
        opened.seek(0)
    raise Unfit("too-big", size=round(wanted.most / 1e6))


def _write(opened: Any, target: Path, picture: _Picture, told: Told) -> None:
    video, sounds = opened.streams.video[0], opened.streams.audio[:1]
    heard = [one for one in sounds if one.codec_context is not None]
    with av.open(str(target), "w", format="mp4", options={"movflags": "faststart"}) as out:
        drawn = out.add_stream("libx264", rate=picture.rate, options=_quality(picture.room))
        drawn.width, drawn.height, drawn.pix_fmt = picture.width, picture.height, "yuv420p"
        if picture.room:
            drawn.bit_rate = picture.room
        said = out.add_stream("aac", rate=48_000, layout="stereo") if heard else None
        if said is not None:
            said.bit_rate = SOUND
        graph = _graph(video, picture)
        resampler = AudioResampler(format="fltp", layout="stereo", rate=48_000)
        for frame in _frames(opened, [video, *heard]):
            if isinstance(frame, av.VideoFrame):
                at = float(frame.time or 0)
                _within(at)
                told(at, picture.shape.seconds)
                graph.push(frame)
                _drain(graph, drawn, out)
            elif said is not None:
                for one in resampler.resample(frame):
                    out.mux(said.encode(one))
        graph.push(None)
        _drain(graph, drawn, out)
        out.mux(drawn.encode(None))
        if said is not None:
            for one in resampler.resample(None):
                out.mux(said.encode(one))
            out.mux(said.encode(None))


def _quality(room: int) -> dict[str, str]:
    usual = {"preset": "veryfast", "profile": "high"}
    if not room:
        return usual | {"crf": "21", "maxrate": "12M", "bufsize": "24M"}
    return usual | {"maxrate": str(room), "bufsize": str(room * 2)}


def _graph(video: Any, picture: _Picture) -> Graph:
    """What is done with each frame: upright, of its size, so many a second."""
    turns: dict[int, list[tuple[str, str | None]]] = {
        90: [("transpose", "clock")],
        180: [("hflip", None), ("vflip", None)],
        270: [("transpose", "cclock")],
    }
    steps = [
        *turns.get(picture.shape.turn, []),
        ("scale", f"{picture.width}:{picture.height}"),
        ("setsar", "1"),
        ("fps", f"{picture.rate.numerator}/{picture.rate.denominator}"),
        ("format", "yuv420p"),
    ]
    graph = Graph()
    last = graph.add_buffer(template=video)
    for name, args in steps:
        step = graph.add(name, args) if args else graph.add(name)
        last.link_to(step)
        last = step
    last.link_to(graph.add("buffersink"))
    graph.configure()
    return graph


def _drain(graph: Graph, drawn: Any, out: Any) -> None:
    while True:
        try:
            frame: Any = graph.pull()
        except (av.BlockingIOError, av.EOFError):
            return
        frame.pict_type = 0  # the encoder decides which frames stand alone
        out.mux(list(drawn.encode(frame)))


def _frames(opened: Any, streams: list[Any]) -> Iterator[Any]:
    """Frames in the order of the file; what cannot be read is left out, within reason."""
    stumbles = 0
    for packet in opened.demux(streams):
        try:
            yield from packet.decode()
        except av.InvalidDataError:
            stumbles += 1
            if stumbles > STUMBLES:
                raise


def _within(at: float) -> None:
    """A head may tell of less than there is."""
    if at > MOST_SECONDS + 1:
        raise Unfit("long", minutes=math.ceil(at / 60))


def _draw(opened: Any, poster: Path) -> None:
    frame = next(opened.decode(opened.streams.video[0]), None)
    if frame is None:
        raise Unfit("broken")
    image = frame.to_image()
    image.thumbnail((POSTER, POSTER))
    image.save(poster, "JPEG", quality=85, progressive=True)
