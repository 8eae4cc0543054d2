"""How much of the promotion money bought a conversation: its questions were answered."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from dialogo.budget.ledger import MAIN_CURRENCY, days
from dialogo.budget.promotion import DAYS_AFTER, STIRRED
from dialogo.records.ad_reports import COUNTED_EXPENSES
from dialogo.records.measure import Figure, Measure
from dialogo.records.money import Money
from dialogo.records.records import Records
from dialogo.records.reply_tree import THREADS
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window

# Each expense of promoting with the questions that it stirred up: those in the thread of its post,
# or else, where it names none, those sent on its network (any, where it names none) in the week
# after it.
_SQL = f"""
    WITH paid AS (
        SELECT row_number() OVER () AS line, network, post_id, day, amount FROM counted_expenses
        WHERE activity = 'promoting' AND amount > 0 AND day BETWEEN $first AND $last
            AND upper(trim(currency)) = (SELECT currency FROM budget_main_currency)
    ), heads AS (
        SELECT p.line, t.thread FROM paid AS p
        JOIN nodes AS n ON n.post AND n.id = p.post_id
            AND coalesce(p.network, n.network) = n.network
        JOIN threads AS t USING (node)
    ), asked AS (
        SELECT s.*, t.thread FROM budget_stirred AS s
        JOIN nodes AS n ON n.network = s.network AND n.id = s.message_id AND NOT n.post
        JOIN threads AS t USING (node)
    ), found AS (
        SELECT h.line, a.network, a.message_id, a.answered
        FROM heads AS h JOIN asked AS a USING (thread)
        UNION
        SELECT p.line, a.network, a.message_id, a.answered
        FROM paid AS p JOIN asked AS a ON coalesce(p.network, a.network) = a.network
            AND a.sent_at >= p.day::TIMESTAMPTZ
            AND a.sent_at < p.day::TIMESTAMPTZ + INTERVAL {DAYS_AFTER} DAY
        WHERE p.post_id IS NULL
    ), counted AS (
        SELECT line, count(*) AS asked, count(*) FILTER (answered) AS answered
        FROM found GROUP BY line
    )
    SELECT paid.line, paid.amount, coalesce(asked, 0) AS asked, coalesce(answered, 0) AS answered
    FROM paid LEFT JOIN counted USING (line) ORDER BY line
"""


def compute(records: Records, window: Window) -> Figure:
    """Of the promotion money under which somebody asked something, the share that was answered:
    each expense counts with the share of its own questions that got a human answer.

    n is these expenses; None without any. `parts`: `answered`, `asked` and `silent` (Money, the
    last of expenses that nobody asked anything about).
    """
    main = records.row("SELECT currency FROM budget_main_currency", MAIN_CURRENCY)["currency"]
    if main is None:
        return Figure(value=None, unit="share", n=0)
    edges = days(window)
    views = MAIN_CURRENCY, COUNTED_EXPENSES, STIRRED, THREADS
    rows = records.rows(_SQL, *views, **edges._asdict())
    spoken = [row for row in rows if row["asked"]]
    whole = sum((row["amount"] for row in spoken), Decimal(0))
    part = sum(
        (Fraction(row["amount"]) * Fraction(row["answered"], row["asked"]) for row in spoken),
        Fraction(0),
    )
    silent = sum((row["amount"] for row in rows if not row["asked"]), Decimal(0))
    return Figure(
        value=float(part / Fraction(whole)) if whole else None,
        unit="share",
        n=len(spoken),
        parts={"asked": Money(whole, main), "silent": Money(silent, main)},
    )


PROMOTION_MONEY_ANSWERED = Measure(
    id="budget/promotion-money-answered",
    title=Text(en="Promotion money that was answered for", it="Promozione seguita da risposte"),
    meaning=Text(
        en="Of the promotion money that made people ask something, the share whose questions "
        "somebody answered.",
        it="Del denaro di promozione che ha suscitato domande, la quota le cui domande hanno "
        "avuto risposta.",
    ),
    unit="share",
    reads=frozenset({"expenses", "messages"}),
    source=Source("docs/evidence/budget.md", "house rule"),
    compute=compute,
)
