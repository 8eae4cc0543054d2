"""The model of posts, and its card."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dialogo.language.posts import label_posts
from training import card
from training.learn import held_out, softmax
from training.making import made, prepared
from training.matrix import Weights, see
from training.measure import Floats
from training.recipes import POSTS, examples, tests
from training.sources import Example
from training.splits import folds

_CATEGORIES = ("Information", "Action", "Dialogue")
_ALL = 0.99  # of the annotators
_DOES = POSTS.questions[0].classes


def make(data: Path) -> None:
    """Writes models/posts.npz and docs/models/posts.md."""
    chosen = examples(POSTS, data)
    seen = prepared(chosen, POSTS)
    apart = folds([example.text for example in chosen], 5)
    real = np.array(["category" in example.judged for example in chosen])
    company = np.unique([example.group for example in chosen], return_inverse=True)[1]
    # A company and the written texts of a fold leave together: both are judged unseen.
    leaving = np.where(real, company, np.max(company) + 1 + apart)
    path, scores, hot = made(POSTS, chosen, seen, leaving)
    by_text = held_out(POSTS, chosen, seen, np.where(real, apart, 5))
    plain = Weights(word=2.0, run=0.0, pair=0.0, group=0.0, whole=0.0)
    words = held_out(
        POSTS, chosen, see([example.text for example in chosen], plain), np.where(real, company, -1)
    )
    truth = [example.judged.get("category", "") for example in chosen]
    parts = [
        _about(chosen, path.stat().st_size),
        ["## Posts of nine companies, as their annotators sorted them",
         "", "Useful and corporate together count as Information, promotional as Action, "
         "conversation as Dialogue; nothing is left unsure here."],
        _companies("Companies never seen (leave one out)", truth, scores, real),
        _companies("The same, the fifth that was not used in choosing", truth, scores,
                   real & (apart == 0)),
        _companies("Texts never seen (five folds)", truth, by_text, real),
        _companies("Baseline: words alone, companies never seen", truth, words, real),
    ]  # fmt: skip
    parts += [["## Texts written or judged for this project"]]
    mine = np.array(["does_test" in example.judged for example in chosen])
    judged_here = [one.judged["does_test"] for one in chosen if "does_test" in one.judged]
    told = [_DOES[place] for place in scores[mine].argmax(axis=1)]
    parts.append(
        card.table("Posts of the nine companies, judged here, companies never seen",
                   judged_here, told, _DOES)
    )  # fmt: skip
    for title, judged in tests(POSTS, data).items():
        said = label_posts(pa.array([one.text for one in judged]))["does"].to_pylist()
        true = [one.judged["does"] for one in judged]
        if len(set(true)) > len(_DOES[:2]):
            parts.append(card.table(title, true, said, _DOES))
        parts.append(_two(f"{title}: promotional against useful", judged, said))
    parts.append(card.curve(POSTS.questions[0], chosen, scores, hot[0]))
    card.write("posts", parts)


def _companies(title: str, truth: list[str], scores: Floats, mask: NDArray[np.bool_]) -> list[str]:
    shares = softmax(scores[mask])
    three = np.stack([shares[:, 0] + shares[:, 3], shares[:, 1], shares[:, 2]], axis=1)
    said = [_CATEGORIES[place] for place in three.argmax(axis=1)]
    true = [one for one, there in zip(truth, mask, strict=True) if there]
    return card.table(title, true, said, _CATEGORIES)


def _two(title: str, judged: list[Example], said: list[str]) -> list[str]:
    pairs = [
        (one.judged["does"], label)
        for one, label in zip(judged, said, strict=True)
        if one.judged["does"] in _DOES[:2]
    ]
    return card.table(title, *zip(*pairs, strict=True), _DOES[:2])


def _about(chosen: list[Example], size: int) -> list[str]:
    groups = [example.group.split()[0] for example in chosen]
    values = {
        "real": sum("category" in example.judged for example in chosen),
        "judged": sum("category" in e.judged and "does" in e.judged for e in chosen),
        "written": groups.count("written"),
        "made": groups.count("composed"),
        "weight": POSTS.parts["composed"],
        "agreed": sum(float(example.judged.get("agreed", "0")) > _ALL for example in chosen),
    }
    return card.about("posts", size, **values)
