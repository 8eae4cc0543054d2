"""Which files are taken for videos, by how they begin; how long and how large one may be."""

from __future__ import annotations

MOST_BYTES = 300_000_000  # of a file that is handed in
MOST_SECONDS = 600
MOST_PIXELS = 4096 * 2304  # of a frame
HEAD = 16  # bytes that tell its kind
MOVIE, WEB = "mov", "matroska"  # as the library calls them
# Boxes that a QuickTime or MP4 file begins with. Source: ISO/IEC 14496-12, and QuickTime's format.
_BOXES = (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot")


def kind_of(head: bytes) -> str | None:
    """The format of an MP4, MOV or WebM file; None: it is none of these."""
    if head[4:8] in _BOXES:
        return MOVIE
    if head[:4] == b"\x1a\x45\xdf\xa3":
        return WEB
    return None
