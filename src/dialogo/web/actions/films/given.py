"""A video as somebody hangs it on what they write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dialogo.web.actions.films.captions import GivenCaptions


@dataclass(frozen=True)
class GivenFilm:
    """A video that was handed in (see keeping.py), by its number, with what is said of it and in it
    (`captions`; None leaves those that are there); None: no video any more."""

    number: int | None
    alt: str = ""
    captions: Sequence[GivenCaptions] | None = None
