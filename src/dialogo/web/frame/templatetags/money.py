"""Tags of money: amounts to the last coin, where a figure must equal the sum behind it."""

from __future__ import annotations

from babel.numbers import format_currency
from django import template

from dialogo.records.money import Money, decimals
from dialogo.web.frame.reader import lang

register = template.Library()


@register.filter
def exact(money: Money | None) -> str:
    """Money with all its decimals, those of the smallest coin at the least."""
    if money is None:
        return ""
    least = decimals(money.currency)
    shown = max(least, -int(money.amount.normalize().as_tuple().exponent))
    pattern = "¤\u00a0#,##0" + (f".{'0' * shown}" if shown else "")
    return str(
        format_currency(
            money.amount, money.currency, format=pattern, locale=lang(), currency_digits=False
        )
    )
