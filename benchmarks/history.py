"""A long history of one imaginary company, millions of messages made in seconds by NumPy and Arrow.

Its reply trees are like a public network's: posts as roots, openings under them or by mention,
answers, further questions, other customers who answer, automatic notices, and private
conversations. Texts are drawn from the simulator's phrases; labels are included. Everything comes
from `seed`.

    python benchmarks/history.py --messages 3000000 --into FOLDER
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from dialogo.records.tables import TABLES
from dialogo.simulation.company import Company, Speaker
from dialogo.simulation.knobs import Knobs
from dialogo.simulation.ledger import SIMULATED
from dialogo.simulation.phrases import NEEDS, phrases_in
from dialogo.simulation.rhythm import DEMAND
from dialogo.simulation.simulate import simulate

COMPANY = "Bottega Grande (simulated)"
NETWORKS = np.array(["x", "instagram", "facebook"])
LAST = date(2026, 11, 22)
WEEKS = 104
_SLICE = 500_000  # messages made at a time, which bounds the memory
_FIRST_ID = 1_500_000_000_000_000_000  # as long as the ids of a real network
_VARIANTS = 3_000  # different texts of each sort
_WEEK = 7 * 24 * 3600 * 1_000_000  # microseconds
# How often an answer follows what was asked, and a further question the answer; with the other
# turns that makes this many messages in a thread.
_ANSWERED, _ASKED_AGAIN, _PEERS, _NOTICES = 0.9, 0.42, 0.06, 0.04
_TURNS = 1 + _PEERS + _NOTICES + _ANSWERED * (1 + _ASKED_AGAIN) / (1 - _ANSWERED * _ASKED_AGAIN)
_OPENS, _ANSWERS, _ASKS_AGAIN, _PEER, _NOTICE = range(5)

# The names that the language rules give to needs, where the simulator has others.
_NAMES = {"hours": "opening hours", "how-to": "how to"}

Tables = dict[str, pa.Table]


@dataclass(frozen=True)
class Bank:
    """Texts, and for each what a reader would say of it."""

    texts: pa.Array
    sorts: dict[str, np.ndarray]  # where the texts of each sort stand
    acts: pa.Array
    needs: pa.Array
    answers: pa.Array


def history(messages: int, seed: int = 1) -> Tables:
    """Every table, `messages` of exactly that many rows; the small tables are the simulator's."""
    pieces: dict[str, list[pa.Table]] = {}
    for tables in slices(messages, seed):
        for name, table in tables.items():
            pieces.setdefault(name, []).append(table)
    return {name: pa.concat_tables(parts) for name, parts in pieces.items()}


def write(folder: Path, messages: int, seed: int = 1) -> dict[str, list[str]]:
    """The same as Parquet files, a slice at a time; gives what `Records(tables=…)` takes."""
    files: dict[str, list[str]] = {}
    for number, tables in enumerate(slices(messages, seed)):
        for name, table in tables.items():
            place = folder / name / f"part-{number:04}.parquet"
            place.parent.mkdir(parents=True, exist_ok=True)
            pq.write_table(table, place, compression="zstd")
            files.setdefault(name, []).append(str(place))
    return files


def slices(messages: int, seed: int = 1) -> Iterator[Tables]:
    """The history from its first day to its last, a stretch of time after the other."""
    yield _small_tables(seed)
    bank = _bank(seed)
    count = max(1, -(-messages // _SLICE))
    start = datetime.combine(LAST, datetime.min.time(), UTC) - timedelta(weeks=WEEKS)
    done = 0
    for number in range(count):
        wanted = (messages * (number + 1)) // count - done
        rng = np.random.default_rng([seed, number])
        since = int(start.timestamp() * 1e6) + number * WEEKS * _WEEK // count
        length = WEEKS * _WEEK // count
        yield _slice(rng, bank, wanted=wanted, done=done, since=since, length=length)
        done += wanted


def _small_tables(seed: int) -> Tables:
    """Audience, hours, money, team and plan of a company of moderate size over the same time."""
    knobs = replace(Knobs(), posts_per_week=0.0)
    records = simulate(seed, knobs, ending=LAST, weeks=WEEKS, size=0.3, lang="it", company=COMPANY)
    big = {"posts", "post_figures", "post_readings", "messages"}
    return {name: table for name, table in records.tables.items() if name not in big}  # type: ignore[misc]  # simulate gives Arrow tables


# --- one stretch of time ------------------------------------------------------------------------


def _slice(
    rng: np.random.Generator, bank: Bank, *, wanted: int, done: int, since: int, length: int
) -> Tables:
    threads = int(wanted / _TURNS * 1.02) + 100
    posts = threads // 30 + 1
    rows = _turns(rng, threads, since, length)
    order = np.argsort(rows["at"], kind="stable")[:wanted]
    place = np.full(len(rows["at"]), -1)
    place[order] = np.arange(len(order))
    kept = {name: column[order] for name, column in rows.items()}
    parent = np.where(kept["parent"] >= 0, place[kept["parent"]], -1)

    at_post = since + (np.arange(posts) * length) // posts
    opened = rows["at"][:threads]
    post = np.searchsorted(at_post, opened, side="right") - 1 - rng.integers(0, 4, threads)
    under_post = (rng.random(threads) < 0.45) & (post >= 0)
    network = np.where(under_post, _network_of_post(post), rng.integers(0, 3, threads))
    private = ~under_post & (network > 0) & (rng.random(threads) < 0.6)
    people = (150_000 * rng.random(threads) ** 1.6).astype(np.int64)

    thread = kept["thread"]
    under_post, post = under_post[thread] & (kept["turn"] == _OPENS), post[thread]
    network, private, people = network[thread], private[thread], people[thread]
    by_company = np.isin(kept["turn"], (_ANSWERS, _NOTICE))
    text = _choose(rng, bank, kept["turn"])
    n = len(order)
    ids = pa.array(_FIRST_ID + done + np.arange(n)).cast(pa.string())
    post_ids = pa.array(_FIRST_ID // 2 + done + np.arange(posts)).cast(pa.string())
    author = pa.array(people + np.where(kept["turn"] == _PEER, 7, 0)).cast(pa.string())
    above = pa.array(np.where(under_post, np.maximum(post, 0), 0))
    in_reply_to = _either(
        under_post, post_ids.take(above), ids.take(pa.array(np.maximum(parent, 0)))
    )
    has_above = under_post | ((parent >= 0) & ~private)
    agents = pa.array([f"Persona {i} (simulated)" for i in range(12)])
    columns = {
        "network": pa.array(NETWORKS[network]),
        "account": _same("bottega_grande", n),
        "message_id": ids,
        "sent_at": pa.array(kept["at"], pa.timestamp("us", "UTC")),
        "in_reply_to": _where(has_above, in_reply_to),
        "conversation": _where(private, author),
        "author": _either(by_company, _same("bottega_grande", n), author),
        "author_kind": _either(by_company, _same("company", n), _same("customer", n)),
        "addressed": pa.array(kept["turn"] != _PEER, mask=by_company),
        "text": _texts(rng, bank, text, kept["turn"] == _ANSWERS),
        "kind": pa.array(np.where(private, "direct", np.where(under_post, "comment", "reply"))),
        "automated": pa.array(kept["turn"] == _NOTICE),
        "agent": _where(kept["turn"] == _ANSWERS, agents.take(pa.array(rng.integers(0, 12, n)))),
        "extra": _same(SIMULATED, n),
    }
    labels = _message_labels(bank, columns, text, ~by_company)
    return {"messages": _table("messages", columns, n), "message_labels": labels} | _posts(
        rng, bank, post_ids, at_post
    )


def _turns(
    rng: np.random.Generator, threads: int, since: int, length: int
) -> dict[str, np.ndarray]:
    """Every turn of every thread: which thread, when, what, and the row it answers (-1: none)."""
    week = rng.integers(0, max(1, length // _WEEK), threads)
    weight = np.array(DEMAND) / sum(DEMAND)
    hour = rng.choice(len(DEMAND), threads, p=weight) + rng.random(threads)
    opened = since + week * _WEEK + (hour * 3600 * 1e6).astype(np.int64)
    parts = [_rows(np.arange(threads), opened, _OPENS, np.full(threads, -1))]
    filled = threads
    for turn, share, hours in ((_PEER, _PEERS, 0.4), (_NOTICE, _NOTICES, 0.002)):
        thread = np.flatnonzero(rng.random(threads) < share)
        parts.append(_rows(thread, opened[thread] + _wait(rng, hours, len(thread)), turn, thread))
        filled += len(thread)
    alive, at, head = np.arange(threads), opened, np.arange(threads)
    for depth in range(40):
        turn, share = (_ANSWERS, _ANSWERED) if depth % 2 == 0 else (_ASKS_AGAIN, _ASKED_AGAIN)
        goes_on = rng.random(len(alive)) < share
        alive, at, head = alive[goes_on], at[goes_on], head[goes_on]
        if not len(alive):
            break
        at = at + _wait(rng, 1.5 if turn == _ANSWERS else 0.5, len(alive))
        parts.append(_rows(alive, at, turn, head))
        head = filled + np.arange(len(alive))
        filled += len(alive)
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def _rows(
    thread: np.ndarray, at: np.ndarray, turn: int, parent: np.ndarray
) -> dict[str, np.ndarray]:
    return {"thread": thread, "at": at, "turn": np.full(len(at), turn), "parent": parent}


def _wait(rng: np.random.Generator, hours: float, count: int) -> np.ndarray:
    """Log-normal waits in microseconds, at least a second."""
    return 1_000_000 + (rng.lognormal(np.log(hours), 1.1, count) * 3600 * 1e6).astype(np.int64)


def _choose(rng: np.random.Generator, bank: Bank, turn: np.ndarray) -> np.ndarray:
    """Which text each turn says."""
    text = np.empty(len(turn), np.int64)
    for sort, of in (
        ("answer", _ANSWERS), ("opening", _OPENS), ("again", _ASKS_AGAIN), ("peer", _PEER),
        ("notice", _NOTICE),
    ):  # fmt: skip
        where = np.flatnonzero(turn == of)
        text[where] = rng.choice(bank.sorts[sort], len(where))
    return text


def _texts(rng: np.random.Generator, bank: Bank, text: np.ndarray, answers: np.ndarray) -> pa.Array:
    """The texts said; answers have a second sentence, so that hardly two are the same."""
    more = pa.array(rng.choice(bank.sorts["answer"], len(text)), mask=~answers)
    second = pc.fill_null(bank.texts.take(more), "")
    return pc.utf8_rtrim_whitespace(
        pc.binary_join_element_wise(bank.texts.take(pa.array(text)), second, " ")
    )


def _network_of_post(post: np.ndarray) -> np.ndarray:
    """Posts go out on the two networks of pictures by turns."""
    return 1 + post % 2


def _posts(rng: np.random.Generator, bank: Bank, ids: pa.Array, at: np.ndarray) -> Tables:
    n = len(ids)
    does = rng.choice(
        ["useful", "promotional", "conversation", "corporate"], n, p=[0.4, 0.3, 0.2, 0.1]
    )
    text = np.empty(n, np.int64)
    for sort in np.unique(does):
        where = np.flatnonzero(does == sort)
        text[where] = rng.choice(bank.sorts[str(sort)], len(where))
    network = pa.array(NETWORKS[_network_of_post(np.arange(n))])
    reach = rng.integers(200, 20_000, n)
    posts = {
        "network": network, "account": _same("bottega_grande", n), "post_id": ids,
        "published_at": pa.array(at, pa.timestamp("us", "UTC")),
        "text": bank.texts.take(pa.array(text)), "kind": _same("image", n),
        "promoted": pa.array((does == "promotional") & (rng.random(n) < 0.5)),
        "extra": _same(SIMULATED, n),
    }  # fmt: skip
    labels = {
        "network": network, "post_id": ids, "does": pa.array(does),
        "needs": _listed(bank.needs.take(pa.array(text))),
        "probability": pa.array(np.full(n, 0.9)), "language": _same("it", n),
        "model": _same("simulation", n),
    }  # fmt: skip
    day = np.minimum(at // 86_400_000_000 + 14, (LAST - date(1970, 1, 1)).days)
    figures = {
        "network": network, "post_id": ids, "read_on": pa.array(day, pa.int32()).cast(pa.date32()),
        "impressions": pa.array(reach * 2), "reach": pa.array(reach),
        "likes": pa.array(reach // 40), "comments": pa.array(reach // 150),
        "shares": pa.array(reach // 300), "saves": pa.array(reach // 200),
        "extra": _same(SIMULATED, n),
    }  # fmt: skip
    a_day_old = {
        "network": network, "post_id": ids,
        "read_at": pa.array(at + 86_400_000_000, pa.timestamp("us", "UTC")),
        "impressions": pa.array(reach), "reach": pa.array(reach // 2),
        "likes": pa.array(reach // 80), "comments": pa.array(reach // 300),
        "shares": pa.array(reach // 600), "saves": pa.array(reach // 400),
        "extra": _same(SIMULATED, n),
    }  # fmt: skip
    return {
        "posts": _table("posts", posts, n),
        "post_labels": _table("post_labels", labels, n),
        "post_figures": _table("post_figures", figures, n),
        "post_readings": _table("post_readings", a_day_old, n),
    }


def _message_labels(
    bank: Bank, columns: dict[str, pa.Array], text: np.ndarray, customers: np.ndarray
) -> pa.Table:
    mask, which = pa.array(customers), pa.array(text[customers])
    n = len(which)
    labels = {
        "network": columns["network"].filter(mask),
        "message_id": columns["message_id"].filter(mask),
        "needs_answer": bank.answers.take(which),
        "act": bank.acts.take(which),
        "need": bank.needs.take(which),
        "probability": pa.array(np.full(n, 0.9)),
        "language": _same("it", n),
        "model": _same("simulation", n),
    }
    return _table("message_labels", labels, n)


# --- texts --------------------------------------------------------------------------------------


def _bank(seed: int) -> Bank:
    """Texts of every sort with their labels, `_VARIANTS` of each."""
    company = Company(COMPANY, Knobs(), seed, WEEKS, 1.0, LAST, "it")
    dice = company.dice("bank")
    speaker, phrases = Speaker(company, dice), phrases_in("it")
    texts: list[tuple[str, str | None, str | None, str | None]] = []
    sorts: dict[str, np.ndarray] = {}
    acts = {"question": 60, "complaint": 15, "praise": 15, "chat": 10}

    def add(sort: str) -> None:
        need = dice.weigh(NEEDS)
        act = dice.weigh(acts) if sort == "opening" else None
        banks = {
            "question": phrases.questions[need], "complaint": phrases.complaints[need],
            "praise": phrases.praise, "chat": phrases.chat, "again": phrases.again,
            "peer": phrases.peers, "notice": (phrases.away_notice,),
            "answer": phrases.answers[need], "useful": phrases.useful[need],
            "promotional": phrases.promotional, "conversation": phrases.conversation,
            "corporate": phrases.corporate,
        }  # fmt: skip
        text = speaker.say(phrases, banks[act or sort])
        if sort == "answer":
            text = speaker.fill(
                phrases, f"{dice.pick(phrases.greetings)} {text} {dice.pick(phrases.closings)}"
            )
        asks = act in ("question", "complaint") or sort == "again"
        act = act or {"again": "question", "peer": "chat"}.get(sort)
        named = _NAMES.get(need, need) if asks or sort == "useful" else None
        texts.append((text, act, named, "yes" if asks else "no"))

    for sort in (
        "opening", "again", "peer", "notice", "answer", "useful", "promotional", "conversation",
        "corporate",
    ):  # fmt: skip
        sorts[sort] = len(texts) + np.arange(_VARIANTS)
        for _ in range(_VARIANTS):
            add(sort)
    columns = [pa.array(column, pa.string()) for column in zip(*texts, strict=True)]
    return Bank(columns[0], sorts, columns[1], columns[2], columns[3])


# --- columns ------------------------------------------------------------------------------------


def _listed(words: pa.Array) -> pa.Array:
    """Each word as a list of itself; the empty as an empty list."""
    ends = np.cumsum(np.concatenate([[0], pc.is_valid(words).to_numpy(zero_copy_only=False)]))
    return pa.ListArray.from_arrays(pa.array(ends, pa.int32()), words.drop_null())


def _same(text: str, n: int) -> pa.Array:
    return pa.repeat(pa.scalar(text), n)


def _where(mask: np.ndarray, values: pa.Array) -> pa.Array:
    """`values` where the mask holds, else empty."""
    return pc.if_else(pa.array(mask), values, pa.scalar(None, values.type))


def _either(mask: np.ndarray, values: pa.Array, others: pa.Array) -> pa.Array:
    return pc.if_else(pa.array(mask), values, others)


def _table(name: str, columns: dict[str, pa.Array], n: int) -> pa.Table:
    """A table in its schema; columns left out are empty."""
    columns = {"company": _same(COMPANY, n), **columns}
    schema = TABLES[name].arrow
    return pa.table(
        [columns.get(field.name, pa.nulls(n, field.type)) for field in schema], schema=schema
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=3_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--into", type=Path, required=True)
    chosen = parser.parse_args()
    write(chosen.into, chosen.messages, chosen.seed)
