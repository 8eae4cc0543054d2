"""Pictures as they are handed in: their type and their size are read from their bytes alone."""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass, field


@dataclass(frozen=True)
class GivenPicture:
    """A picture that somebody hands in; `alt` says what is on it."""

    name: str
    data: bytes = field(repr=False)
    alt: str


@dataclass(frozen=True)
class Look:
    """What the bytes say that a picture is; sizes in pixels."""

    mime: str
    width: int
    height: int


def look(data: bytes) -> Look | None:
    """None for what is no JPEG, PNG, GIF or WebP, or has no size."""
    try:
        found = _png(data) or _gif(data) or _webp(data) or _jpeg(data)
    except (struct.error, IndexError):
        return None
    return found if found and found.width and found.height else None


def plain_name(name: str) -> str:
    """A file's name that no mail, form or page can take for anything else."""
    words = re.sub(r"[^\w.\- ]", "_", name.replace("\\", "/").rpartition("/")[2]).strip(" .")
    return words[-120:] or "picture"


def _png(data: bytes) -> Look | None:
    if data[:8] != b"\x89PNG\r\n\x1a\n" or data[12:16] != b"IHDR":
        return None
    return Look("image/png", *struct.unpack(">II", data[16:24]))


def _gif(data: bytes) -> Look | None:
    if data[:6] not in (b"GIF87a", b"GIF89a"):
        return None
    return Look("image/gif", *struct.unpack("<HH", data[6:10]))


def _webp(data: bytes) -> Look | None:
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        return None
    kind = data[12:16]
    if kind == b"VP8X":
        width, height = (int.from_bytes(data[at : at + 3], "little") + 1 for at in (24, 27))
        return Look("image/webp", width, height)
    if kind == b"VP8 ":
        width, height = struct.unpack("<HH", data[26:30])
        return Look("image/webp", width & 0x3FFF, height & 0x3FFF)
    if kind == b"VP8L" and data[20] == 0x2F:
        bits = int.from_bytes(data[21:25], "little")
        return Look("image/webp", (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    return None


def _jpeg(data: bytes) -> Look | None:
    """The first frame's header (SOF) has its size; what is before is passed over by its length."""
    if data[:3] != b"\xff\xd8\xff":
        return None
    at = 2
    while at + 9 < len(data):
        if data[at] != 0xFF:
            return None
        mark = data[at + 1]
        if mark == 0xFF:
            at += 1
        elif mark in range(0xC0, 0xD0) and mark not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return Look("image/jpeg", width, height)
        else:
            at += 2 + struct.unpack(">H", data[at + 2 : at + 4])[0]
    return None
