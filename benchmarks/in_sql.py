"""One side of the benchmark: the dialogue measures as one hand-written script for the engine.

Written by hand for this one question, with what one would do about speed: whole numbers for ids,
one pass for each step, nothing that another measure might want.
"""

from __future__ import annotations

from datetime import timedelta
from math import nan
from pathlib import Path

import duckdb
import pyarrow as pa

from benchmarks.sides import OFFICE, Values

_TREES = """
    CREATE TEMP TABLE m AS
    SELECT row_number() OVER (ORDER BY said, length(id), id, network)::INT AS node, * FROM (
        SELECT sent_at AS said, network, message_id AS id, in_reply_to AS parent, conversation,
               CASE WHEN author_kind = 'customer' THEN hash(author) END AS customer,
               author_kind = 'company' AS us,
               author_kind = 'company' AND automated IS NOT TRUE AS human,
               addressed OR conversation IS NOT NULL AS called, false AS post
        FROM read_parquet('{folder}/messages/*.parquet')
        UNION ALL
        SELECT published_at, network, post_id, joins, NULL, NULL, false, false, false, true
        FROM read_parquet('{folder}/posts/*.parquet'));

    CREATE TEMP TABLE l AS
    SELECT b.node, a.node AS up FROM m AS b JOIN m AS a
      ON a.network = b.network AND a.id = b.parent WHERE NOT b.post OR a.post;

    CREATE TEMP TABLE r AS
    WITH RECURSIVE down(node, root) AS (
        SELECT node, node FROM m ANTI JOIN l USING (node)
        UNION ALL SELECT l.node, down.root FROM down JOIN l ON l.up = down.node)
    SELECT m.node, said, customer, us, human, called, post, conversation IS NOT NULL AS private,
           coalesce(c.thread, root) AS thread
    FROM m JOIN down USING (node)
    LEFT JOIN (SELECT network, conversation, min(node) AS thread FROM m
               WHERE conversation IS NOT NULL GROUP BY ALL) AS c USING (network, conversation);

    CREATE TEMP TABLE o AS
    WITH RECURSIVE up(node, said, human) AS (
        SELECT l.up, said, human FROM m JOIN l USING (node) WHERE us
        UNION ALL
        SELECT l.up, up.said, up.human FROM up JOIN m USING (node) JOIN l USING (node)
        WHERE NOT (m.us AND m.human >= up.human AND m.said <= up.said)),
    below AS (SELECT node, min(said) AS any, min(said) FILTER (human) AS human
              FROM up GROUP BY node),
    first AS (SELECT r.* FROM r JOIN (SELECT min(node) AS node FROM r WHERE customer IS NOT NULL
                                      GROUP BY thread, customer) USING (node)),
    later AS (SELECT first.node, min(a.said) AS any, min(a.said) FILTER (a.human) AS human
              FROM first JOIN r AS a ON a.thread = first.thread AND a.us AND a.said >= first.said
              WHERE first.private GROUP BY first.node)
    SELECT node, thread, first.customer, first.said AS opened,
           coalesce(later.human, below.human) AS answered
    FROM first JOIN m USING (node) LEFT JOIN below USING (node) LEFT JOIN later USING (node)
    WHERE first.called OR below.any IS NOT NULL OR later.any IS NOT NULL;
"""

_WAITS = """
    CREATE TEMP TABLE w AS
    WITH RECURSIVE spoken(node, above, customer) AS (
        SELECT b.node, l.up, a.customer FROM r AS b JOIN l USING (node)
        JOIN r AS a ON a.node = l.up WHERE b.human
        UNION ALL
        SELECT spoken.node, l.up, a.customer FROM spoken
        JOIN r AS h ON h.node = spoken.above AND h.us
        JOIN l ON l.node = spoken.above JOIN r AS a ON a.node = l.up
        WHERE spoken.customer IS NULL),
    turns AS (
        SELECT o.node AS opening, s.node, s.said, s.us, s.called,
               count(*) FILTER (s.us) OVER (PARTITION BY o.node ORDER BY s.node
                                            ROWS UNBOUNDED PRECEDING) AS turn
        FROM o JOIN r AS s USING (thread)
        LEFT JOIN spoken ON spoken.node = s.node AND spoken.customer IS NOT NULL
        WHERE s.customer = o.customer
           OR (s.human AND coalesce(spoken.customer = o.customer, s.private))),
    asked AS (
        SELECT opening, turn, min(turns.node) AS node, min(said) AS said,
               bool_or(needs_answer = 'yes') AS asks, bool_or(turns.called) AS called
        FROM turns LEFT JOIN (
            SELECT node, needs_answer FROM m
            JOIN read_parquet('{folder}/message_labels/*.parquet') AS p
              ON p.network = m.network AND p.message_id = m.id) USING (node)
        WHERE NOT us GROUP BY ALL)
    SELECT asked.said, asks, a.said AS answered, asked.node = asked.opening AS first
    FROM asked LEFT JOIN turns AS a
      ON a.us AND a.opening = asked.opening AND a.turn = asked.turn + 1
    WHERE asked.called OR a.said IS NOT NULL;
"""

_KM = """
    WITH tally AS (SELECT wait, count(*) FILTER (ended) AS d, count(*) AS c FROM ({waits})
                   GROUP BY wait),
    risk AS (SELECT *, sum(c) OVER (ORDER BY wait DESC) AS n FROM tally),
    curve AS (SELECT wait, product(1 - d / n) OVER (ORDER BY wait) AS s FROM risk)
    SELECT min(wait) FILTER (s <= 0.5 + 1e-9), min(wait) FILTER (s <= 0.1 + 1e-9) FROM curve
"""

_BUSINESS = """
    SELECT (bb + epoch(least(until, bc)) - epoch(bo)) - (ab + epoch(least(opened, ac)) - epoch(ao))
        AS wait, ended
    FROM (SELECT x.*, b.opens AS bo, b.closes AS bc, b.before AS bb
          FROM (SELECT y.*, a.opens AS ao, a.closes AS ac, a.before AS ab
                FROM (SELECT opened, coalesce(answered, {end}) AS until,
                             answered IS NOT NULL AS ended FROM o) AS y
                ASOF JOIN cal AS a ON y.opened >= a.opens) AS x
          ASOF JOIN cal AS b ON x.until >= b.opens)
"""


def dialogue(folder: Path) -> Values:
    """The measures, each under its id."""
    engine = duckdb.connect(config={"memory_limit": "1200MB", "preserve_insertion_order": False})
    engine.execute("SET TimeZone = 'UTC'")
    for script in (_TREES, _WAITS):
        for statement in script.format(folder=folder).split(";"):
            if statement.strip():
                engine.execute(statement)

    def one(sql: str) -> list[float]:
        values = [column[0].as_py() for column in engine.sql(sql).to_arrow_table().columns]
        return [nan if value is None else value for value in values]

    begin, end = (
        engine.sql("SELECT min(said), max(said) FROM m").to_arrow_table().to_pylist()[0].values()
    )
    _calendar(engine, begin, end)
    at_end = f"TIMESTAMPTZ '{end.isoformat()}'"
    wall = (
        f"SELECT epoch(coalesce(answered, {at_end})) - epoch(opened) AS wait,"
        " answered IS NOT NULL AS ended FROM o"
    )
    p50, p90 = one(_KM.format(waits=wall))
    business50, business90 = one(_KM.format(waits=_BUSINESS.format(end=at_end)))
    openings, threads, answered = one(
        "SELECT count(*), count(DISTINCT thread), count(answered) FROM o"
    )
    posts, replies = one("SELECT count(*) FILTER (post), count(*) FILTER (human) FROM m")
    due = f"asks AND (answered IS NOT NULL OR said <= {at_end} - INTERVAL 1 DAY)"
    questions, follow_ups = one(
        f"SELECT avg((answered IS NULL)::INT) FILTER ({due}),"
        f" avg((answered IS NULL)::INT) FILTER ({due} AND NOT first) FROM w"
    )
    (joined,) = one(
        "SELECT avg((NOT a.post AND NOT a.us AND NOT a.called)::INT)"
        " FROM r AS s JOIN l USING (node) JOIN r AS a ON a.node = l.up WHERE s.human"
    )
    return {
        "dialogue/openings": openings,
        "dialogue/threads": threads,
        "dialogue/answered-share": answered / openings,
        "dialogue/first-reply-p50": p50,
        "dialogue/first-reply-p90": p90,
        "dialogue/first-reply-business-p50": business50,
        "dialogue/first-reply-business-p90": business90,
        "dialogue/posts-per-reply": posts / replies,
        "dialogue/questions-unanswered": questions,
        "dialogue/follow-ups-unanswered": follow_ups,
        "dialogue/joined-share": joined,
    }


def _calendar(engine, begin, end) -> None:  # type: ignore[no-untyped-def]  # DuckDB has no types
    rows, total = [], 0.0
    for opens, closes in OFFICE.intervals(begin - timedelta(days=8), end + timedelta(days=8)):
        rows.append({"opens": opens, "closes": closes, "before": total})
        total += (closes - opens).total_seconds()
    moment = pa.timestamp("us", "UTC")
    schema = pa.schema([("opens", moment), ("closes", moment), ("before", pa.float64())])
    engine.register("_cal", pa.Table.from_pylist(rows, schema))
    engine.execute("CREATE TEMP TABLE cal AS SELECT * FROM _cal")
