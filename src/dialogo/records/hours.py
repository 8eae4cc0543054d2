"""Working time: hours that are told as hours, however many, and never folded into days."""

from __future__ import annotations


class Hours(float):
    """A number of working hours."""

    __slots__ = ()
