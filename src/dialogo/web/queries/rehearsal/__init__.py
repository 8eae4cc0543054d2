"""Rehearsals: conversations of the past without names, and what became of them."""
