"""The words of a small file that somebody hands in, whatever program wrote it."""

from __future__ import annotations


def decoded(data: bytes) -> str:
    """As UTF-8, as UTF-16 where it says so, or as older programs of an office still write it."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
