"""One side of the benchmark: the dialogue measures in plain pandas, by a good analyst."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.sides import OFFICE, Values


def dialogue(folder: Path) -> Values:
    """The measures, each under its id."""
    said = _messages(folder)
    up = _parents(said)
    said["thread"] = _threads(said, up)
    openings = _openings(said, up)
    waits = _waits(said, up, openings, _labels(folder, said))
    end = said["at"].max()

    until = openings["answered"].fillna(end)
    ended = openings["answered"].notna().to_numpy()
    wall = (until - openings["opened"]).dt.total_seconds().to_numpy()
    clock = _business_clock(said["at"].min(), end)
    business = clock(until) - clock(openings["opened"])

    due = waits["asks"] & (waits["answered"].notna() | (waits["at"] <= end - timedelta(days=1)))
    above = said.iloc[up[(up >= 0) & said["human"].to_numpy()]]
    return {
        "dialogue/openings": len(openings),
        "dialogue/threads": openings["thread"].nunique(),
        "dialogue/answered-share": ended.mean(),
        "dialogue/first-reply-p50": _kaplan_meier(wall, ended, 0.5),
        "dialogue/first-reply-p90": _kaplan_meier(wall, ended, 0.9),
        "dialogue/first-reply-business-p50": _kaplan_meier(business, ended, 0.5),
        "dialogue/first-reply-business-p90": _kaplan_meier(business, ended, 0.9),
        "dialogue/posts-per-reply": said["post"].sum() / said["human"].sum(),
        "dialogue/questions-unanswered": waits.loc[due, "answered"].isna().mean(),
        "dialogue/follow-ups-unanswered": waits.loc[due & ~waits["first"], "answered"]
        .isna()
        .mean(),
        "dialogue/joined-share": (~(above["post"] | above["us"] | above["called"])).mean(),
    }


def _messages(folder: Path) -> pd.DataFrame:
    """Messages and posts in the order of time; the row number is the node."""
    columns = ["network", "message_id", "sent_at", "in_reply_to", "conversation", "author",
               "author_kind", "addressed", "automated"]  # fmt: skip
    messages = pd.read_parquet(folder / "messages", columns=columns)
    posts = pd.read_parquet(
        folder / "posts", columns=["network", "post_id", "published_at", "joins"]
    )
    posts.columns = ["network", "message_id", "sent_at", "in_reply_to"]
    posts["post"], messages["post"] = True, False
    both = pd.concat([messages, posts], ignore_index=True)
    us = both["author_kind"].eq("company").fillna(False)
    both["us"] = us.astype(bool)
    both["human"] = both["us"] & ~both["automated"].eq(True)
    both["called"] = both["addressed"].eq(True) | both["conversation"].notna()
    both["customer"] = both["author"].where(both["author_kind"].eq("customer"))
    both = both.rename(columns={"sent_at": "at", "message_id": "id", "in_reply_to": "parent"})
    both["length"] = both["id"].str.len()
    return both.sort_values(["at", "length", "id", "network"], ignore_index=True)


def _parents(said: pd.DataFrame) -> np.ndarray:
    """The node that each node answers, -1 where it answers none on record."""
    keys = pd.MultiIndex.from_frame(said[["network", "id"]])
    wanted = pd.MultiIndex.from_frame(said[["network", "parent"]].set_axis(keys.names, axis=1))
    up = keys.get_indexer(wanted)
    up[said["parent"].isna().to_numpy()] = -1
    return np.where(said["post"].to_numpy() & ~said["post"].to_numpy()[up], -1, up)


def _threads(said: pd.DataFrame, up: np.ndarray) -> np.ndarray:
    root = np.where(up >= 0, up, np.arange(len(up)))
    while True:
        further = root[root]
        if (further == root).all():
            break
        root = further
    private = said["conversation"].notna()
    heads = (
        said[private]
        .groupby(["network", "conversation"])["at"]
        .transform(lambda group: group.index.min())
    )
    root[private.to_numpy()] = heads.to_numpy().astype(np.int64)
    return root


def _first_below(said: pd.DataFrame, up: np.ndarray, by: str) -> np.ndarray:
    """The first time at which a message with the mark `by` stands below each node (NaT: never)."""
    at = said["at"].astype("datetime64[us, UTC]").astype("int64").to_numpy()
    found = np.full(len(said), np.iinfo(np.int64).max)
    node = np.flatnonzero(said[by].to_numpy() & (up >= 0))
    above, moment = up[node], at[node]
    while len(above):
        better = moment < found[above]
        above, moment = above[better], moment[better]
        np.minimum.at(found, above, moment)
        onward = up[above] >= 0
        above, moment = up[above[onward]], moment[onward]
    return found


def _openings(said: pd.DataFrame, up: np.ndarray) -> pd.DataFrame:
    first = said[said["customer"].notna()].drop_duplicates(["thread", "customer"])
    nodes = first.index.to_numpy()
    none = np.iinfo(np.int64).max
    below = {by: _first_below(said, up, by)[nodes] for by in ("us", "human")}
    private = first["conversation"].notna()
    for by, found in below.items():
        answers = said[said[by] & said["conversation"].notna()][["thread", "at"]]
        asked = first[private][["thread", "at"]].reset_index()
        pairs = asked.merge(answers, on="thread", suffixes=("", "_later"))
        pairs = pairs[pairs["at_later"] >= pairs["at"]]
        later = pairs.groupby("index")["at_later"].min()
        moments = later.astype("datetime64[us, UTC]").astype("int64")
        found[np.searchsorted(nodes, later.index)] = moments
    qualifies = first["called"].to_numpy() | (below["us"] != none)
    answered = pd.to_datetime(
        np.where(below["human"] == none, np.nan, below["human"].astype(float)), unit="us", utc=True
    )
    frame = pd.DataFrame(
        {
            "node": nodes,
            "thread": first["thread"].to_numpy(),
            "customer": first["customer"].to_numpy(),
            "opened": first["at"].to_numpy(),
            "answered": _exact(below["human"], answered),
        }
    )
    frame["opened"] = pd.to_datetime(frame["opened"], utc=True)
    return frame[qualifies].reset_index(drop=True)


def _exact(microseconds: np.ndarray, fallback: pd.DatetimeIndex) -> pd.Series:
    """Times without the rounding of a float; NaT where there is none."""
    known = fallback.notna()
    times = pd.Series(pd.NaT, index=range(len(known)), dtype="datetime64[us, UTC]")
    times[known] = pd.to_datetime(microseconds[known], unit="us", utc=True)
    return times


def _labels(folder: Path, said: pd.DataFrame) -> pd.DataFrame:
    labels = pd.read_parquet(
        folder / "message_labels", columns=["network", "message_id", "needs_answer"]
    ).rename(columns={"message_id": "id"})
    nodes = said[["network", "id"]].reset_index(names="node")
    return nodes.merge(labels, on=["network", "id"])[["node", "needs_answer"]]


def _waits(
    said: pd.DataFrame, up: np.ndarray, openings: pd.DataFrame, labels: pd.DataFrame
) -> pd.DataFrame:
    author = said["customer"].to_numpy(dtype=object, na_value=None)
    us = said["us"].to_numpy()
    above = up.copy()
    while True:  # through the company's own continuations to the customer it speaks to
        through = (above >= 0) & us[above] & (up[above] >= 0)
        if not through.any():
            break
        above = np.where(through, up[above], above)
    to = np.where(above >= 0, author[above], None)
    private = said["conversation"].notna().to_numpy()
    customers = pd.DataFrame({"thread": said["thread"], "said": said.index, "customer": author})
    mine = openings[["node", "thread", "customer"]].merge(
        customers[customers["customer"].notna()], on=["thread", "customer"]
    )
    spoken = pd.DataFrame({"thread": said["thread"], "said": said.index, "customer": to})[
        said["human"].to_numpy()
    ]
    named = spoken[spoken["customer"].notna()]
    given = openings[["node", "thread", "customer"]].merge(named, on=["thread", "customer"])
    free = spoken[spoken["customer"].isna() & private[spoken["said"]]]
    others = openings[["node", "thread"]].merge(free[["thread", "said"]], on="thread")
    turns = pd.concat(
        [mine[["node", "said"]], given[["node", "said"]], others[["node", "said"]]]
    ).sort_values(["node", "said"], ignore_index=True)
    turns["us"] = us[turns["said"]]
    turns["turn"] = turns.groupby("node")["us"].cumsum()
    turns["at"] = said["at"].to_numpy()[turns["said"]]
    turns["called"] = said["called"].to_numpy()[turns["said"]]
    turns = turns.merge(labels.rename(columns={"node": "said"}), on="said", how="left")
    turns["asks"] = turns["needs_answer"].eq("yes")
    asked = turns[~turns["us"]].groupby(["node", "turn"]).agg(
        first_said=("said", "min"), at=("at", "min"), asks=("asks", "any"), called=("called", "any")
    ).reset_index()  # fmt: skip
    answers = turns.loc[turns["us"], ["node", "turn", "at"]].rename(columns={"at": "answered"})
    answers["turn"] -= 1
    waits = asked.merge(answers, on=["node", "turn"], how="left")
    waits["first"] = waits["first_said"] == waits["node"]
    waits["at"] = pd.to_datetime(waits["at"], utc=True)
    return waits[waits["called"] | waits["answered"].notna()]


def _kaplan_meier(wait: np.ndarray, ended: np.ndarray, p: float) -> float:
    values, inverse = np.unique(wait, return_inverse=True)
    leaves = np.bincount(inverse)
    ends = np.bincount(inverse, weights=ended)
    at_risk = leaves[::-1].cumsum()[::-1]
    still = np.cumprod(1 - ends / at_risk)
    reached = np.flatnonzero(still <= 1 - p + 1e-9)
    return float(values[reached[0]]) if len(reached) else float("nan")


def _business_clock(begin: pd.Timestamp, end: pd.Timestamp):  # type: ignore[no-untyped-def]  # a closure
    """A function from moments to the open seconds before them."""
    stretches = OFFICE.intervals(begin - timedelta(days=8), end + timedelta(days=8))
    opens = np.array([o.timestamp() for o, _ in stretches])
    closes = np.array([c.timestamp() for _, c in stretches])
    before = np.concatenate([[0], (closes - opens).cumsum()[:-1]])

    def read(moments: pd.Series) -> np.ndarray:
        seconds = moments.astype("datetime64[us, UTC]").astype("int64").to_numpy() / 1e6
        place = np.searchsorted(opens, seconds, side="right") - 1
        return before[place] + np.minimum(seconds, closes[place]) - opens[place]

    return read
