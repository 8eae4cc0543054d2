"""Which encoding a text file is written in, as told by its first bytes."""

from __future__ import annotations

import codecs
from collections.abc import Sequence

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What people's spreadsheets write where it is not Unicode.
_OLD: Sequence[str] = ("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "mac_roman", "shift_jis")
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\v\f\r\x1b")


def encoding_of(head: bytes) -> str | None:
    """The encoding of a text whose first bytes are `head`; None when it is no text at all."""
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    wide = _without_mark(head)
    if wide:
        return wide
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if controls > max(8, len(head) // 50):
        return None
    if _is_utf8(head):
        return "utf-8"
    return _old(head)


def _without_mark(head: bytes) -> str | None:
    """UTF-16 without its mark: every second byte of Latin text is zero."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    half = max(1, len(head) // 2)
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _is_utf8(head: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return True


def _old(head: bytes) -> str:
    from charset_normalizer import from_bytes  # start-up: needed only for files of old

    likely = from_bytes(head, cp_isolation=list(_OLD))
    best = likely.best()
    if best is None:
        return "cp1252"
    # A few accents fit many encodings: Western Europe's is taken unless another fits better.
    western = (one for one in likely if "cp1252" in (one.encoding, *one.could_be_from_charset))
    if any(one.chaos <= best.chaos for one in western):
        return "cp1252"
    return str(best.encoding)


def _as_old_byte(error: UnicodeError) -> tuple[str, int]:
    """A byte that is no UTF-8 in a file that otherwise is: read as Windows would."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return wrong.decode("cp1252", "replace"), error.end


codecs.register_error("dialogo-mixed", _as_old_byte)
