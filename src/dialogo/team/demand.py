"""Demand: every message that people write to the company, and whether somebody was on shift."""

from __future__ import annotations

from dialogo.records.records import View
from dialogo.team.rota import ROTA

# Messages that machines sent, or that speak of the company without turning to it, ask nobody to be
# there. `wants` leaves out what was judged to want no answer (thanks, a tag for a friend).
DEMAND = View(
    "demand",
    """
    SELECT asked.network, asked.sent_at,
           thanks.message_id IS NULL AS wants,
           coalesce(asked.sent_at < rota.closes, false) AS covered
    FROM (
        SELECT network, message_id, sent_at FROM messages
        WHERE author_kind = 'customer' AND automated IS NOT TRUE AND addressed IS NOT FALSE
    ) AS asked
    LEFT JOIN (
        SELECT network, message_id FROM message_labels WHERE needs_answer = 'no'
    ) AS thanks
        ON thanks.network = asked.network AND thanks.message_id = asked.message_id
    ASOF LEFT JOIN rota
        ON rota.network = asked.network AND asked.sent_at >= rota.opens
    """,
    needs=(ROTA,),
)
