"""Says how a piece stands, what it does, and what its networks are called."""

from __future__ import annotations

from django import template

from dialogo.records.network_names import network_name
from dialogo.web.actions.content.making import called
from dialogo.web.frame.reader import lang
from dialogo.web.models.content import Piece
from dialogo.web.queries.content.words import PURPOSES, STATES, UNSURE

register = template.Library()

# What stands for a purpose where there is no room for words.
_MARKS = {"useful": "+", "promotional": "€", "conversation": "…", "corporate": "▪"}


@register.simple_tag
def piece_state(state: str) -> str:
    """What a state of pieces is called."""
    return STATES[state].say(lang())


@register.filter
def piece_called(piece: Piece) -> str:
    """A piece by its title, else by how it begins."""
    return called(piece)


@register.filter
def purpose_called(purpose: str) -> str:
    """What a purpose is called; nothing for none."""
    return PURPOSES[purpose].say(lang()) if purpose in PURPOSES else ""


@register.filter
def does_called(does: str) -> str:
    """What a post does, in words; also where that cannot be told."""
    return PURPOSES.get(does, UNSURE).say(lang())


@register.filter
def mark_of(does: str) -> str:
    """The sign for what a post does."""
    return _MARKS.get(does, "?")


@register.filter
def network_called(network: str) -> str:
    """What a network is called."""
    return network_name(network, lang())
