"""An amount as a sentence of the trail says it: to the last decimal, in both languages."""

from __future__ import annotations

from decimal import Decimal

from dialogo.records.text import Text


def exact(amount: Decimal, least: int = 2) -> Text:
    """All decimals that say something, and so many at the `least`."""
    short = amount.quantize(Decimal(1).scaleb(-least))
    written = f"{short if short == amount else amount.normalize():f}"
    return Text(en=written, it=written.replace(".", ","))
