"""Which tweets belong to which brand: the reply trees that it wrote in, or that name it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

Places = npt.NDArray[np.int64]

MEMORY = "400MB"
GROUP = 50_000

# A tweet that comes twice counts once; places number the tweets from 0.
_TWEETS = """
    CREATE TABLE tweets AS
    SELECT row_number() OVER (ORDER BY number) - 1 AS place, id, parent, number FROM (
        SELECT id, parent, number FROM read_parquet($staged)
        QUALIFY row_number() OVER (PARTITION BY id ORDER BY number) = 1
    )
"""
_PARENTS = """
    SELECT t.place, coalesce(p.place, t.place) AS parent
    FROM tweets AS t LEFT JOIN tweets AS p ON t.parent = p.id ORDER BY t.place
"""
# Letters, digits and _ make a name, in any script: "@Acme's" names Acme, "@Acmé" does not.
_NAMED = r"'@([\p{L}\p{N}_]+)'"
_BRANDS = """
    CREATE TABLE brands AS
    SELECT DISTINCT author AS brand, lower(author) AS name FROM read_parquet($staged)
    WHERE NOT inbound
"""
_SHARES = f"""
    CREATE TABLE shares AS
    WITH m AS (
        SELECT r.root, s.author, s.inbound, s.text
        FROM read_parquet($staged) AS s
        JOIN tweets AS t USING (number) JOIN roots AS r USING (place)
    )
    SELECT DISTINCT root, author AS brand FROM m WHERE NOT inbound
    UNION
    SELECT DISTINCT n.root, b.brand
    FROM (SELECT root, unnest(regexp_extract_all(lower(text), {_NAMED}, 1)) AS name FROM m) AS n
    JOIN brands AS b USING (name)
"""
_OURS = """
    FROM shares AS b
    JOIN roots AS r USING (root) JOIN tweets AS t USING (place)
    JOIN read_parquet($staged) AS s USING (number)
"""
_POSTS = f"""
    SELECT b.brand AS company, 'x' AS network, b.brand AS account, s.id AS post_id,
        s.sent_at AS published_at, s.text
    {_OURS} WHERE s.author = b.brand AND s.parent IS NULL
"""
_MESSAGES = f"""
    SELECT b.brand AS company, 'x' AS network, b.brand AS account, s.id AS message_id,
        s.sent_at, s.parent AS in_reply_to, s.author,
        CASE WHEN s.author = b.brand THEN 'company' WHEN s.inbound THEN 'customer'
            ELSE 'other' END AS author_kind,
        CASE WHEN s.inbound AND s.author != b.brand THEN coalesce(
            list_contains(regexp_extract_all(lower(s.text), {_NAMED}, 1), lower(b.brand)), false
        ) END AS addressed,
        s.text, CASE WHEN s.parent IS NULL THEN 'mention' ELSE 'reply' END AS kind
    {_OURS} WHERE s.author != b.brand OR s.parent IS NOT NULL
"""


def records_of_brands(staged: Path, spill: Path) -> Iterator[tuple[str, pa.Table]]:
    """Posts and messages of every brand in the tweets at `staged`, in groups, with their table."""
    connection = duckdb.connect(
        config={
            "memory_limit": MEMORY,
            "threads": 2,
            "temp_directory": str(spill / "spill"),
            "preserve_insertion_order": False,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
    )
    try:
        connection.execute("SET TimeZone = 'UTC'")
        of_staged = {"staged": str(staged)}
        connection.execute(_TWEETS, of_staged)
        _store_roots(connection)
        connection.execute(_BRANDS, of_staged)
        connection.execute(_SHARES, of_staged)
        for table, sql in (("posts", _POSTS), ("messages", _MESSAGES)):
            for batch in connection.sql(sql, params=of_staged).to_arrow_reader(GROUP):
                yield table, pa.Table.from_batches([batch])
    finally:
        connection.close()


def _store_roots(connection: duckdb.DuckDBPyConnection) -> None:
    """The table `roots`: for the place of every tweet, that of the root of its tree."""
    parents = connection.sql(_PARENTS).to_arrow_table()["parent"].to_numpy()
    found = pa.table(
        {"place": pa.array(np.arange(len(parents)), pa.int64()), "root": roots(parents)}
    )
    connection.register("_roots", found)
    connection.execute("CREATE TABLE roots AS SELECT * FROM _roots")
    connection.unregister("_roots")


def roots(parents: Places) -> Places:
    """The root of each place, given each place's parent (a root is its own), by doubling steps.

    A ring of tweets that answer each other, which only a forged file has, counts as a tree whose
    root is the lowest place of the ring.
    """
    reached, lowest = parents.copy(), np.minimum(parents, np.arange(len(parents)))
    for _ in range(len(parents).bit_length()):
        lowest = np.minimum(lowest, lowest[reached])
        further = reached[reached]
        if np.array_equal(further, reached):
            break
        reached = further
    in_ring = parents[reached] != reached
    return np.where(in_ring, lowest[reached], reached)
